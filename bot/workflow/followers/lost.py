"""Who left, for the team."""

from __future__ import annotations

from datetime import timedelta

from bot.domain import Account, ActivityEvent, LostNames, LostPage, NameSource, Page, Place
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

    async def page(self, size: int, place: Place | None = None) -> LostPage:
        """Those who left, from this place on."""
        policy, now = self._context.policy, self._clock.now()
        async with self._store.read() as tx:
            account = await tx.accounts.get()
            lost = await tx.lost.page(size, place)
            return LostPage(
                people=Page(tuple((policy.local_date(one.left_at), one) for one in lost.rows), lost.above, lost.below),
                days=await day_counts(tx, policy, policy.local_date(now), DAYS, account.baseline_finished_at or now + timedelta(days=1)),
                unnamed=await unnamed_losses(tx, account),
                names=await self._names(tx, account),
            )

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
