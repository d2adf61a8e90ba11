"""The team's keywords: the form in which they are typed, and the answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import Keyword, Note
from bot.views.format.facts import paragraph
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.numbers import number
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

    label: str
    description: str
    placeholder: str


FORM = {
    Keyword.TOPIC: Form(
        label=N_("One per line, or separated by commas"),
        description=N_("People with one of these in their bio or name come first. Empty: no topics."),
        placeholder=N_("coffee, design, Berlin"),
    ),
    Keyword.MUTED: Form(
        label=N_("One per line, or separated by commas"),
        description=N_("Nobody is asked about people with one of these in their bio or name. Empty: no muted words."),
        placeholder=N_("casino, forex signals"),
    ),
}

_NONE = {
    Keyword.TOPIC: N_("No topics now: what people write about no longer affects who comes first."),
    Keyword.MUTED: N_("No muted words now: nobody is left out because of what they write about."),
}
_NOBODY_KNOWN = {
    Keyword.TOPIC: N_("Mutuals knows none of your followers yet; whoever does comes first."),
    Keyword.MUTED: N_("Mutuals knows none of your followers yet; whoever does will not be suggested."),
}
_SAVED = {
    Keyword.TOPIC: lambda count: ngettext("Saved {count} topic: {words}.", "Saved {count} topics: {words}.", count),
    Keyword.MUTED: lambda count: ngettext("Saved {count} muted word: {words}.", "Saved {count} muted words: {words}.", count),
}
_NOBODY_YET = {
    Keyword.TOPIC: lambda known: ngettext(
        "The newest follower has none in their bio or name yet; whoever does comes first.",
        "None of the {known} newest followers has one in their bio or name yet; whoever does comes first.",
        known,
    ),
    Keyword.MUTED: lambda known: ngettext(
        "The newest follower has none in their bio or name yet; whoever does will not be suggested.",
        "None of the {known} newest followers has one in their bio or name yet; whoever does will not be suggested.",
        known,
    ),
}
_SOME = {
    Keyword.TOPIC: lambda known: ngettext(
        "Found in the bio or name of {matching} of the {known} newest follower; those come first from now on.",
        "Found in the bio or name of {matching} of the {known} newest followers; those come first from now on.",
        known,
    ),
    Keyword.MUTED: lambda known: ngettext(
        "Found in the bio or name of {matching} of the {known} newest follower; those are not suggested from now on.",
        "Found in the bio or name of {matching} of the {known} newest followers; those are not suggested from now on.",
        known,
    ),
}


def saved_words(kind: Keyword, words: Sequence[str], matching: int, known: int) -> str:
    """The answer when words were saved. matching: of the `known` newest followers, those in whom one of the words occurs."""
    if not words:
        return _(_NONE[kind])
    saved = _SAVED[kind](len(words)).format(count=number(len(words)), words=_listed(words))
    if known == 0:
        return paragraph(saved, _(_NOBODY_KNOWN[kind]))
    found = _SOME[kind](known) if matching else _NOBODY_YET[kind](known)
    return paragraph(saved, found.format(matching=number(matching), known=number(known)))


def faulty_words(faults: Sequence[Note], typed: str) -> str:
    """The answer when nothing was saved. What was typed is given back, so that nobody has to write it twice."""
    lines = [f"- {plain(sentence(fault), _LONGEST_FAULT)}" for fault in faults[:_MOST_FAULTS]]
    if len(faults) > _MOST_FAULTS:
        lines.append(_("- and {count} more").format(count=number(len(faults) - _MOST_FAULTS)))
    written = plain(", ".join(part for part in re.split(r"\s*[\r\n]+\s*", typed.strip()) if part), _LONGEST_TYPED)
    given_back = [_("You wrote: {text}").format(text=written)] if written else []
    return "\n".join([_("Nothing was changed:"), *lines, *given_back])


def _listed(words: Sequence[str]) -> str:
    shown = ", ".join(plain(word, _LONGEST_WORD) for word in words[:_MOST_SHOWN])
    if len(words) <= _MOST_SHOWN:
        return shown
    return _("{things} and {more} more").format(things=shown, more=number(len(words) - _MOST_SHOWN))
