"""Previous and Next under a long answer. The buttons say by themselves what to show, so they work after any restart."""

from __future__ import annotations

from discord import ButtonStyle, ui

from bot.views.format.i18n import _
from bot.views.format.numbers import number
from bot.views.format.screen import Button, Row


def page_id(kind: str, offset: int, query: str = "") -> str:
    """The custom_id of a button that opens a page.

    kind: which list, in lower-case letters. query: what the list was narrowed to; at most 60 characters.
    """
    return f"page:{kind}:{offset}:{query}"


def pager(kind: str, *, offset: int, size: int, total: int, query: str = "") -> list[Row]:
    """The row of buttons, or nothing where one page holds everything."""
    if total <= size and offset == 0:
        return []
    previous, following = max(0, offset - size), offset + size
    buttons: list[Button] = [
        ui.Button(label=_("Previous"), style=ButtonStyle.secondary, custom_id=page_id(kind, previous, query), disabled=offset == 0),
        ui.Button(label=_("Next"), style=ButtonStyle.secondary, custom_id=page_id(kind, following, query), disabled=following >= total),
    ]
    return [ui.ActionRow(*buttons)]


def last_page(size: int, total: int) -> int:
    """Where the last page begins."""
    return max(0, total - 1) // size * size


def where(offset: int, shown: int, total: int) -> str:
    """Which part of a list this is, in small print."""
    if total <= shown:
        return ""
    return _("-# {first} to {last} of {total}").format(first=number(offset + 1), last=number(offset + shown), total=number(total))
