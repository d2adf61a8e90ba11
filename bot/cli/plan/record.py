"""A plan for scripts."""

from __future__ import annotations

from bot.domain import MICROS
from bot.planning.plans import Plan


def record(plan: Plan) -> dict[str, object]:
    """The plan, ready for JSON; amounts in dollars, exact to the micro-dollar, for 30 days."""
    return {
        "recommended": plan.recommended.name,
        "usd_per_month": plan.recommended.micros_per_month / MICROS,
        "lower_bound_usd_per_month": plan.lower_bound_micros / MICROS,
        "strategies": [
            {
                "name": strategy.name,
                "usd_per_month": strategy.micros_per_month / MICROS,
                "freshness_seconds": strategy.freshness_seconds,
                "knows_names_of_lost": strategy.knows_names_of_lost,
            }
            for strategy in plan.strategies
        ],
    }
