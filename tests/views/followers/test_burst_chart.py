"""The chart of a burst, as a picture and in words."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.image import imread

from bot.views.followers.burst_chart import Bar, burst_chart_alt_text, burst_chart_png
from tests.support.pytest_plugins.examples import one_in

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
TEN_MINUTES = timedelta(minutes=10)
COLOURS = {"others": (0x8F, 0xB8, 0xFF), "look-alikes": (0xFF, 0xB4, 0x54), "usual": (0xE6, 0xE8, 0xEF)}


def bars(*counts: tuple[int, int], step: timedelta = TEN_MINUTES) -> tuple[Bar, ...]:
    return tuple((NOW + n * step, arrived, alike) for n, (arrived, alike) in enumerate(counts))


def pixels(shown: tuple[Bar, ...], expected: float = 0.0) -> dict[str, int]:
    """How many pixels are (nearly) of each colour, the legend and the title left out."""
    picture = imread(io.BytesIO(burst_chart_png(shown, expected, timezone=UTC)), format="png")[80:485, 75:, :3]
    return {name: int((abs(picture * 255 - colour).max(axis=2) < 2).sum()) for name, colour in COLOURS.items()}


@pytest.mark.parametrize(
    "shown",
    [
        (),
        bars((0, 0)),
        bars((7, 7)),
        bars(*[(3, 0)] * 30),
        bars(*[(3, 0)] * 20, (130, 126), (120, 118)),
        bars(*[(90, 80)] * 26, step=timedelta(hours=1)),
    ],
    ids=["none", "empty", "one", "ordinary", "burst", "a day"],
)
def test_it_is_a_picture_with_a_background_of_its_own(shown: tuple[Bar, ...]) -> None:
    picture = imread(io.BytesIO(burst_chart_png(shown, 3.2, timezone=BERLIN)), format="png")
    assert picture.shape[:2] == (600, 1200)
    corners = picture[[0, 0, -1, -1], [0, -1, 0, -1]]
    assert (corners[:, 3] == 1).all()
    assert (corners == corners[0]).all()


def test_look_alikes_stand_on_top_of_the_others_in_proportion() -> None:
    seen = pixels(bars((0, 0), (100, 75), (0, 0)))
    assert seen["look-alikes"] == pytest.approx(3 * seen["others"], rel=0.05)
    ordinary = pixels(bars((0, 0), (100, 0), (0, 0)))
    assert ordinary["look-alikes"] == 0
    assert ordinary["others"] == pytest.approx(seen["others"] + seen["look-alikes"], rel=0.05)


def test_what_is_usual_is_a_line_across() -> None:
    assert pixels(bars((10, 0), (10, 0)), 5.0)["usual"] > pixels(bars((10, 0), (10, 0)), 0.0)["usual"] + 1_000


def test_the_same_bars_make_the_same_picture() -> None:
    shown = bars((3, 0), (40, 38))
    assert burst_chart_png(shown, 1.0, timezone=BERLIN) == burst_chart_png(shown, 1.0, timezone=BERLIN)


def test_the_times_are_the_teams() -> None:
    shown = bars((3, 0), (40, 38))
    assert burst_chart_png(shown, 1.0, timezone=BERLIN) != burst_chart_png(shown, 1.0, timezone=ZoneInfo("Asia/Tokyo"))


@pytest.mark.parametrize(
    ("shown", "expected", "words"),
    [
        ((), 1.0, "No arrivals to show yet."),
        (
            bars((2, 0), (130, 126), (120, 118)),
            0.7,
            "New followers per 10 minutes, 2 Mar (Europe/Berlin): 252 people followed, 244 of them look-alikes. "
            "Most came from 11:10 on 2 Mar: 130 in 10 minutes; about 1 would be usual.",
        ),
        (
            bars(*[(1, 0)] * 14, step=timedelta(hours=1)),
            0.2,
            "New followers per hour, 2 Mar to 3 Mar (Europe/Berlin): 14 people followed, 0 of them look-alikes. "
            "Most came from 11:00 on 2 Mar: 1 in 1 hour; less than 1 would be usual.",
        ),
    ],
    ids=["none", "burst", "over midnight"],
)
def test_in_words(shown: tuple[Bar, ...], expected: float, words: str) -> None:
    assert burst_chart_alt_text(shown, expected, timezone=BERLIN) == words


@settings(max_examples=one_in(4))
@given(
    st.lists(st.tuples(st.integers(0, 10**7), st.floats(0, 1)), max_size=60),
    st.floats(0, 10**6),
    st.sampled_from([timedelta(minutes=10), timedelta(hours=1)]),
    st.datetimes(datetime(2010, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # hypothesis wants naive bounds
    st.sampled_from([UTC, BERLIN, ZoneInfo("Australia/Lord_Howe")]),
)
def test_any_bars_can_be_drawn(counts: list[tuple[int, float]], expected: float, step: timedelta, first: datetime, zone: ZoneInfo) -> None:
    shown = [(first + n * step, arrived, int(arrived * share)) for n, (arrived, share) in enumerate(counts)]
    assert burst_chart_png(shown, expected, timezone=zone).startswith(b"\x89PNG")
    assert 1 <= len(burst_chart_alt_text(shown, expected, timezone=zone)) <= 1_024
