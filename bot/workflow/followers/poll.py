"""Notice new followers: one initial sync, then polls of the newest followers."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial

from bot.domain import Account, BaselineStatus, Profile, Purpose
from bot.planning.poll_interval import first_page, overlap_after, until_next_poll
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.followers.bursts import BurstService
from bot.workflow.followers.departures import record_returns
from bot.workflow.followers.follower_count import FollowerCount
from bot.workflow.followers.initial_sync import InitialSync
from bot.workflow.followers.newest import Scan, came_back, read_until_stable
from bot.workflow.followers.stream_health import LIST_LAG, StreamHealth
from bot.workflow.money.budgets import affordable
from bot.workflow.people.assessor import Assessor
from bot.workflow.portions import Portions
from bot.x.client import Page, XClient
from bot.x.errors import OverBudget

MOST_WITHOUT_FULL_BASELINE = 10_000
"""Where the initial sync was partial, a scan that meets nobody known stops here: whoever stands below is old."""

_NAMED = 10
"""New followers whom a line of the log names."""

log = logging.getLogger(__name__)


class PollFollowers:
    """The recurring job: one initial sync in the account's life, then a poll as often as freshness and the budget allow.

    stream_health: whether X's activity stream reports every follow that polls find.
    """

    def __init__(self, context: Context, x: XClient, assessor: Assessor, bursts: BurstService, stream_health: StreamHealth) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._x, self._assessor, self._bursts, self._stream_health = x, assessor, bursts, stream_health
        self._initial_sync, self._count = InitialSync(context, x, assessor), FollowerCount(context, x)
        self._portions = Portions()
        self._polled_at: datetime | None = None
        self._interrupted: Scan | None = None
        self._undetected = True
        """Whether somebody may have been found among whom bursts were not looked for, as after a start."""
        self._proven: set[int] = set()
        """People on the page polled last who are known since a complete poll: once known, for ever."""

    async def run(self) -> datetime | None:
        """Poll once; returns when to poll again, or None while paused. Raises XError."""
        account = (await self._context.account_cache.now()).account
        if account.paused_at is not None:
            return None
        if not account.username:
            await self._count.read()
        if account.baseline is BaselineStatus.PENDING:
            await self._initial_sync.run(account)
        else:
            scan = await self._poll(account)
            if self._count.due(account):
                await self._count_if_affordable(len(scan.profiles))
            scan.pagination.check()
        return await self._next_poll()

    async def _next_poll(self) -> datetime:
        now, funds = self._clock.now(), (await self._context.account_cache.now()).funds
        return now + until_next_poll(self._context.policy.freshness, funds.share, has_events=self._stream_health.polls_may_be_rare(now))

    async def _count_if_affordable(self, listed: int) -> None:
        """The count is optional: where the budget is short, polling continues without it."""
        with contextlib.suppress(OverBudget):
            await self._count.read(listed)

    async def _poll(self, account: Account) -> Scan:
        asked_at = self._clock.now()
        scan = await self._read(account, asked_at)
        await self._store_scan(account, scan, asked_at)
        if not scan.pagination.fault:
            self._polled_at = asked_at
        return scan

    async def _read(self, account: Account, now: datetime) -> Scan:
        """Who stands on top of the list. Where the budget runs out on the way, the next poll resumes there: restarted at the top, a rush
        that costs more than a day's budget would be paid for every day and never be read to its end."""
        last = self._polled_at or account.last_poll_at
        overlap = overlap_after(None if last is None else now - last)
        scan, self._interrupted = self._interrupted or Scan(), None
        try:
            return await read_until_stable(
                self._read_page,
                partial(self._known, account.last_poll_at),
                first_page=first_page(await self._bursts.expected(last or now, now), overlap),
                overlap=overlap,
                most=None if account.baseline is BaselineStatus.COMPLETE else MOST_WITHOUT_FULL_BASELINE,
                scan=scan,
            )
        except OverBudget:
            self._interrupted = scan
            raise

    async def _store_scan(self, account: Account, scan: Scan, asked_at: datetime) -> None:
        above, below = scan.split_at_last_known()
        complete, whole = account.baseline is BaselineStatus.COMPLETE, not scan.pagination.fault
        # Whoever stands below everybody known is old, unless X has not shown those who are known further down.
        new, old = (above + below, []) if complete else (above, below if whole else [])
        now, added = self._clock.now(), set[int]()
        self._undetected |= bool(new)
        # Oldest first: after a crash between two, whoever is missing stands above all who are known, where the next poll begins.
        for batch in self._portions.of(new[::-1]):
            async with self._store.write() as tx:
                with self._portions.holding(len(batch)):
                    added |= await self._add_new(tx, batch[::-1], now)
        if added or (self._undetected and await self._was_interrupted(account)):
            await self._bursts.detect()
        self._stream_health.polled(dict.fromkeys(added, now), asked_at)
        async with self._store.write() as tx:
            if old:
                await self._initial_sync.add_existing(tx, old, now)
            await self._record_returns(tx, scan, now)
            await self._update_handles(tx, scan)
            await tx.followers.mark_seen(scan.known, now)
            if whole:
                await tx.accounts.polled(now, newcomers=bool(added))
        self._undetected &= not whole
        if added:
            log.info("New followers (%d): %s", len(added), _some_handles([who for who in new if who.user_id in added]))

    async def _was_interrupted(self, account: Account) -> bool:
        """Whether the last poll found somebody and then broke off before bursts were detected."""
        async with self._store.read() as tx:
            last = await tx.bursts.last_arrival(before=self._clock.now())
        return last is not None and account.last_poll_at is not None and last > account.last_poll_at

    async def _add_new(self, tx: Tx, newcomers: Sequence[Profile], now: datetime) -> set[int]:
        """Store new followers with their assessment, and suggest following back those worth considering; returns who was new."""
        by_id = {profile.user_id: profile for profile in newcomers}
        await tx.profiles.save(newcomers)
        added = [by_id[user_id] for user_id in await tx.followers.add(list(by_id), now, baseline=False)]
        await self._assessor.suggest(tx, added, await self._assessor.assess(tx, added, now), now)
        return {profile.user_id for profile in added}

    async def _record_returns(self, tx: Tx, scan: Scan, now: datetime) -> None:
        """Record who had left and follows again."""
        moves = await tx.followers.last_moves(scan.known)
        seen_again = [who for who, last in moves.items() if last.unfollowed_at is not None and last.unfollowed_at < now - LIST_LAG]
        back = {*came_back(scan, {who: last.followed_at for who, last in moves.items()}), *seen_again}
        await record_returns(tx, self._assessor, [scan.profiles[user_id] for user_id in back], now)

    async def _update_handles(self, tx: Tx, scan: Scan) -> None:
        """Update the handles that have changed."""
        stored = await tx.profiles.get_many(scan.known)
        read = [scan.profiles[user_id] for user_id in stored]
        await tx.profiles.save([profile for profile in read if profile.username != stored[profile.user_id].username])

    async def _read_page(self, size: int, token: str | None) -> Page:
        size = await affordable(self._context, Purpose.DETECTION, self._context.prices.own_list, most=size)
        return await self._x.followers(purpose=Purpose.DETECTION, page_size=size, token=token)

    async def _known(self, since: datetime | None, user_ids: Collection[int]) -> set[int]:
        """Those known since a complete poll, the last of which was then. What an incomplete one found, because it broke off or X led it
        nowhere, proves nothing about who stands below."""
        known = self._proven.intersection(user_ids)
        if asked := set(user_ids) - known:
            async with self._store.read() as tx:
                known |= await tx.followers.known(asked, by=since)
        self._proven = known
        return known


def _some_handles(people: Sequence[Profile]) -> str:
    named = ", ".join(f"@{profile.username}" for profile in people[:_NAMED])
    return f"{named} …" if len(people) > _NAMED else named
