"""How a catalogue of sentences is written: for each code, what is said of a fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from bot.domain import Note
from bot.views.format.i18n import _

Sentences: TypeAlias = Mapping[str, Callable[[Note], str]]
"""By code: says the fact in one whole sentence or more."""


def always(message: str) -> Callable[[Note], str]:
    """For a fact without figures. message: marked with `N_`."""
    return lambda note: _(message)


def paragraph(*sentences: str) -> str:
    """Whole sentences one after the other; empty ones are left out."""
    return " ".join(sentence for sentence in sentences if sentence)


def enumeration(things: Sequence[str], more: int = 0) -> str:
    """ "a", "a and b", "a, b and c"; where some are not named, "a, b and 3 more"."""
    if more:
        return _("{things} and {more} more").format(things=", ".join(things), more=more)
    if len(things) < 2:
        return "".join(things)
    return _("{things} and {last}").format(things=", ".join(things[:-1]), last=things[-1])


def alternatives(things: Sequence[str]) -> str:
    """ "a", "a or b", "a, b or c"."""
    if len(things) < 2:
        return "".join(things)
    return _("{things} or {last}").format(things=", ".join(things[:-1]), last=things[-1])
