"""Reads older followers, as far as a member agreed to pay for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import Account, AnnouncementKind, Audit, AuditStop, BaselineStatus, Note, Profile, Purpose
from bot.planning.poll_interval import DOWNTIME, OVERLAP
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.followers.audit import AuditResult, dump_result, report_of
from bot.workflow.followers.initial_sync import InitialSync
from bot.workflow.money.budgets import affordable
from bot.x.client import Page, XClient
from bot.x.errors import BadCursor, OutOfCredits, OverBudget, Paused, RateLimited, Unreachable, XError
from bot.x.parse.pagination import LARGEST_PAGE, Pagination

FRESH = DOWNTIME
"""How long ago the newest followers may have been polled while older ones are read: fewer than OVERLAP came back since then."""

_TEMPORARY = (OutOfCredits, OverBudget, Paused, RateLimited, Unreachable)
"""Errors that pass; any other ends the audit with what was read."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where an audit stands in the list of followers.

    token: where it resumes, None at the top. read: how many stand above. known_in_a_row: how many of those just above.
    """

    token: str | None = None
    read: int = 0
    known_in_a_row: int = 0

    @property
    def past_newcomers(self) -> bool:
        """Whether everybody below is old. Those at the top may be new and not yet polled."""
        return self.known_in_a_row >= OVERLAP

    def old_among(self, profiles: Sequence[Profile], known: Collection[int]) -> list[Profile]:
        """Those of the page that begins here who are unknown and old: below its last known entry, unless everybody here is old."""
        old: list[Profile] = []
        for profile in profiles:
            if profile.user_id not in known:
                old.append(profile)
            elif not self.past_newcomers:
                old = []
        return old if self.after(profiles, known, None).past_newcomers else []

    def after(self, profiles: Sequence[Profile], known: Collection[int], token: str | None) -> Position:
        """Where the audit stands after that page. Once past the newcomers it stays so."""
        in_a_row = self.known_in_a_row
        for profile in profiles:
            if in_a_row < OVERLAP:
                in_a_row = in_a_row + 1 if profile.user_id in known else 0
        return Position(token, self.read + len(profiles), in_a_row)


class AuditRun:
    """The recurring job; it sleeps while nothing was approved. Each page is stored together with how far the audit has come."""

    def __init__(self, context: Context, x: XClient, initial_sync: InitialSync) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._context, self._x, self._initial_sync = context, x, initial_sync
        self._position, self._pagination = Position(), Pagination()

    async def run(self) -> datetime | None:
        """Read what was approved; returns when to resume where it has to wait, or None. Raises XError where X may answer later."""
        while True:
            async with self._store.read() as tx:
                account, audit = await tx.accounts.get(), await tx.audits.current()
                if audit is None or account.paused_at is not None:
                    return None
                left = await self._left(tx, audit)
            now = self._clock.now()
            if account.last_poll_at is None or now - account.last_poll_at > FRESH:
                return now + self._context.policy.freshness
            if left < 1:
                await self._end(audit, Note(AuditStop.AMOUNT_USED_UP))
            else:
                size = await affordable(self._context, Purpose.AUDIT, self._context.prices.own_list, most=min(LARGEST_PAGE, left))
                await self._read_on(account, audit, size)

    async def _left(self, tx: Tx, audit: Audit) -> int:
        """Profiles that may still be read. A page that may have been paid for and was never stored counts with its price."""
        each = self._context.prices.own_list.micros
        spent = await tx.ledger.spent(since=audit.requested_at, purpose=Purpose.AUDIT)
        return audit.max_profiles - max(audit.read, -(-spent // each) if each else 0)

    async def _read_on(self, account: Account, audit: Audit, size: int) -> None:
        """Read one page. A position that is not past the newcomers is not stored: the audit would restart at the top anyway."""
        position = (
            self._position if account.baseline_page_token is None else Position(account.baseline_page_token, account.baseline_read, OVERLAP)
        )
        try:
            page = await self._x.followers(purpose=Purpose.AUDIT, page_size=size, token=position.token)
        except _TEMPORARY:
            raise
        except BadCursor as error:
            await (self._begin_anew() if position.token else self._end(audit, error.note))
        except XError as error:
            await self._end(audit, error.note)
        else:
            await self._keep(audit, page, position)

    async def _begin_anew(self) -> None:
        """X no longer accepts the token."""
        self._position, self._pagination = Position(), Pagination()
        async with self._store.write() as tx:
            await self._save_position(tx, self._position, BaselineStatus.PARTIAL)

    async def _keep(self, audit: Audit, page: Page, position: Position) -> None:
        """Store whom this page brought, and where the audit stands."""
        now, at_end = self._clock.now(), page.next_token is None
        read = replace(audit, read=audit.read + len(page.profiles))
        list_broken = not at_end and not self._pagination.has_next(page.next_token, empty=not page.profiles)
        done = at_end or list_broken or read.read >= audit.max_profiles
        async with self._store.write() as tx:
            known = await tx.followers.known([profile.user_id for profile in page.profiles])
            after = position.after(page.profiles, known, page.next_token)
            await self._initial_sync.add_existing(tx, position.old_among(page.profiles, known), now)
            await tx.followers.mark_seen(known, now)
            await tx.audits.progress(audit.id, read.read)
            if after.past_newcomers:
                await self._save_position(tx, after, BaselineStatus.COMPLETE if at_end else BaselineStatus.PARTIAL)
            if done:
                await self._finish(tx, read, _stop_reason(list_broken=list_broken, past_newcomers=after.past_newcomers))
        self._position = Position() if done or after.past_newcomers else after
        if done:
            self._pagination = Pagination()

    async def _save_position(self, tx: Tx, position: Position, status: BaselineStatus) -> None:
        """Where to read on. The moment at which the initial sync ended stays as it was: the digests begin there."""
        account = await tx.accounts.get()
        await tx.accounts.set_baseline(status, position.token, position.read, account.baseline_finished_at or self._clock.now())

    async def _end(self, audit: Audit, stopped_by: Note | None) -> None:
        async with self._store.write() as tx:
            await self._finish(tx, audit, stopped_by)
        self._position, self._pagination = Position(), Pagination()

    async def _finish(self, tx: Tx, audit: Audit, stopped_by: Note | None) -> None:
        """Tell the team what is known now, and what it cost."""
        now, account = self._clock.now(), await tx.accounts.get()
        await tx.audits.finish(audit.id, now)
        cost = await tx.ledger.spent(since=audit.requested_at, purpose=Purpose.AUDIT)
        finished = AuditResult(await report_of(tx, account, now), account.baseline, audit, cost, stopped_by)
        await tx.announcements.add(AnnouncementKind.AUDIT, str(audit.id), dump_result(finished), now)


def _stop_reason(*, list_broken: bool, past_newcomers: bool) -> Note | None:
    if list_broken:
        return Note(AuditStop.LIST_BROKEN)
    return None if past_newcomers else Note(AuditStop.CANNOT_TELL)
