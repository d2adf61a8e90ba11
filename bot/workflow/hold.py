"""What keeps all of a kind from going out by API, whoever's turn it is. Looked up before one is begun, and shown on cards that wait."""

from __future__ import annotations

from datetime import datetime

from bot.model import Account
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.deeds import Deed
from bot.workflow.funding import shortfall
from bot.x.errors import OutOfCredits, RateLimited, XError
from bot.x.limits import LONGEST_WAIT


async def why_held(tx: Tx, account: Account, context: Context, now: datetime, deed: Deed, micros: int) -> XError | None:
    """What such a call, which may cost so much, would be refused with if it were sent now, as far as is known; None for nothing."""
    if account.credits_out_at is not None:
        return OutOfCredits()
    for limit in await tx.limits.all():
        if limit.endpoint == deed.endpoint and limit.remaining == 0 and limit.resets_at > now:
            return RateLimited(min(limit.resets_at, now + LONGEST_WAIT))
    lacking = await shortfall(tx, context.policy, deed.purpose, micros, now)
    return lacking.error if lacking else None
