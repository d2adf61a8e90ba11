"""A list is read to its end, or it is said why not; no reading goes on for ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.x.errors import IncompleteList
from bot.x.parse.pagination import MOST_EMPTY_PAGES, Pagination, next_token


@pytest.mark.parametrize("body", [{}, {"meta": {}}, {"meta": {"next_token": ""}}, {"meta": {"next_token": 7}}, {"meta": "next_token"}])
def test_a_page_that_names_no_other_is_the_last(body: dict[str, object]) -> None:
    assert next_token(body) is None


def test_a_page_names_the_next_one() -> None:
    assert next_token({"meta": {"next_token": "7140w"}}) == "7140w"


def test_a_list_that_ends_was_read_whole() -> None:
    reading = Pagination()

    assert reading.has_next("a", empty=False)
    assert reading.has_next("b", empty=True)
    assert not reading.has_next(None, empty=False)
    reading.check()


@pytest.mark.parametrize("begun_at", [None, "a"])
def test_a_circle_is_left_and_said(begun_at: str | None) -> None:
    reading = Pagination(begun_at)
    for token in ("b", "c"):
        assert reading.has_next(token, empty=False)

    assert not reading.has_next("b" if begun_at is None else "a", empty=False)
    with pytest.raises(IncompleteList) as caught:
        reading.check()
    assert caught.value.detail == "X named a place in the list a second time"


def test_so_many_empty_pages_in_a_row_are_the_end_and_a_person_between_them_is_not() -> None:
    reading = Pagination()
    for number in range(2 * MOST_EMPTY_PAGES - 1):
        assert reading.has_next(f"page {number}", empty=number != MOST_EMPTY_PAGES - 1)

    assert not reading.has_next("one more", empty=True)
    with pytest.raises(IncompleteList):
        reading.check()


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.booleans()), min_size=9 * MOST_EMPTY_PAGES))
def test_no_reading_of_few_places_goes_on_for_ever(pages: list[tuple[str, bool]]) -> None:
    reading = Pagination()

    assert not all(reading.has_next(token, empty=empty) for token, empty in pages)
