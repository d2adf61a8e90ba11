"""Makes believable people of each kind; the same seed makes the same people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

from bot.demo.x import words
from bot.demo.x.people import HANDLE, Kind, Person, snowflake

T = TypeVar("T")
Range = tuple[float, float]

HANDLE_LENGTH = 15
_BORN = datetime(2006, 7, 15, tzinfo=UTC)
_SNOWFLAKES_SINCE = datetime(2016, 2, 1, tzinfo=UTC)
_LAST_COUNTED_ID = 4_800_000_000
"""Until early 2016 X numbered its users one by one and had come to about this many; since then their ids hold the time."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What one kind looks like: ranges that figures are drawn from (evenly over their logarithm) and shares from 0 to 1.

    balance: following for each follower; following, where given, goes before it. age, silence: days.
    """

    followers: Range
    posts: Range
    likes: Range
    age: Range
    silence: Range
    bio: float
    balance: Range = (0.5, 2.0)
    following: Range | None = None
    verified: float = 0.02
    shouts: bool = False


TRAITS = {
    Kind.ENGAGED: Traits((300, 6_000), (800, 12_000), (1_500, 25_000), (400, 5_000), (0.01, 2), 0.98, balance=(0.4, 1.4), verified=0.15),
    Kind.ORDINARY: Traits((60, 900), (120, 4_000), (200, 9_000), (200, 5_000), (0.2, 21), 0.85, balance=(0.6, 2.2)),
    Kind.QUIET: Traits((15, 250), (1, 31), (1, 400), (300, 5_000), (60, 1_500), 0.45, balance=(0.7, 2.5)),
    Kind.SUSPICIOUS: Traits((1, 39), (1, 61), (1, 41), (20, 240), (5, 150), 0.4, following=(1_400, 4_990), verified=0.0, shouts=True),
    Kind.PROTECTED: Traits((30, 600), (50, 3_000), (100, 5_000), (300, 5_000), (0.2, 30), 0.75, balance=(0.7, 1.8)),
    Kind.BIG: Traits(
        (20_000, 900_000), (4_000, 60_000), (2_000, 60_000), (900, 5_000), (0.01, 1), 1.0, balance=(0.002, 0.06), verified=0.85
    ),
}

MIX = {Kind.ENGAGED: 18, Kind.ORDINARY: 45, Kind.QUIET: 22, Kind.SUSPICIOUS: 8, Kind.PROTECTED: 6, Kind.BIG: 1}
"""Of a hundred followers of a small, honest account."""
_DECK = tuple(kind for kind, share in MIX.items() for _ in range(share))
_HOSTILE_SHARE = 0.02
"""Of people whose profile tries to ping, link or break the layout of whatever shows it."""


class Casting:
    """Makes people who differ from everybody made before."""

    def __init__(self, seed: int) -> None:
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
        traits = TRAITS[kind]
        first, last = self.any_of(words.FIRST_NAMES), self.any_of(words.LAST_NAMES)
        handle = self._claim(username) if username else self._handle(first, last, traits.shouts)
        hostile = self._random() < _HOSTILE_SHARE
        age = self._between(traits.age)
        born = created_at or now - timedelta(days=age)
        followers = int(self._between(traits.followers))
        posts = int(self._between(traits.posts)) - (traits.posts[0] == 1)
        return Person(
            id=self._id(born),
            username=handle,
            name=self._name(username, first, last, hostile),
            kind=kind,
            created_at=born,
            bio=self.any_of(words.HOSTILE_BIOS) if hostile else self._bio(traits),
            location=self.any_of(words.PLACES) if self._random() < traits.bio * 0.7 else "",
            url=f"https://{handle.lower().replace('_', '-')}.example" if self._random() < traits.bio * 0.35 else "",
            followers=followers,
            following=int(self._between(traits.following) if traits.following else followers * self._between(traits.balance)),
            posts=posts,
            listed=int(followers * self._random() / 60),
            likes=int(self._between(traits.likes)) - 1,
            media=int(posts * self._random() * 0.3),
            protected=kind is Kind.PROTECTED,
            verified=self._random() < traits.verified,
            last_post_at=now - timedelta(days=min(age, self._between(traits.silence))) if posts else None,
        )

    def any_of(self, options: Sequence[T]) -> T:
        return options[int(self._random() * len(options))]

    def _between(self, span: Range) -> float:
        low, high = span
        return low * float((high / low) ** self._random())

    def _name(self, username: str | None, first: str, last: str, hostile: bool) -> str:
        if username:
            return username.replace("_", " ").strip().title() or username
        if hostile and self._random() < 0.5:
            return self.any_of(words.HOSTILE_NAMES)
        return f"{first} {last}" if self._random() < 0.7 else first

    def _bio(self, traits: Traits) -> str:
        if self._random() >= traits.bio:
            return ""
        if traits.shouts:
            return f"{self.any_of(words.SHOUTS)}. {self.any_of(words.SHOUTS)}"
        one, other = self._rng.sample(words.TASTES, 2)
        bio = f"{self.any_of(words.ROLES)}. {one[0].upper()}{one[1:]} and {other}."
        return f"{bio} {self.any_of(words.ASIDES)}" if self._random() < 0.6 else bio

    def _handle(self, first: str, last: str, numbered: bool) -> str:
        if numbered:
            base = f"{first}{last}"[:9]
            return self._claim_free(base, 5)
        style = int(self._random() * 4)
        base = (f"{first}{last}", f"{first}_{last}", f"{first}{self.any_of(words.HANDLE_WORDS)}", f"{first[0]}{last}")[style]
        handle = base[:HANDLE_LENGTH].rstrip("_").lower()
        return self._claim_free(handle, 2) if handle in self._handles else self._claim(handle)

    def _claim_free(self, base: str, digits: int) -> str:
        """The base with a number behind it that nobody has yet."""
        while True:
            number = str(int(self._random() * 10**digits))
            handle = base[: HANDLE_LENGTH - len(number)] + number
            if handle.lower() not in self._handles:
                return self._claim(handle)
            digits = min(digits + 1, 7)

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
