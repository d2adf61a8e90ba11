"""The digest's chart: a picture, and the same in words."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.image import imread

from bot.domain import DayCount
from bot.views.digest.growth_chart import chart_alt_text, chart_png
from tests.support.pytest_plugins.examples import one_in
from tests.views.digest.test_digest import FIRST, days


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ((), "No days to show yet."),
        (days(1), "Followers gained and lost, the first day: 3 gained, 0 lost. 2,400 followers at the end."),
        (
            days(30),
            "Followers gained and lost, last 30 days: 525 gained, 30 lost. Most came on 2 Mar: 32. On the last day 32 came. "
            "2,487 followers at the end, 2,400 at the beginning.",
        ),
        (days(2, known=False), "Followers gained and lost, last 2 days: 7 gained, 1 lost. Most came on 2 Feb: 4. On the last day 4 came."),
    ],
)
def test_the_chart_in_words(shown: tuple[DayCount, ...], words: str) -> None:
    assert chart_alt_text(shown) == words


@pytest.mark.parametrize(
    "shown",
    [(), days(1), days(30), days(30, known=False), (DayCount(FIRST, 0, 0, 7), DayCount(FIRST + timedelta(days=1), 0, 0, 7))],
    ids=["none", "one", "thirty", "unknown count", "nothing happened"],
)
def test_the_chart_is_a_picture_with_a_background_of_its_own(shown: tuple[DayCount, ...]) -> None:
    picture = imread(io.BytesIO(chart_png(shown)), format="png")

    assert picture.shape[:2] == (600, 1200)
    corners = picture[[0, 0, -1, -1], [0, -1, 0, -1]]
    assert (corners[:, 3] == 1).all()
    assert (corners == corners[0]).all()


def colours(shown: tuple[DayCount, ...]) -> dict[str, int]:
    """How many pixels are (nearly) of the bars' colours."""
    picture = imread(io.BytesIO(chart_png(shown)), format="png")[:500, :, :3]
    wanted = {"gained": (0x3D, 0xDC, 0x97), "lost": (0xFF, 0x8A, 0x73), "followers": (0x8F, 0xB8, 0xFF)}
    return {name: int((abs(picture * 255 - colour).max(axis=2) < 2).sum()) for name, colour in wanted.items()}


def test_gained_and_lost_are_bars_as_high_as_they_are_many() -> None:
    few, many = colours((DayCount(FIRST, 4, 4, None),)), colours((DayCount(FIRST, 4, 1, None),))
    assert few["gained"] == pytest.approx(few["lost"], rel=0.05)
    assert many["gained"] == pytest.approx(4 * many["lost"], rel=0.1)
    assert colours((DayCount(FIRST, 4, 0, None),))["lost"] == 0


def test_the_followers_are_a_line_where_they_are_known() -> None:
    assert colours(days(30))["followers"] > 1_000
    assert colours(days(30, known=False))["followers"] == 0


@settings(max_examples=one_in(4))
@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7), st.one_of(st.none(), st.integers(0, 10**9))), max_size=30))
def test_any_days_can_be_drawn(counts: list[tuple[int, int, int | None]]) -> None:
    shown = tuple(DayCount(FIRST + timedelta(days=n), *count) for n, count in enumerate(counts))
    assert chart_png(shown).startswith(b"\x89PNG")
    assert 1 <= len(chart_alt_text(shown)) <= 1_024
