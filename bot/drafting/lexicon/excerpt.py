"""How much of a post is read, and that nothing reads the same post twice. Whoever mentions the account decides how long their post is."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import TypeVar, cast

MAX_READ = 4_000
"""Characters that are read of a post. All but X's long posts have less; those go to 25,000, a card shows 700 of them, and what they want
of the account stands where they begin or where they end."""

_TAIL_LENGTH = 1_000
_KEPT = 2_000
"""Results kept of each reader: as many posts as one run of triage looks at, since the next run looks at the same ones again."""

Read = TypeVar("Read", bound=Callable[..., object])


def excerpt(text: str) -> str:
    """What is read of a post: all of it, and of a very long one the beginning and the end."""
    return text if len(text) <= MAX_READ else f"{text[: MAX_READ - _TAIL_LENGTH]}\n{text[-_TAIL_LENGTH:]}"


def cached_reader(read: Read) -> Read:
    """Makes a function of a post's text read an excerpt alone, and once: what it gave is kept, so it may be read ahead in a thread."""
    kept = lru_cache(_KEPT)(read)

    @wraps(read)
    def bounded(text: str, *more: Hashable, **named: Hashable) -> object:
        return kept(excerpt(text), *more, **named)

    return cast("Read", bounded)
