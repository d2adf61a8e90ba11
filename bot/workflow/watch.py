"""Notice new followers: take stock once, then look at the newest ones again and again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from bot.model import Account, AnnouncementKind, BaselineStatus, Profile, SuggestionKind, Verdict
from bot.scoring.assess import assess
from bot.store import Tx
from bot.workflow.calendar import latest_due, moment_of
from bot.workflow.context import Context, Job
from bot.workflow.reading import LARGEST_PAGE, read_until_settled
from bot.x.door import Page, X
from bot.x.errors import BadCursor

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

    def __init__(self, context: Context, x: X) -> None:
        self._store, self._clock, self._policy = context.store, context.clock, context.policy
        self._wake = context.wake
        self._x = x

    async def run(self) -> datetime | None:
        """Look once; returns when to look again, or None while paused. Raises XError."""
        async with self._store.read() as tx:
            account = await tx.accounts.get()
        if account.paused_at is not None:
            return None
        if not account.username:
            await self._count()
        if account.baseline is BaselineStatus.PENDING:
            await self._take_stock(account)
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

    async def _take_stock(self, account: Account) -> None:
        """Read the followers who are already there, newest first, within BASELINE_USD; a restart goes on at the page it had reached."""
        token, read = account.baseline_token, account.baseline_read
        status = BaselineStatus.PENDING
        while status is BaselineStatus.PENDING:
            size = await self._affordable_page()
            if size == 0:
                page, status = Page((), None), BaselineStatus.PARTIAL
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
            await self._record_stock(page.profiles, status, token, read)

    async def _affordable_page(self) -> int:
        async with self._store.read() as tx:
            left = self._policy.baseline_micros - await tx.ledger.spent(purpose="baseline")
        return max(0, min(LARGEST_PAGE, left // self._x.price_of_page(1)))

    async def _record_stock(self, profiles: Sequence[Profile], status: BaselineStatus, token: str | None, read: int) -> None:
        """Store a page of present followers, and how far the reading has come, in one transaction."""
        now = self._clock.now()
        async with self._store.write() as tx:
            await self._adopt(tx, profiles, now)
            await tx.accounts.set_baseline(status, token, read, now)
            if status is BaselineStatus.PENDING:
                return
            await tx.accounts.polled(now)
            account = await tx.accounts.get()
            body = {"read": read, "followers": account.followers, "status": status.value}
            await tx.announcements.add(AnnouncementKind.BASELINE, "first", body, now)
        self._wake(Job.SHOW)
        self._wake(Job.UPKEEP)

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
        async with self._store.write() as tx:
            await self._adopt(tx, old, now)
            await tx.followers.seen(reading.known, now)
            await tx.accounts.polled(now)
        if new:
            self._wake(Job.SHOW)

    async def _adopt(self, tx: Tx, old: Sequence[Profile], now: datetime) -> None:
        """Store people who followed before Mutuals looked: known from now on, and nobody is prompted about them."""
        await tx.profiles.save(old)
        await tx.followers.add([p.user_id for p in old], now, baseline=True)
        await tx.assessments.save([(p.user_id, assess(p, now)) for p in old], now)

    async def _welcome(self, tx: Tx, newcomers: Sequence[Profile], now: datetime) -> None:
        """Store new followers with their assessment, and suggest following back those worth considering."""
        by_id = {profile.user_id: profile for profile in newcomers}
        await tx.profiles.save(newcomers)
        added = await tx.followers.add(list(by_id), now, baseline=False)
        assessments = {user_id: assess(by_id[user_id], now) for user_id in added}
        await tx.assessments.save(list(assessments.items()), now)
        left_alone = await tx.left_alone.among(added)
        for user_id in added:
            profile = by_id[user_id]
            already = profile.followed_by_us or profile.follow_requested
            if already or user_id in left_alone or assessments[user_id].verdict is Verdict.SUSPICIOUS:
                continue
            await tx.suggestions.open(user_id, SuggestionKind.FOLLOW_BACK, now, now + self._policy.prompt_expires)

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
