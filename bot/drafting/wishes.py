"""Whether somebody asks to be left alone, by the table in `wish_words`. Where it is in doubt they do not: the team sees the post anyway."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum, auto

from bot.drafting.phrases import Fillers, Phrasebook, as_spelled, bare, folded, words_in
from bot.drafting.wish_words import ALONE, ASKED, CALLED, CLEAR, CONDITIONS, DOUBT, FILLERS, HARMLESS, JOY

_HANDLE = re.compile(r"[@＠]\w+")
_SOMEBODY = "ꙮ"
"""Stands for a handle. A letter that nobody writes: a handle at the edge of a sentence is a filler, inside it may be who does something."""

_QUOTED = re.compile('"[^"\n]{1,280}"|“[^”\n]{1,280}”|«[^»\n]{1,280}»|「[^」\n]{1,280}」')
_SOMETHING = "ꙭ"
"""Stands for what somebody else said: "your mail says “do not reply to me”"."""

_SENTENCE = re.compile(r"[^.!?。؟\n]+[.!?。؟]*")
_ASKED = re.compile("[?؟]")


class _Told(Enum):
    """What a phrase of the tables tells."""

    CLEARLY = auto()
    UNLESS_IN_DOUBT = auto()
    DOUBT = auto()
    NOTHING = auto()


def _listed(table: Mapping[str, str]) -> Iterator[str]:
    for listed in table.values():
        yield from (phrase for part in listed.split(",") if (phrase := part.strip()))


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(words_in(folded(phrase)).words)


def _conditional() -> Iterator[str]:
    for language, listed in CONDITIONS.items():
        for phrase in _listed({language: ASKED[language]}):
            yield from (f"{bare(phrase)} {condition}" for condition in _listed({language: listed}))


_OPENINGS = (*_listed(FILLERS), _SOMEBODY)
_WISHES = Phrasebook(
    {
        _Told.CLEARLY: _listed(CLEAR),
        _Told.UNLESS_IN_DOUBT: _listed(ASKED),
        _Told.NOTHING: (*_listed(HARMLESS), *_conditional(), *_OPENINGS),
        _Told.DOUBT: _listed(DOUBT),
    },
    fillers=_OPENINGS,
)
_ALONE = {_words(phrase): phrase for phrase in _listed(ALONE)}
_ALONE_WORDS = frozenset(word for words in _ALONE for word in words)
_LONGEST_ALONE = max(map(len, _ALONE))
_FILLERS = Fillers((*_OPENINGS, *_listed(CALLED)))


def asks_to_be_left_alone(text: str) -> str:
    """The phrase that asks for it, as the table spells it; empty where nobody asks. Never raises.

    Hashtags and links are something else that is said: "stop #bullying" is no wish about the account.
    """
    said = folded(_HANDLE.sub(f" {_SOMEBODY} ", _QUOTED.sub(f" {_SOMETHING} ", text)))
    joyful = any(sign in said for sign in JOY.split())
    wishes = (_said_in(sentence, joyful or _ASKED.search(sentence) is not None) for sentence in _SENTENCE.findall(said))
    if wish := next(filter(None, wishes), ""):
        return wish
    return "" if joyful or _ASKED.search(said) else _said_alone(said)


def _said_in(sentence: str, in_doubt: bool) -> str:
    for told, phrase in _WISHES.found(sentence).items():
        if told is _Told.CLEARLY or (told is _Told.UNLESS_IN_DOUBT and not in_doubt):
            return phrase
        in_doubt = in_doubt or told is _Told.DOUBT
    return ""


def _said_alone(said: str) -> str:
    """The ambiguous phrase that is all there is, be it said several times."""
    words = tuple(as_spelled(word, _ALONE_WORDS) for word in words_in(said).words if word != _SOMEBODY)
    for left in (words, tuple(_without_fillers(words))):
        for size in range(1, min(len(left), _LONGEST_ALONE) + 1):
            once = left[:size]
            if once in _ALONE and left == once * (len(left) // size):
                return _ALONE[once]
    return ""


def _without_fillers(words: tuple[str, ...]) -> Iterator[str]:
    place = 0
    while place < len(words):
        length = _FILLERS.at(place, words)
        if not length:
            yield words[place]
        place += length or 1
