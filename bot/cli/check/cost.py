"""What a month will roughly cost at X, with these options. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain import ActivityEvent, Policy, SuggestionKind
from bot.planning.features import FOLLOWED_PAGE
from bot.planning.monthly_cost import DailyCosts, PlanInputs, month
from bot.planning.sweeps import sweeps_allowed
from bot.views.format.facts import enumeration
from bot.views.format.numbers import dollars
from bot.views.words.kinds import KIND_WORDS
from bot.x.billing.pricing import PriceList


@dataclass(frozen=True, slots=True)
class Estimate:
    """Micro-dollars, by X's price list; an estimate, for nobody knows how many people will follow.

    polling: on each of 30 days the known followers on a poll's first page, and X's own count of them.
    confirming: on each of 30 days the first page of `following`, which is read only on days with hand-offs. by_api: one of each kind.
    newcomer: one new follower. mention, leaver: one of each, None where they are not read. sweeps: finding out who left, at most; 0 where
    nobody does. initial_sync: reading all followers once, as far as BASELINE_USD goes. budget: beyond which nothing is spent in a month.
    """

    polling: int
    confirming: int
    by_api: Mapping[SuggestionKind, int]
    newcomer: int
    mention: int | None
    leaver: int | None
    sweeps: int
    initial_sync: int
    budget: int

    @classmethod
    def of(cls, *, followers: int, policy: Policy, prices: PriceList) -> Estimate:
        days = DailyCosts(PlanInputs(followers, 0, 0, 0, policy.freshness.total_seconds()), prices)
        told = {kind: prices.event(kind).micros if kind in policy.stream else 0 for kind in ActivityEvent}
        return cls(
            polling=month(days.polls(policy.freshness) + days.count),
            confirming=month(FOLLOWED_PAGE * prices.own_list.micros),
            by_api={kind: prices.of_kind(kind).micros for kind in SuggestionKind},
            newcomer=prices.own_list.micros + told[ActivityEvent.FOLLOW],
            mention=prices.own_mentions.micros + told[ActivityEvent.MENTION] if policy.read_mentions else None,
            leaver=told[ActivityEvent.UNFOLLOW] or None,
            sweeps=policy.leavers_budget if sweeps_allowed(followers, policy, prices) else 0,
            initial_sync=min(policy.baseline_micros, followers * prices.own_list.micros),
            budget=policy.monthly_budget,
        )

    @property
    def month(self) -> str:
        each = [(self.newcomer, "new follower"), (self.mention, "mention"), (self.leaver, "person who leaves")]
        reads = [f"{dollars(micros)} for each {what}" for micros, what in each if micros is not None]
        by_api = [f"{dollars(micros)} for each {KIND_WORDS[kind].one}" for kind, micros in self.by_api.items()]
        sweeps = f"up to {dollars(self.sweeps)} for finding out who left (LEAVERS_BUDGET_USD); " if self.sweeps else ""
        return (
            f"by estimate {enumeration([f'{dollars(self.polling)} for polling', *reads])}; "
            f"up to {dollars(self.confirming)} for confirming hand-offs, or {enumeration(by_api)} by API; "
            f"{sweeps}never more than {dollars(self.budget)} (MONTHLY_BUDGET_USD). `mutuals plan` compares strategies."
        )
