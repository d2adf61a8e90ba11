"""Whether another text may go out after one whose outcome is unknown: the first may be on X unseen, and X takes both."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from bot.store import Tx
from bot.workflow.inbox.overlap import LISTING_DELAY


async def resend_blocker(tx: Tx, suggestion_id: int, now: datetime) -> str:
    """What keeps the present text of an answer from going out, in a sentence; empty for nothing. It ends by itself."""
    return doubt_blocker(await tx.suggestions.doubted_before_change(suggestion_id), now)


def doubt_blocker(doubted_at: datetime | None, now: datetime) -> str:
    """The same, where it is known when the outcome of an earlier text was unknown last; None for never."""
    left = timedelta() if doubted_at is None else doubted_at + LISTING_DELAY - now
    if left <= timedelta():
        return ""
    minutes = ceil(left / timedelta(minutes=1))
    soon = "in a minute" if minutes == 1 else f"in {minutes} minutes"
    return f"The text before this one may be on X already, where it can show late. Approve again {soon} if it is not there."
