"""The shape of a handle, in a code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scoring.bursts.handle_pattern import numbered, shape_of


@pytest.mark.parametrize(
    ("username", "expected"), [("ada1999", True), ("ada199", False), ("ada", False), ("", False), ("1a2b3c4d5555", False)]
)
def test_four_digits_at_the_end_look_given_not_chosen(username: str, expected: bool) -> None:
    assert numbered(shape_of(username)) is expected


@given(st.text(alphabet="abz", min_size=1, max_size=9), st.integers(10_000, 99_999))
def test_the_letters_and_digits_themselves_do_not_matter(letters: str, digits: int) -> None:
    assert shape_of(f"{letters}{digits}") == shape_of("vera31415")
