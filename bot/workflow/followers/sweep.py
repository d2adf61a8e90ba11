"""Finds out who left, where X does not tell: reads the whole list of followers now and then, and looks up who is missing from it.

A list of X's can lack a page, end early or shift while it is read, and its count can be wrong. So nobody is said to have left whom X's
own count does not explain: what is missing beyond that is looked at again.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain import Account, BaselineStatus, Departure, Purpose, Sweep
from bot.planning.shortage import next_month, tomorrow
from bot.planning.sweeps import LONGEST, LOOKED_UP, PASSES, departures, sweep_interval, sweep_micros, sweeps_allowed, worth_sweeping
from bot.workflow.context import Context
from bot.workflow.followers.departures import record_departures, record_returns
from bot.workflow.followers.losses import unnamed_losses
from bot.workflow.followers.stream_health import LIST_LAG
from bot.workflow.money.budgets import sweep_funds
from bot.workflow.people.assessor import Assessor
from bot.x.client import LookedUp, Page, XClient
from bot.x.errors import BadCursor
from bot.x.parse.pagination import LARGEST_PAGE, Pagination

log = logging.getLogger(__name__)

RESTART_AFTER = timedelta(hours=1)
"""How soon a list is read from the top where X does not accept the place in it any more."""

SMALLEST_PAGE = 100
"""Read at once where there are so many; where a day's money is not enough for that, the sweep goes on tomorrow."""


