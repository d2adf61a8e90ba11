"""What the team is told when much of a budget for X is spent: what it means, and what can be done."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain import Announcement, Priority
from bot.views.format.numbers import moment
from bot.views.format.palette import AMBER, BLUE, RED
from bot.views.money.spending import held_back, of_budget

_ALL = 100


def budget_notice(announcement: Announcement) -> tuple[list[str], int]:
    """The lines, and the colour."""
    body = announcement.body
    level, spent, budget = (int(str(body[name])) for name in ("level", "spent", "budget"))
    option = "DAILY_BUDGET_USD" if body["period"] == "day" else "MONTHLY_BUDGET_USD"
    on_hold = [priority for priority in Priority if priority.share * _ALL <= level and (priority is not Priority.ACTION or spent >= budget)]
    what = f"{_head(announcement, level, spent, budget)}: {of_budget(spent, budget)}."
    if not on_hold:
        more = f"/budget now shows where it went and where the month is heading. {option} in .env is the limit."
        return [f"{what} Everything keeps running.", more], BLUE
    until = datetime.fromisoformat(str(body["until"]))
    new_money = "you raise it" if _too_small(level, spent, budget) else f"the budget renews {moment(until, 'R')} ({moment(until)})"
    return [
        f"{what} Nothing was lost, but until {new_money}:",
        *(f"- {sentence}" for sentence in held_back(on_hold)),
        f"To resume sooner, raise {option} in .env and restart Mutuals. /budget now shows where it went.",
    ], RED if level >= _ALL else AMBER


def _head(announcement: Announcement, level: int, spent: int, budget: int) -> str:
    at = announcement.created_at.astimezone(UTC)
    whose = f"budget for X of {at.day} {at:%B} (UTC)" if announcement.body["period"] == "day" else f"budget for X of {at:%B}"
    if _too_small(level, spent, budget):
        return f"The {whose} is too small for a single poll"
    return f"The {whose} is used up" if level >= _ALL else f"{level}% of the {whose} is spent"


def _too_small(level: int, spent: int, budget: int) -> bool:
    """Something was refused although nearly all of the budget was there."""
    return level >= _ALL and spent * 10 <= budget
