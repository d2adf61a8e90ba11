"""What an account is like, as far as it was measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain import ActivityEvent, Policy
from bot.planning.features import Feature, FeatureName
from bot.planning.monthly_cost import PlanInputs
from bot.planning.plans import Plan, StrategyName
from bot.planning.sweeps import sweeps_allowed
from bot.x.billing.pricing import PriceList


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something happens. per_day: on average. over: measured for so long; None when it was not, and then nothing is assumed."""

    per_day: float = 0.0
    over: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Measurements:
    """The account's figures. counted: whether X itself has said how many followers there are; else it is those Mutuals knows."""

    followers: int = 0
    counted: bool = False
    new: Rate = Rate()
    lost: Rate = Rate()
    mentions: Rate = Rate()

    def inputs(self, policy: Policy, prices: PriceList) -> PlanInputs:
        """The account, and what its team wants: names of those who left where it pays for them already."""
        return PlanInputs(
            followers=self.followers,
            new_per_day=self.new.per_day,
            lost_per_day=self.lost.per_day,
            mentions_per_day=self.mentions.per_day if policy.read_mentions else 0,
            freshness_seconds=policy.freshness.total_seconds(),
            names_of_lost=ActivityEvent.UNFOLLOW in policy.stream or sweeps_allowed(self.followers, policy, prices),
        )

    def without_unmeasured(self, features: Iterable[Feature]) -> tuple[Feature, ...]:
        """Without the prices of what depends on something that was not measured: they would seem free."""
        unknown = {name for name, rate in self._rates().items() if rate.over is None}
        return tuple(replace(feature, micros_per_month=None) if feature.name in unknown else feature for feature in features)

    def _rates(self) -> dict[FeatureName, Rate]:
        """What the price of each feature depends on."""
        return {
            FeatureName.MENTIONS: self.mentions,
            FeatureName.INSTANT_MENTIONS: self.mentions,
            FeatureName.NAMES_OF_LOST: self.lost,
            FeatureName.INSTANT_FOLLOWERS: self.new,
        }


@dataclass(frozen=True, slots=True)
class PlanOverview:
    """Everything /budget plan shows. current: the strategy in use now. owned: whether the account owns the X app."""

    plan: Plan
    measured: Measurements
    current: StrategyName
    owned: bool


def current_strategy(policy: Policy, followers: int, prices: PriceList) -> StrategyName:
    """The strategy of a plan that these options select for an account with so many followers."""
    if ActivityEvent.FOLLOW in policy.stream:
        return StrategyName.EVENTS_AND_POLLING
    if ActivityEvent.UNFOLLOW in policy.stream:
        return StrategyName.POLLING_AND_UNFOLLOW_EVENTS
    return StrategyName.POLLING_AND_SWEEPS if sweeps_allowed(followers, policy, prices) else StrategyName.POLLING
