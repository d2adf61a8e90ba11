"""Who left, for the team."""

from __future__ import annotations

from datetime import timedelta

from bot.domain import Account, ActivityEvent, LostFollower, LostNames, LostPage, LostPlace, NameSource
from bot.planning.sweeps import sweep_micros, sweeps_allowed, worth_sweeping
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.followers.losses import day_counts, unnamed_losses

DAYS = 7
"""The last days, of which it is said how many left."""


class LostService:
    """Answers /followers lost, from the store alone."""

    def __init__(self, context: Context) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock

    async def page(self, size: int, *, below: LostPlace | None = None, above: LostPlace | None = None) -> LostPage:
        """The first page, the one below a place, or the one above it."""
        policy, now = self._context.policy, self._clock.now()
        async with self._store.read() as tx:
            account = await tx.accounts.get()
            people = await self._people(tx, size, below, above)
            return LostPage(
                people=tuple((policy.local_date(lost.place.left_at), lost) for lost in people),
                newer=bool(people and await tx.lost.page(1, above=people[0].place)),
                older=bool(people and await tx.lost.page(1, below=people[-1].place)),
                days=await day_counts(tx, policy, policy.local_date(now), DAYS, account.baseline_finished_at or now + timedelta(days=1)),
                unnamed=await unnamed_losses(tx, account),
                names=await self._names(tx, account),
            )

    async def _people(self, tx: Tx, size: int, below: LostPlace | None, above: LostPlace | None) -> list[LostFollower]:
        """The first page also where there is nobody below any more, or not enough above to fill one."""
        found = await tx.lost.page(size, below=below, above=above)
        return found if (below and found) or len(found) == size else await tx.lost.page(size)

    async def _names(self, tx: Tx, account: Account) -> LostNames:
        policy, prices, followers = self._context.policy, self._context.prices, account.followers or 0
        sweep, enough = await tx.sweeps.current(), worth_sweeping(followers, prices)
        if ActivityEvent.UNFOLLOW in policy.stream:
            source = NameSource.EVENTS
        else:
            source = NameSource.SWEEPS if sweeps_allowed(followers, policy, prices) else NameSource.NONE
        return LostNames(
            source=source,
            sweep_micros=sweep_micros(followers, enough, prices),
            event_micros=prices.event(ActivityEvent.UNFOLLOW).micros,
            enough=enough,
            read=sweep.read if sweep is not None else None,
        )
