"""Makes believable people; the same seed makes the same people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

from bot.demo.x.world.models import HANDLE, Person, Persona, snowflake
from bot.demo.x.world.personas import MIX, TRAITS, Handles, Range, Traits
from bot.demo.x.world.sample_texts import (
    AFFILIATIONS,
    BIO_ENDINGS,
    FIRST_NAMES,
    FOLLOW_BACK_BIOS,
    HANDLE_WORDS,
    HOSTILE_BIOS,
    HOSTILE_NAMES,
    INTERESTS,
    LAST_NAMES,
    PLACES,
    ROLES,
    SPAM_BIOS,
)

T = TypeVar("T")

HANDLE_LENGTH = 15
_BORN = datetime(2006, 7, 15, tzinfo=UTC)
_SNOWFLAKES_SINCE = datetime(2016, 2, 1, tzinfo=UTC)
_LAST_COUNTED_ID = 4_800_000_000
"""Until early 2016 X numbered its users one by one and had come to about this many; since then their ids hold the time."""

_WEIGHTED = tuple(persona for persona, share in MIX.items() for _ in range(share))
_HOSTILE_SHARE = 0.02
"""Of people whose profile tries to ping, link or break the layout of whatever shows it."""
_MENTION_SHARE = 0.05
"""Of bios that mention somebody whom the account follows."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DAY = timedelta(days=1)


class PersonFactory:
    """Makes people with unique handles and ids.

    known_handles: handles that some bios mention.
    """

    def __init__(self, seed: int) -> None:
        self.known_handles: Sequence[str] = ()
        self._rng = Random(seed)
        self._random = self._rng.random
        self._handles: set[str] = set()
        self._ids: set[int] = set()

    def make_many(self, size: int, now: datetime) -> Iterator[Person]:
        """`size` people in the usual mix of kinds."""
        for _ in range(size):
            yield self.person(self.choice(_WEIGHTED), now)

    def person(self, persona: Persona, now: datetime, username: str | None = None, created_at: datetime | None = None) -> Person:
        """Somebody new. Raises ValueError when the username is taken or no handle."""
        return self.make(TRAITS[persona], persona, now, username, created_at)

    def make(
        self, traits: Traits, persona: Persona, now: datetime, username: str | None = None, created_at: datetime | None = None
    ) -> Person:
        """Somebody new with traits that need not be those of their persona. Raises ValueError as `person` does.

        People with a given username are there for a test: their bios never ask for follow-backs or mention others by chance.
        """
        first, last = self.choice(FIRST_NAMES), self.choice(LAST_NAMES)
        handle = self._claim(username) if username else self._handle(first, last, traits.handles)
        hostile = self.chance(_HOSTILE_SHARE)
        born = created_at or now - self.between(traits.age) * _DAY
        followers = int(self.between(traits.followers))
        posts = int(self.between(traits.posts)) - (traits.posts[0] == 1)
        return Person(
            id=self._id(born),
            username=handle,
            name=self._name(username, first, last, hostile),
            persona=persona,
            created_at=born,
            bio=self.choice(HOSTILE_BIOS) if hostile else self._bio(traits, by_chance=username is None),
            location=self.choice(PLACES) if self.chance(traits.bio * 0.7) else "",
            url=f"https://{handle.lower().replace('_', '-')}.example" if self.chance(traits.bio * 0.35) else "",
            followers=followers,
            following=int(self.between(traits.following) if traits.following else followers * self.between(traits.balance)),
            posts=posts,
            listed=int(followers * self._random() / 60),
            likes=int(self.between(traits.likes)) - 1,
            media=int(posts * self._random() * 0.3),
            protected=persona is Persona.PROTECTED,
            verified=self.chance(traits.verified),
            last_post_at=max(born, now - self.between(traits.silence) * _DAY) if posts else None,
        )

    def choice(self, options: Sequence[T]) -> T:
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
            return self.choice(HOSTILE_NAMES)
        return f"{first} {last}" if self.chance(0.7) else first

    def _bio(self, traits: Traits, *, by_chance: bool) -> str:
        if not self.chance(traits.bio):
            return ""
        if traits.spam_bio:
            return f"{self.choice(SPAM_BIOS)}. {self.choice(SPAM_BIOS)}"
        one, other = self._rng.sample(INTERESTS, 2)
        bio = f"{self.choice(ROLES)}. {one[0].upper()}{one[1:]} and {other}."
        if by_chance and self.chance(traits.asks_follow_back):
            return f"{bio} {self.choice(FOLLOW_BACK_BIOS)}"
        if by_chance and self.known_handles and self.chance(_MENTION_SHARE):
            return f"{bio} {self.choice(AFFILIATIONS)} @{self.choice(self.known_handles)}."
        return f"{bio} {self.choice(BIO_ENDINGS)}" if self.chance(0.6) else bio

    def _handle(self, first: str, last: str, handles: Handles) -> str:
        if handles is Handles.NUMBERED:
            return self._claim_free(f"{first}{last}"[:9], 5)
        if handles is Handles.LETTERS:
            return self._claim_letters()
        style = int(self._random() * 4)
        base = (f"{first}{last}", f"{first}_{last}", f"{first}{self.choice(HANDLE_WORDS)}", f"{first[0]}{last}")[style]
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
            handle = "".join(self.choice(_LETTERS) for _ in range(8))
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
