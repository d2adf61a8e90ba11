"""What money for X is spent on, and what is on hold while it is short, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain import Priority, Shortage
from bot.planning.forecast import Forecast
from bot.views.format.numbers import dollars, moment, month_name

_ON_HOLD = {
    Priority.OPTIONAL: "Audits, follower counts and unfollow checks are on hold.",
    Priority.REPLY: "Mentions are not read.",
    Priority.DETECTION: "New followers are not polled for; whoever comes meanwhile is found later.",
    Priority.ACTION: "Follow-backs through X's API and confirmations wait; what you approved is kept.",
}

SLOWED = "X is polled less often, so new followers appear later than usual."


def held_back(priorities: Iterable[Priority]) -> list[str]:
    """A sentence for everything that stops, the least important first."""
    return [_ON_HOLD[priority] for priority in sorted(set(priorities))]


def shortage_lines(shortage: Shortage) -> list[str]:
    """What a shortage means, and until when; nothing where there is none."""
    if shortage.until is None:
        return []
    slowed = [SLOWED] if shortage.slowed else []
    return [*held_back(shortage.on_hold), *slowed, f"The budget renews {moment(shortage.until, 'R')}, or when you raise it in .env."]


def of_budget(micros: int, budget: int) -> str:
    """ "$4.02 of $50.00"."""
    return f"{dollars(micros)} of {dollars(budget)}"


def forecast_sentence(forecast: Forecast, budget: int, month_ends: datetime) -> str:
    """Where the month is heading, and what that means beside its budget."""
    if forecast.expected is None or forecast.high is None:
        return "The forecast for the month comes after a full day."
    month = month_name(month_ends - timedelta(days=1))
    said = f"{month} will cost about {dollars(forecast.expected)} (likely {dollars(forecast.low)} to {dollars(forecast.high)})"
    if forecast.high <= budget:
        return f"{said}, within your budget."
    if forecast.expected <= budget:
        return f"{said}. Should it exceed your budget, Mutuals keeps to the budget, and what matters least is paused."
    return f"{said} without a limit. Mutuals stays within your budget, so what matters least will be paused."
