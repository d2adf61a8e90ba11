"""A plan for people, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from bot.planning.monthly_cost import MONTH_DAYS, PlanInputs
from bot.planning.plans import Plan, Strategy
from bot.views.format.numbers import decimal, dollars, number
from bot.views.words.strategies import caveat, description, freshness, why_recommended, within_sentence
from bot.x.billing import pricing

_HEAD = ("What Mutuals can do", "a month", "half known within", "who left")
_OTHERS = "To compare"


def table(plan: Plan, inputs: PlanInputs, *, owns_app: bool) -> str:
    """The strategies with their prices, the one that is recommended and why, the least there is to pay, and where the prices are from."""
    return "\n".join([_about(inputs, owns_app=owns_app), "", *_rows(plan), "", *_advice(plan), "", *_sources()])


def _about(inputs: PlanInputs, *, owns_app: bool) -> str:
    days = f"{inputs.new_per_day:,g} new, {inputs.lost_per_day:,g} lost, {inputs.mentions_per_day:,g} mentions a day"
    owner = "the account itself" if owns_app else "somebody else"
    return f"{number(inputs.followers)} followers; {days}; the X app belongs to {owner}."


def _rows(plan: Plan) -> Iterator[str]:
    width = max(len(description(strategy)) for strategy in plan.strategies)
    yield _row(" ", *_HEAD, width)
    own = True
    for strategy in plan.strategies:
        if own and not strategy.options:
            own = False
            yield f"\n  {_OTHERS}"
        yield _row("→" if strategy is plan.recommended else " ", *_cells(strategy), width)
        yield f"    {caveat(strategy)}"


def _cells(strategy: Strategy) -> tuple[str, str, str, str]:
    return (
        description(strategy),
        dollars(strategy.micros_per_month),
        freshness(strategy),
        "by name" if strategy.knows_names_of_lost else "",
    )


def _row(mark: str, words: str, cost: str, known: str, left: str, width: int) -> str:
    return f"{mark} {words:<{width}}  {cost:>12}   {known:<17}   {left}".rstrip()


def _advice(plan: Plan) -> Iterator[str]:
    strategy, least = plan.recommended, plan.lower_bound_micros
    cost = dollars(strategy.micros_per_month)
    yield f"Recommended: {within_sentence(strategy)}, {cost} a month. {why_recommended(plan)}"
    yield f"Put this into .env: {' and '.join(strategy.options)}"
    times = f"; this is {decimal(strategy.micros_per_month / least, 2)} times as much" if least else ""
    yield f"Paying once for each new follower and each mention, the least there is to pay, would be {dollars(least)}{times}."


def _sources() -> Iterator[str]:
    yield f"X's prices as of {pricing.AS_OF}, {pricing.SOURCE}; {MONTH_DAYS} days; X charges the same person or post once a UTC day."
    yield "The first reading of the followers there are, follow-backs and their confirmation come on top."
