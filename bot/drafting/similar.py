"""Whether a text nearly repeats one that went out before: X refuses the same text twice, and punishes accounts that hardly vary theirs."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from bot.drafting.lexicon.phrases import folded, words_in

SIMILARITY_CUTOFF = 85
"""Likeness in percent (rapidfuzz.fuzz.ratio: 100 less the share of letters to put in or take out) from which two texts are nearly the same.

At 85 a sentence with one word of seven changed still is; two sentences about the same thing in other words lie between 40 and 75."""

MAX_COMPARED = 4_000
"""Characters of a text that are compared: an answer has at most 800, so one of more than these, such as a long post, cannot nearly be it.

Putting accents in order and comparing letter by letter take a time that grows with the square of the length."""

_IGNORED = re.compile(r"https?://\S+|[@＠]\w+", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_SHAPES = re.compile("[\\s\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]+")
"""Spaces, and what says how an emoji looks: as a letter, in colour, with which skin."""

_CACHE_SIZE = 30_000
"""Texts whose bare words are kept in memory, some 20 MB of ordinary posts: more than nearly any account posts in the longest REPEAT_DAYS.

Otherwise each draft and each card would make all of them ready anew, while others wait to write to the store."""


class SentTexts:
    """The texts that went out, made ready to compare many others with them.

    Case, accents, handles, links, signs, emoji, digits and spaces make no difference, nor do the names in masking, on either side.
    Texts that are nothing else, such as emoji alone, are compared by all that is seen of them.
    """

    def __init__(self, sent: Sequence[str], masking: Collection[str] = ()) -> None:
        self._sent = sent
        self._masks = sorted({bare for name in masking if (bare := bare_words(name))}, key=len, reverse=True)
        self._bare = [self._masked(bare_words(text)) for text in sent]
        self._choices = [bare or None for bare in self._bare]
        self._places = {bare: place for place, bare in reversed(list(enumerate(self._bare))) if bare}

    def find_similar(self, text: str) -> str | None:
        """Which of the earlier texts this one nearly repeats, None where it repeats none."""
        bare = self._masked(bare_words(text))
        if not bare:
            return next((earlier for earlier in self._sent if _looks_like(earlier, text)), None)
        if bare in self._places:
            return self._sent[self._places[bare]]
        found = process.extractOne(bare, self._choices, scorer=fuzz.ratio, score_cutoff=SIMILARITY_CUTOFF)
        return None if found is None else self._sent[found[2]]

    def find_matching(self, pattern: re.Pattern[str], spell: Callable[[str], str]) -> str | None:
        """The earlier text that this pattern describes from end to end, spelled like this."""
        return next((text for text in self._sent if pattern.fullmatch(spell(text))), None)

    def _masked(self, bare: str) -> str:
        for mask in self._masks:
            if mask in bare:
                bare = f" {bare} ".replace(f" {mask} ", " ").strip()
        return bare


@lru_cache(_CACHE_SIZE)
def bare_words(text: str) -> str:
    """The words of a text with single spaces between them, without what makes no difference."""
    return " ".join(words_in(_DIGITS.sub("", _folded(text))).words)


@lru_cache(_CACHE_SIZE)
def unspaced(text: str) -> str:
    """What is seen of a text, signs and emoji too, without spaces, and without handles and links."""
    return _SHAPES.sub("", _folded(text))


def _folded(text: str) -> str:
    return folded(_IGNORED.sub(" ", text[:MAX_COMPARED]))


def _looks_like(one: str, other: str) -> bool:
    return one.strip() == other.strip() or unspaced(one) == unspaced(other) != ""
