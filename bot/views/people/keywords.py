"""The team's keywords: the form in which they are typed, and the answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import Keyword, Note
from bot.views.format.numbers import counted, number
from bot.views.format.text import plain
from bot.views.words.sentences import sentence

_MOST_SHOWN = 20
_LONGEST_WORD = 40
_LONGEST_FAULT = 160
_MOST_FAULTS = 5
_LONGEST_TYPED = 1_000


@dataclass(frozen=True, slots=True)
class Form:
    """The words around the field in which somebody types."""

    title: str
    label: str
    description: str
    placeholder: str


FORM = {
    Keyword.TOPIC: Form(
        title="Your topics",
        label="One per line, or separated by commas",
        description="People with one of these in their bio or name come first. Empty: no topics.",
        placeholder="coffee, design, Berlin",
    ),
    Keyword.MUTED: Form(
        title="Muted words",
        label="One per line, or separated by commas",
        description="Nobody is asked about people with one of these in their bio or name. Empty: no muted words.",
        placeholder="casino, forex signals",
    ),
}

_NONE = {
    Keyword.TOPIC: "No topics now: what people write about no longer affects who comes first.",
    Keyword.MUTED: "No muted words now: nobody is left out because of what they write about.",
}
_WHAT = {Keyword.TOPIC: ("topic", "topics"), Keyword.MUTED: ("muted word", "muted words")}
_FROM_NOW_ON = {Keyword.TOPIC: "those come first from now on", Keyword.MUTED: "those are not suggested from now on"}
_NOBODY_YET = {Keyword.TOPIC: "whoever does comes first", Keyword.MUTED: "whoever does will not be suggested"}


def saved_words(kind: Keyword, words: Sequence[str], matching: int, known: int) -> str:
    """The answer when words were saved. matching: of the `known` newest followers, those in whom one of the words occurs."""
    if not words:
        return _NONE[kind]
    saved = f"Saved {counted(len(words), *_WHAT[kind])}: {_listed(words)}."
    if known == 0:
        return f"{saved} Mutuals knows none of your followers yet; {_NOBODY_YET[kind]}."
    if matching == 0:
        return f"{saved} None of the {counted(known, 'newest follower')} has one in their bio or name yet; {_NOBODY_YET[kind]}."
    occur = "It occurs" if len(words) == 1 else "They occur"
    return f"{saved} {occur} in the bio or name of {number(matching)} of the {counted(known, 'newest follower')}; {_FROM_NOW_ON[kind]}."


def faulty_words(faults: Sequence[Note], typed: str) -> str:
    """The answer when nothing was saved. What was typed is given back, so that nobody has to write it twice."""
    lines = [f"- {plain(sentence(fault), _LONGEST_FAULT)}" for fault in faults[:_MOST_FAULTS]]
    if len(faults) > _MOST_FAULTS:
        lines.append(f"- and {number(len(faults) - _MOST_FAULTS)} more")
    written = plain(", ".join(part for part in re.split(r"\s*[\r\n]+\s*", typed.strip()) if part), _LONGEST_TYPED)
    return "\n".join(["Nothing was changed:", *lines, *([f"You wrote: {written}"] if written else [])])


def _listed(words: Sequence[str]) -> str:
    shown = ", ".join(plain(word, _LONGEST_WORD) for word in words[:_MOST_SHOWN])
    return f"{shown} and {number(len(words) - _MOST_SHOWN)} more" if len(words) > _MOST_SHOWN else shown
