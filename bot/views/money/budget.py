"""Where the money for X went, where the month is heading, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from discord import MediaGalleryItem, ui

from bot.domain import Announcement, Priority
from bot.planning.features import Feature
from bot.planning.spending_overview import BudgetOverview, PurposeTotal
from bot.views.format.numbers import dollars, moment, month_day, month_name
from bot.views.format.palette import AMBER, BLUE, RED
from bot.views.format.screen import Item, Screen, text
from bot.views.money.budget_chart import budget_chart_alt_text
from bot.views.money.spending import forecast_sentence, held_back, of_budget, shortage_lines
from bot.views.words.features import feature_name
from bot.views.words.purposes import purpose_name

BUDGET_FILE = "budget.png"


def budget_view(overview: BudgetOverview) -> Screen:
    """For one member. Where anything was spent it needs the chart attached as BUDGET_FILE."""
    items: list[Item] = [text("### Spending on X", *_sums(overview), *_short(overview))]
    if has_spending(overview):
        picture = MediaGalleryItem(f"attachment://{BUDGET_FILE}", description=budget_chart_alt_text(overview))
        items.append(ui.MediaGallery(picture))
    if overview.purposes:
        items.append(text("**Where it went this month**", *map(_purpose, overview.purposes)))
    items += _features(overview.features)
    colour = RED if overview.credits_depleted_at else AMBER if overview.shortage else BLUE
    return Screen(ui.Container(*items, accent_colour=colour))


def has_spending(overview: BudgetOverview) -> bool:
    """Whether there is anything to draw."""
    return any(day.total for day in overview.days)


def _sums(overview: BudgetOverview) -> list[str]:
    funds = overview.funds
    today, month = of_budget(funds.today, funds.daily_budget), of_budget(funds.this_month, funds.monthly_budget)
    reserved = f"-# {dollars(overview.reserved)} of it is reserved for calls whose cost is not known yet."
    return [
        f"**Today** (UTC) {today} · **this month** {month}",
        reserved if overview.reserved else "",
        forecast_sentence(overview.forecast, funds.monthly_budget, overview.month_ends),
    ]


def _short(overview: BudgetOverview) -> list[str]:
    """What is on hold, and why."""
    out = overview.credits_depleted_at
    credits_depleted = f"X's credits are used up (since {moment(out, 'R')}); top them up in X's developer console." if out else ""
    return [f"- {sentence}" for sentence in (credits_depleted, *shortage_lines(overview.shortage)) if sentence]


def _purpose(total: PurposeTotal) -> str:
    today = f" · today {dollars(total.today)}" if total.today else ""
    return f"- {purpose_name(total.purpose)} **{dollars(total.this_month)}**{today}"


def _features(features: Sequence[Feature]) -> list[Item]:
    """What can be switched, with what it would change; then what cannot."""
    switches = [_switch(feature) for feature in features if feature.option]
    always = [feature for feature in features if not feature.option and feature.on]
    fixed = [f"{feature_name(feature.name)} {dollars(feature.micros_per_month or 0)}" for feature in always]
    lines = [
        "**What would change the cost of a month**" if switches else "",
        *switches,
        f"-# Always on: {' · '.join(fixed)}." if fixed else "",
        "-# Estimated for 30 days from how many came, left and spoke to you lately. /budget plan compares strategies.",
    ]
    return [text(*lines)] if features else []


def _switch(feature: Feature) -> str:
    if feature.micros_per_month is None:
        return f"- {feature_name(feature.name)}: {'on' if feature.on else 'off'}; its effect was not measured yet (`{feature.option}`)"
    change = -feature.micros_per_month if feature.on else feature.micros_per_month
    how_much = f"**{dollars(abs(change))} {'more' if change > 0 else 'less'}**" if change else "no change"
    return f"- {feature_name(feature.name)}: {'on; without it' if feature.on else 'off; with it'} {how_much} (`{feature.option}`)"


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
    whose = f"budget for X of {month_day(at)} (UTC)" if announcement.body["period"] == "day" else f"budget for X of {month_name(at)}"
    if _too_small(level, spent, budget):
        return f"The {whose} is too small for a single poll"
    return f"The {whose} is used up" if level >= _ALL else f"{level}% of the {whose} is spent"


def _too_small(level: int, spent: int, budget: int) -> bool:
    """Something was refused although nearly all of the budget was there."""
    return level >= _ALL and spent * 10 <= budget
