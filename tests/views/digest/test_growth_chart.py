"""The digest's chart: a picture, and the same in words."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from matplotlib.image import imread

from bot.domain import DayCount, Verdict
from bot.views.digest.growth_chart import chart_alt_text, chart_png, growth_chart
from bot.views.format.palette import CHART_BURST, CHART_FOREGROUND, CHART_LOST, VERDICT_CHART_COLOURS
from tests.support.charts import LEAST_TEXT, smallest_text
from tests.support.pytest_plugins.examples import one_in
from tests.views.digest.test_digest import FIRST, days


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ((), "No days to show yet."),
        (days(1), "Followers, the first day: 3 gained, 0 lost, net +3. Gained by verdict: 1 engaged, 2 quiet."),
        (
            days(30),
            "Followers, last 30 days: 525 gained, 30 lost, net +495. Gained by verdict: 30 engaged, 495 quiet. "
            "Most came on 2 Mar: 32. On the last day 32 came.",
        ),
        (
            (DayCount(FIRST, 324, 9, None, {"quiet": 22}, 302), DayCount(FIRST + timedelta(days=1), 0, 9, None)),
            "Followers, last 2 days: 324 gained, 18 lost, net +306. Gained by verdict: 22 quiet, 302 bought. "
            "Most came on 1 Feb: 324. On the last day 0 came.",
        ),
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

    assert picture.shape[:2] == (960, 1200)
    corners = picture[[0, 0, -1, -1], [0, -1, 0, -1]]
    assert (corners[:, 3] == 1).all()
    assert (corners == corners[0]).all()


@pytest.mark.parametrize("count", [1, 3, 30])
def test_its_words_are_read_on_a_phone(count: int) -> None:
    assert smallest_text(growth_chart(days(count))) >= LEAST_TEXT


COLOURS = {
    **{verdict.value: colour for verdict, colour in VERDICT_CHART_COLOURS.items()},
    "burst": CHART_BURST,
    "lost": CHART_LOST,
    "net": CHART_FOREGROUND,
}


def pixels(shown: tuple[DayCount, ...]) -> dict[str, int]:
    """How many of the picture's are of each colour, without the legend."""
    picture = imread(io.BytesIO(chart_png(shown)), format="png")[120:700, :, :3]
    return {name: int((abs(picture - to_rgb(colour)).max(axis=2) < 0.01).sum()) for name, colour in COLOURS.items()}


def test_verdicts_and_a_burst_are_stacked_each_in_its_colour() -> None:
    verdicts = {verdict.value: 4 for verdict in Verdict}
    found = pixels((DayCount(FIRST, 24, 0, None, verdicts, 8),))

    assert found["burst"] == pytest.approx(2 * found["engaged"], rel=0.2)
    assert all(found[verdict] > 1_000 for verdict in verdicts)
    assert found["lost"] == 0


def test_a_purchase_does_not_flatten_the_other_days() -> None:
    ordinary = [DayCount(FIRST + timedelta(days=n), 10, 0, None, {"quiet": 10}) for n in range(6)]
    bought = DayCount(FIRST + timedelta(days=6), 3_010, 0, None, {"quiet": 10}, 3_000)

    assert pixels((*ordinary, bought))["quiet"] > pixels((*ordinary, ordinary[-1]))["quiet"] / 3


def test_lost_is_a_bar_as_high_as_it_is_many() -> None:
    few, many = (pixels((DayCount(FIRST, 8, lost, None, {"quiet": 8}),))["lost"] for lost in (2, 8))
    assert many > 2 * few > 0


def test_the_net_is_a_line() -> None:
    rising = pixels((DayCount(FIRST, 8, 0, None, {"quiet": 8}), DayCount(FIRST + timedelta(days=1), 8, 8, None, {"quiet": 8})))
    assert rising["net"] > 500


@pytest.mark.parametrize("count", [1, 3, 7])
def test_so_many_days_are_so_many_bars_and_fill_the_picture(count: int) -> None:
    shown = tuple(DayCount(FIRST + timedelta(days=n), 10, 0, None, {"quiet": 10}) for n in range(count))
    row = imread(io.BytesIO(chart_png(shown)), format="png")[500, :, :3]
    quiet = abs(row - to_rgb(VERDICT_CHART_COLOURS[Verdict.QUIET])).max(axis=1) < 0.01
    begins = [n for n in range(1, len(quiet)) if quiet[n] and not quiet[n - 1]]

    assert len(begins) == count
    assert begins[0] < 1_200 / count


@settings(max_examples=one_in(4))
@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7), st.one_of(st.none(), st.integers(0, 10**9))), max_size=30))
def test_any_days_can_be_drawn(counts: list[tuple[int, int, int | None]]) -> None:
    shown = tuple(DayCount(FIRST + timedelta(days=n), *count) for n, count in enumerate(counts))
    assert chart_png(shown).startswith(b"\x89PNG")
    assert 1 <= len(chart_alt_text(shown)) <= 1_024
