"""What Mutuals can do beyond polling for new followers, and what each of it costs a month."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain import ActivityEvent, Policy
from bot.planning.monthly_cost import DailyCosts, PlanInputs, month
from bot.planning.poll_interval import POLL_INTERVAL_WITH_EVENTS
from bot.planning.sweeps import sweeps_allowed, weekly_sweeps
from bot.x.billing.pricing import PriceList

FOLLOWED_PAGE = 20
"""Accounts on the first page of a poll of whom the account follows, the newest on top: what a day with follow-backs by hand reads."""


class FeatureName(StrEnum):
    """`bot.views.words.strategies` says what each gives."""

    MENTIONS = "mentions"
    NAMES_OF_LOST = "names_of_lost"
    SWEEPS = "sweeps"
    INSTANT_FOLLOWERS = "instant_followers"
    INSTANT_MENTIONS = "instant_mentions"
    COUNT = "count"
    CONFIRMATION = "confirmation"


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that costs money.

    on: whether it is in use.
    micros_per_month: micro-dollars for 30 days that it costs or would cost; None where what it depends on was not measured.
    option: what switches it on and off, empty for what is part of Mutuals.
    """

    name: FeatureName
    on: bool
    micros_per_month: int | None
    option: str = ""


def features(inputs: PlanInputs, policy: Policy, prices: PriceList, *, by_hand: bool) -> tuple[Feature, ...]:
    """Price everything for this account.

    by_hand: whether members follow back on X themselves, and Mutuals looks whether they did.
    """
    costs, told = DailyCosts(inputs, prices), policy.stream
    rarer = costs.polls(max(policy.freshness, POLL_INTERVAL_WITH_EVENTS)) - costs.polls(policy.freshness)
    follows, lost, mentions = ActivityEvent.FOLLOW, ActivityEvent.UNFOLLOW, ActivityEvent.MENTION
    confirming = FOLLOWED_PAGE * prices.own_list.micros
    table = (
        (FeatureName.MENTIONS, policy.read_mentions, costs.mentions, "READ_MENTIONS"),
        (FeatureName.NAMES_OF_LOST, lost in told, costs.events(lost), "X_STREAM: unfollows"),
        (FeatureName.SWEEPS, sweeps_allowed(inputs.followers, policy, prices), weekly_sweeps(inputs, prices), "LEAVERS_BUDGET_USD"),
        (FeatureName.INSTANT_FOLLOWERS, follows in told, costs.events(follows) + rarer, "X_STREAM: follows"),
        (FeatureName.INSTANT_MENTIONS, mentions in told, costs.events(mentions), "X_STREAM: mentions"),
        (FeatureName.COUNT, True, costs.count, ""),
        (FeatureName.CONFIRMATION, by_hand, confirming if by_hand else 0, ""),
    )
    return tuple(Feature(name, on, month(micros), option) for name, on, micros, option in table)
