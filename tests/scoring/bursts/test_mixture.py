"""Of those who came at the same time, who belongs together is told by likeness, and nobody by a moment alone."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Arrival
from bot.scoring.bursts.baseline import UsualFollowers
from bot.scoring.bursts.detect import BELONGS
from bot.scoring.bursts.mixture import membership_probabilities
from bot.scoring.bursts.traits import ArrivalFeatures, features_of
from tests.support.samples.arrivals import HOUR, NOW, ArrivalFactory, odd_arrivals

USUAL = UsualFollowers.learn([], NOW)
MADE = NOW.toordinal() - 700
"""When the accounts of `crowd` were made that were bought, give or take a week."""


def crowd(bought: int, ordinary: int) -> tuple[list[ArrivalFeatures], set[int]]:
    """In order of arrival, and who was bought."""
    factory = ArrivalFactory(seed=5)
    some = [factory.bought(at) for at in factory.moments(bought, NOW - HOUR, NOW)]
    others = [factory.ordinary(at) for at in factory.moments(ordinary, NOW - HOUR, NOW)]
    rows = [features_of(arrival) for arrival in sorted([*some, *others], key=lambda arrival: arrival.at)]
    return rows, {arrival.user_id for arrival in some}


def guesses(rows: list[ArrivalFeatures]) -> list[float]:
    """Roughly, by the days on which they were made."""
    return [1.0 if row.made is not None and abs(row.made - MADE) <= 5 else 0.0 for row in rows]


def test_look_alikes_belong_and_the_others_do_not() -> None:
    rows, bought = crowd(80, 40)
    chances = membership_probabilities(rows, guesses(rows), USUAL, 0.1)
    members = {row.user_id for row, chance in zip(rows, chances, strict=True) if chance >= BELONGS}

    assert len(members & bought) >= 70
    assert len(members - bought) <= 4, "ordinary people may be made in the same weeks"


def test_those_who_are_known_to_belong_say_what_members_look_like() -> None:
    rows, bought = crowd(40, 40)
    sure = frozenset(list(bought)[:10])
    chances = membership_probabilities(rows, [1.0 if row.user_id in sure else 0.0 for row in rows], USUAL, 0.1, sure)

    assert all(chance == 1 for row, chance in zip(rows, chances, strict=True) if row.user_id in sure)
    assert sum(chance > 0.5 for row, chance in zip(rows, chances, strict=True) if row.user_id in bought - sure) >= 25


def test_whoever_looks_fine_and_was_made_at_another_time_belongs_to_nobody() -> None:
    factory = ArrivalFactory(seed=5)
    rows, _ = crowd(100, 0)
    alone = features_of(factory.bought(NOW, made_days_ago=3_000, fine=True))
    *_, chance = membership_probabilities([*rows, alone], guesses([*rows, alone]), USUAL, 0.1)

    assert chance == 0


@given(st.lists(odd_arrivals, min_size=1, max_size=40), st.floats(0, 1), st.floats(0, 1))
def test_it_is_a_probability_whatever_x_says(arrivals: list[Arrival], guess: float, suspicious_share: float) -> None:
    rows = [features_of(arrival) for arrival in sorted(arrivals, key=lambda arrival: arrival.at)]
    chances = membership_probabilities(rows, [guess] * len(rows), USUAL, suspicious_share)

    assert len(chances) == len(rows)
    assert all(0 <= chance <= 1 for chance in chances)
    assert timedelta() <= rows[-1].at - rows[0].at
