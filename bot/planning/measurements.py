"""What an account is like, as far as it was measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain import ActivityEvent, Policy
from bot.planning.features import Feature
from bot.planning.monthly_cost import Situation
from bot.planning.plans import Plan


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something happens. per_day: on average. over: measured for so long; None when it was not, and then nothing is assumed."""

    per_day: float = 0.0
    over: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """The account's figures. counted: whether X itself has said how many followers there are; else it is those Mutuals knows."""

    followers: int = 0
    counted: bool = False
    new: Rate = Rate()
    lost: Rate = Rate()
    mentions: Rate = Rate()

    def situation(self, policy: Policy) -> Situation:
        """The account, and what its team wants: names of those who left where it asks X's stream for them."""
        return Situation(
            followers=self.followers,
            new_per_day=self.new.per_day,
            lost_per_day=self.lost.per_day,
            mentions_per_day=self.mentions.per_day if policy.read_mentions else 0,
            freshness_seconds=policy.freshness.total_seconds(),
            names_of_lost=ActivityEvent.UNFOLLOW in policy.stream,
        )

    def as_far_as_known(self, features: Iterable[Feature]) -> tuple[Feature, ...]:
        """Without the prices of what depends on something that was not measured: they would look free."""
        unknown = {name for name, rate in self._rates().items() if rate.over is None}
        return tuple(replace(feature, micros_per_month=None) if feature.name in unknown else feature for feature in features)

    def _rates(self) -> dict[str, Rate]:
        """What the price of each feature depends on."""
        return {
            "mentions": self.mentions,
            "instant_mentions": self.mentions,
            "names_of_lost": self.lost,
            "instant_followers": self.new,
        }


@dataclass(frozen=True, slots=True)
class MeasuredPlan:
    """Everything /budget plan shows. at_work: the name of the way Mutuals works now. owned: whether the account owns the X app."""

    plan: Plan
    measured: Measured
    at_work: str
    owned: bool


def way_at_work(policy: Policy) -> str:
    """Among the ways of a plan, the one these options stand for."""
    if ActivityEvent.FOLLOW in policy.stream:
        return "events_and_looks"
    return "looks_and_unfollow_events" if ActivityEvent.UNFOLLOW in policy.stream else "looks"
