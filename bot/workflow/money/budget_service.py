"""What the team sees of the money: where it went, where the month is heading, and what other strategies would cost."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.domain import Account, AnnouncementKind, ExpectedRoute, Policy, SuggestionKind
from bot.domain.local_days import moment_of
from bot.planning.features import Feature, features
from bot.planning.measurements import Measurements, PlanOverview, Rate, current_strategy
from bot.planning.plans import plan
from bot.planning.routes import Routes
from bot.planning.shortage import shortage
from bot.planning.spending_overview import BudgetOverview, first_day, overview
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.money.budgets import funds_of


class BudgetService:
    """Answers /budget now and /budget plan, from the store alone: asking costs nothing."""

    def __init__(self, context: Context) -> None:
        self._context, self._store, self._clock, self._prices = context, context.store, context.clock, context.prices

    async def now(self) -> BudgetOverview:
        """The money at this moment."""
        now, policy = self._clock.now(), self._context.policy
        async with self._store.read() as tx:
            account = await tx.accounts.get()
            funds = await funds_of(tx, policy, now)
            return overview(
                await tx.ledger.by_day(first_day(now)),
                funds,
                shortage(funds, self._prices, now),
                await self._features(tx, account),
                now,
                baseline_finished_at=account.baseline_finished_at,
                credits_depleted_at=account.credits_depleted_at,
            )

    async def plan(self) -> PlanOverview:
        """The strategies, for this account as it was measured."""
        async with self._store.read() as tx:
            measured = await measure(tx, await tx.accounts.get(), self._context.policy, self._clock.now())
        compared = plan(measured.inputs(self._context.policy, self._prices), self._prices)
        current = current_strategy(self._context.policy, measured.followers, self._prices)
        return PlanOverview(compared, measured, current, self._prices.owns_app)

    async def _features(self, tx: Tx, account: Account) -> tuple[Feature, ...]:
        now, policy = self._clock.now(), self._context.policy
        measured = await measure(tx, account, policy, now)
        by_hand = Routes(await tx.permissions.all(), policy.access, now).expected(SuggestionKind.FOLLOW_BACK) is ExpectedRoute.HAND_OFF
        found = features(measured.inputs(policy, self._prices), policy, self._prices, by_hand=by_hand)
        return measured.without_unmeasured(found)


LOOKBACK = timedelta(days=28)

LEAST = timedelta(hours=1)
"""What was seen in a shorter time says nothing about a day."""

_DAY = timedelta(days=1)


async def measure(tx: Tx, account: Account, policy: Policy, now: datetime) -> Measurements:
    """Over the last four weeks, or since the initial sync."""
    counted = account.followers is not None
    followers = account.followers if account.followers is not None else account.baseline_read + await tx.followers.count_new()
    if account.baseline_finished_at is None:
        return Measurements(followers, counted)
    since = max(account.baseline_finished_at, now - LOOKBACK)
    mentions = _rate(await tx.interactions.count(since, now, implicit=True), since, now) if policy.read_mentions else Rate()
    new = _rate(await tx.digest_counts.gained(since, now), since, now)
    return Measurements(followers, counted, new, await _lost(tx, account, policy, since), mentions)


async def _lost(tx: Tx, account: Account, policy: Policy, since: datetime) -> Rate:
    """Between two of X's own counts: who came is known by name, so what is missing has left."""
    first = await _first_count(tx, account, policy, since)
    if first is None or account.followers is None or account.counted_at is None:
        return Rate()
    at, before = first
    came = await tx.digest_counts.gained(at, account.counted_at)
    return _rate(max(0, before + came - account.followers), at, account.counted_at)


async def _first_count(tx: Tx, account: Account, policy: Policy, since: datetime) -> tuple[datetime, int] | None:
    """X's first count since then, and when that was: on the end of a day, or at the initial sync."""
    started = account.baseline_finished_at
    if started is not None and started >= since and not account.was_miscounted(started):
        told = await tx.announcements.latest(AnnouncementKind.BASELINE)
        count = told.body.get("followers") if told is not None else None
        if isinstance(count, int):
            return started, count
    last = account.counted_at or since
    counts = await tx.digest_counts.counts(policy.local_date(since), policy.local_date(last) - _DAY)
    return next(((moment_of(day + _DAY, time(), policy.timezone), count) for day, count in counts.items()), None)


def _rate(times: int, since: datetime, until: datetime) -> Rate:
    span = until - since
    return Rate(times / (span / _DAY), span) if span >= LEAST else Rate()
