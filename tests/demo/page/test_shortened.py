"""Posts on one line, as the panel and its notes show them."""

from __future__ import annotations

import pytest

from bot.demo.page.post_triggers import shortened
from bot.demo.x.world.sample_posts import HOSTILE


@pytest.mark.parametrize("text", [sample.text for sample in HOSTILE])
def test_a_shortened_text_is_one_short_line_in_one_direction(text: str) -> None:
    line = shortened(text * 3)
    assert len(line) <= 160
    assert line.splitlines() == [line]
    assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def test_what_fits_is_left_alone() -> None:
    assert shortened("Are you open  on\nSunday?") == "Are you open on Sunday?"
    assert shortened("a" * 160) == "a" * 160
    assert shortened("a" * 161) == "a" * 159 + "…"
