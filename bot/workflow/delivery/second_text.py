"""Whether another text may go out after one whose outcome is unknown: the first may be on X unseen, and X takes both."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from bot.domain import Note, NoteCode
from bot.store import Tx
from bot.workflow.inbox.overlap import LISTING_DELAY


async def resend_blocker(tx: Tx, suggestion_id: int, now: datetime) -> Note | None:
    """What keeps the present text of an answer from going out; None for nothing. It ends by itself."""
    return doubt_blocker(await tx.suggestions.doubted_before_change(suggestion_id), now)


def doubt_blocker(doubted_at: datetime | None, now: datetime) -> Note | None:
    """The same, where it is known when the outcome of an earlier text was unknown last; None for never."""
    left = timedelta() if doubted_at is None else doubted_at + LISTING_DELAY - now
    if left <= timedelta():
        return None
    return Note(NoteCode.RESEND_TOO_SOON, {"minutes": ceil(left / timedelta(minutes=1))})
