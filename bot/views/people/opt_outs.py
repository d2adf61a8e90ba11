"""The list of people who are left alone, where each can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ButtonStyle, ui

from bot.domain import LeftAlone
from bot.views.format.numbers import moment
from bot.views.format.pager import pager, where
from bot.views.format.palette import BLUE
from bot.views.format.screen import Item, Screen, text
from bot.views.format.text import display_name, linked_handle, plain

LEFT_ALONE = "leftalone"
PAGE = 8
NOT_LEFT_ALONE = "This person is not left alone any more: somebody has taken it back already. Nothing was changed."


def left_alone_view(found: Sequence[LeftAlone], *, offset: int, total: int) -> Screen:
    """One page of them."""
    row = pager(LEFT_ALONE, offset=offset, size=PAGE, total=total)
    if not found:
        return Screen(ui.Container(text("Nobody is left alone: everyone may be suggested."), accent_colour=BLUE), *row)
    heading = text("### Left alone", "-# They are not suggested, neither to follow back nor for an answer.")
    items: list[Item] = [heading, *(_entry(entry, offset) for entry in found)]
    if below := where(offset, len(found), total):
        items.append(text(below))
    return Screen(ui.Container(*items, accent_colour=BLUE), *row)


def take_back_id(user_id: int, offset: int) -> str:
    """The custom_id of the button; where somebody stood in the list stays with it."""
    return f"left_alone:{user_id}:{offset}"


def _entry(entry: LeftAlone, offset: int) -> Item:
    who = f"**{display_name(entry.profile)}** {linked_handle(entry.profile)}" if entry.profile else _unknown(entry.user_id)
    button = ui.Button[Screen](label="Take it back", style=ButtonStyle.secondary, custom_id=take_back_id(entry.user_id, offset))
    return ui.Section(text(f"{who}\n{_by(entry)} · {moment(entry.at)}"), accessory=button)


def _unknown(user_id: int) -> str:
    return f"[Somebody Mutuals does not know](https://x.com/i/user/{user_id})"


def _by(entry: LeftAlone) -> str:
    wish = plain(entry.wish, 80)
    asked = f"asked for it: “{wish}”" if wish else "asked for it"
    if not entry.by:
        return asked
    return f"**{plain(entry.by, 80)}** said so" + (f", and they {asked}" if entry.wish else "")
