"""What the team hears when much of a budget for X is spent: what it means, and what can be done."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain import Announcement, Rank
from bot.views.format.numbers import moment
from bot.views.format.palette import AMBER, BLUE, RED
from bot.views.money.spending import at_rest, of_budget

_ALL = 100


def budget_news(announcement: Announcement) -> tuple[list[str], int]:
    """The lines, and the colour."""
    body = announcement.body
    level, spent, budget = (int(str(body[name])) for name in ("level", "spent", "budget"))
    option = "DAILY_BUDGET_USD" if body["period"] == "day" else "MONTHLY_BUDGET_USD"
    resting = [rank for rank in Rank if rank.share * _ALL <= level and (rank is not Rank.ACTION or spent >= budget)]
    what = f"{_head(announcement, level, spent, budget)}: {of_budget(spent, budget)}."
    if not resting:
        more = f"/budget now shows what it went on and where the month is heading. {option} in .env is the limit."
        return [f"{what} Everything goes on as usual.", more], BLUE
    until = datetime.fromisoformat(str(body["until"]))
    new_money = "you raise it" if _too_small(level, spent, budget) else f"there is new money {moment(until, 'R')} ({moment(until)})"
    return [
        f"{what} Nothing was lost, but until {new_money}:",
        *(f"- {sentence}" for sentence in at_rest(resting)),
        f"To go on sooner, raise {option} in .env and restart Mutuals. /budget now shows what the money went on.",
    ], RED if level >= _ALL else AMBER


def _head(announcement: Announcement, level: int, spent: int, budget: int) -> str:
    at = announcement.created_at.astimezone(UTC)
    whose = f"budget for X of {at.day} {at:%B} (UTC)" if announcement.body["period"] == "day" else f"budget for X of {at:%B}"
    if _too_small(level, spent, budget):
        return f"The {whose} is too small for a single look"
    return f"The {whose} is used up" if level >= _ALL else f"{level}% of the {whose} is spent"


def _too_small(level: int, spent: int, budget: int) -> bool:
    """Something was refused although nearly all of the budget was there."""
    return level >= _ALL and spent * 10 <= budget
