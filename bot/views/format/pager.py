"""Previous and Next under a long answer. The buttons say by themselves what to show, so they work after any restart."""

from __future__ import annotations

from discord import ButtonStyle, ui

from bot.domain import Page, Place, Side
from bot.views.format.i18n import _
from bot.views.format.numbers import number
from bot.views.format.screen import Button, Row

SIDES = {"a": Side.ABOVE, "b": Side.BELOW}
_LETTERS = {side: letter for letter, side in SIDES.items()}


def page_id(kind: str, offset: int, query: str = "") -> str:
    """The custom_id of a button that opens a page.

    kind: which list, in lower-case letters. query: what the list was narrowed to; at most 60 characters.
    """
    return f"page:{kind}:{offset}:{query}"


def place_id(kind: str, place: Place, query: str = "") -> str:
    """The custom_id of a button that opens the page at this place."""
    return page_id(kind, 0, ".".join([_LETTERS[place.side], *map(str, place.key), *([query] if query else [])]))


def pager(kind: str, *, offset: int, size: int, total: int, query: str = "") -> list[Row]:
    """The row of buttons of a list that is short enough to count, or nothing where one page holds everything."""
    if total <= size and offset == 0:
        return []
    previous, following = max(0, offset - size), offset + size
    ids = page_id(kind, previous, query), page_id(kind, following, query)
    return [_row(*ids, previous=offset > 0, following=following < total)]


def place_pager(kind: str, page: Page[object], query: str = "") -> list[Row]:
    """The same for a list that is read by place."""
    if page.above is None and page.below is None:
        return []
    above, below = (place_id(kind, place, query) if place else page_id(kind, n) for n, place in enumerate((page.above, page.below)))
    return [_row(above, below, previous=page.above is not None, following=page.below is not None)]


def last_page(size: int, total: int) -> int:
    """Where the last page begins."""
    return max(0, total - 1) // size * size


def where(offset: int, shown: int, total: int) -> str:
    """Which part of a list this is, in small print."""
    if total <= shown:
        return ""
    return _("-# {first} to {last} of {total}").format(first=number(offset + 1), last=number(offset + shown), total=number(total))


def _row(above: str, below: str, *, previous: bool, following: bool) -> Row:
    buttons: list[Button] = [
        ui.Button(label=_("Previous"), style=ButtonStyle.secondary, custom_id=above, disabled=not previous),
        ui.Button(label=_("Next"), style=ButtonStyle.secondary, custom_id=below, disabled=not following),
    ]
    return ui.ActionRow(*buttons)
