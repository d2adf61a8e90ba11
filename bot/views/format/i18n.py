"""In which language a screen speaks. Every sentence is written in English where it is used; catalogues hold the others.

The language belongs to the context in which something is rendered, so that two accounts in one process each have their own:
`with speaking(language("de")): card_view(card)`. What a task starts speaks as the task does.
"""

from __future__ import annotations

import gettext as catalogues
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parent.parent / "locale"
"""The catalogues: `<language>/LC_MESSAGES/mutuals.po`."""

_KEYWORD = re.compile(r'^(msgid|msgid_plural|msgstr|msgstr\[\d\])?\s*("(?:[^"\\]|\\.)*")$')
_PLURAL_FORMS = re.compile(r"plural=(.*?);")


@dataclass(frozen=True, slots=True)
class Language:
    """A language in which Mutuals speaks.

    messages: by the English one (of two forms by the singular), its forms. form: which of them goes with a number.
    thousands, decimal: the marks within figures.
    """

    code: str
    messages: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    form: Callable[[int], int] = lambda count: 0 if count == 1 else 1
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
    messages = read_catalogue((LOCALE / code / "LC_MESSAGES" / "mutuals.po").read_text(encoding="utf-8"))
    plural = _PLURAL_FORMS.search(messages[""][0])
    if plural is None:
        raise ValueError(f"the catalogue of {code} names no plural forms")
    thousands, decimal = _MARKS[code]
    return Language(code, messages, catalogues.c2py(plural[1]), thousands, decimal)


def read_catalogue(po: str) -> dict[str, tuple[str, ...]]:
    """The forms of each message of a .po file, by the English one; the header stands under ""."""
    messages: dict[str, tuple[str, ...]] = {}
    for entry in re.split(r"\n\s*\n", po):
        parts: dict[str, str] = {}
        keyword = ""
        for line in entry.splitlines():
            if found := _KEYWORD.match(line.strip()):
                keyword = found[1] or keyword
                parts[keyword] = parts.get(keyword, "") + json.loads(found[2])
        if "msgid" in parts:
            messages[parts["msgid"]] = tuple(text for name, text in sorted(parts.items()) if name.startswith("msgstr"))
    return messages


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
    return next(iter(_spoken.get().messages.get(message, ())), "") or message


def ngettext(one: str, many: str, count: int) -> str:
    """The form that goes with this number."""
    spoken = _spoken.get()
    forms = spoken.messages.get(one, ())
    form = spoken.form(count)
    return (forms[form] if form < len(forms) else "") or (one if count == 1 else many)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Marks a message that is translated where it is used."""
    return message
