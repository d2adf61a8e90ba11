"""In which language a screen speaks. Every sentence is written in English where it is used; gettext's catalogues hold the others.

The language belongs to the context in which something is rendered, so that two accounts in one process each have their own:
`with speaking(language("de")): card_view(card)`. What a task starts speaks as the task does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

DOMAIN = "mutuals"
LOCALE = Path(__file__).parent.parent / "locale"
"""The catalogues: `<language>/LC_MESSAGES/mutuals.po`, which people write, and the .mo that `pybabel compile` makes of it."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language in which Mutuals speaks.

    translations: its catalogue. thousands, decimal: the marks within figures.
    """

    code: str
    translations: NullTranslations = field(default_factory=NullTranslations, repr=False)
    thousands: str = ","
    decimal: str = "."


ENGLISH = Language("en")
_MARKS = {"de": (".", ",")}
CODES = ("en", *_MARKS)
"""What LANGUAGE may be."""

_spoken: ContextVar[Language] = ContextVar("language", default=ENGLISH)


@cache
def language(code: str) -> Language:
    """The language of these two letters, one of `CODES`, with its catalogue."""
    if code == ENGLISH.code:
        return ENGLISH
    thousands, decimal = _MARKS[code]
    return Language(code, translation(DOMAIN, LOCALE, [code]), thousands, decimal)


@contextmanager
def speaking(spoken: Language) -> Iterator[None]:
    """Whatever is rendered within is in this language."""
    before = _spoken.set(spoken)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken_language() -> Language:
    """The language of this context."""
    return _spoken.get()


def _(message: str) -> str:
    """The message in the language of this context; in English where its catalogue does not have it."""
    return _spoken.get().translations.gettext(message) if message else ""  # of "" a catalogue has its header


def ngettext(one: str, many: str, count: int) -> str:
    """The form that goes with this number."""
    return _spoken.get().translations.ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Marks a message that is translated where it is used."""
    return message
