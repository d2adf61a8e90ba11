"""How much may be read at once: a page that costs more than there is money for would not be sent at all."""

from __future__ import annotations

from bot.domain import Purpose
from bot.workflow.context import Context
from bot.x.billing.pricing import Price


async def affordable(context: Context, purpose: Purpose, price: Price | int, *, most: int, least: int = 1) -> int:
    """How many to ask for: `most`, or as many as the budgets leave money for, and never fewer than `least`.

    price: of one of them, or in micro-dollars the most that one may cost with whatever X charges along with it.
    """
    each = price.micros if isinstance(price, Price) else price
    funds = (await context.account_cache.now()).funds
    return max(least, min(most, funds.left_for(purpose.priority) // each)) if each else most
