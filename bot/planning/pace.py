"""When the next follow-back or reply may go out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from zoneinfo import ZoneInfo

from bot.domain import Policy
from bot.domain.kinds import Pace

SHORTEST_GAP, LONGEST_GAP = 0.4, 1.6
"""Between two that go out by API, in shares of the even gap that the cap of an hour would give."""

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def next_slot(sent: Sequence[datetime], now: datetime, policy: Policy, pace: Pace, *, by_api: bool = True) -> datetime:
    """The earliest moment at which one more of a kind may go out; `now` when nothing is in the way.

    Every window of an hour and of 24 hours stays within its cap. By API, they come at irregular gaps and never in quiet hours;
    whoever is handed a link wants it at once.

    sent: when the earlier ones went out, ascending; those of the last 24 hours matter.
    """
    # What was sent later than now was sent before the clock was set back. It counts for the caps; a gap after it would never end.
    past = [moment for moment in sent if moment <= now]
    return _next_slot(_by_now(sent, now), past[-1] if past else None, now, policy, pace, by_api=by_api)


def _next_slot(sent: Sequence[datetime], last: datetime | None, now: datetime, policy: Policy, pace: Pace, *, by_api: bool) -> datetime:
    gap = _gap_after(last, pace.per_hour) if by_api and last else timedelta()
    slot = max(now, last + gap) if last else now
    for window, cap in _caps(pace):
        if len(sent) >= cap:
            # A cap alone would make them go out a whole hour after each other, to the second.
            slot = max(slot, sent[-cap] + window + gap / 4)
    return after_quiet_hours(slot, policy) if by_api else slot


def earliest_allowed(sent: Sequence[datetime], now: datetime, policy: Policy, pace: Pace) -> datetime:
    """The caps and quiet hours alone, whoever asks: the earliest moment at which one more may go out by API."""
    sent = _by_now(sent, now)
    waits = [sent[-cap] + window for window, cap in _caps(pace) if len(sent) >= cap]
    return after_quiet_hours(max([now, *waits]), policy)


def slots(sent: Sequence[datetime], now: datetime, policy: Policy, pace: Pace, *, count: int, by_api: bool = True) -> list[datetime]:
    """About when each of the next `count` goes out, if nothing else comes between."""
    gone = _by_now(sent, now)
    for _ in range(count):
        gone.append(_next_slot(gone, gone[-1] if gone else None, now, policy, pace, by_api=by_api))
    return gone[len(sent) :]


def after_quiet_hours(moment: datetime, policy: Policy) -> datetime:
    """This moment, or the end of the quiet hours it falls into."""
    if policy.quiet_hours is None:
        return moment
    today = policy.local_date(moment)
    for day in (today - _DAY, today, today + _DAY):
        begin, end = _span(day, policy.quiet_hours, policy.timezone)
        if begin <= moment < end:
            moment = end
    return moment


def before_quiet_hours(moment: datetime, policy: Policy) -> datetime:
    """This moment, or the beginning of the quiet hours it falls into."""
    if policy.quiet_hours is None:
        return moment
    today = policy.local_date(moment)
    spans = (_span(day, policy.quiet_hours, policy.timezone) for day in (today - _DAY, today))
    return min([moment, *(begin for begin, end in spans if begin <= moment < end)])


def _caps(pace: Pace) -> tuple[tuple[timedelta, int], ...]:
    return (_HOUR, pace.per_hour), (_DAY, pace.per_day)


def _by_now(sent: Sequence[datetime], now: datetime) -> list[datetime]:
    return [min(moment, now) for moment in sent]


def _gap_after(last: datetime, per_hour: int) -> timedelta:
    return _HOUR / per_hour * _share_after(int(last.timestamp()) // 60)


@lru_cache(maxsize=10_000)
def _share_after(minute: int) -> float:
    """Drawn from the minute of the last one, so that a restart draws the same."""
    return Random(minute).uniform(SHORTEST_GAP, LONGEST_GAP)


def _span(day: date, hours: tuple[time, time], zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The quiet hours that begin on this local day; where the clock is put forward or back, whatever either reading of them covers."""
    begin, end = hours
    last_day = day if begin < end else day + _DAY
    return min(_readings(day, begin, zone)), max(_readings(last_day, end, zone))


def _readings(day: date, at: time, zone: ZoneInfo) -> list[datetime]:
    return [datetime.combine(day, at.replace(fold=fold), zone).astimezone(UTC) for fold in (0, 1)]
