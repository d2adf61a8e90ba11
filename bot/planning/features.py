"""What Mutuals can do beyond polling for new followers, and what each of it costs a month."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain import ActivityEvent, Policy
from bot.planning.monthly_cost import DailyCosts, PlanInputs, month
from bot.planning.poll_interval import POLL_INTERVAL_WITH_EVENTS
from bot.x.billing.pricing import PriceList

FOLLOWED_PAGE = 20
"""Accounts on the first page of a poll of whom the account follows, the newest on top: what a day with follow-backs by hand reads."""


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that costs money.

    description: what it gives. on: whether it is in use.
    micros_per_month: micro-dollars for 30 days that it costs or would cost; None where what it depends on was not measured.
    option: what switches it on and off, empty for what is part of Mutuals.
    """

    name: str
    description: str
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
        ("mentions", "Who mentions you", policy.read_mentions, costs.mentions, "READ_MENTIONS"),
        ("names_of_lost", "Who left, by name", lost in told, costs.events(lost), "X_STREAM: unfollows"),
        ("instant_followers", "New followers within seconds", follows in told, costs.events(follows) + rarer, "X_STREAM: follows"),
        ("instant_mentions", "Mentions within seconds", mentions in told, costs.events(mentions), "X_STREAM: mentions"),
        ("count", "How many left, by X's own count", True, costs.count, ""),
        ("confirmation", "Seeing on X that you followed by hand", by_hand, confirming if by_hand else 0, ""),
    )
    return tuple(Feature(name, words, on, month(micros), option) for name, words, on, micros, option in table)
