"""The ways of knowing who comes, goes and speaks to the account, compared for this account."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.domain import MICROS
from bot.planning.duration import duration
from bot.planning.measurements import Measured, MeasuredPlan, Rate
from bot.planning.plans import Way
from bot.views.format.numbers import counted, dollars, number
from bot.views.format.palette import BLUE
from bot.views.format.screen import Screen, text

_HEADS = ("", "a month", "known after", "who left")


def plan_view(shown: MeasuredPlan) -> Screen:
    """A table and what stands in it; narrow enough for a phone."""
    plan = shown.plan
    numbered, best = list(enumerate(plan.ways, 1)), plan.ways.index(plan.recommended) + 1
    parts = [
        text("### What knowing costs", *_account(shown.measured)),
        text(f"**Recommended: {best}, {_begun(plan.recommended.words)}.** {plan.why} {_what_to_do(shown)}"),
        text(_table(plan.ways)),
        text("**What Mutuals can do**", *(_way(n, way, shown.at_work) for n, way in numbered if way.options)),
        text("**What others do**", *(_way(n, way, shown.at_work) for n, way in numbered if not way.options)),
        text(f"-# {_basis(shown)}"),
    ]
    return Screen(ui.Container(*parts, accent_colour=BLUE))


def _account(measured: Measured) -> list[str]:
    """What the comparison is for, and how well that is known."""
    known_here = f"at least {counted(measured.followers, 'follower')}" if measured.followers else "followers that were not counted yet"
    followers = counted(measured.followers, "follower") if measured.counted else known_here
    rates = [("new followers", measured.new), ("unfollows", measured.lost), ("mentions", measured.mentions)]
    known = [f"- {_per_day(rate)} {what} a day, seen over {duration(rate.over.total_seconds())}" for what, rate in rates if rate.over]
    unknown = [what for what, rate in rates if rate.over is None]
    return [
        f"For your account with {followers}:",
        *known,
        f"- not measured yet, and taken for none: {', '.join(unknown)}" if unknown else "",
    ]


def _per_day(rate: Rate) -> str:
    return number(round(rate.per_day)) if rate.per_day >= 10 else f"{rate.per_day:.1f}".removesuffix(".0")


def _begun(words: str) -> str:
    """To go on with in a sentence; X stays X."""
    return words[0].lower() + words[1:] if words[1:2].islower() else words


def _what_to_do(shown: MeasuredPlan) -> str:
    best = shown.plan.recommended
    if best.name == shown.at_work:
        return "That is how Mutuals works now."
    return f"Mutuals works in another way now: to change that set {_options(best)} in .env and restart."


def _table(ways: Sequence[Way]) -> str:
    """In a code block, where columns stay columns."""
    rows = [_HEADS]
    for n, way in enumerate(ways, 1):
        rows.append((str(n), _price(way.micros_per_month), way.freshness, "by name" if way.knows_names_of_lost else "how many"))
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    lines = ["  ".join([row[0].ljust(widths[0]), row[1].rjust(widths[1]), row[2].rjust(widths[2]), row[3]]) for row in rows]
    return "\n".join(["```", *lines, "```"])


def _price(micros: int) -> str:
    return f"${round(micros / MICROS):,}" if micros >= 1_000 * MICROS else dollars(micros)


def _way(n: int, way: Way, at_work: str) -> str:
    now = " · at work now" if way.name == at_work else ""
    details = " ".join(part for part in (way.note, _options(way)) if part)
    return f"**{n}** {way.words}{now}" + (f"\n-# {details}" if details else "")


def _options(way: Way) -> str:
    return " ".join(f"`{option}`" for option in way.options)


def _basis(shown: MeasuredPlan) -> str:
    whose = "your account owns the X app, so its own lists are cheap" if shown.owned else "somebody else owns the X app, so lists cost more"
    least = dollars(shown.plan.lower_bound_micros)
    return f"For 30 days by X's price list; {whose}. Nobody can know every new follower and mention for less than {least} a month."
