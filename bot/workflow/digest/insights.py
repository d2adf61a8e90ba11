"""The team's picture of its network: the figures of one topic over one range, from the store alone."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from bot.domain import (
    Account,
    Insight,
    InsightPart,
    InsightRange,
    InsightTopic,
    Policy,
    SuggestionKind,
    SuggestionState,
    Verdict,
)
from bot.domain.local_days import midnights
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.followers.losses import BEFORE, lost_by_day

STEPS = (1, 7, 28, 91, 364)
"""Days of a step of a series: the shortest of which a range has not more than MOST_STEPS is taken."""
MOST_STEPS = 31

BOUGHT = "bought"
"""The series of those who came in a purchase, beside the verdicts of all others."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A range of local days. steps: their first days; bounds: the moments at which the steps begin, and the end."""

    range: InsightRange
    first: date
    last: date
    steps: tuple[date, ...]
    bounds: tuple[datetime, ...]

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def since(self) -> datetime:
        return self.bounds[0]

    @property
    def until(self) -> datetime:
        return self.bounds[-1]

    def sums(self, values: Iterable[tuple[datetime, float]]) -> tuple[float, ...]:
        """How much of this falls into each step."""
        found = [0.0] * len(self.steps)
        for at, value in values:
            if self.since <= at < self.until:
                found[bisect_right(self.bounds, at) - 1] += value
        return tuple(found)

    def day_sums(self, values: Iterable[tuple[date, float]]) -> tuple[float, ...]:
        """The same of whole days."""
        found = [0.0] * len(self.steps)
        for day, value in values:
            if self.first <= day <= self.last:
                found[bisect_right(self.steps, day) - 1] += value
        return tuple(found)

    def insight(self, topic: InsightTopic, **facts: Any) -> Insight:
        return Insight(topic, self.range, self.first, self.last, self.steps, **facts)


