"""Notice new followers: take stock once, then look at the newest ones again and again."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import partial

from bot.domain import Account, BaselineStatus, Profile, Purpose
from bot.planning.poll_interval import first_page, overlap_after, until_next_look
from bot.store import Tx
from bot.workflow.context import Context, Job
from bot.workflow.followers.bursts import Bursts
from bot.workflow.followers.follower_count import FollowerCount
from bot.workflow.followers.initial_sync import StockTaking
from bot.workflow.followers.newest import Reading, came_back, read_until_settled
from bot.workflow.followers.stream_health import SETTLES, Agreement
from bot.workflow.money.affordable import affordable
from bot.workflow.money.funding import funds_of
from bot.workflow.people.assessor import Judge
from bot.x.client import Page, X
from bot.x.errors import OverBudget

MOST_WITHOUT_FULL_BASELINE = 10_000
"""Where not everyone was taken stock of, a reading that meets nobody known gives up here: what lies below is old."""

PORTION = 500
"""New followers stored in one transaction: about a quarter of a second, for which a click may have to wait."""


_NAMED = 10
"""New followers whom a line of the log names."""

log = logging.getLogger(__name__)


class Watch:
    """The recurring job: one baseline in the account's life, then a look as often as freshness and money want.

    events: whether X tells of every follow as it happens, and says the same as the looks.
    """

    def __init__(self, context: Context, x: X, judge: Judge, bursts: Bursts, events: Agreement) -> None:
        self._context, self._wake = context, context.wake
        self._store, self._clock, self._policy = context.store, context.clock, context.policy
        self._x, self._judge, self._bursts, self._events = x, judge, bursts, events
        self._stock, self._count = StockTaking(context, x, judge), FollowerCount(context, x)
        self._looked_at: datetime | None = None
        self._unfinished: Reading | None = None

    async def run(self) -> datetime | None:
        """Look once; returns when to look again, or None while paused. Raises XError."""
        async with self._store.read() as tx:
            account = await tx.accounts.get()
        if account.paused_at is not None:
            return None
        if not account.username:
            await self._count.read()
        if account.baseline is BaselineStatus.PENDING:
            await self._stock.take(account)
        else:
            reading = await self._poll(account)
            if self._count.due(account):
                await self._count_if_affordable(len(reading.profiles))
            self._wake(Job.UPKEEP)
            reading.pagination.check()
        return await self._next_look()

    async def _next_look(self) -> datetime:
        now = self._clock.now()
        async with self._store.read() as tx:
            funds = await funds_of(tx, self._policy, now)
        return now + until_next_look(self._policy.freshness, funds.share, told_by_events=self._events.nothing_to_look_for(now))

    async def _count_if_affordable(self, listed: int) -> None:
        """A count is a nicety: where the budget is short, the looks go on without it."""
        with contextlib.suppress(OverBudget):
            await self._count.read(listed)

    async def _poll(self, account: Account) -> Reading:
        asked_at = self._clock.now()
        reading = await self._read(account, asked_at)
        await self._store_reading(account, reading, asked_at)
        if not reading.pagination.fault:
            self._looked_at = asked_at
        return reading

    async def _read(self, account: Account, now: datetime) -> Reading:
        """Who stands on top of the list. Where the money runs out on the way, the next look goes on there: begun at the top again, a rush
        that costs more than a day's budget would be paid for every day and never be known."""
        last = self._looked_at or account.last_poll_at
        overlap = overlap_after(None if last is None else now - last)
        reading, self._unfinished = self._unfinished or Reading(), None
        try:
            return await read_until_settled(
                self._read_page,
                partial(self._known, account.last_poll_at),
                first_page=first_page(await self._bursts.expected(last or now, now), overlap),
                overlap=overlap,
                most=None if account.baseline is BaselineStatus.COMPLETE else MOST_WITHOUT_FULL_BASELINE,
                reading=reading,
            )
        except OverBudget:
            self._unfinished = reading
            raise

    async def _store_reading(self, account: Account, reading: Reading, asked_at: datetime) -> None:
        above, below = reading.split_at_last_known()
        complete, whole = account.baseline is BaselineStatus.COMPLETE, not reading.pagination.fault
        # Whoever stands below everybody known is old, unless X has not shown those who are known further down.
        new, old = (above + below, []) if complete else (above, below if whole else [])
        now, added = self._clock.now(), set[int]()
        for portion in _oldest_first(new):
            async with self._store.write() as tx:
                added |= await self._welcome(tx, portion, now)
        if added or await self._left_unfinished(account):
            await self._bursts.look()
        self._events.polled(dict.fromkeys(added, now), asked_at)
        async with self._store.write() as tx:
            await self._stock.adopt(tx, old, now)
            await self._welcome_back(tx, reading, now)
            await self._keep_names(tx, reading)
            await tx.followers.seen(reading.known, now)
            if whole:
                await tx.accounts.polled(now)
        if added:
            log.info("A look at the followers found %d new: %s", len(added), _some_handles([who for who in new if who.user_id in added]))
            self._wake(Job.SHOW)

    async def _left_unfinished(self, account: Account) -> bool:
        """Whether the last look found somebody and then broke off, before it was known in what company they came."""
        async with self._store.read() as tx:
            last = await tx.bursts.last_arrival(before=self._clock.now())
        return last is not None and account.last_poll_at is not None and last > account.last_poll_at

    async def _welcome(self, tx: Tx, newcomers: Sequence[Profile], now: datetime) -> set[int]:
        """Store new followers with their assessment, and suggest following back those worth considering; returns who was not stored."""
        by_id = {profile.user_id: profile for profile in newcomers}
        await tx.profiles.save(newcomers)
        added = [by_id[user_id] for user_id in await tx.followers.add(list(by_id), now, baseline=False)]
        await self._judge.suggest(tx, added, await self._judge.assess(tx, added, now), now)
        return {profile.user_id for profile in added}

    async def _welcome_back(self, tx: Tx, reading: Reading, now: datetime) -> None:
        """Remember who had left and follows again."""
        seen_again = await tx.followers.gone_among(reading.known, before=now - SETTLES)
        back = {*came_back(reading, await tx.followers.followed_at(reading.known)), *seen_again}
        if back:
            await tx.profiles.save([reading.profiles[user_id] for user_id in back])
            await tx.followers.returned(list(back), now)
            await self._judge.reassess_in(tx, list(back))

    async def _keep_names(self, tx: Tx, reading: Reading) -> None:
        """What came along with the look: who is called otherwise than before."""
        stored = await tx.profiles.get_many(reading.known)
        read = [reading.profiles[user_id] for user_id in stored]
        await tx.profiles.save([profile for profile in read if profile.username != stored[profile.user_id].username])

    async def _read_page(self, size: int, token: str | None) -> Page:
        size = await affordable(self._context, Purpose.DETECTION, self._context.prices.own_list, most=size)
        return await self._x.followers(purpose=Purpose.DETECTION, page_size=size, token=token)

    async def _known(self, since: datetime | None, user_ids: Collection[int]) -> set[int]:
        """Those of whom a whole look, the last of which was then, has found everybody above. What one that broke off, or that X led
        nowhere, has found proves nothing about who stands below."""
        async with self._store.read() as tx:
            return await tx.followers.known(user_ids, by=since)


def _some_handles(people: Sequence[Profile]) -> str:
    named = ", ".join(f"@{profile.username}" for profile in people[:_NAMED])
    return f"{named} and {len(people) - _NAMED} more" if len(people) > _NAMED else named


def _oldest_first(newest_first: Sequence[Profile]) -> Iterator[Sequence[Profile]]:
    """Portions to be stored one after the other.

    After a crash between two, whoever is missing stands above all who are known, where the next look begins.
    """
    for end in range(len(newest_first), 0, -PORTION):
        yield newest_first[max(0, end - PORTION) : end]