class FollowerSweep:
    """The recurring job; X's count wakes it. Each page is stored together with how far the sweep has come."""

    def __init__(self, context: Context, x: XClient, assessor: Assessor) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._x, self._assessor = x, assessor
        self._pagination = Pagination()

    async def run(self) -> datetime | None:
        """Begin, go on with or conclude a sweep; returns when to go on, or None where the next count wakes it. Raises XError."""
        while True:
            now = self._clock.now()
            async with self._store.read() as tx:
                account, sweep = await tx.accounts.get(), await tx.sweeps.current()
            if account.paused_at is not None or account.followers is None or not self._wanted(account.followers):
                return None
            if sweep is not None and now - sweep.begun_at > LONGEST:
                await self._abandon(sweep)
            elif sweep is None:
                if not await self._begun(account, now):
                    return None
            elif sweep.read_at is not None:
                if account.counted_at is None or account.counted_at <= sweep.read_at or account.unconfirmed_at is not None:
                    return None
                await self._conclude(account, sweep)
            elif sweep.resume_at is not None and sweep.resume_at > now:
                return sweep.resume_at
            elif (again_at := await self._read_on(account.followers, sweep)) is not None:
                return again_at

    def _wanted(self, followers: int) -> bool:
        return sweeps_allowed(followers, self._context.policy, self._context.prices)

    async def _begun(self, account: Account, now: datetime) -> bool:
        """Begin a sweep where enough have left for it to pay, there is money to end it, and the last one began long enough ago."""
        followers, counted_at, policy, prices = account.followers, account.counted_at, self._context.policy, self._context.prices
        if account.baseline is BaselineStatus.PENDING or followers is None or counted_at is None:
            return False
        async with self._store.read() as tx:
            last, left = await tx.sweeps.last(), await unnamed_losses(tx, account)
            funds = await sweep_funds(tx, policy, now)
        enough = worth_sweeping(followers, prices)
        if left is None or left < enough or funds.this_month < sweep_micros(followers, enough, prices):
            return False
        if last is not None and now - last.begun_at < sweep_interval(followers, policy, prices):
            return False
        async with self._store.write() as tx:
            await tx.sweeps.begin(now, followers, counted_at)
        self._pagination = Pagination()
        log.info("%d followers have left: all of them are read to find out who", left)
        return True

    async def _read_on(self, followers: int, sweep: Sweep) -> datetime | None:
        """Read a page; returns when the next try is worth it, or None where it is read."""
        size, again_at = await self._affordable_page(followers - sweep.read)
        if not size:
            return again_at
        try:
            page = await self._x.followers(purpose=Purpose.SWEEP, page_size=size, token=sweep.page_token)
        except BadCursor:
            if sweep.page_token is None:
                raise
            self._pagination = Pagination()
            async with self._store.write() as tx:
                await tx.sweeps.progress(sweep.id, None, 0)
            return self._clock.now() + RESTART_AFTER
        await self._keep(sweep, page)
        return None

    async def _affordable_page(self, left: int) -> tuple[int, datetime]:
        """How many followers the next page may hold, 0 for none; and when there is money for more."""
        now, price = self._clock.now(), self._context.prices.own_list.micros
        async with self._store.read() as tx:
            funds = await sweep_funds(tx, self._context.policy, now)
            standing = await tx.ledger.unsettled_total(Purpose.SWEEP, now)
        # What is reserved for a page that was never answered covers the same page again.
        size = min(LARGEST_PAGE, (funds.today + standing) // price) if price else LARGEST_PAGE
        again_at = tomorrow(now) if funds.this_month >= SMALLEST_PAGE * price else next_month(now)
        return size if size >= min(SMALLEST_PAGE, max(1, left)) else 0, again_at

    async def _keep(self, sweep: Sweep, page: Page) -> None:
        """Store who was seen, and how far the sweep has come."""
        now, people = self._clock.now(), {profile.user_id: profile for profile in page.profiles}
        goes_on = self._pagination.has_next(page.next_token, empty=not people)
        async with self._store.write() as tx:
            moves = await tx.followers.last_moves(people)
            back = [who for who, last in moves.items() if last.unfollowed_at is not None and last.unfollowed_at < now - LIST_LAG]
            await record_returns(tx, self._assessor, [people[user_id] for user_id in back], now)
            await tx.followers.mark_seen(moves, now)
            at_end = None if goes_on else now
            await tx.sweeps.progress(sweep.id, page.next_token if goes_on else None, sweep.read + len(page.profiles), at_end)
        if not goes_on:
            self._pagination = Pagination()

    async def _conclude(self, account: Account, sweep: Sweep) -> None:
        """Say who has left, or read the list again tomorrow where more are missing than have left by X's count of a moment ago."""
        async with self._store.read() as tx:
            missing, explained = await tx.lost.unseen(sweep.begun_at), await unnamed_losses(tx, account) or 0
        last_pass = sweep.passes >= PASSES
        # Looking up those few who matter most can settle it only where no more than that are in question.
        worth_it = len(missing) <= explained + LOOKED_UP or last_pass
        answer, asked = await self._look_up(missing) if explained and worth_it else (LookedUp(), [])
        missing = [user_id for user_id in missing if user_id not in answer.following_us]
        found_out = {user_id: _departure(user_id, answer) for user_id in asked}
        left, now = departures(missing, found_out, explained, last_pass=last_pass), self._clock.now()
        async with self._store.write() as tx:
            await tx.profiles.save(answer.found)
            await tx.followers.mark_seen(answer.following_us, now)
            if left is None:
                await tx.sweeps.read_again(sweep, tomorrow(now))
            else:
                unseen = await tx.lost.unseen_among(left, sweep.begun_at)  # a poll may have seen some meanwhile
                await record_departures(tx, {user_id: became for user_id, became in left.items() if user_id in unseen}, now)
                await tx.sweeps.finish(sweep.id, now)
        if left is None or len(left) < len(missing):
            log.warning("%d followers are missing from X's list and %d have left by its count", len(missing), explained)

    async def _look_up(self, missing: Sequence[int]) -> tuple[LookedUp, list[int]]:
        """What X says of those who matter most, as far as there is money for it; and of whom it was asked."""
        price = self._context.prices["user_read"].micros
        async with self._store.read() as tx:
            funds = await sweep_funds(tx, self._context.policy, self._clock.now())
        most = min(LOOKED_UP, funds.today // price) if price else LOOKED_UP
        asked = list(missing[:most])
        return await self._x.look_up(asked, purpose=Purpose.SWEEP), asked

    async def _abandon(self, sweep: Sweep) -> None:
        async with self._store.write() as tx:
            await tx.sweeps.abandon(sweep.id)


def _departure(user_id: int, answer: LookedUp) -> Departure:
    if any(profile.user_id == user_id for profile in answer.found):
        return Departure.LEFT
    return Departure.SUSPENDED if user_id in answer.suspended else Departure.DELETED
