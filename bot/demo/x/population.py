"""Makes believable people of each kind; the same seed makes the same people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

from bot.demo.x import words
from bot.demo.x.people import HANDLE, Kind, Person, snowflake
from bot.demo.x.traits import MIX, TRAITS, Handles, Range, Traits

T = TypeVar("T")

HANDLE_LENGTH = 15
_BORN = datetime(2006, 7, 15, tzinfo=UTC)
_SNOWFLAKES_SINCE = datetime(2016, 2, 1, tzinfo=UTC)
_LAST_COUNTED_ID = 4_800_000_000
"""Until early 2016 X numbered its users one by one and had come to about this many; since then their ids hold the time."""

_DECK = tuple(kind for kind, share in MIX.items() for _ in range(share))
_HOSTILE_SHARE = 0.02
"""Of people whose profile tries to ping, link or break the layout of whatever shows it."""
_ACQUAINTED_SHARE = 0.05
"""Of bios that name somebody whom the account follows."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DAY = timedelta(days=1)


class Casting:
    """Makes people who differ from everybody made before.

    acquaintances: handles that some bios name.
    """

    def __init__(self, seed: int) -> None:
        self.acquaintances: Sequence[str] = ()
        self._rng = Random(seed)
        self._random = self._rng.random
        self._handles: set[str] = set()
        self._ids: set[int] = set()

    def crowd(self, size: int, now: datetime) -> Iterator[Person]:
        """`size` people in the usual mix of kinds."""
        for _ in range(size):
            yield self.person(self.any_of(_DECK), now)

    def person(self, kind: Kind, now: datetime, username: str | None = None, created_at: datetime | None = None) -> Person:
        """Somebody new. Raises ValueError when the username is taken or no handle."""
        return self.cast(TRAITS[kind], kind, now, username, created_at)

    def cast(self, traits: Traits, kind: Kind, now: datetime, username: str | None = None, created_at: datetime | None = None) -> Person:
        """Somebody new with traits that need not be those of their kind. Raises ValueError as `person` does.

        Whoever is given a username is needed for something: such people do not happen to collect follow-backs or to know somebody.
        """
        first, last = self.any_of(words.FIRST_NAMES), self.any_of(words.LAST_NAMES)
        handle = self._claim(username) if username else self._handle(first, last, traits.handles)
        hostile = self.chance(_HOSTILE_SHARE)
        born = created_at or now - self.between(traits.age) * _DAY
        followers = int(self.between(traits.followers))
        posts = int(self.between(traits.posts)) - (traits.posts[0] == 1)
        return Person(
            id=self._id(born),
            username=handle,
            name=self._name(username, first, last, hostile),
            kind=kind,
            created_at=born,
            bio=self.any_of(words.HOSTILE_BIOS) if hostile else self._bio(traits, by_chance=username is None),
            location=self.any_of(words.PLACES) if self.chance(traits.bio * 0.7) else "",
            url=f"https://{handle.lower().replace('_', '-')}.example" if self.chance(traits.bio * 0.35) else "",
            followers=followers,
            following=int(self.between(traits.following) if traits.following else followers * self.between(traits.balance)),
            posts=posts,
            listed=int(followers * self._random() / 60),
            likes=int(self.between(traits.likes)) - 1,
            media=int(posts * self._random() * 0.3),
            protected=kind is Kind.PROTECTED,
            verified=self.chance(traits.verified),
            last_post_at=max(born, now - self.between(traits.silence) * _DAY) if posts else None,
        )

    def any_of(self, options: Sequence[T]) -> T:
        return options[int(self._random() * len(options))]

    def chance(self, share: float) -> bool:
        """True in this share of all cases."""
        return self._random() < share

    def between(self, span: Range) -> float:
        """A number in this range, drawn evenly over its logarithm."""
        low, high = span
        return low * float((high / low) ** self._random())

    def _name(self, username: str | None, first: str, last: str, hostile: bool) -> str:
        if username:
            return username.replace("_", " ").strip().title() or username
        if hostile and self.chance(0.5):
            return self.any_of(words.HOSTILE_NAMES)
        return f"{first} {last}" if self.chance(0.7) else first

    def _bio(self, traits: Traits, *, by_chance: bool) -> str:
        if not self.chance(traits.bio):
            return ""
        if traits.shouts:
            return f"{self.any_of(words.SHOUTS)}. {self.any_of(words.SHOUTS)}"
        one, other = self._rng.sample(words.TASTES, 2)
        bio = f"{self.any_of(words.ROLES)}. {one[0].upper()}{one[1:]} and {other}."
        if by_chance and self.chance(traits.collects):
            return f"{bio} {self.any_of(words.FOLLOW_BACKS)}"
        if by_chance and self.acquaintances and self.chance(_ACQUAINTED_SHARE):
            return f"{bio} {self.any_of(words.HAUNTS)} @{self.any_of(self.acquaintances)}."
        return f"{bio} {self.any_of(words.ASIDES)}" if self.chance(0.6) else bio

    def _handle(self, first: str, last: str, handles: Handles) -> str:
        if handles is Handles.NUMBERED:
            return self._claim_free(f"{first}{last}"[:9], 5)
        if handles is Handles.LETTERS:
            return self._claim_letters()
        style = int(self._random() * 4)
        base = (f"{first}{last}", f"{first}_{last}", f"{first}{self.any_of(words.HANDLE_WORDS)}", f"{first[0]}{last}")[style]
        handle = base[:HANDLE_LENGTH].rstrip("_").lower()
        return self._claim_free(handle, 2) if handle in self._handles else self._claim(handle)

    def _claim_free(self, base: str, digits: int) -> str:
        """The base with a number behind it that nobody has yet."""
        while True:
            number = f"{int(self._random() * 10**digits):0{digits}}"
            handle = base[: HANDLE_LENGTH - len(number)] + number
            if handle.lower() not in self._handles:
                return self._claim(handle)
            digits = min(digits + 1, 7)

    def _claim_letters(self) -> str:
        while True:
            handle = "".join(self.any_of(_LETTERS) for _ in range(8))
            if handle not in self._handles:
                return self._claim(handle)

    def exchange(self, old: str, new: str) -> None:
        """The old handle is free from now on. Raises ValueError when the new one is taken, or none."""
        self._claim(new)
        self._handles.discard(old.lower())

    def _claim(self, handle: str) -> str:
        if handle.lower() in self._handles:
            raise ValueError(f"@{handle} is taken.")
        if not HANDLE.fullmatch(handle):
            raise ValueError(f"@{handle} is no handle: 1 to 15 letters, digits and underscores.")
        self._handles.add(handle.lower())
        return handle

    def _id(self, born: datetime) -> int:
        if born < _SNOWFLAKES_SINCE:
            candidate = max(1, int(_LAST_COUNTED_ID * ((born - _BORN) / (_SNOWFLAKES_SINCE - _BORN))))
        else:
            candidate = snowflake(born, int(self._random() * 0x400000))
        while candidate in self._ids:
            candidate += 1
        self._ids.add(candidate)
        return candidate
