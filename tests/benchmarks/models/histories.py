"""Simulated months of an account: how many come in each hour, and who, with a purchase or a viral day put in where one is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from math import ceil, cos, exp, pi
from random import Random

from bot.domain import Arrival
from bot.scoring.bursts.rhythm import HourCount
from tests.benchmarks.models.crowds import Crowds, Maker, Public, Vendor

BEGINNING = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Account:
    """An account's habits. per_day: new followers; peak: hour of the day (UTC); varies: shape of the gamma that days are drawn from."""

    rng: Random
    public: Public
    per_day: float
    followers: int
    peak: float
    swing: float
    weekend: float
    varies: float

    @classmethod
    def of(cls, rng: Random) -> Account:
        crowds = Crowds(rng)
        per_day = crowds.between(10, 500)
        return cls(
            rng,
            Public.of(crowds),
            per_day,
            int(per_day / crowds.between(0.0005, 0.01)),
            peak=rng.uniform(0, 24),
            swing=rng.uniform(0.2, 0.9),
            weekend=rng.uniform(0.6, 1.3),
            varies=rng.uniform(5, 15),
        )

    def hourly(self, start: datetime, days: int) -> Iterator[tuple[datetime, int]]:
        """How many ordinary people come in each hour; on some days a post does well for a few hours."""
        for day in range(days):
            luck = self.rng.gammavariate(self.varies, 1 / self.varies)
            good = range(0)
            if self.rng.random() < 0.15:
                first = self.rng.randrange(24)
                good = range(first, first + self.rng.randint(1, 4))
            lift = self.rng.uniform(1.5, 2.5)
            for hour in range(24):
                at = start + timedelta(days=day, hours=hour)
                mean = self.per_day / 24 * luck * (1 + self.swing * cos((at.hour - self.peak) * pi / 12))
                mean *= (self.weekend if at.weekday() >= 5 else 1.0) * (lift if hour in good else 1.0)
                yield at, poisson(self.rng, mean)


def poisson(rng: Random, mean: float) -> int:
    if mean > 50:
        return max(0, round(rng.gauss(mean, mean**0.5)))
    left, drawn = exp(-mean), 0
    chance = rng.random()
    while chance > left:
        chance *= rng.random()
        drawn += 1
    return drawn


@dataclass(slots=True)
class History:
    """EventKind happened. counts: of the hours before `begins`; arrivals: everybody from some days before `begins` on, in order.

    extra: ids of those who were bought, or whom the viral post brought.
    """

    account: Account
    since: datetime
    begins: datetime
    counts: list[HourCount]
    arrivals: list[Arrival]
    extra: frozenset[int] = frozenset()
    extra_at: list[datetime] = field(default_factory=list)


def ordinary(rng: Random, *, known_days: int, days: int) -> History:
    """`known_days` known by their hourly counts (the last of them in person, too), then `days` in person. Earlier bursts are in it."""
    account = Account.of(rng)
    begins = BEGINNING + timedelta(days=known_days + rng.randrange(7))
    since = begins - timedelta(days=known_days)
    in_person = min(known_days, max(3, ceil(400 / account.per_day)))
    counts, arrivals = [], []
    for at, arrived in account.hourly(since, known_days + days):
        if at < begins - timedelta(days=in_person):
            counts.append(HourCount(at, arrived, sum(rng.random() < account.public.suspicious for _ in range(arrived))))
        else:
            arrivals += [account.public.person(seen(at + rng.random() * HOUR)) for _ in range(arrived)]
    if known_days > in_person:
        counts += _earlier(rng, since, begins - timedelta(days=in_person + 1))
    arrivals.sort(key=lambda arrival: arrival.at)
    return History(account, since, begins, counts, arrivals)


def _earlier(rng: Random, since: datetime, until: datetime) -> Iterator[HourCount]:
    """Bursts before anybody asks: a purchase in three of ten histories, a viral day in three of ten."""
    for suspicious in (0.7, 0.12):
        if rng.random() < 0.3:
            at = since + int((until - since) / HOUR * rng.random()) * HOUR
            hours = rng.choice((1, 6, 24))
            size = rng.choice((200, 1000, 3000)) // hours
            for hour in range(hours):
                yield HourCount(at + hour * HOUR, size, int(size * suspicious))


def seen(at: datetime) -> datetime:
    """When a look each minute sees somebody who came then."""
    return at.replace(second=0, microsecond=0) + MINUTE


def with_purchase(history: History, size: int, hours: float) -> History:
    """`size` bought followers from some time of the first day on: evenly, the faster the earlier, or in portions."""
    rng = history.account.rng
    start = history.begins + rng.random() * 24 * HOUR
    manner = rng.choice(("evenly", "ebbing", "portions"))
    moments = [rng.random() for _ in range(size)]
    if manner == "ebbing":
        moments = [moment**1.5 for moment in moments]
    if manner == "portions":
        parts = rng.randint(4, 12)
        moments = [(int(moment * parts) + rng.random() * 0.1) / parts for moment in moments]
    return _with(history, Vendor.of(history.account.public.crowds).person, [start + moment * hours * HOUR for moment in moments])


def with_viral_day(history: History, size: int) -> History:
    """`size` people more within a day: a rush within the hour, then ever fewer."""
    rng = history.account.rng
    start = history.begins + rng.random() * 24 * HOUR
    half_life = rng.uniform(1.5, 7)
    moments: list[datetime] = []
    while len(moments) < size:
        after = rng.random() * 0.8 + rng.expovariate(0.7 / half_life)
        if after < 24:
            moments.append(start + after * HOUR)
    return _with(history, history.account.public.on_a_viral_day().person, moments)


def _with(history: History, person: Maker, moments: Sequence[datetime]) -> History:
    extra = [person(seen(moment)) for moment in sorted(moments)]
    arrivals = sorted([*history.arrivals, *extra], key=lambda arrival: arrival.at)
    ids = frozenset(arrival.user_id for arrival in extra)
    return History(history.account, history.since, history.begins, history.counts, arrivals, ids, [arrival.at for arrival in extra])


def after_downtime(history: History, days: int) -> tuple[History, list[tuple[datetime, datetime]]]:
    """The same history as seen by a bot that is down for 6 to 14 hours of every day, and when it was down."""
    rng = history.account.rng
    silences = []
    for day in range(days):
        since = history.begins + timedelta(days=day, hours=rng.uniform(0, 8))
        silences.append((since, since + rng.uniform(6, 14) * HOUR))
    arrivals = []
    for arrival in history.arrivals:
        woke = next((until for since, until in silences if since < arrival.at <= until), None)
        arrivals.append(arrival if woke is None else replace(arrival, at=seen(woke)))
    return replace(history, arrivals=sorted(arrivals, key=lambda arrival: arrival.at)), silences
