"""The list of people who have opted out, where each opt-out can be removed."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ButtonStyle, ui

from bot.domain import Act, OptOut, SuggestionKind
from bot.views.format.i18n import N_, _
from bot.views.format.numbers import moment
from bot.views.format.pager import pager, where
from bot.views.format.palette import BLUE
from bot.views.format.screen import Item, Screen, text
from bot.views.format.text import display_name, linked_handle, plain, plain_name
from bot.views.words.kinds import act_words

OPT_OUTS = "optouts"
PAGE = 5
_LONGEST_REQUEST = 80
NOT_OPTED_OUT = N_("This opt-out was removed already. Nothing was changed.")


def opt_outs_view(found: Sequence[OptOut], *, offset: int, total: int) -> Screen:
    """One page of them."""
    row = pager(OPT_OUTS, offset=offset, size=PAGE, total=total)
    if not found:
        return Screen(ui.Container(text(_("Nobody has opted out: everyone may be suggested.")), accent_colour=BLUE), *row)
    heading = text(_("### Opt-outs"), _("-# They are suggested neither for a follow-back nor for a reply, unless one of them is named."))
    items: list[Item] = [heading, *(_entry(entry, offset) for entry in found)]
    if below := where(offset, len(found), total):
        items.append(text(below))
    return Screen(ui.Container(*items, accent_colour=BLUE), *row)


def remove_id(user_id: int, offset: int) -> str:
    """The custom_id of the button; where somebody stood in the list stays with it."""
    return f"opt_out:{user_id}:{offset}"


def _entry(entry: OptOut, offset: int) -> Item:
    who = f"**{display_name(entry.profile)}** {linked_handle(entry.profile)}" if entry.profile else _unknown(entry.user_id)
    button = ui.Button[Screen](label=_("Remove"), style=ButtonStyle.secondary, custom_id=remove_id(entry.user_id, offset))
    return ui.Section(text(who, " · ".join(filter(None, [scope(entry), said_by(entry), moment(entry.at)]))), accessory=button)


def scope(entry: OptOut) -> str:
    """What they have opted out of, by the name it has on cards; empty where it is everything."""
    kinds = [kind for kind in SuggestionKind if kind in entry.kinds]
    return "" if len(kinds) == len(SuggestionKind) else ", ".join(_(act_words(Act.OPT_OUT, kind).label) for kind in kinds)


def _unknown(user_id: int) -> str:
    return _("[Somebody Mutuals does not know]({link})").format(link=f"https://x.com/i/user/{user_id}")


def said_by(entry: OptOut) -> str:
    """Who said that this person is not to be suggested, and in which words they asked for it themselves."""
    request, member = plain(entry.request, _LONGEST_REQUEST), plain_name(entry.by)
    if not entry.by:
        return _("asked: “{request}”").format(request=request) if request else _("asked for it")
    if request:
        return _("**{member}** said so, and they asked: “{request}”").format(member=member, request=request)
    return _("**{member}** said so").format(member=member)
