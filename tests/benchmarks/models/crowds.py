"""Invented people who follow an account: ordinary ones, those a vendor delivers, and those a viral post brings.

Nothing here knows how bursts are noticed. The orders of magnitude are those of public sets of followers: sizes spread over four powers of
ten, accounts made over fifteen years, sold ones made in a few batches; vendors differ from one another as far as they plausibly can.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random

from bot.domain import Arrival

Maker = Callable[[datetime], Arrival]
"""Makes somebody who arrives at this moment."""

_NAMES = ("ada", "jonas", "PetraHolt", "noor", "lukas", "Mei", "tariqaziz", "wren", "Selma", "omarpark", "vera", "zoe", "ruthbell")


class Crowds:
    """Makes people; ids never repeat within one."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self._ids = count(1)

    def between(self, low: float, high: float) -> float:
        """Evenly over the logarithm."""
        return low * float((high / low) ** self.rng.random())

    def arrival(self, at: datetime, username: str, age_days: float, followers: float, following: float, suspicious: bool) -> Arrival:
        rng = self.rng
        known, dated = rng.random() > 0.01, rng.random() > 0.01
        return Arrival(
            user_id=next(self._ids),
            at=at,
            username=username,
            created_at=at - timedelta(days=age_days) if dated else None,
            followers=int(followers) if known else None,
            following=int(following) if known else None,
            posts=int(rng.lognormvariate(4, 2)),
            suspicious=suspicious and known,
        )

    def handle(self, digits: int) -> str:
        name = self.rng.choice(_NAMES)
        return f"{name}{self.rng.randrange(10 ** (digits - 1), 10**digits)}" if digits else name

    def usual_handle(self, young: bool) -> str:
        lot = self.rng.random()
        if lot < (0.45 if young else 0.05):
            return self.handle(self.rng.randint(4, 8))
        if lot < (0.55 if young else 0.25):
            return self.handle(self.rng.randint(1, 4))
        return f"{self.rng.choice(_NAMES)}_{self.rng.choice(_NAMES)}" if self.rng.random() < 0.2 else self.handle(0)


@dataclass(frozen=True, slots=True)
class Public:
    """The ordinary people around an account.

    suspicious, young: shares; newest: days since the young ones joined X, on average. size: the median of followers.
    waves: how many years ago X grew fast, and which share joined then.
    """

    crowds: Crowds
    suspicious: float
    young: float
    newest: float
    size: float
    waves: tuple[tuple[float, float], ...]

    @classmethod
    def of(cls, crowds: Crowds) -> Public:
        rng = crowds.rng
        waves = tuple((rng.uniform(0.5, 15), rng.uniform(0.02, 0.1)) for _ in range(3))
        return cls(crowds, rng.uniform(0.06, 0.12), rng.uniform(0.03, 0.12), rng.uniform(8, 25), crowds.between(60, 900), waves)

    def on_a_viral_day(self) -> Public:
        """Those a viral post reaches: more newcomers to X, and somewhat more who are suspicious by themselves."""
        rng = self.crowds.rng
        return Public(
            self.crowds, self.suspicious * rng.uniform(0.8, 2), rng.uniform(0.1, 0.25), rng.uniform(5, 25), self.size * 0.7, self.waves
        )

    def person(self, at: datetime) -> Arrival:
        crowds, rng = self.crowds, self.crowds.rng
        if rng.random() < self.suspicious:
            young = rng.random() < 0.3
            age = rng.uniform(2, 90) if young else self._age()
            return crowds.arrival(at, crowds.usual_handle(young), age, rng.lognormvariate(2.7, 1.2), rng.lognormvariate(6.8, 0.8), True)
        if rng.random() < self.young:
            age = rng.expovariate(1 / self.newest)
            return crowds.arrival(at, crowds.usual_handle(True), age, rng.lognormvariate(2, 1.5), rng.lognormvariate(4, 1), False)
        return crowds.arrival(
            at, crowds.usual_handle(False), self._age(), self.size * rng.lognormvariate(0, 1.4), rng.lognormvariate(5.7, 1.0), False
        )

    def _age(self) -> float:
        """Days: spread over fifteen years, with waves of a few months."""
        rng, lot = self.crowds.rng, self.crowds.rng.random()
        for years, share in self.waves:
            lot -= share
            if lot < 0:
                return max(1.0, rng.gauss(years * 365, 50))
        return rng.uniform(10, 15 * 365) if rng.random() < 0.85 else rng.uniform(10, 2 * 365)


@dataclass(frozen=True, slots=True)
class Batch:
    """Accounts a vendor made together: `age` days ago, within `width` days."""

    age: float
    width: float
    weight: float


@dataclass(frozen=True, slots=True)
class Vendor:
    """Sells followers. fine: share that looks fine alone; aged: share bought up from people of any age, made in no batch.

    digits: behind every handle; None when handles are like anybody's. Sizes are medians, with their spread as a natural logarithm.
    """

    crowds: Crowds
    batches: tuple[Batch, ...]
    fine: float
    aged: float
    digits: int | None
    doubtful: tuple[float, float]
    fine_looking: tuple[float, float]
    spread: float

    @classmethod
    def of(cls, crowds: Crowds) -> Vendor:
        rng = crowds.rng
        batches = tuple(
            Batch(
                crowds.between(5, 60) if rng.random() < 0.35 else crowds.between(60, 4500),
                rng.uniform(1, 28),
                rng.uniform(0.3, 1),
            )
            for _ in range(rng.choice((1, 2, 2, 3, 4)))
        )
        return cls(
            crowds,
            batches,
            fine=rng.uniform(0, 0.5),
            aged=rng.uniform(0, 0.12),
            digits=rng.choice((None, None, 0, 0, 4, 5, 5, 6, 8)),
            doubtful=(crowds.between(2, 40), crowds.between(250, 3000)),
            fine_looking=(crowds.between(40, 500), crowds.between(80, 600)),
            spread=rng.uniform(0.3, 0.8),
        )

    def person(self, at: datetime) -> Arrival:
        crowds, rng = self.crowds, self.crowds.rng
        fine = rng.random() < self.fine
        followers, following = self.fine_looking if fine else self.doubtful
        age = self._age()
        return crowds.arrival(
            at,
            crowds.usual_handle(age < 60) if self.digits is None else crowds.handle(self.digits),
            age,
            followers * rng.lognormvariate(0, self.spread),
            following * rng.lognormvariate(0, self.spread),
            not fine,
        )

    def _age(self) -> float:
        rng = self.crowds.rng
        if rng.random() < self.aged:
            return rng.uniform(60, 15 * 365)
        batch = rng.choices(self.batches, [batch.weight for batch in self.batches])[0]
        return max(0.5, batch.age + rng.uniform(-batch.width, batch.width) / 2)
