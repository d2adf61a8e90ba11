"""Whether somebody asks to be left alone, by the lists in `words/`. Where it is in doubt they do not: the team sees the post anyway."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto

from bot.drafting.lexicon import by_language, listed
from bot.drafting.phrases import AT_END, AT_START, Fillers, Phrasebook, as_spelled, folded, words_in

_HANDLE = re.compile(r"[@＠]\w+")
_SOMEBODY = "ꙮ"
"""Stands for a handle. A letter that nobody writes: a handle at the edge of a sentence is a filler, inside it may be who does something."""

_QUOTED = re.compile('"[^"\n]{1,280}"|“[^”\n]{1,280}”|«[^»\n]{1,280}»|「[^」\n]{1,280}」')
_SOMETHING = "ꙭ"
"""Stands for what somebody else said: "your mail says “do not reply to me”"."""

_SENTENCE = re.compile(r"[^.!?。؟\n]+[.!?。؟]*")
_ASKED = re.compile("[?؟]")
_COMMA = re.compile("[,،]")

_JOY = (
    "😂 🤣 😆 😅 😹 😊 😁 😄 😃 😀 😉 😜 🤪 😋 🤤 😍 🥰 😻 🤩 😘 "
    "❤ ♥ 🧡 💛 💚 💙 💜 🖤 🤍 🤎 🩷 🩵 💖 💕 💗 💓 💞 💘 💝 🔥 💯 👏 🙌 👍 🎉 😭 🥹 🥺 💀 ☺ 🫶 😌 🤌"
)
"""Who laughs or loves hardly means it."""


class _Told(Enum):
    """What a phrase of the tables tells."""

    CLEARLY = auto()
    UNLESS_IN_DOUBT = auto()
    DOUBT = auto()
    NOTHING = auto()


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(words_in(folded(phrase)).words)


def _conditional() -> Iterator[str]:
    asked = by_language("wishes", "asked")
    for language, conditions in by_language("wishes", "conditions").items():
        yield from (f"{phrase} {condition}" for phrase in asked.get(language, ()) for condition in conditions)


def _whole(name: str) -> Iterator[str]:
    yield from (f"{AT_START}{phrase}{AT_END}" for phrase in listed("wishes", name))


_OPENINGS = (*listed("wishes", "fillers"), _SOMEBODY)
_WISHES = Phrasebook(
    {
        _Told.CLEARLY: (*listed("wishes", "clear"), *_whole("stop")),
        _Told.UNLESS_IN_DOUBT: _whole("asked"),
        _Told.NOTHING: (*listed("wishes", "harmless"), *_conditional(), *_OPENINGS),
        _Told.DOUBT: listed("wishes", "doubt"),
    },
    fillers=_OPENINGS,
    inside=tuple(listed("wishes", "inside")),
)
_ALONE = {_words(phrase): phrase for phrase in listed("wishes", "alone")}
_ALONE_WORDS = frozenset(word for words in _ALONE for word in words)
_ALONE_PHRASES = Fillers(list(listed("wishes", "alone")))
_FILLERS = Fillers((*_OPENINGS, *listed("wishes", "called")))


def asks_to_be_left_alone(text: str) -> str:
    """The phrase that asks for it, as the table spells it; empty where nobody asks. Never raises.

    Hashtags and links are something else that is said: "stop #bullying" is no wish about the account.
    """
    said = folded(_HANDLE.sub(f" {_SOMEBODY} ", _QUOTED.sub(f" {_SOMETHING} ", text)))
    joyful = any(sign in said for sign in _JOY.split())
    wishes = (_said_in(part, joyful or _ASKED.search(part) is not None) for sentence in _SENTENCE.findall(said) for part in _read(sentence))
    if wish := next(filter(None, wishes), ""):
        return wish
    return "" if joyful or _ASKED.search(said) else _said_alone(said)


def _read(sentence: str) -> tuple[str, ...]:
    """As it stands, and without its commas: "hört auf, mir zu schreiben"."""
    return (sentence, _COMMA.sub(" ", sentence)) if _COMMA.search(sentence) else (sentence,)


def _said_in(sentence: str, in_doubt: bool) -> str:
    for told, phrase in _WISHES.found(sentence).items():
        if told is _Told.CLEARLY or (told is _Told.UNLESS_IN_DOUBT and not in_doubt):
            return phrase
        in_doubt = in_doubt or told is _Told.DOUBT
    return ""


def _said_alone(said: str) -> str:
    """The first of the ambiguous phrases that are all there is, beside fillers."""
    words = tuple(as_spelled(word, _ALONE_WORDS) for word in words_in(said).words if word != _SOMEBODY)
    first, place = "", 0
    while place < len(words):
        if length := _ALONE_PHRASES.at(place, words):
            first = first or _ALONE[words[place : place + length]]
        elif not (length := _FILLERS.at(place, words)):
            return ""
        place += length
    return first
