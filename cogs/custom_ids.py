"""What a custom_id holds. Another version of Mutuals, or another set-up, may have written it: nothing in it is believed."""

from __future__ import annotations

from datetime import date

from bot.domain import Place
from bot.views.format.pager import SIDES

MAX_ID = 2**63 - 1
"""Ids are signed integers of 64 bits: X's, Discord's and the database's."""
_DAYS = (date(2000, 1, 1), date(2999, 12, 31))
"""Days that have a midnight before and after them in every time zone, with room to spare."""


class UnknownId(Exception):
    """It names nothing that Mutuals has, or has any more."""


def parse_id(text: str) -> int:
    """An id. Raises UnknownId for what can be none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MAX_ID)) and int(text) <= MAX_ID):
        raise UnknownId(text[:40])
    return int(text)


def parse_place(text: str, numbers: int) -> tuple[Place | None, str]:
    """The place in a list that a button of `bot.views.format.pager.place_id` names, None for its top, and what follows it.

    numbers: of a key in that list. Raises UnknownId for what is none.
    """
    letter, _, rest = text.partition(".")
    if letter not in SIDES:
        return None, text
    parts = rest.split(".", numbers)
    key = tuple(map(parse_id, parts[:numbers]))
    if len(key) < numbers:
        raise UnknownId(text[:40])
    return Place(SIDES[letter], key), "".join(parts[numbers:])


def only_place(text: str, numbers: int) -> Place | None:
    """The same where nothing follows it. Raises UnknownId."""
    place, rest = parse_place(text, numbers)
    if rest:
        raise UnknownId(text[:40])
    return place


def parse_day(text: str) -> date:
    """A day such as 2026-03-31. Raises ValueError for what is none, and for days that no history reaches."""
    day = date.fromisoformat(text)
    if not _DAYS[0] <= day <= _DAYS[1]:
        raise ValueError("beyond any history")
    return day
