"""What /status says of money, of what X allows, and of X's limits."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.domain import (
    Capability,
    Evidence,
    ExpectedRoute,
    Funds,
    KindStatus,
    Permission,
    RateLimit,
    RateLimitWindow,
    Shortage,
    SuggestionKind,
    SuggestionState,
)
from bot.views.format.i18n import _
from bot.views.format.numbers import moment, number
from bot.views.format.text import plain
from bot.views.money.spending import of_budget, shortage_lines
from bot.views.words.kinds import KIND_WORDS

_MOST_LIMITS = 10

_CAPABILITIES = {
    Capability.FOLLOW: "Follow-backs through X's API",
    Capability.REPLY: "Replies through X's API to people who mention or quote you",
    Capability.REPLY_UNSOLICITED: "Replies through X's API to anybody else",
    Capability.STREAM: "Events from X as they happen",
}
_EVIDENCE = {
    Evidence.REFUSAL: "X said so {}",
    Evidence.SUCCESS: "it worked {}",
    Evidence.PROBE: "Mutuals asked X {}",
}
_ENDPOINTS = {
    "GET /2/users/:id/followers": "Polls of your followers",
    "GET /2/users/:id/following": "Polls of whom you follow",
    "GET /2/users/:id/mentions": "Polls of your mentions",
    "GET /2/users/:id/tweets": "Polls of your own posts",
    "GET /2/tweets/:id/quote_tweets": "Polls of quotes",
    "GET /2/tweets": "Checks whether posts are still there",
    "GET /2/users/me": "Reads of your account",
    "GET /2/users": "Looking up people",
    "POST /2/users/:id/following": "Follows through X's API",
    "POST /2/tweets": "Replies through X's API",
}
_WINDOWS = {
    RateLimitWindow.QUARTER_HOUR: "",
    RateLimitWindow.USER_DAY: " in 24 hours",
    RateLimitWindow.APP_DAY: " in 24 hours, for all who use your X app",
}
_ROUTE = {
    ExpectedRoute.API: "through X's API",
    ExpectedRoute.HAND_OFF: "handed to you with a link",
    ExpectedRoute.TRY_API: "X's API is tried first; if it refuses, you get a link",
}
_STATES = SuggestionState
_ON_THEIR_WAY = (_STATES.APPROVED, _STATES.DELIVERING, _STATES.IN_DOUBT)


def kind_lines(kind: SuggestionKind, status: KindStatus) -> list[str]:
    """Which way suggestions of this kind go, what waits, and what goes on."""
    counts = status.counts
    going = sum(counts.get(state, 0) for state in _ON_THEIR_WAY)
    return [
        _("**{title}:** {said}").format(title=_(KIND_WORDS[kind].title), said=_ROUTE[status.expected_route]),
        f"Waiting for a decision: **{number(counts.get(_STATES.OPEN, 0))}** · snoozed: {number(counts.get(_STATES.SNOOZED, 0))}",
        f"Approved: {number(going)} on their way · {number(counts.get(_STATES.HANDED_OFF, 0))} {KIND_WORDS[kind].handed_off}",
        f"Cards today: {number(status.cards_today)} of {number(status.cards_per_day)}",
    ]


def money_lines(funds: Funds, shortage: Shortage, credits_depleted_at: datetime | None) -> list[str]:
    """What is spent of the budgets, and what is on hold because of it."""
    lines = [f"Today (UTC) {of_budget(funds.today, funds.daily_budget)} · this month {of_budget(funds.this_month, funds.monthly_budget)}"]
    if credits_depleted_at is not None:
        lines.append(
            f"- X's credits are used up (since {moment(credits_depleted_at, 'R')}): no more requests are possible. "
            "Top them up in X's developer console; Mutuals will notice."
        )
    return lines + [f"- {sentence}" for sentence in shortage_lines(shortage)]


def access_lines(permissions: Collection[Permission]) -> list[str]:
    """What X lets this app do, when and how that was learnt."""
    return [_permission(permission) for permission in sorted(permissions, key=lambda permission: permission.capability)]


def limit_lines(limits: Collection[RateLimit], now: datetime) -> list[str]:
    """A window that is over has been reset, so it says nothing any more."""
    lines = []
    for limit in limits:
        if limit.resets_at > now:
            of_all = f" of {number(limit.limit)}" if limit.limit is not None else ""
            what = (_ENDPOINTS.get(limit.endpoint) or plain(limit.endpoint, 40)) + _WINDOWS[limit.window]
            lines.append(f"- {what}: {number(limit.remaining)}{of_all}, resets {moment(limit.resets_at, 'R')}")
    return lines[:_MOST_LIMITS] or ["- no limits in effect"]


def _permission(permission: Permission) -> str:
    how = _EVIDENCE[permission.evidence].format(moment(permission.observed_at, "R"))
    return f"- {_CAPABILITIES[permission.capability]}: {'allowed' if permission.allowed else 'not allowed'} ({how})"
