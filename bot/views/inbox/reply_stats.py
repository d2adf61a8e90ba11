"""How well the team answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from discord import ui

from bot.views.format.numbers import counted, duration, moment, number
from bot.views.format.palette import BLUE
from bot.views.format.screen import Screen, text
from bot.views.format.text import plain

_MOST_MEMBERS = 20
_NOT_HERE = "by hand on X"

Answered = tuple[str, int, timedelta]
"""A member's name, how many posts they answered, and the median time it took. The name is empty for what nobody approved here."""


def reply_stats_view(
    *, since: datetime, spoke: int, answered: int, median_time: timedelta | None, missed: int, members: Sequence[Answered]
) -> Screen:
    """spoke: posts to the account; median_time: from a post to its answer, None without any; missed: whose time ran out."""
    figures = [f"{counted(spoke, 'post')} to you", f"**{number(answered)} answered**", f"{number(missed)} not answered in time"]
    items = [text("### Reply stats", f"-# Since {moment(since)}", " · ".join(figures), _median(median_time))]
    if members:
        more = len(members) - _MOST_MEMBERS
        rest = f"- and {counted(more, 'other member')}" if more > 0 else ""
        items.append(text("**Who answered**", *map(_member, members[:_MOST_MEMBERS]), rest))
    return Screen(ui.Container(*items, accent_colour=BLUE))


def _median(time: timedelta | None) -> str:
    if time is None:
        return "Nothing was answered yet. /replies queue shows who is waiting for an answer."
    return f"Median time to an answer: **{_in_words(time)}**"


def _member(member: Answered) -> str:
    name, answered, median_time = member
    return f"- {plain(name, 80) or _NOT_HERE}: {number(answered)} · median {_in_words(median_time)}"


def _in_words(time: timedelta) -> str:
    return duration(max(0, round(time.total_seconds())))
