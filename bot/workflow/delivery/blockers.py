"""Why what is approved has not gone out yet."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain import Account, Blocker, ExpectedRoute, Figure, Note, Policy, Snapshot, SuggestionKind
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


async def blocker_reasons(tx: Tx, snapshot: Snapshot, kind: SuggestionKind, context: Context, now: datetime) -> dict[int, Note | None]:
    """By the id of every approved suggestion of this kind that waits, the next ones first; None for one that is on its way."""
    approved, sent = await tx.suggestions.queued(kind, MOST, sent_since=now - timedelta(days=1))
    if not approved:
        return {}
    if stopped := _stopped(snapshot.account):
        return {suggestion.id: stopped for suggestion in approved}
    rules, routes = KINDS[kind], Routes(snapshot.permissions, context.policy.access, now)
    blockers = Blockers(tx, snapshot, context, now, rules)
    by_api: list[Queued] = []
    by_hand: list[Queued] = []
    blocked: dict[int, Note | None] = {}
    for suggestion in approved:
        expected_route, price = _route_and_price(kind, suggestion, routes, context)
        if expected_route is ExpectedRoute.HAND_OFF:
            by_hand.append(suggestion)
        elif (blocking := await blockers.first(price)) is None:
            by_api.append(suggestion)
        else:
            blocked[suggestion.id] = _blocking(blocking, context.policy, now)
    found: dict[int, Note | None] = {}
    for some, through_x in ((by_api, True), (by_hand, False)):
        found |= _of_route(some, sent, kind, context.policy, now, by_api=through_x)
    return found | blocked


def _route_and_price(kind: SuggestionKind, suggestion: Queued, routes: Routes, context: Context) -> tuple[ExpectedRoute, int]:
    """What will come of it, and what X would charge for it in micro-dollars."""
    summoned = suggestion.summoned is not False
    price = context.prices.of_kind(kind, text=suggestion.text, summoned=summoned)
    return routes.expected(kind, summoned=summoned), price.micros


def _stopped(account: Account) -> Note | None:
    """What keeps all of them from going out, however they go."""
    return Note(Blocker.PAUSED) if account.paused_at is not None else account.writes_stopped


def _blocking(error: XError, policy: Policy, now: datetime) -> Note:
    if isinstance(error, RateLimited) and error.until - now > LONGEST_WAIT:
        return Note(Blocker.DAY_LIMIT, _clock("at", error.until, policy, now))
    return error.note


def _of_route(
    approved: list[Queued], sent: list[datetime], kind: SuggestionKind, policy: Policy, now: datetime, *, by_api: bool
) -> dict[int, Note | None]:
    """Of those that nothing holds up but the pace."""
    if not approved:
        return {}
    quiet_until = after_quiet_hours(now, policy)
    if by_api and quiet_until > now:
        quiet = Note(Blocker.QUIET_HOURS, _clock("until", quiet_until, policy, now))
        return {suggestion.id: quiet for suggestion in approved}
    planned = slots(sent, now, policy, KINDS[kind].pace(policy), count=len(approved), by_api=by_api)
    if planned[0] <= now and (stuck := next((suggestion.note for suggestion in reversed(approved) if suggestion.note), None)):
        return {suggestion.id: stuck for suggestion in approved}
    return {
        suggestion.id: _slot_note(slot, policy, now, kind, by_api=by_api) if slot > now else None
        for suggestion, slot in zip(approved, planned, strict=True)
    }


def _slot_note(slot: datetime, policy: Policy, now: datetime, kind: SuggestionKind, *, by_api: bool) -> Note:
    pace = KINDS[kind].pace(policy)
    figures = _clock("at", slot, policy, now) | {"per_hour": pace.per_hour, "per_day": pace.per_day, "kind": kind.value}
    return Note(Blocker.SPREAD_OUT if by_api else Blocker.LINK_LATER, figures)


def _clock(name: str, moment: datetime, policy: Policy, now: datetime) -> dict[str, Figure]:
    """A moment by the team's clock, and how many of its days ahead it is."""
    local = moment.astimezone(policy.timezone)
    return {name: local, "days": (local.date() - policy.local_date(now)).days}
