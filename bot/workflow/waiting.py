"""Why what is approved has not gone out yet, in plain words."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.model import Account, Outlook, Policy, Suggestion, SuggestionKind, SuggestionState
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.deeds import DEED_OF, Deed
from bot.workflow.hold import why_held
from bot.workflow.pace import after_quiet_hours, pace_of, turns
from bot.workflow.route import Routes

MOST = 1_000
"""Approved ones whose turn is worked out."""


async def reasons(tx: Tx, account: Account, kind: SuggestionKind, context: Context, now: datetime) -> dict[int, str]:
    """By the id of every approved suggestion of this kind that waits; empty for one that is on its way."""
    approved = await tx.suggestions.in_states({SuggestionState.APPROVED}, MOST, kind)
    if not approved:
        return {}
    routes = Routes(await tx.permissions.all(), context.policy.access, now)
    by_api = {suggestion.id: await _by_api(tx, suggestion, routes) for suggestion in approved}
    found: dict[int, str] = {}
    for route in (True, False):
        some = [suggestion for suggestion in approved if by_api[suggestion.id] is route]
        found |= await _of_route(tx, account, some, DEED_OF[kind], context, now, by_api=route)
    return found


async def _by_api(tx: Tx, suggestion: Suggestion, routes: Routes) -> bool:
    post = await tx.interactions.get(suggestion.post_id) if suggestion.post_id is not None else None
    return (routes.follow if post is None else routes.reply(summoned=post.summoned)) is not Outlook.HAND_OFF


async def _of_route(
    tx: Tx, account: Account, approved: list[Suggestion], deed: Deed, context: Context, now: datetime, *, by_api: bool
) -> dict[int, str]:
    if not approved:
        return {}
    if common := await _common_reason(tx, account, context, now, deed, by_api=by_api):
        return {suggestion.id: common for suggestion in approved}
    policy = context.policy
    sent = await tx.suggestions.sent_since(now - timedelta(days=1), deed.kind)
    planned = turns(sent, now, policy, pace_of(deed.kind, policy), count=len(approved), by_api=by_api)
    if planned[0] <= now and (stuck := next((suggestion.note for suggestion in reversed(approved) if suggestion.note), "")):
        return {suggestion.id: stuck for suggestion in approved}
    return {
        suggestion.id: _turn(turn, policy, now, deed, by_api=by_api) if turn > now else ""
        for suggestion, turn in zip(approved, planned, strict=True)
    }


async def _common_reason(tx: Tx, account: Account, context: Context, now: datetime, deed: Deed, *, by_api: bool) -> str:
    """What holds all of them up."""
    if account.paused_at is not None:
        return "Mutuals is paused; it goes on after /resume."
    if account.writes_stopped or not by_api:
        return account.writes_stopped
    if (held := await why_held(tx, account, context, now, deed, context.prices[deed.least_price].micros)) is not None:
        return str(held)
    quiet_until = after_quiet_hours(now, context.policy)
    return f"Quiet hours until {_clock(quiet_until, context.policy, now)}; it goes out by itself after that." if quiet_until > now else ""


def _turn(turn: datetime, policy: Policy, now: datetime, deed: Deed, *, by_api: bool) -> str:
    pace = pace_of(deed.kind, policy)
    at_most = f"at most {pace.per_hour} an hour and {pace.per_day} a day"
    when = _clock(turn, policy, now)
    if by_api:
        return f"Goes out at about {when}; {deed.plural} are spread over the hour, {at_most}."
    return f"Its link comes at about {when}: {at_most}."


def _clock(moment: datetime, policy: Policy, now: datetime) -> str:
    """The time of day by the team's clock, and the day if it is another one."""
    local = moment.astimezone(policy.timezone)
    days = (local.date() - policy.local_date(now)).days
    return f"{local:%H:%M}" + {0: "", 1: " tomorrow"}.get(days, f" on {local.day} {local:%B}")
