"""What happens on the simulated X by itself: people come, speak up, leave, return, vanish and agree, as on a small and busy account."""

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
from bot.demo.x import Kind, Person, Post, SimulatedX

Remark = Callable[[SimulatedX, Person], Post]
"""Something that a person posts about the account."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """Somebody comes. after: the start. speaks: when they mention the account, counted from their follow; before it where negative.

    says: what they say then; None for anything.
    """

    after: timedelta
    kind: Kind
    speaks: timedelta | None = None
    says: Remark | None = None


_ASKS_IN_ENGLISH: Final = partial(SimulatedX.asks, lang="en")
_PRAISES_IN_ENGLISH: Final = partial(SimulatedX.praises, lang="en")
"""The first who speak can be answered with the saved replies that come along."""

OPENING: Final = (
    Entrance(timedelta(seconds=4), Kind.ENGAGED, speaks=timedelta(seconds=16), says=_ASKS_IN_ENGLISH),
    Entrance(timedelta(seconds=50), Kind.ORDINARY),
    Entrance(timedelta(seconds=95), Kind.SUSPICIOUS),
    Entrance(timedelta(seconds=150), Kind.QUIET),
    Entrance(timedelta(seconds=240), Kind.BIG, speaks=timedelta(seconds=-30), says=SimulatedX.speaks_to_account),
)
"""The first minutes, counted from the start: one of nearly everything, so that nobody who opens the demo has to wait."""
PRAISED_AFTER: Final = timedelta(seconds=34)
"""When somebody who has followed for long says something nice."""

KINDS: Final = {Kind.ENGAGED: 24, Kind.ORDINARY: 38, Kind.QUIET: 18, Kind.SUSPICIOUS: 10, Kind.PROTECTED: 7, Kind.BIG: 3}
"""Of a hundred who come."""

TALKATIVE: Final = {Kind.ENGAGED: 0.6, Kind.ORDINARY: 0.2, Kind.QUIET: 0.05, Kind.BIG: 0.3}
"""The share of newcomers who mention the account."""
SPEAKS_WITHIN: Final = timedelta(minutes=12)
"""Between somebody's follow and their mention on average; for one in four the mention comes first."""
_SPEAKS_FIRST: Final = 0.25

DAY: Final = timedelta(minutes=6)
NIGHT: Final = timedelta(minutes=20)
"""Between two happenings on average, from 8 to 22 h UTC and at other times."""

REMARKS: Final[dict[Remark, int]] = {
    SimulatedX.asks: 36,
    SimulatedX.praises: 18,
    SimulatedX.speaks_to_account: 12,
    SimulatedX.complains: 9,
    SimulatedX.quotes_account: 9,
    SimulatedX.thanks: 8,
    SimulatedX.greets: 7,
    SimulatedX.repeats_itself: 3,
    SimulatedX.quotes_restricted: 2,
    SimulatedX.says_stop: 1,
}
"""What people say: how often each of about a hundred times."""
TAKEN_BACK: Final = 0.04
"""The share of posts whose authors delete them, unless the account was faster."""
TAKEN_BACK_WITHIN: Final = timedelta(minutes=2)
"""On average."""

BURST: Final = (6, 14)
"""From how many to how many people come at once when somebody with reach has mentioned the account."""

_RECENT: Final = 300
"""Those who leave or speak are among so many newest followers."""

Happening = Callable[[datetime], None]


