"""Where the money for X went, where the month is heading, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from discord import MediaGalleryItem, ui

from bot.domain import Announcement, Priority
from bot.planning.features import Feature
from bot.planning.spending_overview import BudgetOverview, PurposeTotal
from bot.views.format.facts import paragraph
from bot.views.format.i18n import N_, _
from bot.views.format.numbers import dollars, moment, month_day, month_name, percent
from bot.views.format.palette import AMBER, BLUE, RED
from bot.views.format.screen import Item, Screen, text
from bot.views.money.budget_chart import budget_chart_alt_text
from bot.views.money.spending import forecast_sentence, held_back, of_budget, shortage_lines
from bot.views.words.purposes import purpose_name
from bot.views.words.strategies import feature_name

BUDGET_FILE = "budget.png"
_MOST_PURPOSES = 4


def budget_view(overview: BudgetOverview) -> Screen:
    """For one member. Where anything was spent it needs the chart attached as BUDGET_FILE."""
    items: list[Item] = [text(_("### Spending on X"), *_sums(overview), *_short(overview))]
    if has_spending(overview):
        picture = MediaGalleryItem(f"attachment://{BUDGET_FILE}", description=budget_chart_alt_text(overview))
        items.append(ui.MediaGallery(picture))
    if overview.purposes:
        items.append(text(_("**Where it went this month**"), *_purposes(overview.purposes)))
    items += _features(overview.features)
    colour = RED if overview.credits_depleted_at else AMBER if overview.shortage else BLUE
    return Screen(ui.Container(*items, accent_colour=colour))


def has_spending(overview: BudgetOverview) -> bool:
    """Whether there is anything to draw."""
    return any(day.total for day in overview.days)


def _sums(overview: BudgetOverview) -> list[str]:
    funds = overview.funds
    today, month = of_budget(funds.today, funds.daily_budget), of_budget(funds.this_month, funds.monthly_budget)
    reserved = _("-# {amount} of it is reserved for calls whose cost is not known yet.").format(amount=dollars(overview.reserved))
    return [
        _("**Today** (UTC) {today} · **this month** {month}").format(today=today, month=month),
        reserved if overview.reserved else "",
        forecast_sentence(overview.forecast, funds.monthly_budget, overview.month_ends),
    ]


def _short(overview: BudgetOverview) -> list[str]:
    """What is on hold, and why."""
    out = overview.credits_depleted_at
    message = _("X's credits are used up (since {when}); top them up in X's developer console.")
    credits_depleted = message.format(when=moment(out, "R")) if out else ""
    return [f"- {sentence}" for sentence in (credits_depleted, *shortage_lines(overview.shortage)) if sentence]


def _purposes(totals: Sequence[PurposeTotal]) -> list[str]:
    """The dearest, and the rest in one line."""
    dearest = sorted(totals, key=lambda total: -total.this_month)
    lines = [_spent_on(purpose_name(total.purpose), total.this_month, total.today) for total in dearest[:_MOST_PURPOSES]]
    if rest := dearest[_MOST_PURPOSES:]:
        lines.append(_spent_on(_("everything else"), sum(total.this_month for total in rest), sum(total.today for total in rest)))
    return lines


def _spent_on(what: str, this_month: int, today: int) -> str:
    message = _("- {purpose} **{amount}** · today {today}") if today else _("- {purpose} **{amount}**")
    return message.format(purpose=what, amount=dollars(this_month), today=dollars(today))


def _features(features: Sequence[Feature]) -> list[Item]:
    """What can be switched, with what it would change; then what cannot."""
    switches = [_switch(feature) for feature in features if feature.option]
    always = [feature for feature in features if not feature.option and feature.on]
    fixed = [f"{feature_name(feature.name)} {dollars(feature.micros_per_month or 0)}" for feature in always]
    lines = [
        _("**What would change the cost of a month**") if switches else "",
        *switches,
        _("-# Always on: {features}.").format(features=" · ".join(fixed)) if fixed else "",
        _("-# Estimated for 30 days from how many came, left and spoke to you lately. /budget plan compares strategies."),
    ]
    return [text(*lines)] if features else []


_SWITCHES = {
    (True, 1): N_("- {feature}: on; without it **{amount} less** (`{option}`)"),
    (True, 0): N_("- {feature}: on; without it no change (`{option}`)"),
    (True, -1): N_("- {feature}: on; without it **{amount} more** (`{option}`)"),
    (True, None): N_("- {feature}: on; its effect was not measured yet (`{option}`)"),
    (False, 1): N_("- {feature}: off; with it **{amount} more** (`{option}`)"),
    (False, 0): N_("- {feature}: off; with it no change (`{option}`)"),
    (False, -1): N_("- {feature}: off; with it **{amount} less** (`{option}`)"),
    (False, None): N_("- {feature}: off; its effect was not measured yet (`{option}`)"),
}
"""By whether it is on, and by the sign of what it costs."""


def _switch(feature: Feature) -> str:
    cost = feature.micros_per_month
    message = _(_SWITCHES[feature.on, None if cost is None else (cost > 0) - (cost < 0)])
    return message.format(feature=feature_name(feature.name), amount=dollars(abs(cost or 0)), option=feature.option)


_ALL = 100
_TOO_SMALL = {
    "day": N_("The budget for X of {day} (UTC) is too small for a single poll: {spent} of {budget}."),
    "month": N_("The budget for X of {month} is too small for a single poll: {spent} of {budget}."),
}
_USED_UP = {
    "day": N_("The budget for X of {day} (UTC) is used up: {spent} of {budget}."),
    "month": N_("The budget for X of {month} is used up: {spent} of {budget}."),
}
_SPENT = {
    "day": N_("{share} of the budget for X of {day} (UTC) is spent: {spent} of {budget}."),
    "month": N_("{share} of the budget for X of {month} is spent: {spent} of {budget}."),
}


def budget_notice(announcement: Announcement) -> tuple[list[str], int]:
    """The lines, and the colour."""
    body = announcement.body
    level, spent, budget = (int(str(body[name])) for name in ("level", "spent", "budget"))
    option = "DAILY_BUDGET_USD" if body["period"] == "day" else "MONTHLY_BUDGET_USD"
    too_small = level >= _ALL and spent * 10 <= budget  # something was refused although nearly all of the budget was there
    on_hold = [priority for priority in Priority if priority.share * _ALL <= level and (priority is not Priority.ACTION or spent >= budget)]
    at = announcement.created_at.astimezone(UTC)
    happened = _TOO_SMALL if too_small else _USED_UP if level >= _ALL else _SPENT
    what = _(happened["day" if body["period"] == "day" else "month"]).format(
        share=percent(level / _ALL), day=month_day(at), month=month_name(at), spent=dollars(spent), budget=dollars(budget)
    )
    if not on_hold:
        more = _("/budget now shows where it went and where the month is heading; /settings show has the limit.")
        return [paragraph(what, _("Everything keeps running.")), more], BLUE
    until = datetime.fromisoformat(str(body["until"]))
    means = (
        _("Nothing was lost, but until you raise it:")
        if too_small
        else _("Nothing was lost, but until the budget renews {ago} ({when}):").format(ago=moment(until, "R"), when=moment(until))
    )
    return [
        paragraph(what, means),
        *(f"- {sentence}" for sentence in held_back(on_hold)),
        _(
            "To resume sooner, raise the budget in /settings show, or beyond your host’s limit {option} in .env. "
            "/budget now shows where it went."
        ).format(option=option),
    ], RED if level >= _ALL else AMBER
