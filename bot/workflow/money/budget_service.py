"""What the team sees of the money: where it went, where the month is heading, and what other strategies would cost."""

from __future__ import annotations

from bot.domain import Account, ExpectedRoute, SuggestionKind
from bot.planning.features import Feature, features
from bot.planning.measurements import PlanOverview, current_strategy
from bot.planning.plans import plan
from bot.planning.shortage import shortage
from bot.planning.spending_overview import BudgetOverview, first_day, overview
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.delivery.access import Routes
from bot.workflow.delivery.verify import FIRST_PAGE
from bot.workflow.money.funding import funds_of
from bot.workflow.money.measurements import measure


class BudgetService:
    """Answers /budget now and /budget plan, from the store alone: asking costs nothing."""

    def __init__(self, context: Context) -> None:
        self._store, self._clock, self._policy, self._prices = context.store, context.clock, context.policy, context.prices

    async def now(self) -> BudgetOverview:
        """The money at this moment."""
        now, policy = self._clock.now(), self._policy
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
            measured = await measure(tx, await tx.accounts.get(), self._policy, self._clock.now())
        compared = plan(measured.inputs(self._policy), self._prices)
        return PlanOverview(compared, measured, current_strategy(self._policy), self._prices.owns_app)

    async def _features(self, tx: Tx, account: Account) -> tuple[Feature, ...]:
        now, policy = self._clock.now(), self._policy
        measured = await measure(tx, account, policy, now)
        by_hand = Routes(await tx.permissions.all(), policy.access, now).expected(SuggestionKind.FOLLOW_BACK) is ExpectedRoute.HAND_OFF
        found = features(measured.inputs(policy), policy, self._prices, confirming=FIRST_PAGE if by_hand else 0)
        return measured.without_unmeasured(found)
