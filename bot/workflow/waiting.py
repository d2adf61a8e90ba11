"""Why what is approved has not gone out yet, in plain words."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.model import Account, Outlook, Policy, SuggestionState
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.hold import why_held
from bot.workflow.pace import after_quiet_hours, turns

MOST = 1_000
"""Approved ones whose turn is worked out."""


async def reasons(tx: Tx, account: Account, outlook: Outlook, context: Context, now: datetime) -> dict[int, str]:
    """By the id of every approved suggestion that waits; empty for one that is on its way."""
    approved = await tx.suggestions.in_states({SuggestionState.APPROVED}, limit=MOST)
    if not approved:
        return {}
    by_api = outlook is not Outlook.HAND_OFF
    if common := await _common_reason(tx, account, context, now, by_api=by_api):
        return {suggestion.id: common for suggestion in approved}
    policy = context.policy
    sent = await tx.suggestions.sent_since(now - timedelta(days=1))
    planned = turns(sent, now, policy, count=len(approved), by_api=by_api)
    if planned[0] <= now and (stuck := next((suggestion.note for suggestion in reversed(approved) if suggestion.note), "")):
        return {suggestion.id: stuck for suggestion in approved}
    return {
        suggestion.id: _turn(turn, policy, now, by_api=by_api) if turn > now else ""
        for suggestion, turn in zip(approved, planned, strict=True)
    }


async def _common_reason(tx: Tx, account: Account, context: Context, now: datetime, *, by_api: bool) -> str:
    """What holds all of them up."""
    if account.paused_at is not None:
        return "Mutuals is paused; it goes on after /resume."
    if account.writes_stopped or not by_api:
        return account.writes_stopped
    if (held := await why_held(tx, account, context, now)) is not None:
        return str(held)
    quiet_until = after_quiet_hours(now, context.policy)
    return f"Quiet hours until {_clock(quiet_until, context.policy, now)}; it goes out by itself after that." if quiet_until > now else ""


def _turn(turn: datetime, policy: Policy, now: datetime, *, by_api: bool) -> str:
    at_most = f"at most {policy.follow_backs_per_hour} an hour and {policy.follow_backs_per_day} a day"
    when = _clock(turn, policy, now)
    if by_api:
        return f"Goes out at about {when}; follows are spread over the hour, {at_most}."
    return f"Its link comes at about {when}: {at_most}."


def _clock(moment: datetime, policy: Policy, now: datetime) -> str:
    """The time of day by the team's clock, and the day if it is another one."""
    local = moment.astimezone(policy.timezone)
    days = (local.date() - policy.local_date(now)).days
    return f"{local:%H:%M}" + {0: "", 1: " tomorrow"}.get(days, f" on {local.day} {local:%B}")
