"""Why what is approved has not gone out yet, in plain words."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain import Account, ExpectedRoute, Policy, Snapshot, SuggestionKind
from bot.domain.kinds import KINDS
from bot.store import Tx
from bot.store.suggestions.due import Queued
from bot.workflow.context import Context
from bot.workflow.delivery.hold import Blockers
from bot.workflow.delivery.pace import after_quiet_hours, slots
from bot.workflow.delivery.route import Routes
from bot.x.errors import RateLimited, XError
from bot.x.limits.rate_limits import LONGEST_WAIT

MOST = 1_000
"""Approved ones whose slot is planned."""


async def blocker_reasons(tx: Tx, snapshot: Snapshot, kind: SuggestionKind, context: Context, now: datetime) -> dict[int, str]:
    """By the id of every approved suggestion of this kind that waits, the next ones first; empty for one that is on its way."""
    approved, sent = await tx.suggestions.queued(kind, MOST, sent_since=now - timedelta(days=1))
    if not approved:
        return {}
    if stopped := _stopped(snapshot.account):
        return {suggestion.id: stopped for suggestion in approved}
    rules, routes = KINDS[kind], Routes(snapshot.permissions, context.policy.access, now)
    blockers = Blockers(tx, snapshot, context, now, rules)
    by_api: list[Queued] = []
    by_hand: list[Queued] = []
    blocked: dict[int, str] = {}
    for suggestion in approved:
        expected_route, price = _route_and_price(kind, suggestion, routes, context)
        if expected_route is ExpectedRoute.HAND_OFF:
            by_hand.append(suggestion)
        elif (blocking := await blockers.first(price)) is None:
            by_api.append(suggestion)
        else:
            blocked[suggestion.id] = _blocking(blocking, context.policy, now)
    found: dict[int, str] = {}
    for some, through_x in ((by_api, True), (by_hand, False)):
        found |= _of_route(some, sent, kind, context.policy, now, by_api=through_x)
    return found | blocked


def _route_and_price(kind: SuggestionKind, suggestion: Queued, routes: Routes, context: Context) -> tuple[ExpectedRoute, int]:
    """What will come of it, and what X would charge for it in micro-dollars."""
    summoned = suggestion.summoned is not False
    price = context.prices.of_kind(kind, text=suggestion.text, summoned=summoned)
    return routes.expected(kind, summoned=summoned), price.micros


def _stopped(account: Account) -> str:
    """What keeps all of them from going out, however they go."""
    return "Mutuals is paused until /resume." if account.paused_at is not None else account.writes_stopped


def _blocking(error: XError, policy: Policy, now: datetime) -> str:
    if isinstance(error, RateLimited) and error.until - now > LONGEST_WAIT:
        return f"X accepts no more of these today. It will be sent at about {_clock(error.until, policy, now)}."
    return str(error)


def _of_route(
    approved: list[Queued], sent: list[datetime], kind: SuggestionKind, policy: Policy, now: datetime, *, by_api: bool
) -> dict[int, str]:
    """Of those that nothing holds up but the pace."""
    if not approved:
        return {}
    quiet_until = after_quiet_hours(now, policy)
    if by_api and quiet_until > now:
        quiet = f"Quiet hours until {_clock(quiet_until, policy, now)}; it will be sent after that."
        return {suggestion.id: quiet for suggestion in approved}
    planned = slots(sent, now, policy, KINDS[kind].pace(policy), count=len(approved), by_api=by_api)
    if planned[0] <= now and (stuck := next((suggestion.note for suggestion in reversed(approved) if suggestion.note), "")):
        return {suggestion.id: stuck for suggestion in approved}
    return {
        suggestion.id: _slot_text(slot, policy, now, kind, by_api=by_api) if slot > now else ""
        for suggestion, slot in zip(approved, planned, strict=True)
    }


def _slot_text(slot: datetime, policy: Policy, now: datetime, kind: SuggestionKind, *, by_api: bool) -> str:
    rules = KINDS[kind]
    pace = rules.pace(policy)
    at_most = f"at most {pace.per_hour} an hour and {pace.per_day} a day"
    when = _clock(slot, policy, now)
    if by_api:
        return f"Will be sent at about {when}; {rules.plural} are spread over the hour, {at_most}."
    return f"Its link comes at about {when}: {at_most}."


def _clock(moment: datetime, policy: Policy, now: datetime) -> str:
    """The time of day by the team's clock, and the day if it is another one."""
    local = moment.astimezone(policy.timezone)
    days = (local.date() - policy.local_date(now)).days
    return f"{local:%H:%M}" + {0: "", 1: " tomorrow"}.get(days, f" on {local.day} {local:%B}")
