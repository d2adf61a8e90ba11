"""Accounts that were made within the same days are found where they are more than chance would have it."""

from __future__ import annotations

from random import Random

import pytest

from bot.scoring.bursts.baseline import UsualFollowers
from bot.scoring.bursts.creation_batches import Batch, Crowd, densest, suspicious_batch
from tests.support.samples.arrivals import NOW

USUAL = UsualFollowers.learn([], NOW)
TODAY = NOW.toordinal()
CROWD = Crowd(size=200, usual=20, suspicious_share=0.05)


def spread(people: int, seed: int = 1) -> list[int]:
    """Made at any time in ten years."""
    dice = Random(seed)
    return [TODAY - dice.randrange(100, 3_700) for _ in range(people)]


def test_those_made_together_are_found_among_those_who_were_not() -> None:
    batch_days = [TODAY - 700 + day % 5 for day in range(40)]
    found = densest(sorted(spread(160) + batch_days), CROWD, USUAL, suspicious=False, fewest=12)

    assert found is not None
    assert found.count >= 40
    assert found.chance < 1e-12
    assert found.excess > 25
    assert all(found.holds(day, suspicious=False) for day in batch_days)
    assert not found.holds(TODAY - 2_000, suspicious=False)
    assert not found.holds(None, suspicious=False)


@pytest.mark.parametrize("seed", range(5))
def test_those_made_at_any_time_are_nothing_out_of_the_ordinary(seed: int) -> None:
    found = densest(sorted(spread(200, seed)), CROWD, USUAL, suspicious=False, fewest=12)
    assert found is None or found.chance > 1e-6


def test_fewer_than_were_asked_for_are_no_batch() -> None:
    assert densest([TODAY - 700] * 11, CROWD, USUAL, suspicious=False, fewest=12) is None
    assert densest([], CROWD, USUAL, suspicious=False, fewest=12) is None


def test_suspicious_people_are_a_batch_whenever_they_were_made() -> None:
    usual, many = suspicious_batch(10, CROWD), suspicious_batch(150, CROWD)

    assert usual.chance > 1e-3 > many.chance
    assert (many.holds(None, suspicious=True), many.holds(None, suspicious=False)) == (True, False)


def test_chance_falls_with_every_one_who_is_alike() -> None:
    chances = [suspicious_batch(count, CROWD).chance for count in range(0, 200, 10)]
    assert chances == sorted(chances, reverse=True)
    assert Batch(3, 5.0, 1.0, suspicious=False).excess == 0
