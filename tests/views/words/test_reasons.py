"""The shape of a handle in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scoring.bursts.handle_pattern import shape_of
from bot.views.words.reasons import shape_name


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
def test_a_handle_shape_name(username: str, words: str) -> None:
    assert shape_name(shape_of(username)) == words


@given(st.text(max_size=60))
def test_any_text_has_a_shape_that_can_be_said(username: str) -> None:
    assert bool(shape_name(shape_of(username))) is bool(username)
