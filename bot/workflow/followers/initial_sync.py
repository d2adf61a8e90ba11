"""Taking stock: followers who were there before Mutuals looked are known from now on, and nobody is prompted about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain import Account, AnnouncementKind, BaselineStatus, Profile, Purpose
from bot.store import Tx
from bot.workflow.context import Context, Job
from bot.workflow.money.affordable import affordable
from bot.workflow.people.assessor import Judge
from bot.x.client import Page, X
from bot.x.errors import BadCursor, OverBudget
from bot.x.parse.pagination import LARGEST_PAGE, Pagination


class StockTaking:
    """Reads and stores present followers, newest first."""

    def __init__(self, context: Context, x: X, judge: Judge) -> None:
        self._store, self._clock, self._policy, self._wake = context.store, context.clock, context.policy, context.wake
        self._context, self._x, self._judge = context, x, judge

    async def take(self, account: Account) -> None:
        """Read within BASELINE_USD; a restart goes on at the page it had reached. Raises XError."""
        token, read, pagination = account.baseline_token, account.baseline_read, Pagination(account.baseline_token)
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
                page, status = _as_far_as_it_leads(page, pagination)
            token, read = page.next_token, read + len(page.profiles)
            await self._record(page.profiles, status, token, read, led_nowhere=bool(pagination.fault))

    async def adopt(self, tx: Tx, old: Sequence[Profile], now: datetime) -> None:
        """Within a transaction: store people who followed before Mutuals looked."""
        await tx.profiles.save(old)
        await tx.followers.add([p.user_id for p in old], now, baseline=True)
        await self._judge.assess(tx, old, now)

    async def _affordable_page(self) -> int:
        """As many people as BASELINE_USD and the budgets leave money for; 0 ends the taking stock, so that new followers are seen to."""
        async with self._store.read() as tx:
            spent, standing = await tx.ledger.spent_in_all(Purpose.BASELINE), await tx.ledger.standing(Purpose.BASELINE, self._clock.now())
        # What stands for a page that was never answered does for the same page again.
        left = self._policy.baseline_micros - spent + standing
        price = self._context.prices.own_list
        most = max(0, min(LARGEST_PAGE, left // price.micros)) if price.micros else LARGEST_PAGE
        return await affordable(self._context, Purpose.BASELINE, price, most=most, least=0)

    async def _record(
        self, profiles: Sequence[Profile], status: BaselineStatus, token: str | None, read: int, *, led_nowhere: bool
    ) -> None:
        """Store a page, and how far the reading has come, in one transaction. Where it stopped early the place is kept for an audit."""
        now = self._clock.now()
        async with self._store.write() as tx:
            await self.adopt(tx, profiles, now)
            await tx.accounts.set_baseline(status, token, read, now)
            if status is BaselineStatus.PENDING:
                return
            await tx.accounts.polled(now)
            account = await tx.accounts.get()
            body = {"read": read, "followers": account.followers, "status": status.value, "led_nowhere": led_nowhere}
            await tx.announcements.add(AnnouncementKind.BASELINE, "first", body, now)
        self._wake(Job.SHOW)
        self._wake(Job.UPKEEP)


def _as_far_as_it_leads(page: Page, pagination: Pagination) -> tuple[Page, BaselineStatus]:
    """The page without a place to go on at that leads nowhere, and how far the taking stock has come with it."""
    if page.next_token is None:
        return page, BaselineStatus.COMPLETE
    if pagination.goes_on(page.next_token, empty=not page.profiles):
        return page, BaselineStatus.PENDING
    return replace(page, next_token=None), BaselineStatus.PARTIAL
