"""People who arrive in the stories about bursts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from hypothesis import strategies as st

from bot.domain import Arrival
from bot.scoring.bursts.rhythm import ArrivalModel, HourCount

NOW = datetime(2026, 3, 18, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def rhythm_of(per_day: int, days: int = 28) -> ArrivalModel:
    """An account that gained so many on every one of these days, a tenth of them suspicious by themselves."""
    hours = [NOW - (n + 1) * HOUR for n in range(days * 24)]
    per_hour = [(n + 1) * per_day // 24 - n * per_day // 24 for n in range(days * 24)]
    suspicious = [(n + 1) * per_day // 240 - n * per_day // 240 for n in range(days * 24)]
    counts = [HourCount(*row) for row in zip(hours, per_hour, suspicious, strict=True)]
    return ArrivalModel.learn(counts, since=NOW - days * DAY, until=NOW, followers=400 * per_day)


class ArrivalFactory:
    """Makes people; the same seed makes the same people."""

    def __init__(self, seed: int = 1) -> None:
        self.rng = Random(seed)
        self._ids = count(1)

    def ordinary(self, at: datetime) -> Arrival:
        """Made at any time in fifteen years, of any size; one in ten suspicious."""
        rng = self.rng
        if rng.random() < 0.1:
            return self._arrival(at, f"ola{rng.randrange(10**6)}", rng.uniform(20, 2000), rng.lognormvariate(2.5, 1), 1200, True)
        followers, following = rng.lognormvariate(5.5, 1.4), rng.lognormvariate(5.7, 1)
        return self._arrival(at, rng.choice(("petra", "jonas_holt", "mei27", "noor")), rng.uniform(30, 5500), followers, following, False)

    def newcomer(self, at: datetime) -> Arrival:
        """Somebody who joined X some days ago: small, with a handle that X proposed."""
        rng = self.rng
        return self._arrival(at, f"Vera{rng.randrange(10**4, 10**7)}", rng.uniform(0, 25), rng.uniform(0, 20), rng.uniform(10, 90), False)

    def bought(self, at: datetime, *, made_days_ago: float = 700, fine: bool = False) -> Arrival:
        """Made within the same fortnight, with five digits behind the name."""
        rng = self.rng
        age = made_days_ago + rng.uniform(-7, 7)
        followers, following = (rng.uniform(90, 160), rng.uniform(150, 300)) if fine else (rng.uniform(3, 15), rng.uniform(800, 1500))
        return self._arrival(at, f"mira{rng.randrange(10**4, 10**5)}", age, followers, following, not fine)

    def _arrival(self, at: datetime, username: str, age: float, followers: float, following: float, suspicious: bool) -> Arrival:
        made = at - timedelta(days=age)
        return Arrival(next(self._ids), at, username, made, int(followers), int(following), self.rng.randrange(500), suspicious)

    def moments(self, count: int, since: datetime, until: datetime) -> list[datetime]:
        return sorted(since + self.rng.random() * (until - since) for _ in range(count))

    def day(self, per_day: int, until: datetime = NOW) -> list[Arrival]:
        """26 hours of ordinary people."""
        since = until - 26 * HOUR
        return [self.ordinary(at) for at in self.moments(per_day * 26 // 24, since, until)]


figures = st.none() | st.integers(-(10**9), 10**12) | st.just(10**400)
times = st.datetimes(datetime(2026, 3, 16), datetime(2026, 3, 20), timezones=st.just(UTC))  # noqa: DTZ001 Hypothesis adds the time zone
odd_arrivals = st.builds(
    Arrival,
    user_id=st.integers(1, 60),
    at=times | st.just(NOW - HOUR),
    username=st.text(max_size=20),
    created_at=st.none() | st.datetimes(timezones=st.just(UTC)) | st.just(datetime(2024, 1, 1, tzinfo=UTC)),
    followers=figures,
    following=figures,
    posts=figures,
    suspicious=st.booleans(),
)
