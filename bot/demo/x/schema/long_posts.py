"""Posts of more than 280 weighted characters, which X shows cut to about that length, with a link to the whole."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2s

from bot.post_text import MAX_WEIGHTED_LENGTH, weighted_length

_ROOM = 276
"""How much of the text stays before the ellipsis."""


@lru_cache(maxsize=4_096)
def is_long(text: str) -> bool:
    return weighted_length(text) > MAX_WEIGHTED_LENGTH


@lru_cache(maxsize=4_096)
def shown_text(text: str) -> str:
    """The text as X gives it in `text`: whole, or cut, with an ellipsis and a short link to the whole."""
    if not is_long(text):
        return text
    fits, too_much = 0, len(text)
    while too_much - fits > 1:
        middle = (fits + too_much) // 2
        fits, too_much = (middle, too_much) if weighted_length(text[:middle]) <= _ROOM else (fits, middle)
    return f"{text[:fits]}… https://t.co/{blake2s(text.encode(), digest_size=5).hexdigest()}"
