"""The technical lines behind /status."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version

from discord import ui

from bot.domain import Note, Status, StreamState
from bot.views.format.i18n import _, ngettext
from bot.views.format.limits import MESSAGE_TEXT
from bot.views.format.numbers import moment, number
from bot.views.format.screen import Screen, text
from bot.views.format.text import at_handle, plain
from bot.views.team.status import access_lines, kind_lines, limit_lines, money_lines
from bot.views.team.status_screen import status_colour
from bot.views.words.kinds import KIND_WORDS
from bot.views.words.sentences import sentence

_MOST_REASONS = 6
_LONGEST_REASON = 300
_ROOM = MESSAGE_TEXT - 50
"""Characters of Discord's that the screen takes at most."""


def status_details_view(status: Status, now: datetime) -> Screen:
    """Everything that Mutuals knows of how it is doing, on one screen."""
    account = status.account
    may = [*access_lines(status.permissions), *_stream(status.stream)]
    parts = [
        text(_("### Status in detail"), *_account(status)),
        *(text(*kind_lines(kind, status.kinds[kind])) for kind in KIND_WORDS),
        text(_("**Spending on X**"), *money_lines(status.funds, status.shortage, account.credits_depleted_at)),
        text(_("**What X lets Mutuals do**") if may else "", *may),
        text(_("**X's limits**"), *limit_lines(status.limits, now)),
        text(_("-# Mutuals {version}").format(version=version("mutuals"))),
    ]
    room = _ROOM - sum(len(part.content) for part in parts)
    parts.insert(1, text(*_why(status.why_idle[:_MOST_REASONS], room)))
    return Screen(ui.Container(*(part for part in parts if part.content), accent_colour=status_colour(status)))


def _account(status: Status) -> list[str]:
    account = status.account
    if not account.username:
        return []
    line = [_("Account: {handle}").format(handle=at_handle(account.username))]
    if account.followers is not None:
        line.append(ngettext("{count} follower", "{count} followers", account.followers).format(count=number(account.followers)))
    polled = moment(account.last_poll_at, "R") if account.last_poll_at else _("not yet")
    return [" · ".join(line), _("Last poll of the followers: {when}").format(when=polled)]


def _why(reasons: Sequence[Note], room: int) -> list[str]:
    """room: characters that are left for it on the screen."""
    if not reasons:
        return []
    title = _("**Why nothing is being sent**")
    longest = min(_LONGEST_REASON, (room - len(title)) // len(reasons) - len("\n- "))
    return [title, *(f"- {plain(sentence(why), longest)}" for why in reasons)]


def _stream(stream: StreamState | None) -> list[str]:
    if stream is None:
        return []
    last = _("last event {when}").format(when=moment(stream.last_event_at, "R")) if stream.last_event_at else _("none yet")
    if stream.connected_since is None:
        polls = _("- X's live events: none report new followers now, so Mutuals polls as often as without them")
        return [f"{polls}; {last}"]
    connected = _("- X's live events: connected since {time}").format(time=moment(stream.connected_since, "t"))
    told = ngettext("reported {count} new follower", "reported {count} new followers", stream.told).format(count=number(stream.told))
    missed = ngettext("missed {count} person", "missed {count} people", stream.missed).format(count=number(stream.missed))
    return [" · ".join([f"{connected}; {last}", told, *([missed] if stream.missed else [])])]
