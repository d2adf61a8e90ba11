"""What /status says."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version

from discord import ui

from bot.model import Outlook, Rank, SuggestionState
from bot.views.colours import AMBER, GREEN, RED
from bot.views.figures import counted, moment, number
from bot.views.screen import Screen, text
from bot.views.status import access_lines, limit_lines, money_lines
from bot.views.text import at_handle, plain
from bot.workflow.status import Status, StreamState

_STATES = SuggestionState
_MOST_REASONS = 6

_ROUTE = {
    Outlook.API: "through X's API",
    Outlook.HAND_OFF: "handed to you with a link",
    Outlook.TRY_API: "X's API is tried first; if it refuses, you get a link",
}


def status_view(status: Status, now: datetime) -> Screen:
    """Everything on one screen; the first line is the one that matters."""
    account = status.account
    may = [*access_lines(status.permissions), *_stream(status.stream)]
    parts = [
        text(f"### {_headline(status)}", *_account(status)),
        text(
            "**Why nothing is being sent**" if status.why_idle else "", *(f"- {plain(why, 300)}" for why in status.why_idle[:_MOST_REASONS])
        ),
        text(*_work(status)),
        text("**Money for X**", *money_lines(status.funds, status.shortage, account.credits_out_at)),
        text("**What X lets Mutuals do**" if may else "", *may),
        text("**X's limits**", *limit_lines(status.limits, now)),
        text(f"-# Mutuals {version('mutuals')}"),
    ]
    return Screen(ui.Container(*(part for part in parts if part.content), accent_colour=_colour(status)))


def _headline(status: Status) -> str:
    account = status.account
    if account.paused_at is not None:
        return f"Mutuals is paused by {plain(account.paused_by, 80)}"
    if account.credits_out_at is not None:
        return "X's credits are used up"
    if account.writes_stopped:
        return "Mutuals sends nothing to X"
    if Rank.DETECTION in status.shortage.resting:
        return "The budget for X is used up"
    if not account.username:
        return "Mutuals has not reached X yet"
    return "Something is in the way" if status.troubles else "Mutuals is running"


def _colour(status: Status) -> int:
    account = status.account
    if account.paused_at is not None or account.writes_stopped or account.credits_out_at is not None:
        return RED
    return AMBER if not account.username or status.troubles or status.shortage else GREEN


def _account(status: Status) -> list[str]:
    account = status.account
    if not account.username:
        return []
    followers = f" · {counted(account.followers, 'follower')}" if account.followers is not None else ""
    looked = moment(account.last_poll_at, "R") if account.last_poll_at else "not yet"
    quiet = f"Quiet hours until {moment(status.quiet_until, 't')}: until then Mutuals follows nobody" if status.quiet_until else ""
    return [
        f"Account: {at_handle(account.username)}{followers}",
        f"Last look at the followers: {looked}",
        f"Follow-backs: {_ROUTE[status.outlook]}",
        quiet,
    ]


def _why(status: Status) -> list[str]:
    return [f"- {plain(why, 300)}" for why in status.why_idle[:_MOST_REASONS]]


def _work(status: Status) -> list[str]:
    counts = status.counts
    going = sum(counts.get(state, 0) for state in (_STATES.APPROVED, _STATES.DELIVERING, _STATES.IN_DOUBT))
    return [
        f"Waiting for a decision: **{number(counts.get(_STATES.OPEN, 0))}** · put off: {number(counts.get(_STATES.SNOOZED, 0))}",
        f"Approved: {number(going)} on their way · {number(counts.get(_STATES.HANDED_OFF, 0))} to be followed by hand",
        f"Cards today: {number(status.prompted_today)} of {number(status.prompts_per_day)}",
        f"Next digest: {moment(status.next_digest)}",
    ]


def _stream(stream: StreamState | None) -> list[str]:
    if stream is None:
        return []
    last = f"; the last one {moment(stream.last_event_at, 'R')}" if stream.last_event_at else "; none came yet"
    if stream.connected_since is None:
        return [f"- X's live events: none tell of new followers now, so Mutuals looks for them as often as without{last}"]
    missed = f" · they missed {counted(stream.missed, 'person', 'people')}" if stream.missed else ""
    told = f" · they told of {counted(stream.told, 'new follower')}"
    return [f"- X's live events: connected since {moment(stream.connected_since, 't')}{last}{told}{missed}"]
