"""When reading all followers pays to learn who left, and what may be said of those who are missing then."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.domain import ActivityEvent, Departure, Policy, Purpose
from bot.planning.monthly_cost import MONTH_DAYS, PlanInputs
from bot.planning.plausible_count import MIN_REMARKABLE
from bot.x.billing.pricing import PriceList

WORTH_OF_A_NAME = 250_000
"""Micro-dollars: a sweep waits until so many have left that reading the list costs no more for each."""

LOOKED_UP = 100
"""At most so many who are missing are looked up after a sweep, as many as one call takes; those who matter come first."""

PASSES = 2
"""How often a list is read at most from which more are missing than X's count explains."""

LONGEST = timedelta(days=21)
"""A sweep that has not ended after so long begins anew: by then too many have come and gone on the way."""

WEEK_DAYS = 7
_DAY = timedelta(days=1)


def sweep_micros(followers: int, left: float, prices: PriceList) -> int:
    """What one sweep costs, in micro-dollars: each follower, and looking up those who left."""
    return followers * prices.own_list.micros + math.ceil(min(left, LOOKED_UP)) * prices["user_read"].micros


def worth_sweeping(followers: int, prices: PriceList) -> int:
    """From how many people who left on a sweep pays."""
    return max(1, math.ceil(followers * prices.own_list.micros / WORTH_OF_A_NAME))


def sweeps_allowed(followers: int, policy: Policy, prices: PriceList) -> bool:
    """Whether followers are ever swept: X does not tell who leaves, and a month's money for it is enough for one sweep that pays."""
    enough = 0 < _month_budget(policy) >= sweep_micros(followers, worth_sweeping(followers, prices), prices)
    return enough and ActivityEvent.UNFOLLOW not in policy.stream


def sweep_interval(followers: int, policy: Policy, prices: PriceList) -> timedelta:
    """From the beginning of one sweep to that of the next, at least: as often as the month's money allows, and never twice a day."""
    cost = sweep_micros(followers, worth_sweeping(followers, prices), prices)
    return max(_DAY, MONTH_DAYS * _DAY * (cost / _month_budget(policy)))


def _month_budget(policy: Policy) -> int:
    """Micro-dollars a month: the money for sweeps, as far as the budget for everything lets them have it."""
    return min(policy.leavers_budget, int(policy.monthly_budget * Purpose.SWEEP.priority.share))


def weekly_sweeps(inputs: PlanInputs, prices: PriceList) -> float:
    """What a sweep a week costs on an average day, in micro-dollars."""
    return sweep_micros(inputs.followers, inputs.lost_per_day * WEEK_DAYS, prices) / WEEK_DAYS


def departures(
    missing: Sequence[int], found_out: Mapping[int, Departure], explained: int, *, last_pass: bool
) -> dict[int, Departure] | None:
    """What to say of those who are missing after a sweep; None where the list has to be read again first.

    found_out: of those who were looked up, and do not follow by that either. explained: how many have left by X's own count. Never more are
    said to have left, but for the few more or less by which a count is always off, and those only where they were looked up. Where
    more are missing after the last pass, too, the list is faulty, and nothing is said of anybody who was not looked up.
    """
    certain = [user_id for user_id in missing if user_id in found_out]
    if len(missing) <= explained or len(certain) == len(missing) <= explained + MIN_REMARKABLE:
        return {user_id: found_out.get(user_id, Departure.UNKNOWN) for user_id in missing}
    if not last_pass:
        return None
    return {user_id: found_out[user_id] for user_id in certain[: explained + MIN_REMARKABLE]}
