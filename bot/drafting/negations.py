"""What turns praise and thanks into their opposite: "not very good", "pas super", "çok iyi değil"; and takes a complaint's words away."""

from __future__ import annotations

from collections.abc import Sequence

from bot.drafting.lexicon import listed
from bot.drafting.phrases import Words, folded, words_in

_MOST_BETWEEN = 4
_LONGEST = 3


def _table(name: str) -> dict[tuple[str, ...], str]:
    return {tuple(words_in(folded(phrase)).words): phrase for phrase in listed("intents.negation", name)}


_BEFORE, _BEHIND = _table("before"), _table("behind")
_MAY_STAND = _table("between")
"""What may stand between; nothing that begins another thought."""


def negated(text: Words, begin: int, end: int) -> str:
    """The word by which what is said from one place to another is denied, as the table spells it; empty where it is not."""
    if behind := _BEHIND.get(tuple(text.words[end : end + 1])):
        return "" if end in text.starts else behind
    place = begin
    for _ in range(_MOST_BETWEEN + 1):
        before, reach = _words_before(place, text)
        for size in range(min(_LONGEST, reach), 0, -1):
            if found := _BEFORE.get(tuple(before[-size:])):
                return found
        if not reach or (before[-1],) not in _MAY_STAND:
            return ""
        place -= 1
    return ""


def denies(word: str) -> bool:
    """Whether a folded word denies by itself what follows it."""
    return (word,) in _BEFORE


def _words_before(place: int, text: Words) -> tuple[Sequence[str], int]:
    """Those of the same sentence, as many as the longest negation has."""
    reach = 0
    while reach < _LONGEST and place - reach > 0 and place - reach not in text.starts:
        reach += 1
    return text.words[place - reach : place], reach
