"""When the next follow-back may go out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def next_turn(sent: Sequence[datetime], now: datetime, *, per_hour: int, per_day: int) -> datetime:
    """The earliest moment at which one more keeps every window of an hour and of 24 hours within its cap.

    sent: when the earlier ones went out, ascending; those of the last 24 hours matter.
    """
    turn = now
    for window, cap in ((_HOUR, per_hour), (_DAY, per_day)):
        if len(sent) >= cap:
            turn = max(turn, sent[-cap] + window)
    return turn
