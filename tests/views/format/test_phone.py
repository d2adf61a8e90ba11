"""How much of a phone's line a text takes, by columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.format.phone import LINE, columns, cut, fitting, rows
from tests.support.samples.cards import long_hostile_text


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("", 0),
        ("harbours", 8),
        ("**quiet**", 5),
        ("-# little", 6),
        ("[card →](https://discord.com/channels/1/2/3)", 6),
        ("a\\_b", 3),
        ("since <t:1772445600:R>", 20),
        ("ÀB", 2.8),
        ("港の灯", 6),
        ("e\u0301", 1),
    ],
)
def test_what_is_seen_of_a_text_is_measured(text: str, wide: float) -> None:
    assert columns(text) == pytest.approx(wide)


@pytest.mark.parametrize(("wide", "lines"), [(0, 0), (1, 1), (LINE, 1), (LINE + 1, 2), (3 * LINE, 3)])
def test_how_many_lines_a_text_takes(wide: int, lines: int) -> None:
    assert rows("x" * wide) == lines


@given(long_hostile_text, st.integers(-3, 100))
def test_what_is_cut_is_never_wider(words: str, width: int) -> None:
    assert columns(cut(words, width)) <= max(0, width)


def test_what_fits_is_left_as_it_is_and_the_rest_is_marked() -> None:
    assert cut("ada lovelace", 12) == "ada lovelace"
    assert cut("ada lovelace", 10) == "ada lovel…"


def test_of_parts_side_by_side_only_whole_ones_are_shown() -> None:
    parts = ["2,400 fans", "310 others", "52 posts"]
    assert fitting(parts, 100) == "2,400 fans · 310 others · 52 posts"
    assert fitting(parts, 25) == "2,400 fans · 310 others"
    assert fitting(parts, 9) == ""
