"""Who left and came back is told by the order in which X gives followers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Profile
from bot.workflow.followers.newest import PASSED_BY, Scan, came_back

START = datetime(2026, 3, 2, 10, tzinfo=UTC)


def reading_of(user_ids: list[int]) -> Scan:
    profiles = {user_id: Profile(user_id, f"user{user_id}", "", START) for user_id in user_ids}
    return Scan(profiles=profiles, known=set(user_ids))


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


@given(st.integers(0, 60), st.integers(0, 60))
def test_whoever_stands_above_enough_people_who_followed_later_came_back(people: int, place: int) -> None:
    """Somebody who followed before everybody else, at any place of the list."""
    order = list(range(people, 0, -1))
    place = min(place, people)
    order.insert(place, 1_000)
    followed_at = {user_id: at(user_id) for user_id in order} | {1_000: at(0)}

    assert came_back(reading_of(order), followed_at) == ([1_000] if people - place >= PASSED_BY else [])


@given(st.lists(st.integers(0, 5), max_size=60))
def test_a_list_in_order_shows_nobody_coming_back(gaps: list[int]) -> None:
    """Many may have been found in the same minute."""
    minutes = [sum(gaps[: index + 1]) for index in range(len(gaps))]
    followed_at = {user_id: at(minute) for user_id, minute in enumerate(minutes, start=1)}
    assert came_back(reading_of(sorted(followed_at, reverse=True)), followed_at) == []


@given(st.permutations(range(30)), st.integers(1, 4))
def test_a_list_that_x_gives_a_little_out_of_order_shows_nobody_coming_back(jitter: list[int], far: int) -> None:
    order = sorted(range(30), key=lambda user_id: -user_id + far * jitter[user_id] / 30)
    assert came_back(reading_of(order), {user_id: at(user_id) for user_id in order}) == []


def test_people_nobody_knows_say_nothing() -> None:
    assert came_back(reading_of(list(range(1, 30))), {}) == []
