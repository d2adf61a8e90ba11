"""Initial sync: followers who were there before Mutuals started are stored as known, and nobody is prompted about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain import Account, AnnouncementKind, BaselineStatus, Profile, Purpose
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.money.budgets import affordable
from bot.workflow.people.assessor import Assessor
from bot.x.client import Page, XClient
from bot.x.errors import BadCursor, OverBudget
from bot.x.parse.pagination import LARGEST_PAGE, Pagination


class InitialSync:
    """Reads and stores present followers, newest first."""

    def __init__(self, context: Context, x: XClient, assessor: Assessor) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._context, self._x, self._assessor = context, x, assessor

    async def run(self, account: Account) -> None:
        """Read within BASELINE_USD; a restart resumes at the page it had reached. Raises XError."""
        token, read, pagination = account.baseline_page_token, account.baseline_read, Pagination(account.baseline_page_token)
        status = BaselineStatus.PENDING
        while status is BaselineStatus.PENDING:
            size = await self._affordable_page()
            if size == 0:
                page, status = Page((), token), BaselineStatus.PARTIAL
            else:
                try:
                    page = await self._x.followers(purpose=Purpose.BASELINE, page_size=size, token=token)
                except BadCursor:
                    if token is None:
                        raise
                    token, read, pagination = None, 0, Pagination()
                    continue
                except OverBudget:
                    continue
                page, status = _checked(page, pagination)
            token, read = page.next_token, read + len(page.profiles)
            await self._record(page.profiles, status, token, read, list_broken=bool(pagination.fault))

    async def add_existing(self, tx: Tx, old: Sequence[Profile], now: datetime) -> None:
        """Within a transaction: store people who followed before Mutuals started."""
        await tx.profiles.save(old)
        await tx.followers.add([p.user_id for p in old], now, baseline=True)
        await self._assessor.assess(tx, old, now)

    async def _affordable_page(self) -> int:
        """As many people as BASELINE_USD and the budgets leave money for; 0 ends the sync, so that polling can start."""
        async with self._store.read() as tx:
            spent, standing = (
                await tx.ledger.spent_in_all(Purpose.BASELINE),
                await tx.ledger.unsettled_total(Purpose.BASELINE, self._clock.now()),
            )
        # What is reserved for a page that was never answered covers the same page again.
        left = self._context.policy.baseline_micros - spent + standing
        price = self._context.prices.own_list
        most = max(0, min(LARGEST_PAGE, left // price.micros)) if price.micros else LARGEST_PAGE
        return await affordable(self._context, Purpose.BASELINE, price, most=most, least=0)

    async def _record(
        self, profiles: Sequence[Profile], status: BaselineStatus, token: str | None, read: int, *, list_broken: bool
    ) -> None:
        """Store a page and the progress in one transaction. Where the sync stopped early, its position is kept for an audit."""
        now = self._clock.now()
        async with self._store.write() as tx:
            await self.add_existing(tx, profiles, now)
            await tx.accounts.set_baseline(status, token, read, now)
            if status is BaselineStatus.PENDING:
                return
            await tx.accounts.polled(now)
            account = await tx.accounts.get()
            body = {"read": read, "followers": account.followers, "status": status.value, "list_broken": list_broken}
            await tx.announcements.add(AnnouncementKind.BASELINE, "first", body, now)


def _checked(page: Page, pagination: Pagination) -> tuple[Page, BaselineStatus]:
    """The page, without a token that leads nowhere, and the status of the sync after it."""
    if page.next_token is None:
        return page, BaselineStatus.COMPLETE
    if pagination.has_next(page.next_token, empty=not page.profiles):
        return page, BaselineStatus.PENDING
    return replace(page, next_token=None), BaselineStatus.PARTIAL
