"""What /status says."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version

from discord import ui

from bot.model import Outlook, SuggestionState
from bot.views.colours import AMBER, GREEN, RED
from bot.views.figures import counted, moment, number, spent
from bot.views.screen import Screen, text
from bot.views.text import at_handle, plain
from bot.workflow.status import Status

_STATES = SuggestionState
_MOST_LIMITS = 8
_MOST_REASONS = 6

_ROUTE = {
    Outlook.API: "through X's API",
    Outlook.HAND_OFF: "handed to you with a link",
    Outlook.TRY_API: "X's API is tried first; if it refuses, you get a link",
}


def status_view(status: Status, now: datetime) -> Screen:
    """Everything on one screen; the first line is the one that matters."""
    parts = [
        text(f"### {_headline(status)}", *_account(status)),
        text("**Why nothing is being sent**" if status.why_idle else "", *(f"- {plain(why, 300)}" for why in _first(status.why_idle))),
        text(*_work(status)),
        text("**X's limits**", *_limits(status, now)),
        text(f"-# Mutuals {version('mutuals')}"),
    ]
    return Screen(ui.Container(*(part for part in parts if part.content), accent_colour=_colour(status)))


def _headline(status: Status) -> str:
    account = status.account
    if account.paused_at is not None:
        return f"Mutuals is paused by {plain(account.paused_by, 80)}"
    if account.writes_stopped:
        return "Mutuals sends nothing to X"
    if not account.username:
        return "Mutuals has not reached X yet"
    return "Something is in the way" if status.troubles else "Mutuals is running"


def _colour(status: Status) -> int:
    account = status.account
    if not account.username or status.troubles:
        return AMBER
    return RED if account.paused_at is not None or account.writes_stopped else GREEN


def _account(status: Status) -> list[str]:
    account = status.account
    if not account.username:
        return []
    followers = f" · {counted(account.followers, 'follower')}" if account.followers is not None else ""
    looked = moment(account.last_poll_at, "R") if account.last_poll_at else "not yet"
    return [
        f"Account: {at_handle(account.username)}{followers}",
        f"Last look at the followers: {looked}",
        f"Follow-backs: {_ROUTE[status.outlook]}",
    ]


def _work(status: Status) -> list[str]:
    counts = status.counts
    going = sum(counts.get(state, 0) for state in (_STATES.APPROVED, _STATES.DELIVERING, _STATES.IN_DOUBT))
    return [
        f"Waiting for a decision: **{number(counts.get(_STATES.OPEN, 0))}** · put off: {number(counts.get(_STATES.SNOOZED, 0))}",
        f"Approved: {number(going)} on their way · {number(counts.get(_STATES.HANDED_OFF, 0))} to be followed by hand",
        f"Cards today: {number(status.prompted_today)} of {number(status.prompts_per_day)}",
        f"Next digest: {moment(status.next_digest)}",
        f"Spent on X today (UTC): {spent(status.spent_today)}",
    ]


_IN_WORDS = {
    "GET /2/users/:id/followers": "Looks at your followers",
    "GET /2/users/:id/following": "Looks at whom you follow",
    "GET /2/users/:id/mentions": "Looks at who mentions you",
    "GET /2/users/me": "Looks at your account",
    "GET /2/users": "Look-ups of people",
    "POST /2/users/:id/following": "Follows through X's API",
}


def _limits(status: Status, now: datetime) -> list[str]:
    """A window that is over is whole again, so it says nothing any more."""
    lines = []
    for limit in status.limits:
        if limit.resets_at > now:
            of_all = f" of {number(limit.limit)}" if limit.limit is not None else ""
            what = _IN_WORDS.get(limit.endpoint) or plain(limit.endpoint, 80)
            lines.append(f"- {what}: {number(limit.remaining)}{of_all}, whole again {moment(limit.resets_at, 'R')}")
    return lines[:_MOST_LIMITS] or ["- nothing is limited right now"]


def _first(reasons: tuple[str, ...]) -> tuple[str, ...]:
    return reasons[:_MOST_REASONS]
