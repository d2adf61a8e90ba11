"""What money for X is spent on, and what is on hold while it is short, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain import Priority, Shortage
from bot.planning.forecast import Forecast
from bot.views.format.i18n import N_, _
from bot.views.format.numbers import dollars, moment, month_name

_ON_HOLD = {
    Priority.OPTIONAL: N_("Audits, follower counts and unfollow checks are on hold."),
    Priority.REPLY: N_("Mentions are not read."),
    Priority.DETECTION: N_("New followers are not polled for; whoever comes meanwhile is found later."),
    Priority.ACTION: N_("Follow-backs through X's API and confirmations wait; what you approved is kept."),
}


def held_back(priorities: Iterable[Priority]) -> list[str]:
    """A sentence for everything that stops, the least important first."""
    return [_(_ON_HOLD[priority]) for priority in sorted(set(priorities))]


def shortage_lines(shortage: Shortage) -> list[str]:
    """What a shortage means, and until when; nothing where there is none."""
    if shortage.until is None:
        return []
    slowed = [_("X is polled less often, so new followers appear later than usual.")] if shortage.slowed else []
    renews = _("The budget renews {when}, or when you raise it.").format(when=moment(shortage.until, "R"))
    return [*held_back(shortage.on_hold), *slowed, renews]


def of_budget(micros: int, budget: int) -> str:
    """ "$4.02 of $50.00"."""
    return _("{amount} of {budget}").format(amount=dollars(micros), budget=dollars(budget))


def forecast_sentence(forecast: Forecast, budget: int, month_ends: datetime) -> str:
    """Where the month is heading, and what that means beside its budget."""
    if forecast.expected is None or forecast.high is None:
        return _("The forecast for the month comes after a full day.")
    if forecast.high <= budget:
        message = _("{month} will cost about {expected} (likely {low} to {high}), within your budget.")
    elif forecast.expected <= budget:
        message = _(
            "{month} will cost about {expected} (likely {low} to {high}). "
            "Should it exceed your budget, Mutuals keeps to the budget, and what matters least is paused."
        )
    else:
        message = _(
            "{month} will cost about {expected} (likely {low} to {high}) without a limit. "
            "Mutuals stays within your budget, so what matters least will be paused."
        )
    return message.format(
        month=month_name(month_ends - timedelta(days=1)),
        expected=dollars(forecast.expected),
        low=dollars(forecast.low),
        high=dollars(forecast.high),
    )