class Scenario:
    """Makes things happen on the simulated clock: the same seed tells the same story.

    Whoever is to be noticed as new must come after the bot has taken stock, so start it then.
    """

    def __init__(self, clock: SimulatedClock, x: SimulatedX, seed: int) -> None:
        self._clock = clock
        self._x = x
        self._random = Random(seed)
        self._left: deque[Person] = deque(maxlen=50)
        self._vanished: deque[Person] = deque(maxlen=20)
        self._said_stop: set[Person] = set()
        self._agenda: list[tuple[datetime, int, Happening]] = []
        self._serials = count()
        self._task: asyncio.Task[None] | None = None
        self._happenings: dict[Happening, int] = {
            self._somebody_comes: 82,
            self._many_come: 2,
            self._somebody_speaks: 12,
            self._somebody_leaves: 9,
            self._somebody_returns: 3,
            self._somebody_vanishes: 1,
            self._somebody_reappears: 1,
            self._somebody_agrees: 2,
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
        for entrance in OPENING:
            self._enters(start + entrance.after, entrance.kind, entrance.speaks, entrance.says)
        self._plan(start + PRAISED_AFTER, partial(self._somebody_old_speaks, frozenset(self._x.followers), _PRAISES_IN_ENGLISH))
        opened = start + OPENING[-1].after
        self._plan(opened + self._pause(opened), self._goes_on)
        while self._agenda:
            moment, _, happens = heapq.heappop(self._agenda)
            await self._clock.reaches(moment)
            happens(moment)

    def _plan(self, moment: datetime, happening: Happening) -> None:
        """Happenings know the moment that they were planned for, so that nothing depends on how the clock gets there."""
        heapq.heappush(self._agenda, (moment, next(self._serials), happening))

    def _goes_on(self, moment: datetime) -> None:
        """One thing happens, and the next is planned."""
        self._pick()(moment)
        self._plan(moment + self._pause(moment), self._goes_on)

    def _pause(self, moment: datetime) -> timedelta:
        mean = DAY if 8 <= moment.hour < 22 else NIGHT
        return mean * self._random.expovariate(1)

    def _pick(self) -> Happening:
        return self._random.choices(list(self._happenings), list(self._happenings.values()))[0]

    def _enters(self, moment: datetime, kind: Kind, speaks: timedelta | None, says: Remark | None = None) -> None:
        """Plan that somebody new follows then, and speaks to the account before or after."""
        if speaks is not None and speaks < timedelta():
            self._plan(moment + speaks, partial(self._speaks_and_follows, kind, moment, says))
        else:
            self._plan(moment, partial(self._follows_and_speaks, kind, speaks, says))

    def _follows_and_speaks(self, kind: Kind, speaks: timedelta | None, says: Remark | None, moment: datetime) -> None:
        person = self._x.gains_follower(kind=kind)
        if speaks is not None:
            self._plan(moment + speaks, partial(self._speaks, person, says))

    def _speaks_and_follows(self, kind: Kind, follows: datetime, says: Remark | None, moment: datetime) -> None:
        person = self._x.joins(kind=kind)
        self._speaks(person, says, moment)
        self._plan(follows, lambda _: self._x.follows(person))

    def _speaks(self, person: Person, says: Remark | None, moment: datetime) -> None:
        """The person posts, and may think better of it. Whoever has asked to be left alone says nothing more."""
        if person.vanished or person in self._said_stop or person in self._x.blocked_by:
            return
        remark = says or self._remark_of(person)
        if remark is SimulatedX.says_stop:
            self._said_stop.add(person)
        post = remark(self._x, person)
        if says is None and self._random.random() < TAKEN_BACK:
            self._plan(moment + TAKEN_BACK_WITHIN * self._random.expovariate(1), partial(self._takes_back, post))

    def _remark_of(self, person: Person) -> Remark:
        """What the person says: any of those that make sense now."""
        remark = self._random.choices(list(REMARKS), list(REMARKS.values()))[0]
        nothing_to_repeat = remark is SimulatedX.repeats_itself and self._x.last_words_of(person) is None
        nothing_to_quote = remark is SimulatedX.quotes_account and self._x.timeline.latest_by(self._x.account) is None
        return SimulatedX.asks if nothing_to_repeat or nothing_to_quote else remark

    def _takes_back(self, post: Post, moment: datetime) -> None:
        if not self._x.has_answered(post):
            self._x.deletes(post)

    def _somebody_comes(self, moment: datetime) -> None:
        kind = self._random.choices(list(KINDS), list(KINDS.values()))[0]
        if self._random.random() >= TALKATIVE.get(kind, 0):
            self._enters(moment, kind, None)
            return
        later = SPEAKS_WITHIN * self._random.expovariate(1)
        if self._random.random() < _SPEAKS_FIRST:
            self._enters(moment + later, kind, -later)
        else:
            self._enters(moment, kind, later)

    def _many_come(self, moment: datetime) -> None:
        for _ in range(self._random.randint(*BURST)):
            self._somebody_comes(moment)

    def _somebody_speaks(self, moment: datetime) -> None:
        if people := [person for person in self._x.followers[:_RECENT] if person.talks]:
            self._speaks(self._random.choice(people), None, moment)

    def _somebody_old_speaks(self, old: frozenset[Person], says: Remark, moment: datetime) -> None:
        if people := [person for person in self._x.followers if person in old and person.talks]:
            self._speaks(self._random.choice(people), says, moment)

    def _somebody_leaves(self, moment: datetime) -> None:
        if followers := self._x.followers[:_RECENT]:
            person = self._random.choice(followers)
            self._x.unfollows(person)
            self._left.append(person)

    def _somebody_returns(self, moment: datetime) -> None:
        if self._left:
            self._x.follows(self._left.popleft())

    def _somebody_vanishes(self, moment: datetime) -> None:
        if followers := self._x.followers[:_RECENT]:
            person = self._random.choice(followers)
            self._x.vanishes(person)
            self._vanished.append(person)

    def _somebody_reappears(self, moment: datetime) -> None:
        if self._vanished:
            self._x.comes_back(self._vanished.popleft())

    def _somebody_agrees(self, moment: datetime) -> None:
        """The protected person whom the account asked first, by id, lets it follow."""
        if self._x.requested:
            self._x.accepts(min(self._x.requested, key=lambda person: person.id))
