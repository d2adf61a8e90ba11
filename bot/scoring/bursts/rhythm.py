"""A model of the account's arrivals: how many new followers each hour of the week usually brings, and how much that varies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.scoring.bursts.probability import at_least

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK_HOURS = 168

USUAL_GROWTH = 0.003
"""Of its followers an account gains in a day before anything is known of it: with `PRIOR_DOUBT`, more than 1 % on one day in thirty."""
MIN_PER_DAY = 5.0
"""New followers a day where nothing is known, not even the number of followers."""
PRIOR_DOUBT = 1.0
"""Squared relative uncertainty of that guess."""
PRIOR_DAYS = 2.0
PRIOR_FADE_DAYS = 14.0
"""The guess counts as much as two days seen, and less and less until two weeks have been seen."""

MAX_DAYS = 56
HALF_LIFE_DAYS = 21.0
"""Eight weeks are looked at, and a day three weeks ago counts half: accounts grow."""
OUTLIER = 2.5
"""A day with more than this many times the median is no ordinary day: it teaches the level this much and the shape of the week nothing."""

USUAL_SPREAD = 0.15
SPREAD_PRIOR_WEIGHT = 10.0
MIN_SPREAD = 0.05
"""Squared relative variation from day to day: ±40 % until ten days and more have shown something else, never below ±22 %."""
SHORT_SPREAD = 0.5
"""Added for short spans, divided by 1 + their hours: one good post makes an hour, not a day."""

HOUR_VARIES, DAY_VARIES, HOUR_OF_WEEK_VARIES = 0.5, 0.1, 0.05
"""Squared relative differences believed to lie between hours of the day, days of the week, and the same hour on different days."""
MIN_HOUR_FACTOR = 0.05
"""No hour of the week is believed to bring less than this share of the average hour."""

USUALLY_SUSPICIOUS = 0.1
"""Of ordinary newcomers, suspicious by their profile alone, before anything is known."""
SUSPICIOUS_PRIOR_WEIGHT = 40.0
_CHUNK = 60
"""Arrivals among whom a share of suspicious people is worth taking; the median over many such chunks ignores those a purchase spoilt."""


@dataclass(frozen=True, slots=True)
class HourCount:
    """How many followed in the hour that begins at `hour` (UTC), and how many of them are suspicious by their profile alone."""

    hour: datetime
    arrived: int
    suspicious: int = 0


@dataclass(frozen=True, slots=True)
class ArrivalModel:
    """What to expect of the account.

    per_day: new followers on an average day. weekly_profile: how each hour (from Monday 0:00 UTC) compares with the average hour.
    variation: squared relative variation from day to day. uncertainty: squared relative uncertainty of per_day.
    usually_suspicious: share, 0 to 1. since: when anybody began to look; before that nothing is known.
    """

    per_day: float
    weekly_profile: tuple[float, ...]
    variation: float
    uncertainty: float
    usually_suspicious: float
    since: datetime

    @classmethod
    def learn(cls, hours: Iterable[HourCount], *, since: datetime, until: datetime, followers: int | None) -> ArrivalModel:
        """Learn from the hours in which anybody came between `since`, when looking began, and `until`; an hour left out brought nobody."""
        days = _days(_by_hour(hours, since, until), since, until)
        prior = max(MIN_PER_DAY, USUAL_GROWTH * max(0, followers or 0))
        level = _level(days, prior)
        ordinary = [day for day in days if day.rate <= OUTLIER * level + MIN_PER_DAY]
        week = _weekly_profile(ordinary, level)
        varies = _variation(ordinary)
        seen = sum(day.weight for day in days)
        doubt = 1 / (1 / PRIOR_DOUBT + seen / (varies + 1 / max(level, 1.0)))
        return cls(level, week, varies, doubt, _suspicious_share(ordinary), since)

    def expected(self, since: datetime, until: datetime) -> float:
        """How many newcomers this span usually brings."""
        if until <= since:
            return 0.0
        weeks, rest = divmod(until - since, 7 * DAY)
        return weeks * 7 * self.per_day + self.per_day / 24 * self._hours(until - rest, until)

    def _hours(self, since: datetime, until: datetime) -> float:
        total, moment = 0.0, since.astimezone(UTC)
        hour = moment.weekday() * 24 + moment.hour
        left = (until - since) / HOUR
        part = 1 - (moment.minute * 60 + moment.second + moment.microsecond / 1e6) / 3600
        while left > 0:
            step = min(part, left)
            total += self.weekly_profile[hour % WEEK_HOURS] * step
            left, part, hour = left - step, 1.0, hour + 1
        return total

    def chance(self, arrived: int, since: datetime, until: datetime) -> float:
        """How probable at least so many newcomers in this span are, 0 to 1."""
        return at_least(arrived, self.expected(since, until), self.spread(since, until))

    def spread(self, since: datetime, until: datetime) -> float:
        """Squared relative variation of what such a span brings."""
        return self.variation + self.uncertainty + SHORT_SPREAD / (1 + max(0.0, (until - since) / HOUR))


@dataclass(frozen=True, slots=True)
class _Day:
    """24 hours, or fewer at the beginning. length: in days; weight: length, less the older it is."""

    end: datetime
    hours: Mapping[datetime, tuple[int, int]]
    length: float
    weight: float

    @property
    def arrived(self) -> int:
        return sum(arrived for arrived, _ in self.hours.values())

    @property
    def rate(self) -> float:
        return self.arrived / self.length


def _by_hour(hours: Iterable[HourCount], since: datetime, until: datetime) -> dict[datetime, tuple[int, int]]:
    counts: dict[datetime, tuple[int, int]] = {}
    for count in hours:
        if count.hour < until and count.hour + HOUR > since:
            arrived, suspicious = counts.get(count.hour, (0, 0))
            more = max(0, count.arrived)
            counts[count.hour] = (arrived + more, suspicious + min(more, max(0, count.suspicious)))
    return counts


def _days(counts: Mapping[datetime, tuple[int, int]], since: datetime, until: datetime) -> list[_Day]:
    """The span cut into days, counted back from its end. The shape of the week needs whole days, so the first may be short."""
    span = min(MAX_DAYS * DAY, max(timedelta(), until - since))
    hours: dict[int, dict[datetime, tuple[int, int]]] = defaultdict(dict)
    for hour, count in counts.items():
        hours[(until - hour - timedelta(microseconds=1)) // DAY][hour] = count
    days = []
    for age in range(span // DAY + 1):
        length = min(1.0, span / DAY - age)
        if length >= 1 / 24:
            days.append(_Day(until - age * DAY, hours.get(age, {}), length, length * 0.5 ** (age / HALF_LIFE_DAYS)))
    return days


def _level(days: Sequence[_Day], prior: float) -> float:
    """Newcomers on an average day: a median first, then the mean of what is not far above it."""
    guess = PRIOR_DAYS * max(0.0, 1 - sum(day.length for day in days) / PRIOR_FADE_DAYS)
    seen = [(day.rate, day.weight) for day in days] + ([(prior, guess)] if guess else [])
    weight = sum(weight for _, weight in seen)
    highest = OUTLIER * _median(seen) + MIN_PER_DAY
    return max(0.1, sum(min(rate, highest) * weight for rate, weight in seen) / weight)


def _median(weighted: Sequence[tuple[float, float]]) -> float:
    left = sum(weight for _, weight in weighted) / 2
    for value, weight in sorted(weighted):
        left -= weight
        if left <= 0:
            return value
    return 0.0


def _weekly_profile(days: Sequence[_Day], level: float) -> tuple[float, ...]:
    """Hours of the day first, then days of the week, then what single hours of the week add; each as far as there is evidence for it."""
    seen = [[0.0, 0.0] for _ in range(WEEK_HOURS)]
    for day in days:
        if day.length == 1.0:
            _add_day(day, seen)
    days_seen = sum(cell[1] for cell in seen) / 24
    own = sum(cell[0] for cell in seen) / days_seen if days_seen else level
    if own <= 0:
        return (1.0,) * WEEK_HOURS
    by_hour = [_factor(seen[hour::24], own / 24, HOUR_VARIES) for hour in range(24)]
    by_day = [_factor(seen[day * 24 : day * 24 + 24], own / 24, DAY_VARIES, together=24) for day in range(7)]
    week = []
    for at, cell in enumerate(seen):
        usual = by_hour[at % 24] * by_day[at // 24]
        week.append(usual * _factor([cell], own / 24 * usual, HOUR_OF_WEEK_VARIES))
    mean = sum(week) / WEEK_HOURS
    return tuple(max(MIN_HOUR_FACTOR, factor / mean) for factor in week)


def _add_day(day: _Day, seen: list[list[float]]) -> None:
    """Adds the day's arrivals, and its 24 hours, to the hours of the week they belong to."""
    first = (day.end - DAY + HOUR - timedelta(microseconds=1)).astimezone(UTC)
    for cell in (seen[(first.weekday() * 24 + first.hour + offset) % WEEK_HOURS] for offset in range(24)):
        cell[1] += 1
    for hour, (arrived, _) in day.hours.items():
        seen[hour.weekday() * 24 + hour.hour][0] += arrived


