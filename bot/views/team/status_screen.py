"""What /status says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version

from discord import ui

from bot.domain import Note, Priority, Status, StreamState
from bot.views.format.i18n import _
from bot.views.format.limits import MESSAGE_TEXT
from bot.views.format.numbers import counted, moment
from bot.views.format.palette import AMBER, GREEN, RED
from bot.views.format.screen import Screen, text
from bot.views.format.text import at_handle, plain
from bot.views.team.status import access_lines, kind_lines, limit_lines, money_lines
from bot.views.words.kinds import KIND_WORDS
from bot.views.words.sentences import sentence

_MOST_REASONS = 6
_LONGEST_REASON = 300
_ROOM = MESSAGE_TEXT - 50
"""Characters of Discord's that the screen takes at most."""


def status_view(status: Status, now: datetime) -> Screen:
    """Everything on one screen; the first line is the one that matters."""
    account = status.account
    may = [*access_lines(status.permissions), *_stream(status.stream)]
    parts = [
        text(f"### {_headline(status)}", *_account(status), f"Next digest: {moment(status.next_digest)}"),
        *(text(*kind_lines(kind, status.kinds[kind])) for kind in KIND_WORDS),
        text("**Spending on X**", *money_lines(status.funds, status.shortage, account.credits_depleted_at)),
        text("**What X lets Mutuals do**" if may else "", *may),
        text("**X's limits**", *limit_lines(status.limits, now)),
        text(f"-# Mutuals {version('mutuals')}"),
    ]
    room = _ROOM - sum(len(part.content) for part in parts)
    parts.insert(1, text(*_why(status.why_idle[:_MOST_REASONS], room)))
    return Screen(ui.Container(*(part for part in parts if part.content), accent_colour=_colour(status)))


def _headline(status: Status) -> str:
    account = status.account
    if status.channel_fails:
        return "Mutuals cannot use the team's channel"
    if account.paused_at is not None:
        by = plain(account.paused_by, 80)
        return _("Mutuals is paused by {member}").format(member=by) if by else _("Mutuals is paused by itself: its database is new")
    if account.credits_depleted_at is not None:
        return "X's credits are used up"
    if account.writes_stopped:
        return "Mutuals is not sending to X"
    if Priority.DETECTION in status.shortage.on_hold:
        return "The budget for X is used up"
    if not account.username:
        return "Mutuals has not reached X yet"
    return "Something needs attention" if status.job_fails or status.faults else "Mutuals is running"


def _colour(status: Status) -> int:
    account = status.account
    if account.paused_at is not None or account.writes_stopped or account.credits_depleted_at is not None or status.channel_fails:
        return RED
    return AMBER if not account.username or status.job_fails or status.faults or status.shortage else GREEN


def _account(status: Status) -> list[str]:
    account = status.account
    if not account.username:
        return []
    followers = f" · {counted(account.followers, 'follower')}" if account.followers is not None else ""
    looked = moment(account.last_poll_at, "R") if account.last_poll_at else "not yet"
    quiet = f"Quiet hours until {moment(status.quiet_until, 't')}: until then Mutuals sends nothing to X" if status.quiet_until else ""
    return [
        f"Account: {at_handle(account.username)}{followers}",
        f"Last poll of the followers: {looked}",
        quiet,
    ]


def _why(reasons: Sequence[Note], room: int) -> list[str]:
    """room: characters that are left for it on the screen."""
    if not reasons:
        return []
    title = "**Why nothing is being sent**"
    longest = min(_LONGEST_REASON, (room - len(title)) // len(reasons) - len("\n- "))
    return [title, *(f"- {plain(sentence(why), longest)}" for why in reasons)]


def _stream(stream: StreamState | None) -> list[str]:
    if stream is None:
        return []
    last = f"; last event {moment(stream.last_event_at, 'R')}" if stream.last_event_at else "; none yet"
    if stream.connected_since is None:
        return [f"- X's live events: none report new followers now, so Mutuals polls as often as without them{last}"]
    missed = f" · missed {counted(stream.missed, 'person', 'people')}" if stream.missed else ""
    told = f" · reported {counted(stream.told, 'new follower')}"
    return [f"- X's live events: connected since {moment(stream.connected_since, 't')}{last}{told}{missed}"]
