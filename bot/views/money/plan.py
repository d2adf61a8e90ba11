"""Strategies to monitor who follows, leaves and mentions the account, compared for this account."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.planning.measurements import Measurements, PlanOverview
from bot.planning.plans import Strategy, StrategyName
from bot.views.format.numbers import counted, dollars, duration, rough, round_dollars
from bot.views.format.palette import BLUE
from bot.views.format.screen import Screen, text
from bot.views.words.strategies import caveat, description, freshness, why_recommended, within_sentence

_HEADS = ("", "a month", "known after", "who left")


def plan_view(shown: PlanOverview) -> Screen:
    """A table and what stands in it; narrow enough for a phone."""
    plan = shown.plan
    numbered, best = list(enumerate(plan.strategies, 1)), plan.strategies.index(plan.recommended) + 1
    parts = [
        text("### What monitoring costs", *_account(shown.measured)),
        text(f"**Recommended: {best}, {within_sentence(plan.recommended)}.** {why_recommended(plan)} {_what_to_do(shown)}"),
        text(_table(plan.strategies)),
        text("**What Mutuals can do**", *(_strategy(n, strategy, shown.current) for n, strategy in numbered if strategy.options)),
        text("**What others do**", *(_strategy(n, strategy, shown.current) for n, strategy in numbered if not strategy.options)),
        text(f"-# {_basis(shown)}"),
    ]
    return Screen(ui.Container(*parts, accent_colour=BLUE))


def _account(measured: Measurements) -> list[str]:
    """What the comparison is for, and how well that is known."""
    known_here = f"at least {counted(measured.followers, 'follower')}" if measured.followers else "followers that were not counted yet"
    followers = counted(measured.followers, "follower") if measured.counted else known_here
    rates = [("new followers", measured.new), ("unfollows", measured.lost), ("mentions", measured.mentions)]
    known = [f"- {rough(rate.per_day)} {what} a day, seen over {duration(rate.over.total_seconds())}" for what, rate in rates if rate.over]
    unknown = [what for what, rate in rates if rate.over is None]
    return [
        f"For your account with {followers}:",
        *known,
        f"- not measured yet, assumed to be none: {', '.join(unknown)}" if unknown else "",
    ]


def _what_to_do(shown: PlanOverview) -> str:
    best = shown.plan.recommended
    if best.name == shown.current:
        return "Mutuals uses this strategy now."
    return f"Mutuals uses another strategy now: to switch, set {_options(best)} in .env and restart."


def _table(strategies: Sequence[Strategy]) -> str:
    """In a code block, where columns stay columns."""
    rows = [_HEADS]
    for n, strategy in enumerate(strategies, 1):
        left = "by name" if strategy.knows_names_of_lost else "how many"
        rows.append((str(n), round_dollars(strategy.micros_per_month), freshness(strategy), left))
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    lines = ["  ".join([row[0].ljust(widths[0]), row[1].rjust(widths[1]), row[2].rjust(widths[2]), row[3]]) for row in rows]
    return "\n".join(["```", *lines, "```"])


def _strategy(n: int, strategy: Strategy, current: StrategyName) -> str:
    now = " · in use now" if strategy.name == current else ""
    details = " ".join(part for part in (caveat(strategy), _options(strategy)) if part)
    return f"**{n}** {description(strategy)}{now}" + (f"\n-# {details}" if details else "")


def _options(strategy: Strategy) -> str:
    return " ".join(f"`{option}`" for option in strategy.options)


def _basis(shown: PlanOverview) -> str:
    whose = "your account owns the X app, so its own lists are cheap" if shown.owned else "somebody else owns the X app, so lists cost more"
    least = dollars(shown.plan.lower_bound_micros)
    return f"For 30 days by X's price list; {whose}. No way of tracking every new follower and mention costs less than {least} a month."
