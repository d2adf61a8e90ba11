"""How well the team answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from discord import ui

from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.numbers import duration, moment, number
from bot.views.format.palette import BLUE
from bot.views.format.screen import Screen, text
from bot.views.format.text import plain_name

_MOST_MEMBERS = 20
_NOT_HERE = N_("by hand on X")

Answered = tuple[str, int, timedelta]
"""A member's name, how many posts they answered, and the median time it took. The name is empty for what nobody approved here."""


def reply_stats_view(
    *, since: datetime, spoke: int, answered: int, median_time: timedelta | None, missed: int, members: Sequence[Answered]
) -> Screen:
    """spoke: posts to the account; median_time: from a post to its answer, None without any; missed: whose time ran out."""
    figures = [
        ngettext("{count} post to you", "{count} posts to you", spoke).format(count=number(spoke)),
        _("**{count} answered**").format(count=number(answered)),
        _("{count} not answered in time").format(count=number(missed)),
    ]
    items = [text(_("### Reply stats"), _("-# Since {when}").format(when=moment(since)), " · ".join(figures), _median(median_time))]
    if members:
        more = len(members) - _MOST_MEMBERS
        rest = ngettext("- and {count} other member", "- and {count} other members", more).format(count=number(more)) if more > 0 else ""
        items.append(text(_("**Who answered**"), *map(_member, members[:_MOST_MEMBERS]), rest))
    return Screen(ui.Container(*items, accent_colour=BLUE))


def _median(time: timedelta | None) -> str:
    if time is None:
        return _("Nothing was answered yet. /replies queue shows who is waiting for an answer.")
    return _("Median time to an answer: **{time}**").format(time=_in_words(time))


def _member(member: Answered) -> str:
    name, answered, median_time = member
    message = _("- {member}: {count} · median {time}")
    return message.format(member=plain_name(name) or _(_NOT_HERE), count=number(answered), time=_in_words(median_time))


def _in_words(time: timedelta) -> str:
    return duration(max(0, round(time.total_seconds())))