def period_of(wanted: InsightRange, started: date, today: date, policy: Policy) -> Period:
    """The last days up to today, not before the one Mutuals began on. The first step may be shorter than the others."""
    first = started if wanted.days is None else max(started, today - (wanted.days - 1) * _DAY)
    first = min(first, today)
    days = (today - first).days + 1
    step = next((step for step in STEPS if -(-days // step) <= MOST_STEPS), STEPS[-1])
    begins = [*range(days % step or step, days, step)]
    moments = midnights(today, days, policy.timezone)
    steps = tuple(first + n * _DAY for n in (0, *begins))
    return Period(wanted, first, today, steps, tuple(moments[n] for n in (0, *begins, days)))


class InsightService:
    """Answers /insights. Anybody who may look may ask."""

    def __init__(self, context: Context) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock

    async def show(self, topic: InsightTopic, wanted: InsightRange) -> Insight:
        """One topic over one range."""
        async with self._store.read() as tx:
            account = await tx.accounts.get()
            return await _FIGURES[topic](tx, account, self._period(account, wanted), self._context.policy)

    async def everything(self, wanted: InsightRange) -> list[Insight]:
        """Every topic over one range, each read by itself, so that nothing else waits for all."""
        return [await self.show(topic, wanted) for topic in InsightTopic]

    def _period(self, account: Account, wanted: InsightRange) -> Period:
        policy, now = self._context.policy, self._clock.now()
        return period_of(wanted, policy.local_date(account.baseline_finished_at or now), policy.local_date(now), policy)


async def _growth(tx: Tx, account: Account, period: Period, policy: Policy) -> Insight:
    gained = await tx.digest_counts.gained_between(period.bounds)
    first_before = period.first - period.days * _DAY
    lost_on = await lost_by_day(tx, await tx.digest_counts.count_moments(first_before - BEFORE, period.last))
    lost = period.day_sums(lost_on.items())
    figures = {"gained": sum(gained), "lost": sum(lost)}
    if account.followers is not None:
        figures["followers"] = account.followers
    if account.baseline_finished_at is not None and policy.local_date(account.baseline_finished_at) < first_before:
        since = midnights(first_before, 1, policy.timezone)[0]
        figures["gained_before"] = await tx.digest_counts.gained(since, period.since)
        figures["lost_before"] = sum(count for day, count in lost_on.items() if first_before <= day < period.first)
    return period.insight(InsightTopic.GROWTH, series={"gained": tuple(gained), "lost": lost}, figures=figures)


async def _verdicts(tx: Tx, _account: Account, period: Period, _policy: Policy) -> Insight:
    came = [await tx.insights.arrivals(begins, ends) for begins, ends in pairwise(period.bounds)]
    series: dict[str, tuple[float | None, ...]] = {
        verdict.value: tuple(by_verdict.get(verdict, 0) for by_verdict, _bought in came) for verdict in Verdict
    }
    series[BOUGHT] = tuple(bought for _by_verdict, bought in came)
    return period.insight(
        InsightTopic.VERDICTS, series=series, figures={code: sum(filter(None, counts)) for code, counts in series.items()}
    )


async def _ratio(tx: Tx, account: Account, period: Period, _policy: Policy) -> Insight:
    counts = [
        (day, following / followers)
        for day, followers, following in await tx.insights.counts(period.first, period.last)
        if following is not None and followers
    ]
    last_of_step = {bisect_right(period.steps, day) - 1: ratio for day, ratio in counts}
    figures = {"ratio_before": counts[0][1]} if len(counts) > 1 else {}
    if account.followers and account.following is not None:
        figures |= {"following": account.following, "followers": account.followers}
    return period.insight(
        InsightTopic.RATIO, series={"ratio": tuple(last_of_step.get(n) for n in range(len(period.steps)))}, figures=figures
    )


async def _decisions(tx: Tx, _account: Account, period: Period, _policy: Policy) -> Insight:
    members, sampled = await tx.insights.decisions_by_member(period.since, period.until)
    parts = tuple(InsightPart(each.name, {"count": each.count, "median_seconds": each.median_seconds}) for each in members)
    return period.insight(InsightTopic.DECISIONS, parts=parts, figures={"count": sum(each.count for each in members), "sampled": sampled})


async def _reasons(tx: Tx, _account: Account, period: Period, _policy: Policy) -> Insight:
    found = await tx.insights.reasons(period.since, period.until)
    together = Counter(found.approved) + found.turned_down
    parts = tuple(
        InsightPart(code, {"approved": found.approved[code], "turned_down": found.turned_down[code]}) for code, _ in together.most_common()
    )
    figures = {"approved": found.approvals, "turned_down": found.decided - found.approvals, "count": found.in_all, "sampled": found.decided}
    return period.insight(InsightTopic.REASONS, parts=parts, figures=figures)


async def _reach(tx: Tx, _account: Account, period: Period, _policy: Policy) -> Insight:
    followed_back = await tx.insights.followed_back(period.since, period.until)
    spoke = await tx.insights.spoke(period.since, period.until)
    hours = {"followed_back": followed_back, "spoke": spoke}
    figures = {code: sum(hour.reach for hour in each) for code, each in hours.items()}
    figures |= {f"{code}_people": sum(hour.people for hour in each) for code, each in hours.items()}
    series = {code: period.sums((max(hour.at, period.since), hour.reach) for hour in each) for code, each in hours.items()}
    return period.insight(InsightTopic.REACH, series=series, figures=figures)


async def _origins(tx: Tx, _account: Account, period: Period, policy: Policy) -> Insight:
    days = midnights(period.last, period.days, policy.timezone)
    came = {period.first + n * _DAY: count for n, count in enumerate(await tx.digest_counts.gained_between(days))}
    posts = await tx.insights.own_posts(period.since, period.until)
    posted_on = Counter(policy.local_date(at) for at in posts)
    best = max(came, key=came.__getitem__)
    figures = {"gained": sum(came.values()), "usual": median(came.values()), "best_day": (best - period.first).days, "best": came[best]}
    first_post = await tx.insights.first_own_post()
    known = period.until if first_post is None else first_post
    if posts:
        figures["best_posts"] = posted_on[best]
        since = max(period.first, policy.local_date(known))
        posted = [count for day, count in came.items() if day >= since and posted_on[day]]
        silent = [count for day, count in came.items() if day >= since and not posted_on[day]]
        figures |= {"posted_days": len(posted), "with_posts": sum(posted), "silent_days": len(silent), "without_posts": sum(silent)}
    counts = period.sums((at, 1) for at in posts)
    series: dict[str, tuple[float | None, ...]] = {
        "gained": period.day_sums(came.items()),
        "posts": tuple(count if end > known else None for count, end in zip(counts, period.bounds[1:], strict=True)),
    }
    return period.insight(InsightTopic.ORIGINS, series=series, figures=figures)


async def _spending(tx: Tx, _account: Account, period: Period, _policy: Policy) -> Insight:
    entries = await tx.ledger.by_day(period.first)
    # West of Greenwich X's day is the next one already while the team's last day goes on.
    spent = period.day_sums((min(each.day, period.last), each.charged + each.reserved) for each in entries)
    by_purpose: Counter[str] = Counter()
    for each in entries:
        by_purpose[each.purpose.value] += each.charged + each.reserved
    figures: dict[str, float] = {"spent": sum(spent)}
    for kind in SuggestionKind:
        figures[kind.value] = (await tx.digest_counts.outcomes(period.since, period.until, kind))[SuggestionState.DONE]
    parts = tuple(InsightPart(code, {"spent": micros}) for code, micros in by_purpose.most_common() if micros)
    return period.insight(InsightTopic.SPENDING, series={"spent": spent}, parts=parts, figures=figures)


_FIGURES: Mapping[InsightTopic, Callable[[Tx, Account, Period, Policy], Coroutine[Any, Any, Insight]]] = {
    InsightTopic.GROWTH: _growth,
    InsightTopic.VERDICTS: _verdicts,
    InsightTopic.RATIO: _ratio,
    InsightTopic.DECISIONS: _decisions,
    InsightTopic.REASONS: _reasons,
    InsightTopic.REACH: _reach,
    InsightTopic.ORIGINS: _origins,
    InsightTopic.SPENDING: _spending,
}
