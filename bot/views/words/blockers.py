"""Why what is approved has not gone out yet."""

from __future__ import annotations

from bot.domain import Blocker, Note, Purpose, SuggestionKind
from bot.views.format.facts import Sentences, always
from bot.views.format.i18n import N_, _
from bot.views.format.numbers import clock, money, month_day
from bot.views.words.kinds import KIND_WORDS
from bot.views.words.purposes import purpose_name


def _clock(note: Note, name: str) -> str:
    """The time of day by the team's clock, and the day if it is another one."""
    at, days = note.moment(name), note.number("days")
    if days == 0:
        return clock(at)
    if days == 1:
        return _("{time} tomorrow").format(time=clock(at))
    return _("{time} on {day}").format(time=clock(at), day=month_day(at))


def _spread_out(note: Note) -> str:
    message = _(KIND_WORDS[SuggestionKind(note.text("kind"))].spread_out)
    return message.format(time=_clock(note, "at"), per_hour=note.number("per_hour"), per_day=note.number("per_day"))


def _link_later(note: Note) -> str:
    message = _("Its link comes at about {time}: at most {per_hour} an hour and {per_day} a day.")
    return message.format(time=_clock(note, "at"), per_hour=note.number("per_hour"), per_day=note.number("per_day"))


def _too_small(note: Note) -> str:
    message = _("{option} ({budget}) is too small for {purpose}: one call may cost {price}.")
    return message.format(**_budget(note), price=money(note.number("call")))


def _used_today(note: Note) -> str:
    message = _("Today's budget for X ({option}, {budget}) is used up for {purpose}; it renews at {time}.")
    return message.format(**_budget(note), time=clock(note.moment("until")))


def _used_this_month(note: Note) -> str:
    message = _("This month's budget for X ({option}, {budget}) is used up for {purpose}; it renews on {day}.")
    return message.format(**_budget(note), day=month_day(note.moment("until")))


def _budget(note: Note) -> dict[str, str]:
    purpose = purpose_name(Purpose(note.text("purpose")))
    return {"option": note.text("option"), "budget": money(note.number("budget")), "purpose": purpose}


BLOCKERS: Sentences = {
    Blocker.PAUSED: always(N_("Mutuals is paused until /resume.")),
    Blocker.QUIET_HOURS: lambda note: _("Quiet hours until {time}; it will be sent after that.").format(time=_clock(note, "until")),
    Blocker.SPREAD_OUT: _spread_out,
    Blocker.LINK_LATER: _link_later,
    Blocker.DAY_LIMIT: lambda note: _("X accepts no more of these today. It will be sent at about {time}.").format(time=_clock(note, "at")),
    Blocker.BUDGET_TOO_SMALL: _too_small,
    Blocker.DAILY_BUDGET_USED: _used_today,
    Blocker.MONTHLY_BUDGET_USED: _used_this_month,
    Blocker.BUDGET_RESERVED: always(N_("What is left of the budget for X is reserved for calls in flight; Mutuals retries in a moment.")),
}
