"""What /status says of money, of what X allows, and of X's limits."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.model import Capability, Funds, Lesson, Permission, RateLimit
from bot.planning.shortage import Shortage
from bot.views.figures import moment, number
from bot.views.spending import of_budget, what_rests
from bot.views.text import plain

_MOST_LIMITS = 8

_CAPABILITIES = {
    Capability.FOLLOW: "Follow-backs through X's API",
    Capability.STREAM: "Events from X as they happen",
}
_LESSONS = {
    Lesson.REFUSAL: "X said so {}",
    Lesson.SUCCESS: "it worked {}",
    Lesson.PROBE: "Mutuals asked X {}",
}
_ENDPOINTS = {
    "GET /2/users/:id/followers": "Looks at your followers",
    "GET /2/users/:id/following": "Looks at whom you follow",
    "GET /2/users/:id/mentions": "Looks at who mentions you",
    "GET /2/users/me": "Looks at your account",
    "GET /2/users": "Look-ups of people",
    "POST /2/users/:id/following": "Follows through X's API",
}


def money_lines(funds: Funds, shortage: Shortage, credits_out_at: datetime | None) -> list[str]:
    """What is spent of the budgets, and what rests because of it."""
    lines = [f"Today (UTC) {of_budget(funds.today, funds.daily_budget)} · this month {of_budget(funds.this_month, funds.monthly_budget)}"]
    if credits_out_at is not None:
        lines.append(
            f"- X's credits are used up (since {moment(credits_out_at, 'R')}): nothing more can be asked. "
            "Top them up in X's developer console; Mutuals notices by itself."
        )
    return lines + [f"- {sentence}" for sentence in what_rests(shortage)]


def access_lines(permissions: Collection[Permission]) -> list[str]:
    """What X lets this app do, when and how that was learnt."""
    return [_permission(permission) for permission in sorted(permissions, key=lambda permission: permission.capability)]


def limit_lines(limits: Collection[RateLimit], now: datetime) -> list[str]:
    """A window that is over is whole again, so it says nothing any more."""
    lines = []
    for limit in limits:
        if limit.resets_at > now:
            of_all = f" of {number(limit.limit)}" if limit.limit is not None else ""
            what = _ENDPOINTS.get(limit.endpoint) or plain(limit.endpoint, 80)
            lines.append(f"- {what}: {number(limit.remaining)}{of_all}, whole again {moment(limit.resets_at, 'R')}")
    return lines[:_MOST_LIMITS] or ["- nothing is limited right now"]


def _permission(permission: Permission) -> str:
    how = _LESSONS[permission.lesson].format(moment(permission.learnt_at, "R"))
    return f"- {_CAPABILITIES[permission.capability]}: {'allowed' if permission.allowed else 'not allowed'} ({how})"
