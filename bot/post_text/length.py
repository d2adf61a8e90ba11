"""How long X says a text is: every character by its weight, every emoji as one, every link as long as X's short one."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache

import emoji

from bot.post_text.links import LINK_LENGTH, find_links

MAX_WEIGHTED_LENGTH = 280
"""The longest post, by this count; longer ones need a subscription of X's."""

_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""First and last of the code points that count 1 (`ranges` of version 3): Europe's alphabets and others, quotation marks."""
_HEAVY_WEIGHT = 2
"""What all others count, and an emoji of however many code points."""

INVALID_CHARACTERS = "\ufffe\uffff\ufeff"
"""A text with one of these is not valid."""


def weighted_length(text: str) -> int:
    """X's count of a text, in time linear in it. Lone surrogates cannot be sent, and count as the question mark that is sent instead."""
    text = unicodedata.normalize("NFC", text.encode(errors="replace").decode()).replace("\r\n", "\n")
    length, end = 0, 0
    for link in find_links(text):
        length += _without_links(text[end : link.start]) + LINK_LENGTH
        end = link.end
    return length + _without_links(text[end:])


def is_valid_post(text: str) -> bool:
    """Whether X takes this as the text of a post: not empty, not too long, no character that it refuses."""
    return 0 < weighted_length(text) <= MAX_WEIGHTED_LENGTH and not any(char in text for char in INVALID_CHARACTERS)


def _without_links(text: str) -> int:
    if text.isascii():
        return len(text)
    length = place = 0
    while place < len(text):
        found = next((size for size in _emoji_sizes().get(text[place], ()) if text[place : place + size] in emoji.EMOJI_DATA), 0)
        length += _HEAVY_WEIGHT if found or not _is_light(text[place]) else 1
        place += found or 1
    return length


def _is_light(char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in _LIGHT)


@cache
def _emoji_sizes() -> dict[str, list[int]]:
    """By the character that it begins with: how many code points an emoji may have, the most first."""
    sizes: defaultdict[str, set[int]] = defaultdict(set)
    for one in emoji.EMOJI_DATA:
        sizes[one[0]].add(len(one))
    return {char: sorted(found, reverse=True) for char, found in sizes.items()}
