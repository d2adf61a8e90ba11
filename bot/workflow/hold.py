"""What keeps every follow by API from going out, whoever's turn it is. Looked up before one is begun, and shown on the cards that wait."""

from __future__ import annotations

from datetime import datetime

from bot.model import Account, Purpose
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.funding import shortfall
from bot.x.errors import OutOfCredits, RateLimited, XError
from bot.x.limits import LONGEST_WAIT

FOLLOW = "POST /2/users/:id/following"


async def why_held(tx: Tx, account: Account, context: Context, now: datetime) -> XError | None:
    """What a follow would be refused with if it were sent now, as far as is known; None when nothing is in its way."""
    if account.credits_out_at is not None:
        return OutOfCredits()
    for limit in await tx.limits.all():
        if limit.endpoint == FOLLOW and limit.remaining == 0 and limit.resets_at > now:
            return RateLimited(min(limit.resets_at, now + LONGEST_WAIT))
    lacking = await shortfall(tx, context.policy, Purpose.FOLLOW_BACK, context.prices["follow"].micros, now)
    return lacking.error if lacking else None
