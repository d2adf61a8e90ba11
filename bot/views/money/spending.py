"""What money for X goes on, and what rests while it is short, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain import Rank
from bot.planning.forecast import Forecast
from bot.planning.shortage import Shortage
from bot.views.format.numbers import dollars, moment

_RESTS = {
    Rank.NICETY: "Audits, follower counts and learning who left rest.",
    Rank.REPLY: "Mentions are not read.",
    Rank.DETECTION: "New followers are not looked for; whoever comes meanwhile is found later.",
    Rank.ACTION: "Follow-backs through X's API and confirmations wait; what you approved is kept.",
}

SLOWED = "X is looked at less often, so new followers appear later than usual."


def at_rest(ranks: Iterable[Rank]) -> list[str]:
    """A sentence for everything that stops, the least important first."""
    return [_RESTS[rank] for rank in sorted(set(ranks))]


def what_rests(shortage: Shortage) -> list[str]:
    """What a shortage means, and until when; nothing where there is none."""
    if shortage.until is None:
        return []
    slowed = [SLOWED] if shortage.slowed else []
    return [*at_rest(shortage.resting), *slowed, f"There is new money {moment(shortage.until, 'R')}, or with larger budgets in .env."]


def of_budget(micros: int, budget: int) -> str:
    """ "$4.02 of $50.00"."""
    return f"{dollars(micros)} of {dollars(budget)}"


def heading_for(forecast: Forecast, budget: int, month_ends: datetime) -> str:
    """Where the month is heading, and what that means beside its budget."""
    if forecast.expected is None or forecast.high is None:
        return "Where the month is heading can be said after a whole day."
    month = f"{month_ends - timedelta(days=1):%B}"
    said = f"{month} will cost about {dollars(forecast.expected)} (likely {dollars(forecast.low)} to {dollars(forecast.high)})"
    if forecast.high <= budget:
        return f"{said}, within your budget."
    if forecast.expected <= budget:
        return f"{said}. Should that be more than your budget, Mutuals keeps to the budget, and what matters least rests."
    return f"{said} if there were no limit. Mutuals keeps to your budget, so what matters least is going to rest."
