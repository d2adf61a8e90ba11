"""What a cohort's figures say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Arrival, Cohort
from bot.scoring.bursts.cohort import describe
from tests.support.samples.arrivals import NOW, ArrivalFactory, odd_arrivals


def described(members: list[Arrival]) -> Cohort:
    return describe(members, in_all=len(members), arrived=len(members), expected=3.5, usually_suspicious=0.1)


def member(number: int, made: date) -> Arrival:
    created = NOW.replace(year=made.year, month=made.month, day=made.day)
    return Arrival(number, NOW, f"ada{number + 100}", created, 10, 900, 3, suspicious=True)


def test_the_few_weeks_are_those_in_which_most_were_made() -> None:
    spring = [member(n, date(2021, 4, 2) + timedelta(days=4 * n)) for n in range(8)]
    before = [member(20 + n, date(2019, 1 + 3 * n, 1)) for n in range(2)]

    cohort = described(spring + before)

    assert cohort.same_weeks == pytest.approx(0.8)
    assert (cohort.made_from, cohort.made_until) == (date(2021, 4, 2), date(2021, 4, 30))


def test_alike_are_those_near_the_middle_in_size_and_imbalance() -> None:
    base = member(1, date(2021, 4, 2))
    alike = [replace(base, user_id=n, followers=10 + n, following=900 + 20 * n) for n in range(6)]
    bigger = replace(base, user_id=7, followers=4_000, following=360_000)
    balanced = replace(base, user_id=8, followers=12, following=12)

    assert described([*alike, bigger, balanced]).alike == pytest.approx(6 / 8)


def test_the_commonest_shape_of_handle_is_said_in_words() -> None:
    base = member(1, date(2021, 4, 2))
    handles = ["mira51234", "olek99120", "vera10001", "petra"]

    cohort = described([replace(base, user_id=n, username=handle) for n, handle in enumerate(handles)])

    assert (cohort.pattern, cohort.shape) == (0.75, "a5")


def test_the_share_of_suspicious_ones_stands_beside_the_usual_one() -> None:
    factory = ArrivalFactory()
    cohort = described([factory.bought(NOW), factory.bought(NOW), factory.bought(NOW, fine=True), factory.bought(NOW, fine=True)])

    assert (cohort.suspicious, cohort.usually_suspicious) == (0.5, 0.1)


def test_older_members_count_although_their_figures_are_not_at_hand() -> None:
    cohort = describe([member(1, date(2021, 4, 2))], in_all=300, arrived=420, expected=60, usually_suspicious=0.1)

    assert (cohort.members, cohort.arrived, cohort.same_weeks) == (300, 420, 1.0)


def test_nobody_has_nothing_in_common() -> None:
    assert described([]) == Cohort(0, 3.5, 0, 0.0, None, None, 0.0, 0.0, "", 0.0, 0.1)


@given(st.lists(odd_arrivals, max_size=30))
def test_whatever_x_says_the_shares_are_shares(members: list[Arrival]) -> None:
    cohort = described(members)

    assert all(0 <= share <= 1 for share in (cohort.same_weeks, cohort.alike, cohort.pattern, cohort.suspicious))
    assert cohort.made_from is None or cohort.made_until is None or cohort.made_from <= cohort.made_until
