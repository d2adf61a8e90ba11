"""Background activity on the simulated X, as around a small, busy account: follows, posts, unfollows, suspensions and accepted requests."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from random import Random
from typing import Final

from bot.demo.clock import SimulatedClock
from bot.demo.x import Person, Persona, Post, SimulatedX

Remark = Callable[[SimulatedX, Person], Post]
"""Something that a person posts about the account."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody follows. after: the start. speaks: when they mention the account, relative to their follow; before it where negative.

    says: what they say then; None for anything.
    """

    after: timedelta
    persona: Persona
    speaks: timedelta | None = None
    says: Remark | None = None


_ASKS_IN_ENGLISH: Final = partial(SimulatedX.asks, lang="en")
_PRAISES_IN_ENGLISH: Final = partial(SimulatedX.praises, lang="en")
_COMPLAINS_IN_ENGLISH: Final = partial(SimulatedX.complains, lang="en")
"""The first to post get posts that the bundled saved replies can answer."""

OPENING: Final = (
    Arrival(timedelta(seconds=4), Persona.ENGAGED, speaks=timedelta(seconds=16), says=_ASKS_IN_ENGLISH),
    Arrival(timedelta(seconds=50), Persona.ORDINARY),
    Arrival(timedelta(seconds=95), Persona.SUSPICIOUS),
    Arrival(timedelta(seconds=240), Persona.BIG, speaks=timedelta(seconds=-30), says=_COMPLAINS_IN_ENGLISH),
    Arrival(timedelta(seconds=560), Persona.QUIET),
)
"""The first minutes, counted from the start: one of nearly everything, so that nobody who opens the demo has to wait. Posts are read after
five minutes; no more than three people who are worth a card come before, so that half of the first six cards have an answer."""
PRAISE_AFTER: Final = timedelta(seconds=34)
"""When somebody who has followed for long says something nice."""

PERSONA_WEIGHTS: Final = {
    Persona.ENGAGED: 24,
    Persona.ORDINARY: 38,
    Persona.QUIET: 18,
    Persona.SUSPICIOUS: 10,
    Persona.PROTECTED: 7,
    Persona.BIG: 3,
}
"""Of a hundred who come."""

POSTING_SHARE: Final = {Persona.ENGAGED: 0.6, Persona.ORDINARY: 0.2, Persona.QUIET: 0.05, Persona.BIG: 0.3}
"""The share of newcomers who mention the account."""
POSTS_WITHIN: Final = timedelta(minutes=12)
"""Between somebody's follow and their mention on average; for one in four the mention comes first."""
_POSTS_FIRST_SHARE: Final = 0.25

DAYTIME_INTERVAL: Final = timedelta(minutes=6)
NIGHT_INTERVAL: Final = timedelta(minutes=20)
"""Average time between two occurrences, from 8 to 22 h UTC and at other times."""

REMARK_WEIGHTS: Final[dict[Remark, int]] = {
    SimulatedX.asks: 36,
    SimulatedX.praises: 18,
    SimulatedX.speaks_to_account: 12,
    SimulatedX.complains: 9,
    SimulatedX.quotes_account: 9,
    SimulatedX.thanks: 8,
    SimulatedX.greets: 7,
    SimulatedX.repeats_itself: 3,
    SimulatedX.quotes_restricted: 2,
    SimulatedX.asks_to_opt_out: 1,
}
"""What people say: how often each of about a hundred times."""
DELETED_SHARE: Final = 0.04
"""The share of posts whose authors delete them, unless the account was faster."""
DELETED_WITHIN: Final = timedelta(minutes=2)
"""On average."""

BURST_SIZE: Final = (6, 14)
"""From how many to how many people come at once when somebody with reach has mentioned the account."""

_RECENT: Final = 300
"""Those who leave or speak are among so many newest followers."""

Occurrence = Callable[[datetime], None]


