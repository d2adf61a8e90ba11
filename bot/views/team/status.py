"""What the details of /status say of money, of what X allows, and of X's limits."""

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
from bot.views.format.i18n import N_, _
from bot.views.format.numbers import moment, number
from bot.views.format.text import plain
from bot.views.money.spending import of_budget, shortage_lines
from bot.views.team.status_screen import ON_THEIR_WAY
from bot.views.words.kinds import KIND_WORDS

_MOST_LIMITS = 10

_CAPABILITIES = {
    Capability.FOLLOW: N_("Follow-backs through X's API"),
    Capability.REPLY: N_("Replies through X's API to people who mention or quote you"),
    Capability.REPLY_UNSOLICITED: N_("Replies through X's API to anybody else"),
    Capability.STREAM: N_("Events from X as they happen"),
}
_EVIDENCE = {
    Evidence.REFUSAL: N_("X said so {when}"),
    Evidence.SUCCESS: N_("it worked {when}"),
    Evidence.PROBE: N_("Mutuals asked X {when}"),
}
_ENDPOINTS = {
    "GET /2/users/:id/followers": N_("Polls of your followers"),
    "GET /2/users/:id/following": N_("Polls of whom you follow"),
    "GET /2/users/:id/mentions": N_("Polls of your mentions"),
    "GET /2/users/:id/tweets": N_("Polls of your own posts"),
    "GET /2/tweets/:id/quote_tweets": N_("Polls of quotes"),
    "GET /2/tweets": N_("Checks whether posts are still there"),
    "GET /2/users/me": N_("Reads of your account"),
    "GET /2/users": N_("Looking up people"),
    "POST /2/users/:id/following": N_("Follows through X's API"),
    "POST /2/tweets": N_("Replies through X's API"),
}
_WINDOWS = {
    RateLimitWindow.QUARTER_HOUR: "{calls}",
    RateLimitWindow.USER_DAY: N_("{calls} in 24 hours"),
    RateLimitWindow.APP_DAY: N_("{calls} in 24 hours, for all who use your X app"),
}
_ROUTE = {
    ExpectedRoute.API: N_("through X's API"),
    ExpectedRoute.HAND_OFF: N_("handed to you with a link"),
    ExpectedRoute.TRY_API: N_("X's API is tried first; if it refuses, you get a link"),
}
_STATES = SuggestionState


def kind_lines(kind: SuggestionKind, status: KindStatus) -> list[str]:
    """Which way suggestions of this kind go, what waits, and what goes on."""
    counts = status.counts
    going = sum(counts.get(state, 0) for state in ON_THEIR_WAY)
    return [
        _("**{title}:** {said}").format(title=_(KIND_WORDS[kind].title), said=_(_ROUTE[status.expected_route])),
        _("Waiting for a decision: **{count}** · snoozed: {snoozed}").format(
            count=number(counts.get(_STATES.OPEN, 0)), snoozed=number(counts.get(_STATES.SNOOZED, 0))
        ),
        _(KIND_WORDS[kind].underway).format(on_their_way=number(going), handed_off=number(counts.get(_STATES.HANDED_OFF, 0))),
        _("Cards today: {count} of {most}").format(count=number(status.cards_today), most=number(status.cards_per_day)),
    ]


def money_lines(funds: Funds, shortage: Shortage, credits_depleted_at: datetime | None) -> list[str]:
    """What is spent of the budgets, and what is on hold because of it."""
    today, month = of_budget(funds.today, funds.daily_budget), of_budget(funds.this_month, funds.monthly_budget)
    lines = [_("Today (UTC) {today} · this month {month}").format(today=today, month=month)]
    if credits_depleted_at is not None:
        message = _(
            "- X's credits are used up (since {when}): no more requests are possible. "
            "Top them up in X's developer console; Mutuals will notice."
        )
        lines.append(message.format(when=moment(credits_depleted_at, "R")))
    return lines + [f"- {sentence}" for sentence in shortage_lines(shortage)]


def access_lines(permissions: Collection[Permission]) -> list[str]:
    """What X lets this app do, when and how that was learnt."""
    return [_permission(permission) for permission in sorted(permissions, key=lambda permission: permission.capability)]


def limit_lines(limits: Collection[RateLimit], now: datetime) -> list[str]:
    """A window that is over has been reset, so it says nothing any more."""
    lines = []
    for limit in limits:
        if limit.resets_at > now:
            known = _ENDPOINTS.get(limit.endpoint)
            calls = _(_WINDOWS[limit.window]).format(calls=_(known) if known else plain(limit.endpoint, 40))
            left = number(limit.remaining)
            if limit.limit is not None:
                left = _("{count} of {most}").format(count=left, most=number(limit.limit))
            lines.append(_("- {calls}: {left}, resets {when}").format(calls=calls, left=left, when=moment(limit.resets_at, "R")))
    return lines[:_MOST_LIMITS] or [_("- no limits in effect")]


def _permission(permission: Permission) -> str:
    message = _("- {capability}: allowed ({how})") if permission.allowed else _("- {capability}: not allowed ({how})")
    how = _(_EVIDENCE[permission.evidence]).format(when=moment(permission.observed_at, "R"))
    return message.format(capability=_(_CAPABILITIES[permission.capability]), how=how)
