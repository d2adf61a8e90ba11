"""Notice new followers: take stock once, then look at the newest ones again and again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from bot.model import Account, BaselineStatus, Profile
from bot.store import Tx
from bot.workflow.bursts import Bursts
from bot.workflow.calendar import latest_due, moment_of
from bot.workflow.context import Context, Job
from bot.workflow.judge import Judge
from bot.workflow.reading import Reading, came_back, read_until_settled
from bot.workflow.stock import StockTaking
from bot.x.door import Page, X

FIRST_PAGE = 30
"""Followers a poll reads: the overlap, and room for ten newcomers before a second page is needed. Each is charged once a UTC day."""

OVERLAP = 20
"""Known followers in a row that end a reading: more people than come back to one account between two polls."""

OVERLAP_AFTER_DOWNTIME = 100
"""The same after a silence of more than an hour, in which more people may have come back."""

MOST_WITHOUT_FULL_BASELINE = 10_000
"""Where not everyone was taken stock of, a reading that meets nobody known gives up here: what lies below is old."""

PORTION = 500
"""New followers stored in one transaction: about a quarter of a second, for which a click may have to wait."""

COUNT_EVERY = timedelta(minutes=30)
"""How often X's own follower count is read, besides once for each digest. It is charged once a UTC day, however often it is read."""


class Watch:
    """The recurring job: one baseline in the account's life, then a poll every POLL_SECONDS."""

    def __init__(self, context: Context, x: X, judge: Judge, bursts: Bursts) -> None:
        self._store, self._clock, self._policy = context.store, context.clock, context.policy
        self._wake = context.wake
        self._x, self._judge, self._bursts = x, judge, bursts
        self._stock = StockTaking(context, x, judge)

    async def run(self) -> datetime | None:
        """Look once; returns when to look again, or None while paused. Raises XError."""
        async with self._store.read() as tx:
            account = await tx.accounts.get()
        if account.paused_at is not None:
            return None
        if not account.username:
            await self._count()
        if account.baseline is BaselineStatus.PENDING:
            await self._stock.take(account)
        else:
            await self._poll(account)
            if self._count_is_old(account):
                await self._count()
            self._wake(Job.UPKEEP)
        return self._clock.now() + self._policy.poll_every

    def _count_is_old(self, account: Account) -> bool:
        now, policy = self._clock.now(), self._policy
        digest_due = moment_of(latest_due(now, policy.digest_time, policy.timezone), policy.digest_time, policy.timezone)
        return account.counted_at is None or account.counted_at < max(digest_due, now - COUNT_EVERY)

    async def _count(self) -> None:
        """Learn who the account is, and how many followers X counts; after a poll, so that whoever is counted is known."""
        me = await self._x.me(purpose="account")
        now = self._clock.now()
        async with self._store.write() as tx:
            await tx.accounts.identify(me.username, me.name, me.followers, now)
            if me.followers is not None:
                await tx.tally.save_count(self._policy.local_date(now), me.followers, now)

    async def _poll(self, account: Account) -> None:
        asked_at = self._clock.now()
        silent = account.last_poll_at is None or asked_at - account.last_poll_at > timedelta(hours=1)
        complete = account.baseline is BaselineStatus.COMPLETE
        reading = await read_until_settled(
            self._read_page,
            self._known,
            first_page=FIRST_PAGE,
            overlap=OVERLAP_AFTER_DOWNTIME if silent else OVERLAP,
            most=None if complete else MOST_WITHOUT_FULL_BASELINE,
        )
        above, below = reading.split_at_last_known()
        new, old = (above + below, []) if complete else (above, below)
        now = self._clock.now()
        for portion in _oldest_first(new):
            async with self._store.write() as tx:
                await self._welcome(tx, portion, now)
        if new or await self._left_unfinished(account):
            await self._bursts.look()
        async with self._store.write() as tx:
            await self._stock.adopt(tx, old, now)
            await self._welcome_back(tx, reading, now)
            await tx.followers.seen(reading.known, now)
            await tx.accounts.polled(now)
        if new:
            self._wake(Job.SHOW)

    async def _left_unfinished(self, account: Account) -> bool:
        """Whether the last look found somebody and then broke off, before it was known in what company they came."""
        async with self._store.read() as tx:
            last = await tx.bursts.last_arrival(before=self._clock.now())
        return last is not None and account.last_poll_at is not None and last > account.last_poll_at

    async def _welcome(self, tx: Tx, newcomers: Sequence[Profile], now: datetime) -> None:
        """Store new followers with their assessment, and suggest following back those worth considering."""
        by_id = {profile.user_id: profile for profile in newcomers}
        await tx.profiles.save(newcomers)
        added = [by_id[user_id] for user_id in await tx.followers.add(list(by_id), now, baseline=False)]
        await self._judge.suggest(tx, added, await self._judge.assess(tx, added, now), now)

    async def _welcome_back(self, tx: Tx, reading: Reading, now: datetime) -> None:
        """Remember who had left and follows again."""
        back = came_back(reading, await tx.followers.followed_at(reading.known))
        if back:
            await tx.profiles.save([reading.profiles[user_id] for user_id in back])
            await tx.followers.returned(back, now)
            await self._judge.reassess_in(tx, back)

    async def _read_page(self, size: int, token: str | None) -> Page:
        return await self._x.followers(purpose="detection", page_size=size, token=token)

    async def _known(self, user_ids: Collection[int]) -> set[int]:
        async with self._store.read() as tx:
            return await tx.followers.known(user_ids)


def _oldest_first(newest_first: Sequence[Profile]) -> Iterator[Sequence[Profile]]:
    """Portions to be stored one after the other.

    After a crash between two, whoever is missing stands above all who are known, where the next look begins.
    """
    for end in range(len(newest_first), 0, -PORTION):
        yield newest_first[max(0, end - PORTION) : end]
