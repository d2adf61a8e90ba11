"""Where the money for X went and where the month is heading, from what each purpose cost each day. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from bot.domain import DaySpending, Funds, Purpose
from bot.planning.features import Feature
from bot.planning.forecast import Forecast, forecast
from bot.planning.shortage import Shortage, next_month

SHOWN_DAYS = 30

_DAY = timedelta(days=1)
_ONCE = frozenset({Purpose.BASELINE, Purpose.AUDIT, Purpose.CHECK})
"""What somebody has done once says nothing about the days to come."""


class Group(StrEnum):
    """What money goes on, roughly, by the words for it."""

    LOOKING = "looking"
    LISTENING = "listening"
    CONFIRMING = "confirming"
    FOLLOW_BACKS = "follow-backs"
    REPLIES = "replies"
    OTHER = "other"


_GROUPS = {
    Purpose.DETECTION: Group.LOOKING,
    Purpose.LOSSES: Group.LOOKING,
    Purpose.ACCOUNT: Group.LOOKING,
    Purpose.MENTIONS: Group.LISTENING,
    Purpose.OWN_POSTS: Group.LISTENING,
    Purpose.PROFILES: Group.LISTENING,
    Purpose.CONFIRMATION: Group.CONFIRMING,
    Purpose.FOLLOW_BACK: Group.FOLLOW_BACKS,
    Purpose.REPLY: Group.REPLIES,
}


@dataclass(frozen=True, slots=True)
class DayTotal:
    """A UTC day's micro-dollars, spent or set aside, by what they went on."""

    day: date
    by_group: Mapping[Group, int]

    @property
    def total(self) -> int:
        return sum(self.by_group.values())


@dataclass(frozen=True, slots=True)
class PurposeTotal:
    """What one purpose has cost; micro-dollars, spent or set aside."""

    purpose: Purpose
    today: int
    this_month: int


@dataclass(frozen=True, slots=True)
class BudgetOverview:
    """Everything /budget now shows. Money is in micro-dollars; days and months are X's, in UTC.

    set_aside: of this month's money, for calls whose cost X has not told. purposes: the dearest of the month first, without those that
    cost nothing. month_ends: what the forecast is for. course: what had been spent by the end of each day of the month, today last.
    days: the last SHOWN_DAYS, today last. credits_out_at: since when X says that its credits are used up.
    """

    now: datetime
    funds: Funds
    set_aside: int
    purposes: tuple[PurposeTotal, ...]
    shortage: Shortage
    credits_out_at: datetime | None
    forecast: Forecast
    month_ends: datetime
    course: tuple[int, ...]
    days: tuple[DayTotal, ...]
    features: tuple[Feature, ...]


def overview(
    spending: Collection[DaySpending],
    funds: Funds,
    lack: Shortage,
    offered: Sequence[Feature],
    now: datetime,
    *,
    settled_in_at: datetime | None,
    credits_out_at: datetime | None = None,
) -> BudgetOverview:
    """Sum up.

    spending: since `first_day`. settled_in_at: when the followers were taken stock of; the days after that one are ordinary.
    """
    today = now.astimezone(UTC).date()
    this_month = [entry for entry in spending if entry.day >= today.replace(day=1)]
    totals = _totals(spending)
    ordinary = _totals(entry for entry in spending if entry.purpose not in _ONCE)
    began = settled_in_at.astimezone(UTC).date() if settled_in_at else today
    whole_days = [ordinary[day] for day in _days(max(began + _DAY, first_day(now)), today - _DAY)]
    course: list[int] = []
    for day in _days(today.replace(day=1), today):
        course.append((course[-1] if course else 0) + totals[day])
    return BudgetOverview(
        now=now,
        funds=funds,
        set_aside=sum(entry.reserved for entry in this_month),
        purposes=_by_purpose(this_month, today),
        shortage=lack,
        credits_out_at=credits_out_at,
        forecast=forecast(whole_days, funds.this_month, now),
        month_ends=next_month(now),
        course=tuple(course),
        days=tuple(_day_total(day, spending) for day in _days(today - (SHOWN_DAYS - 1) * _DAY, today)),
        features=tuple(offered),
    )


def first_day(now: datetime) -> date:
    """From which UTC day on spending is needed for an overview."""
    today = now.astimezone(UTC).date()
    return min(today.replace(day=1), today - (SHOWN_DAYS - 1) * _DAY)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + n * _DAY for n in range((last - first).days + 1))


def _totals(spending: Iterator[DaySpending] | Collection[DaySpending]) -> Counter[date]:
    totals: Counter[date] = Counter()
    for entry in spending:
        totals[entry.day] += entry.charged + entry.reserved
    return totals


def _day_total(day: date, spending: Collection[DaySpending]) -> DayTotal:
    by_group: Counter[Group] = Counter()
    for entry in spending:
        if entry.day == day:
            by_group[_GROUPS.get(entry.purpose, Group.OTHER)] += entry.charged + entry.reserved
    return DayTotal(day, {group: by_group[group] for group in Group if by_group[group]})


def _by_purpose(this_month: Collection[DaySpending], today: date) -> tuple[PurposeTotal, ...]:
    month: Counter[Purpose] = Counter()
    of_today: Counter[Purpose] = Counter()
    for entry in this_month:
        month[entry.purpose] += entry.charged + entry.reserved
        of_today[entry.purpose] += entry.charged + entry.reserved if entry.day == today else 0
    return tuple(PurposeTotal(purpose, of_today[purpose], micros) for purpose, micros in month.most_common() if micros)
