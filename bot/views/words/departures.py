"""What became of people who no longer follow, and since when."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain import Departure, Follower
from bot.views.format.i18n import N_, _
from bot.views.format.numbers import moment

_DEPARTED: Mapping[Departure, str] = {
    Departure.LEFT: N_("unfollowed you {when}"),
    Departure.SUSPENDED: N_("was suspended by X {when}"),
    Departure.DELETED: N_("disappeared from X {when}"),
    Departure.UNKNOWN: N_("unfollowed you or disappeared from X {when}"),
}
_MARKS: Mapping[Departure, str] = {
    Departure.SUSPENDED: N_("{handle} (suspended)"),
    Departure.DELETED: N_("{handle} (gone from X)"),
    Departure.UNKNOWN: N_("{handle} (left or gone)"),
}
"""Whoever simply left needs none."""


def departed(follower: Follower) -> str:
    """What became of somebody, and when or between which days; to go on with in a line. Empty for whoever follows."""
    if follower.unfollowed_at is None:
        return ""
    if follower.left_exactly:
        when = moment(follower.unfollowed_at, "R")
    else:
        span = _("between {since} and {until}")
        when = span.format(since=moment(follower.last_seen_at, "D"), until=moment(follower.unfollowed_at, "D"))
    return _(_DEPARTED[follower.departure or Departure.LEFT]).format(when=when)


def marked(handle: str, departure: Departure | None) -> str:
    """A handle in a list of those who left, with what became of them in a word. handle: safe to show."""
    message = _MARKS.get(departure) if departure is not None else None
    return _(message).format(handle=handle) if message else handle
