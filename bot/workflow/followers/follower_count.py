"""X's own count of the followers: what the account's rhythm cannot explain is held until a second count says the same."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.domain import Account, Profile, Purpose
from bot.domain.local_days import latest_due
from bot.planning.digest_schedule import digest_due
from bot.planning.plausible_count import plausible
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.money.budget_service import measure
from bot.x.client import XClient

log = logging.getLogger(__name__)

COUNT_EVERY = timedelta(minutes=30)
"""How often X's own follower count is read, besides once for each digest. It is charged once a UTC day, however often it is read."""

CONFIRM_AFTER = timedelta(minutes=15)
"""How soon a count that nothing explains is read again. A digest that is due waits longer than that for one."""

CORRECTION_WINDOW = timedelta(days=14)
"""How far back an earlier count is searched for that the present one continues, to tell which counts between them were wrong."""


class FollowerCount:
    """Reads the count, and decides which ones are taken."""

    def __init__(self, context: Context, x: XClient) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._x = x

    def due(self, account: Account) -> bool:
        """Whether it is time to read it again."""
        now, policy = self._clock.now(), self._context.policy
        if account.unconfirmed_at is not None:
            return now - account.unconfirmed_at >= CONFIRM_AFTER
        due = digest_due(latest_due(now, policy.digest_time, policy.timezone), policy)
        return account.counted_at is None or account.counted_at < max(due, now - COUNT_EVERY)

    async def read(self, listed: int = 0) -> None:
        """Learn who the account is, and how many followers X counts; after a poll, so that whoever is counted is known. Raises XError.

        listed: how many followers that poll listed.
        """
        me = await self._x.me(purpose=Purpose.ACCOUNT)
        now = self._clock.now()
        async with self._store.write() as tx:
            account = await tx.accounts.get()
            await tx.accounts.identify(me.username, me.name, None, now)
            if me.followers is not None:
                await self._take(tx, account, me, me.followers, now, possible=me.followers >= listed)

    async def _take(self, tx: Tx, account: Account, me: Profile, count: int, now: datetime, *, possible: bool) -> None:
        if possible and await self._follows_from(tx, account, account.followers, account.counted_at, count, now):
            await self._accept(tx, count, now, me.following)
        elif possible and await self._confirmed(tx, account, count, now):
            await self._correct(tx, account, count, now)
            await self._accept(tx, count, now, me.following)
        else:
            log.warning("X counts %s followers after %s, which nothing explains: a second count is waited for", count, account.followers)
            if possible and _keeps_falling(account, count):
                await self._accept(tx, account.unconfirmed_followers or 0, account.unconfirmed_at or now)
            await tx.accounts.save_unconfirmed_count(count, now)

    async def _follows_from(self, tx: Tx, account: Account, before: int | None, at: datetime | None, count: int, now: datetime) -> bool:
        """Whether this count may follow that one. The first one of all has to be taken as it is."""
        if before is None or at is None:
            return True
        gained = await tx.digest_counts.gained(at, now)
        rate = (await measure(tx, account, self._context.policy, now)).lost.per_day
        return plausible(before, count, gained=gained, lost_per_day=rate, span=now - at)

    async def _confirmed(self, tx: Tx, account: Account, count: int, now: datetime) -> bool:
        held = account.unconfirmed_followers
        return held is not None and await self._follows_from(tx, account, held, account.unconfirmed_at, count, now)

    async def _correct(self, tx: Tx, account: Account, count: int, now: datetime) -> None:
        """Where this count continues an older one, those in between were wrong: no rate and no digest rests on them any more."""
        for at, older in await tx.digest_counts.last_counts(now - CORRECTION_WINDOW):
            if at != account.counted_at and await self._follows_from(tx, account, older, at, count, now):
                await tx.digest_counts.delete_counts(after=at)
                await tx.accounts.miscounted(at, now)
                log.warning("X counts %s followers again, as before: what it counted since %s was wrong", count, at.isoformat())
                return

    async def _accept(self, tx: Tx, count: int, at: datetime, following: int | None = None) -> None:
        await tx.accounts.count(count, at, following)
        await tx.digest_counts.save_count(self._context.policy.local_date(at), count, at, following)


def _keeps_falling(account: Account, count: int) -> bool:
    """Whether many more have left since the count that is held, so that it was true as far as it went: X removes bots for hours."""
    return (
        account.followers is not None
        and account.unconfirmed_followers is not None
        and account.followers > account.unconfirmed_followers > count
    )
