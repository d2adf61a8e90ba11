"""Too many people, or too many who are alike, are told from a busy hour."""

from __future__ import annotations

from datetime import timedelta

from bot.domain import Arrival
from bot.scoring.bursts.alarms import MIN_LOOKALIKES, MIN_SURGE, Lookalikes, Window, alarms
from bot.scoring.bursts.baseline import UsualFollowers
from bot.scoring.bursts.recent_arrivals import RecentArrivals
from tests.support.samples.arrivals import DAY, HOUR, NOW, ArrivalFactory, rhythm_of

PER_DAY = 48
RHYTHM = rhythm_of(PER_DAY)


def raised(*arrivals: Arrival, per_day: int = PER_DAY) -> tuple[Lookalikes | None, Window | None]:
    factory = ArrivalFactory(seed=7)
    usual = UsualFollowers.learn([factory.ordinary(NOW - 2 * DAY) for _ in range(300)], NOW)
    recent = RecentArrivals.of([*factory.day(per_day), *arrivals], known=(), before=NOW - 3 * DAY, now=NOW)
    return alarms(recent, RHYTHM, usual)


def test_an_ordinary_day_raises_none() -> None:
    assert raised() == (None, None)


def test_a_rush_of_ordinary_people_is_a_surge_and_no_cohort() -> None:
    factory = ArrivalFactory(seed=3)
    cohort, surge = raised(*(factory.ordinary(at) for at in factory.moments(200, NOW - 3 * HOUR, NOW)))

    assert cohort is None
    assert surge is not None
    assert surge.too_many > MIN_SURGE
    assert NOW - surge.opens < timedelta(hours=13), "the shortest windows show it best"


def test_look_alikes_are_a_cohort_also_where_their_number_alone_shows_nothing() -> None:
    factory = ArrivalFactory(seed=3)
    cohort, surge = raised(*(factory.bought(at) for at in factory.moments(30, NOW - 12 * HOUR, NOW)))

    assert surge is None
    assert cohort is not None
    assert cohort.batch.count >= 30 > MIN_LOOKALIKES


def test_fewer_than_a_class_that_joins_together_raise_none() -> None:
    factory = ArrivalFactory(seed=3)
    assert raised(*(factory.bought(at) for at in factory.moments(MIN_LOOKALIKES - 4, NOW - HOUR, NOW)), per_day=0) == (None, None)


def test_nobody_raises_none() -> None:
    assert raised(per_day=0) == (None, None)
