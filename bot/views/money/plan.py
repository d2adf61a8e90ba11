"""Strategies to monitor who follows, leaves and mentions the account, compared for this account."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.planning.measurements import Measurements, PlanOverview
from bot.planning.plans import Strategy, StrategyName
from bot.views.format.facts import paragraph
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.numbers import dollars, duration, number, rough, round_dollars
from bot.views.format.palette import BLUE
from bot.views.format.screen import Screen, text
from bot.views.words.strategies import caveat, description, freshness, why_recommended, within_sentence

_HEADS = (N_("a month"), N_("known after"), N_("who left"))


def plan_view(shown: PlanOverview) -> Screen:
    """A table and what stands in it; narrow enough for a phone."""
    plan = shown.plan
    numbered, best = list(enumerate(plan.strategies, 1)), plan.strategies.index(plan.recommended) + 1
    recommended = _("**Recommended: {number}, {strategy}.**").format(number=best, strategy=within_sentence(plan.recommended))
    parts = [
        text(_("### What monitoring costs"), *_account(shown.measured)),
        text(paragraph(recommended, why_recommended(plan), _what_to_do(shown))),
        text(_table(plan.strategies)),
        text(_("**What Mutuals can do**"), *(_strategy(n, strategy, shown.current) for n, strategy in numbered if strategy.options)),
        text(_("**What others do**"), *(_strategy(n, strategy, shown.current) for n, strategy in numbered if not strategy.options)),
        text(f"-# {_basis(shown)}"),
    ]
    return Screen(ui.Container(*parts, accent_colour=BLUE))


def _account(measured: Measurements) -> list[str]:
    """What the comparison is for, and how well that is known."""
    followers = measured.followers
    if measured.counted:
        account = ngettext("For your account with {count} follower:", "For your account with {count} followers:", followers)
    elif followers:
        account = ngettext(
            "For your account with at least {count} follower:", "For your account with at least {count} followers:", followers
        )
    else:
        account = _("For your account with followers that were not counted yet:")
    rates = (
        (_("- {rate} new followers a day, seen over {time}"), _("new followers"), measured.new),
        (_("- {rate} unfollows a day, seen over {time}"), _("unfollows"), measured.lost),
        (_("- {rate} mentions a day, seen over {time}"), _("mentions"), measured.mentions),
    )
    known = [
        message.format(rate=rough(rate.per_day), time=duration(rate.over.total_seconds())) for message, _what, rate in rates if rate.over
    ]
    unknown = [what for _message, what, rate in rates if rate.over is None]
    return [
        account.format(count=number(followers)),
        *known,
        _("- not measured yet, assumed to be none: {things}").format(things=", ".join(unknown)) if unknown else "",
    ]


def _what_to_do(shown: PlanOverview) -> str:
    best = shown.plan.recommended
    if best.name == shown.current:
        return _("Mutuals uses this strategy now.")
    return _("Mutuals uses another strategy now: to switch, set {options} in .env and restart.").format(options=_options(best))


def _table(strategies: Sequence[Strategy]) -> str:
    """In a code block, where columns stay columns."""
    rows = [("", *map(_, _HEADS))]
    for n, strategy in enumerate(strategies, 1):
        left = _("by name") if strategy.knows_names_of_lost else _("how many")
        rows.append((str(n), round_dollars(strategy.micros_per_month), freshness(strategy), left))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join([row[0].ljust(widths[0]), row[1].rjust(widths[1]), row[2].rjust(widths[2]), row[3]]) for row in rows]
    return "\n".join(["```", *lines, "```"])


def _strategy(n: int, strategy: Strategy, current: StrategyName) -> str:
    facts = [f"**{n}** {description(strategy)}", *([_("in use now")] if strategy.name == current else [])]
    details = paragraph(caveat(strategy), _options(strategy))
    return " · ".join(facts) + (f"\n-# {details}" if details else "")


def _options(strategy: Strategy) -> str:
    return " ".join(f"`{option}`" for option in strategy.options)


def _basis(shown: PlanOverview) -> str:
    prices = (
        _("For 30 days by X's price list; your account owns the X app, so its own lists are cheap.")
        if shown.owned
        else _("For 30 days by X's price list; somebody else owns the X app, so lists cost more.")
    )
    least = _("No way of tracking every new follower and mention costs less than {amount} a month.")
    return paragraph(prices, least.format(amount=dollars(shown.plan.lower_bound_micros)))
