"""Where the money for X went and where the month is heading, from what each purpose cost each day. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from bot.domain import DaySpending, Funds, Purpose, Shortage
from bot.planning.features import Feature
from bot.planning.forecast import Forecast, forecast
from bot.planning.shortage import next_month

SHOWN_DAYS = 30

_DAY = timedelta(days=1)
_ONCE = frozenset({Purpose.BASELINE, Purpose.AUDIT, Purpose.CHECK})
"""One-off costs say nothing about the days to come."""


class SpendingGroup(StrEnum):
    """What money is spent on, roughly; `bot.views.words.purposes` names it."""

    FOLLOWERS = "followers"
    MENTIONS = "mentions"
    CONFIRMATIONS = "confirmations"
    FOLLOW_BACKS = "follow_backs"
    REPLIES = "replies"
    OTHER = "other"


_GROUPS = {
    Purpose.DETECTION: SpendingGroup.FOLLOWERS,
    Purpose.UNFOLLOWS: SpendingGroup.FOLLOWERS,
    Purpose.SWEEP: SpendingGroup.FOLLOWERS,
    Purpose.ACCOUNT: SpendingGroup.FOLLOWERS,
    Purpose.MENTIONS: SpendingGroup.MENTIONS,
    Purpose.OWN_POSTS: SpendingGroup.MENTIONS,
    Purpose.PROFILES: SpendingGroup.MENTIONS,
    Purpose.CONFIRMATION: SpendingGroup.CONFIRMATIONS,
    Purpose.FOLLOW_BACK: SpendingGroup.FOLLOW_BACKS,
    Purpose.REPLY: SpendingGroup.REPLIES,
}


@dataclass(frozen=True, slots=True)
class DayTotal:
    """A UTC day's micro-dollars, spent or reserved, by what they went on."""

    day: date
    by_group: Mapping[SpendingGroup, int]

    @property
    def total(self) -> int:
        return sum(self.by_group.values())


@dataclass(frozen=True, slots=True)
class PurposeTotal:
    """What one purpose has cost; micro-dollars, spent or reserved."""

    purpose: Purpose
    today: int
    this_month: int


@dataclass(frozen=True, slots=True)
class BudgetOverview:
    """Everything /budget now shows. Money is in micro-dollars; days and months are X's, in UTC.

    reserved: of this month's money, for calls whose cost is not known yet. purposes: the dearest of the month first, without those that
    cost nothing. month_ends: what the forecast is for. cumulative: what had been spent by the end of each day of the month, today last.
    days: the last SHOWN_DAYS, today last. credits_depleted_at: since when X says that its credits are used up.
    """

    now: datetime
    funds: Funds
    reserved: int
    purposes: tuple[PurposeTotal, ...]
    shortage: Shortage
    credits_depleted_at: datetime | None
    forecast: Forecast
    month_ends: datetime
    cumulative: tuple[int, ...]
    days: tuple[DayTotal, ...]
    features: tuple[Feature, ...]


def overview(
    spending: Collection[DaySpending],
    funds: Funds,
    lack: Shortage,
    offered: Sequence[Feature],
    now: datetime,
    *,
    baseline_finished_at: datetime | None,
    credits_depleted_at: datetime | None = None,
) -> BudgetOverview:
    """Sum up.

    spending: since `first_day`. baseline_finished_at: when the initial sync ended; the days after that one are ordinary.
    """
    today = now.astimezone(UTC).date()
    this_month = [entry for entry in spending if entry.day >= today.replace(day=1)]
    totals = _totals(spending)
    ordinary = _totals(entry for entry in spending if entry.purpose not in _ONCE)
    began = baseline_finished_at.astimezone(UTC).date() if baseline_finished_at else today
    whole_days = [ordinary[day] for day in _days(max(began + _DAY, first_day(now)), today - _DAY)]
    cumulative: list[int] = []
    for day in _days(today.replace(day=1), today):
        cumulative.append((cumulative[-1] if cumulative else 0) + totals[day])
    return BudgetOverview(
        now=now,
        funds=funds,
        reserved=sum(entry.reserved for entry in this_month),
        purposes=_by_purpose(this_month, today),
        shortage=lack,
        credits_depleted_at=credits_depleted_at,
        forecast=forecast(whole_days, funds.this_month, now),
        month_ends=next_month(now),
        cumulative=tuple(cumulative),
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
    by_group: Counter[SpendingGroup] = Counter()
    for entry in spending:
        if entry.day == day:
            by_group[_GROUPS.get(entry.purpose, SpendingGroup.OTHER)] += entry.charged + entry.reserved
    return DayTotal(day, {group: by_group[group] for group in SpendingGroup if by_group[group]})


def _by_purpose(this_month: Collection[DaySpending], today: date) -> tuple[PurposeTotal, ...]:
    month: Counter[Purpose] = Counter()
    of_today: Counter[Purpose] = Counter()
    for entry in this_month:
        month[entry.purpose] += entry.charged + entry.reserved
        of_today[entry.purpose] += entry.charged + entry.reserved if entry.day == today else 0
    return tuple(PurposeTotal(purpose, of_today[purpose], micros) for purpose, micros in month.most_common() if micros)
