"""The shape of a handle, in a code and in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scoring.bursts.handle_pattern import in_words, numbered, shape_of


@pytest.mark.parametrize(
    ("username", "words"),
    [
        ("petra", "letters only"),
        ("JonasAdler48213", "letters and 5 digits"),
        ("ada_1", "letters, an underscore and 1 digit"),
        ("mei__chen", "letters, an underscore and letters"),
        ("zoe1234567890", "letters and 9 or more digits"),
        ("x7k2m9q", "letters and digits in turn"),
        ("1999", "4 digits"),
        ("", ""),
    ],
)
def test_a_handle_in_words(username: str, words: str) -> None:
    assert in_words(shape_of(username)) == words


@pytest.mark.parametrize(
    ("username", "expected"), [("ada1999", True), ("ada199", False), ("ada", False), ("", False), ("1a2b3c4d5555", False)]
)
def test_four_digits_at_the_end_look_given_not_chosen(username: str, expected: bool) -> None:
    assert numbered(shape_of(username)) is expected


@given(st.text(max_size=60))
def test_any_text_has_a_shape_that_can_be_said(username: str) -> None:
    assert bool(in_words(shape_of(username))) is bool(username)


@given(st.text(alphabet="abz", min_size=1, max_size=9), st.integers(10_000, 99_999))
def test_the_letters_and_digits_themselves_do_not_matter(letters: str, digits: int) -> None:
    assert shape_of(f"{letters}{digits}") == shape_of("vera31415")
