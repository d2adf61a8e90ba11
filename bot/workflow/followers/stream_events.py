"""What follows from an event that X tells of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from itertools import groupby

from bot.domain import Act, Decision, Post, SuggestionState
from bot.workflow.context import Context, Job
from bot.workflow.followers.stream_health import Agreement
from bot.workflow.inbox.ingest import Hearing
from bot.x.stream.events import Came, Event, Left, Spoke

GONE = "They no longer follow you."

Look = Callable[[], None]
"""Has somebody look at the newest followers soon. X tells the app and not the account of a follow, so its word leaves out whether the
account follows back already, and when they last posted: who is to be judged has to be looked at."""
Reassess = Callable[[Collection[int]], Awaitable[None]]
"""Assesses these people anew, those of them who are known."""

_REMEMBERED = 10_000


class Tidings:
    """Has each event its effect once, though X may send it twice; after a restart, which forgets what was sent, the store sees to that."""

    def __init__(self, context: Context, agreement: Agreement, look: Look, reassess: Reassess) -> None:
        self._store, self._clock, self._wake = context.store, context.clock, context.wake
        self._agreement, self._look, self._reassess = agreement, look, reassess
        self._hearing = Hearing(context)
        self._seen: dict[str, None] = {}

    async def take_in(self, events: Iterable[Event]) -> None:
        """In their order; what fails on the way may be sent again."""
        fresh = {event.uuid: event for event in events if event.uuid not in self._seen}
        if not fresh:
            return
        self._agreement.heard(self._clock.now())
        for _, alike in groupby(fresh.values(), key=type):
            some = list(alike)
            self._came([event.profile.user_id for event in some if isinstance(event, Came)])
            await self._left([event.user_id for event in some if isinstance(event, Left)])
            await self._spoke([event.post for event in some if isinstance(event, Spoke)])
        self._seen |= dict.fromkeys(fresh)
        while len(self._seen) > _REMEMBERED:
            del self._seen[next(iter(self._seen))]

    def _came(self, user_ids: Sequence[int]) -> None:
        if user_ids:
            self._agreement.told_of(set(user_ids), self._clock.now())
            self._look()

    async def _left(self, user_ids: Sequence[int]) -> None:
        """Remember that they left, and no longer ask about them. What a member has approved goes on: it was not about their following."""
        if not user_ids:
            return
        now = self._clock.now()
        undecided = {SuggestionState.OPEN, SuggestionState.SNOOZED}
        closed = False
        async with self._store.write() as tx:
            await tx.followers.left(user_ids, now)
            for suggestion in (await tx.suggestions.open_about(user_ids)).values():
                decision = Decision(Act.EXPIRE, now, note=GONE)
                closed |= None is not await tx.suggestions.move(
                    suggestion.id, to=SuggestionState.EXPIRED, from_=undecided, decision=decision, snoozed_until=None, note=GONE
                )
        if closed:
            self._wake(Job.SHOW)

    async def _spoke(self, posts: Sequence[Post]) -> None:
        if speakers := await self._hearing.take_in(posts):
            await self._reassess(speakers)
            self._wake(Job.SHOW)
