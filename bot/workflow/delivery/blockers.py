"""Why what is approved has not gone out yet: checked before one is sent, and shown on cards that wait."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from bot.domain import Account, Blocker, ExpectedRoute, Figure, Note, NoteCode, Policy, Snapshot, SuggestionKind
from bot.domain.kinds import KINDS, KindRules
from bot.planning.inbox_polls import LISTING_DELAY
from bot.planning.pace import after_quiet_hours, slots
from bot.planning.routes import Routes
from bot.store import Tx
from bot.store.suggestions.due import Queued
from bot.workflow.context import Context
from bot.workflow.money.budgets import shortfall
from bot.x.errors import OutOfCredits, RateLimited, XError
from bot.x.retries import LONGEST_WAIT

MOST = 1_000
"""Approved ones whose slot is planned."""


class Blockers:
    """What blocks suggestions of a kind from going out by API, at their price.

    Checks within one transaction; calls that may cost the same are blocked by the same, which is looked up once.
    """

    def __init__(self, tx: Tx, snapshot: Snapshot, context: Context, now: datetime, rules: KindRules) -> None:
        self._context, self._tx, self._snapshot, self._now, self._rules = context, tx, snapshot, now, rules
        self._known: dict[int, XError | None] = {}

    async def first(self, micros: int) -> XError | None:
        """What such a call, which may cost so much, would be refused with if it were sent now, as far as is known; None for nothing."""
        if micros not in self._known:
            self._known[micros] = await self._first(micros)
        return self._known[micros]

    async def _first(self, micros: int) -> XError | None:
        if self._snapshot.account.credits_depleted_at is not None:
            return OutOfCredits()
        used_up = [limit for limit in self._snapshot.used_up if limit.endpoint == self._rules.endpoint]
        until = max((min(limit.resets_at, self._now + limit.window.length) for limit in used_up), default=self._now)
        if until > self._now:
            return RateLimited(until)
        missing = await shortfall(self._tx, self._context.policy, self._rules.purpose, micros, self._now, self._snapshot.funds)
        return missing.error if missing else None


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


async def resend_blocker(tx: Tx, suggestion_id: int, now: datetime) -> Note | None:
    """What keeps the present text of an answer from going out; None for nothing. It ends by itself."""
    return doubt_blocker(await tx.suggestions.doubted_before_change(suggestion_id), now)


def doubt_blocker(doubted_at: datetime | None, now: datetime) -> Note | None:
    """The same, where it is known when the outcome of an earlier text was unknown last; None for never."""
    left = timedelta() if doubted_at is None else doubted_at + LISTING_DELAY - now
    if left <= timedelta():
        return None
    return Note(NoteCode.RESEND_TOO_SOON, {"minutes": ceil(left / timedelta(minutes=1))})
