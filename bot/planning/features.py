"""What Mutuals can do beyond looking for new followers, and what each of it costs a month."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain import ActivityEvent, Policy
from bot.planning.monthly_cost import Bill, Situation, month
from bot.planning.poll_interval import BESIDE_EVENTS
from bot.x.billing.pricing import PriceList


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that costs money.

    words: what it gives. on: whether it is at work.
    micros_per_month: micro-dollars for 30 days that it costs, or would cost; None where what it depends on was not measured.
    option: what switches it on and off, empty for what is part of Mutuals.
    """

    name: str
    words: str
    on: bool
    micros_per_month: int | None
    option: str = ""


def features(situation: Situation, policy: Policy, prices: PriceList, *, confirming: int) -> tuple[Feature, ...]:
    """Price everything for this account.

    confirming: accounts followed that are read on a day with follow-backs by hand, 0 where Mutuals follows by itself.
    """
    bill, told = Bill(situation, prices), policy.stream
    rarer = bill.looks(max(policy.freshness, BESIDE_EVENTS)) - bill.looks(policy.freshness)
    follows, lost, mentions = ActivityEvent.FOLLOW, ActivityEvent.UNFOLLOW, ActivityEvent.MENTION
    by_hand = confirming * prices.own_list.micros
    table = (
        ("mentions", "Who mentions you", policy.read_mentions, bill.mentions, "READ_MENTIONS"),
        ("names_of_lost", "Who left, by name", lost in told, bill.events(lost), "X_STREAM: unfollows"),
        ("instant_followers", "New followers within seconds", follows in told, bill.events(follows) + rarer, "X_STREAM: follows"),
        ("instant_mentions", "Mentions within seconds", mentions in told, bill.events(mentions), "X_STREAM: mentions"),
        ("count", "How many left, by X's own count", True, bill.count, ""),
        ("confirmation", "Seeing on X that you followed by hand", confirming > 0, by_hand, ""),
    )
    return tuple(Feature(name, words, on, month(micros), option) for name, words, on, micros, option in table)
