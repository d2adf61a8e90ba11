"""Taking stock: followers who were there before Mutuals looked are known from now on, and nobody is prompted about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.model import Account, AnnouncementKind, BaselineStatus, Profile
from bot.store import Tx
from bot.workflow.context import Context, Job
from bot.workflow.judge import Judge
from bot.workflow.reading import LARGEST_PAGE
from bot.x.door import Page, X
from bot.x.errors import BadCursor


class StockTaking:
    """Reads and stores present followers, newest first."""

    def __init__(self, context: Context, x: X, judge: Judge) -> None:
        self._store, self._clock, self._policy, self._wake = context.store, context.clock, context.policy, context.wake
        self._x, self._judge = x, judge

    async def take(self, account: Account) -> None:
        """Read within BASELINE_USD; a restart goes on at the page it had reached. Raises XError."""
        token, read = account.baseline_token, account.baseline_read
        status = BaselineStatus.PENDING
        while status is BaselineStatus.PENDING:
            size = await self._affordable_page()
            if size == 0:
                page, status = Page((), token), BaselineStatus.PARTIAL
            else:
                try:
                    page = await self._x.followers(purpose="baseline", page_size=size, token=token)
                except BadCursor:
                    if token is None:
                        raise
                    token, read = None, 0
                    continue
                status = BaselineStatus.PENDING if page.next_token else BaselineStatus.COMPLETE
            token, read = page.next_token, read + len(page.profiles)
            await self._record(page.profiles, status, token, read)

    async def adopt(self, tx: Tx, old: Sequence[Profile], now: datetime) -> None:
        """Within a transaction: store people who followed before Mutuals looked."""
        await tx.profiles.save(old)
        await tx.followers.add([p.user_id for p in old], now, baseline=True)
        await self._judge.assess(tx, old, now)

    async def _affordable_page(self) -> int:
        async with self._store.read() as tx:
            left = self._policy.baseline_micros - await tx.ledger.spent(purpose="baseline")
        return max(0, min(LARGEST_PAGE, left // self._x.price_of_page(1)))

    async def _record(self, profiles: Sequence[Profile], status: BaselineStatus, token: str | None, read: int) -> None:
        """Store a page, and how far the reading has come, in one transaction. Where it stopped early the place is kept for an audit."""
        now = self._clock.now()
        async with self._store.write() as tx:
            await self.adopt(tx, profiles, now)
            await tx.accounts.set_baseline(status, token, read, now)
            if status is BaselineStatus.PENDING:
                return
            await tx.accounts.polled(now)
            account = await tx.accounts.get()
            body = {"read": read, "followers": account.followers, "status": status.value}
            await tx.announcements.add(AnnouncementKind.BASELINE, "first", body, now)
        self._wake(Job.SHOW)
        self._wake(Job.UPKEEP)
