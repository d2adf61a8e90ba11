"""Whether somebody asks to be left alone, by the table in `wish_words`. Where it is in doubt they do not: the team sees the post anyway."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.drafting.phrases import Phrasebook, as_spelled, folded, words_in
from bot.drafting.wish_words import ALONE, CLEAR, FILLERS, HARMLESS

_HANDLE = re.compile(r"[@＠]\w+")


def _listed(table: Mapping[str, str]) -> Iterator[str]:
    for listed in table.values():
        yield from (phrase for part in listed.split(",") if (phrase := part.strip()))


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(words_in(folded(phrase)).words)


_WISHES = Phrasebook({True: list(_listed(CLEAR)), False: list(_listed(HARMLESS))})
_ALONE = {_words(phrase): phrase for phrase in _listed(ALONE)}
_ALONE_WORDS = frozenset(word for words in _ALONE for word in words)
_LONGEST_ALONE = max(map(len, _ALONE))
_FILLERS = frozenset(word for phrase in _listed(FILLERS) for word in _words(phrase))


def asks_to_be_left_alone(text: str) -> str:
    """The phrase that asks for it, as the table spells it; empty where nobody asks. Never raises.

    Hashtags and links are something else that is said: "stop #bullying" is no wish about the account.
    """
    said = folded(_HANDLE.sub("\n", text))
    return _WISHES.found(said).get(True) or _said_alone(said)


def _said_alone(said: str) -> str:
    """The ambiguous phrase that is all there is, be it said several times."""
    words = tuple(as_spelled(word, _ALONE_WORDS) for word in words_in(said).words)
    for left in (words, tuple(word for word in words if word not in _FILLERS)):
        for size in range(1, min(len(left), _LONGEST_ALONE) + 1):
            once = left[:size]
            if once in _ALONE and left == once * (len(left) // size):
                return _ALONE[once]
    return ""