def _factor(cells: Sequence[Sequence[float]], mean: float, varies: float, together: int = 1) -> float:
    """How these hours compare with `mean` an hour, drawn towards 1 as far as so few samples must be doubted.

    together: hours that rise and fall with the same day, and so make one sample.
    """
    arrived = sum(cell[0] for cell in cells)
    hours = sum(cell[1] for cell in cells)
    if not hours or mean <= 0:
        return 1.0
    known = hours / together / (1 / (mean * together) + USUAL_SPREAD)
    return max(MIN_HOUR_FACTOR, 1 + known / (known + 1 / varies) * (arrived / (hours * mean) - 1))


def _variation(days: Sequence[_Day]) -> float:
    """Squared relative variation from day to day beyond mere counting, from the median deviation, drawn towards what is usual."""
    rates = [(day.rate, 1.0) for day in days if day.length == 1.0]
    middle = _median(rates)
    if middle <= 0:
        return USUAL_SPREAD
    deviation = 1.4826 * _median([(abs(rate - middle), 1.0) for rate, _ in rates]) / middle
    seen = max(0.0, deviation**2 - 1 / middle)
    return max(MIN_SPREAD, (len(rates) * seen + SPREAD_PRIOR_WEIGHT * USUAL_SPREAD) / (len(rates) + SPREAD_PRIOR_WEIGHT))


def _suspicious_share(days: Sequence[_Day]) -> float:
    shares: list[tuple[float, float]] = []
    arrived = suspicious = 0
    for day in days:
        for came, doubtful in day.hours.values():
            arrived, suspicious = arrived + came, suspicious + doubtful
        if arrived >= _CHUNK:
            shares.append((suspicious / arrived, float(arrived)))
            arrived = suspicious = 0
    weight = sum(weight for _, weight in shares)
    if not shares:
        return (SUSPICIOUS_PRIOR_WEIGHT * USUALLY_SUSPICIOUS + suspicious) / (SUSPICIOUS_PRIOR_WEIGHT + arrived)
    return (SUSPICIOUS_PRIOR_WEIGHT * USUALLY_SUSPICIOUS + weight * _median(shares)) / (SUSPICIOUS_PRIOR_WEIGHT + weight)