class Scenario:
    """Runs on the simulated clock; the same seed gives the same sequence of events.

    Whoever is to be noticed as new must come after the initial sync, so start it then.
    """

    def __init__(self, clock: SimulatedClock, x: SimulatedX, seed: int) -> None:
        self._clock = clock
        self._x = x
        self._random = Random(seed)
        self._left: deque[Person] = deque(maxlen=50)
        self._suspended: deque[Person] = deque(maxlen=20)
        self._opted_out: set[Person] = set()
        self._schedule: list[tuple[datetime, int, Occurrence]] = []
        self._serials = count()
        self._task: asyncio.Task[None] | None = None
        self._occurrences: dict[Occurrence, int] = {
            self._somebody_comes: 82,
            self._many_come: 2,
            self._somebody_speaks: 12,
            self._somebody_leaves: 9,
            self._somebody_returns: 3,
            self._somebody_is_suspended: 1,
            self._somebody_reappears: 1,
            self._somebody_accepts: 2,
        }

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(self._clock.now()))

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _run(self, start: datetime) -> None:
        for arrival in OPENING:
            self._plan_arrival(start + arrival.after, arrival.persona, arrival.speaks, arrival.says)
        self._plan(start + PRAISE_AFTER, partial(self._somebody_old_speaks, frozenset(self._x.followers), _PRAISES_IN_ENGLISH))
        opened = start + OPENING[-1].after
        self._plan(opened + self._pause(opened), self._next)
        while self._schedule:
            moment, _, happens = heapq.heappop(self._schedule)
            await self._clock.reaches(moment)
            happens(moment)

    def _plan(self, moment: datetime, occurrence: Occurrence) -> None:
        """Occurrences are told the moment that they were planned for, so that nothing depends on how the clock gets there."""
        heapq.heappush(self._schedule, (moment, next(self._serials), occurrence))

    def _next(self, moment: datetime) -> None:
        """One thing happens, and the next is planned."""
        self._pick()(moment)
        self._plan(moment + self._pause(moment), self._next)

    def _pause(self, moment: datetime) -> timedelta:
        mean = DAYTIME_INTERVAL if 8 <= moment.hour < 22 else NIGHT_INTERVAL
        return mean * self._random.expovariate(1)

    def _pick(self) -> Occurrence:
        return self._random.choices(list(self._occurrences), list(self._occurrences.values()))[0]

    def _plan_arrival(self, moment: datetime, persona: Persona, speaks: timedelta | None, says: Remark | None = None) -> None:
        """Plan that somebody new follows then, and speaks to the account before or after."""
        if speaks is not None and speaks < timedelta():
            self._plan(moment + speaks, partial(self._speaks_and_follows, persona, moment, says))
        else:
            self._plan(moment, partial(self._follows_and_speaks, persona, speaks, says))

    def _follows_and_speaks(self, persona: Persona, speaks: timedelta | None, says: Remark | None, moment: datetime) -> None:
        person = self._x.gains_follower(persona=persona)
        if speaks is not None:
            self._plan(moment + speaks, partial(self._speaks, person, says))

    def _speaks_and_follows(self, persona: Persona, follows: datetime, says: Remark | None, moment: datetime) -> None:
        person = self._x.joins(persona=persona)
        self._speaks(person, says, moment)
        self._plan(follows, lambda _: self._x.follows(person))

    def _speaks(self, person: Person, says: Remark | None, moment: datetime) -> None:
        """The person posts, and may think better of it. Whoever has opted out says nothing more."""
        if person.suspended or person in self._opted_out or person in self._x.blocked_by:
            return
        remark = says or self._remark_by(person)
        if remark is SimulatedX.asks_to_opt_out:
            self._opted_out.add(person)
        post = remark(self._x, person)
        if says is None and self._random.random() < DELETED_SHARE:
            self._plan(moment + DELETED_WITHIN * self._random.expovariate(1), partial(self._deletes, post))

    def _remark_by(self, person: Person) -> Remark:
        """What the person says: any of those that make sense now."""
        remark = self._random.choices(list(REMARK_WEIGHTS), list(REMARK_WEIGHTS.values()))[0]
        nothing_to_repeat = remark is SimulatedX.repeats_itself and self._x.last_post_to_account(person) is None
        nothing_to_quote = remark is SimulatedX.quotes_account and self._x.timeline.latest_by(self._x.account) is None
        return SimulatedX.asks if nothing_to_repeat or nothing_to_quote else remark

    def _deletes(self, post: Post, moment: datetime) -> None:
        if not self._x.has_answered(post):
            self._x.deletes(post)

    def _somebody_comes(self, moment: datetime) -> None:
        persona = self._random.choices(list(PERSONA_WEIGHTS), list(PERSONA_WEIGHTS.values()))[0]
        if self._random.random() >= POSTING_SHARE.get(persona, 0):
            self._plan_arrival(moment, persona, None)
            return
        later = POSTS_WITHIN * self._random.expovariate(1)
        if self._random.random() < _POSTS_FIRST_SHARE:
            self._plan_arrival(moment + later, persona, -later)
        else:
            self._plan_arrival(moment, persona, later)

    def _many_come(self, moment: datetime) -> None:
        for _ in range(self._random.randint(*BURST_SIZE)):
            self._somebody_comes(moment)

    def _somebody_speaks(self, moment: datetime) -> None:
        if people := [person for person in self._x.followers[:_RECENT] if person.posts_publicly]:
            self._speaks(self._random.choice(people), None, moment)

    def _somebody_old_speaks(self, old: frozenset[Person], says: Remark, moment: datetime) -> None:
        if people := [person for person in self._x.followers if person in old and person.posts_publicly]:
            self._speaks(self._random.choice(people), says, moment)

    def _somebody_leaves(self, moment: datetime) -> None:
        if followers := self._x.followers[:_RECENT]:
            person = self._random.choice(followers)
            self._x.unfollows(person)
            self._left.append(person)

    def _somebody_returns(self, moment: datetime) -> None:
        if self._left:
            self._x.follows(self._left.popleft())

    def _somebody_is_suspended(self, moment: datetime) -> None:
        if followers := self._x.followers[:_RECENT]:
            person = self._random.choice(followers)
            self._x.suspends(person)
            self._suspended.append(person)

    def _somebody_reappears(self, moment: datetime) -> None:
        if self._suspended:
            self._x.reinstates(self._suspended.popleft())

    def _somebody_accepts(self, moment: datetime) -> None:
        """The protected person with the lowest id among the pending follow requests accepts."""
        if self._x.pending_follows:
            self._x.accepts(min(self._x.pending_follows, key=lambda person: person.id))
