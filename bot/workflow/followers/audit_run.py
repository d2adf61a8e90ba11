"""Reads older followers, as far as a member agreed to pay for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import Account, AnnouncementKind, Audit, BaselineStatus, Profile, Purpose
from bot.planning.poll_interval import DOWNTIME, OVERLAP
from bot.store import Tx
from bot.workflow.context import Context, Job
from bot.workflow.followers.audit import FINISHED, Finished, report_of
from bot.workflow.followers.initial_sync import StockTaking
from bot.workflow.money.affordable import affordable
from bot.x.client import Page, X
from bot.x.errors import BadCursor, OutOfCredits, OverBudget, Paused, RateLimited, Unreachable, XError
from bot.x.parse.pagination import LARGEST_PAGE, Pagination

FRESH = DOWNTIME
"""How old the last look at the newest followers may be while older ones are read: fewer than OVERLAP came back since then."""

_PASSES = (OutOfCredits, OverBudget, Paused, RateLimited, Unreachable)
"""What passes; anything else ends the reading with what was read."""

_USED_UP = "What was agreed to is used up."
_LED_NOWHERE = "X did not show the rest of the list: it led in a circle, or from one empty page to the next."
_CANNOT_TELL = "Mutuals met too few followers it knows to tell old ones from new ones."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reading stands in the list of followers.

    token: where it goes on, None at the top. read: how many stand above. run: known ones that stood in a row just above.
    """

    token: str | None = None
    read: int = 0
    run: int = 0

    @property
    def settled(self) -> bool:
        """Whether everybody below is old. At the top people are new whom nobody has noticed yet."""
        return self.run >= OVERLAP

    def old_among(self, profiles: Sequence[Profile], known: Collection[int]) -> list[Profile]:
        """Those of the page that begins here who are unknown and old: below its last known entry, unless everybody here is old."""
        old: list[Profile] = []
        for profile in profiles:
            if profile.user_id not in known:
                old.append(profile)
            elif not self.settled:
                old = []
        return old if self.after(profiles, known, None).settled else []

    def after(self, profiles: Sequence[Profile], known: Collection[int], token: str | None) -> Place:
        """Where the reading stands after that page. Once settled it stays so."""
        run = self.run
        for profile in profiles:
            if run < OVERLAP:
                run = run + 1 if profile.user_id in known else 0
        return Place(token, self.read + len(profiles), run)


class AuditReading:
    """The recurring job; it sleeps while nothing was approved. Each page is stored together with how far the reading has come."""

    def __init__(self, context: Context, x: X, stock: StockTaking) -> None:
        self._store, self._clock, self._policy, self._wake = context.store, context.clock, context.policy, context.wake
        self._context, self._x, self._stock = context, x, stock
        self._descent, self._pagination = Place(), Pagination()

    async def run(self) -> datetime | None:
        """Read what was approved; returns when to go on where it has to wait, or None. Raises XError where X may answer later."""
        while True:
            async with self._store.read() as tx:
                account, audit = await tx.accounts.get(), await tx.audits.current()
                if audit is None or account.paused_at is not None:
                    return None
                left = await self._left(tx, audit)
            now = self._clock.now()
            if account.last_poll_at is None or now - account.last_poll_at > FRESH:
                return now + self._policy.freshness
            if left < 1:
                await self._end(audit, _USED_UP)
            else:
                size = await affordable(self._context, Purpose.AUDIT, self._context.prices.own_list, most=min(LARGEST_PAGE, left))
                await self._read_on(account, audit, size)

    async def _left(self, tx: Tx, audit: Audit) -> int:
        """Profiles that may still be read. A page that may have been paid for and was never stored counts with its price."""
        each = self._context.prices.own_list.micros
        spent = await tx.ledger.spent(since=audit.asked_at, purpose=Purpose.AUDIT)
        return audit.to_read - max(audit.read, -(-spent // each) if each else 0)

    async def _read_on(self, account: Account, audit: Audit, size: int) -> None:
        """Read one page. A place that is not settled is not stored: the reading would begin at the top again anyway."""
        place = self._descent if account.baseline_token is None else Place(account.baseline_token, account.baseline_read, OVERLAP)
        try:
            page = await self._x.followers(purpose=Purpose.AUDIT, page_size=size, token=place.token)
        except _PASSES:
            raise
        except BadCursor as error:
            await (self._begin_anew() if place.token else self._end(audit, str(error)))
        except XError as error:
            await self._end(audit, str(error))
        else:
            await self._keep(audit, page, place)

    async def _begin_anew(self) -> None:
        """X has forgotten the place."""
        self._descent, self._pagination = Place(), Pagination()
        async with self._store.write() as tx:
            await self._set_place(tx, self._descent, BaselineStatus.PARTIAL)

    async def _keep(self, audit: Audit, page: Page, place: Place) -> None:
        """Store whom this page brought, and where the reading stands."""
        now, at_end = self._clock.now(), page.next_token is None
        read = replace(audit, read=audit.read + len(page.profiles))
        astray = not at_end and not self._pagination.goes_on(page.next_token, empty=not page.profiles)
        done = at_end or astray or read.read >= audit.to_read
        async with self._store.write() as tx:
            known = await tx.followers.known([profile.user_id for profile in page.profiles])
            after = place.after(page.profiles, known, page.next_token)
            await self._stock.adopt(tx, place.old_among(page.profiles, known), now)
            await tx.followers.seen(known, now)
            await tx.audits.progress(audit.id, read.read)
            if after.settled:
                await self._set_place(tx, after, BaselineStatus.COMPLETE if at_end else BaselineStatus.PARTIAL)
            if done:
                await self._finish(tx, read, _LED_NOWHERE if astray else "" if after.settled else _CANNOT_TELL)
        self._descent = Place() if done or after.settled else after
        if done:
            self._pagination = Pagination()
            self._wake(Job.SHOW)

    async def _set_place(self, tx: Tx, place: Place, status: BaselineStatus) -> None:
        """Where to read on. The moment at which taking stock ended stays as it was: the digests begin there."""
        account = await tx.accounts.get()
        await tx.accounts.set_baseline(status, place.token, place.read, account.baseline_finished_at or self._clock.now())

    async def _end(self, audit: Audit, stopped_by: str) -> None:
        async with self._store.write() as tx:
            await self._finish(tx, audit, stopped_by)
        self._descent, self._pagination = Place(), Pagination()
        self._wake(Job.SHOW)

    async def _finish(self, tx: Tx, audit: Audit, stopped_by: str) -> None:
        """Tell the team what is known now, and what it cost."""
        now, account = self._clock.now(), await tx.accounts.get()
        await tx.audits.finish(audit.id, now)
        cost = await tx.ledger.spent(since=audit.asked_at, purpose=Purpose.AUDIT)
        finished = Finished(await report_of(tx, account, now), account.baseline, audit, cost, stopped_by)
        await tx.announcements.add(AnnouncementKind.AUDIT, str(audit.id), FINISHED.dump_python(finished, mode="json"), now)
