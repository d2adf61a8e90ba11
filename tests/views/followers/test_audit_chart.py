"""The audit's chart: a picture, and the same in words."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.image import imread

from bot.domain import Share, Verdict
from bot.views.followers.audit_chart import audit_chart_alt_text, audit_chart_png
from bot.views.format.palette import VERDICT_CHART_COLOURS
from tests.support.pytest_plugins.examples import one_in
from tests.views.followers.test_audit import ESTIMATED, exactly, shares


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ({}, "Nobody has been assessed yet."),
        (
            ESTIMATED,
            "Your followers by verdict: engaged 1.2% (0.9% to 1.6%), quiet 81% (79.5% to 82.4%), "
            "unsure 12% (10.7% to 13.5%), suspicious 5.8% (5% to 6.6%).",
        ),
        (
            exactly(quiet=0.9996, suspicious=0.0004),
            "Your followers by verdict: engaged 0%, quiet over 99.9%, unsure 0%, suspicious under 0.1%.",
        ),
    ],
)
def test_the_chart_in_words(shown: Mapping[Verdict, Share], words: str) -> None:
    assert audit_chart_alt_text(shown) == words


def coloured(shown: Mapping[Verdict, Share]) -> dict[Verdict, int]:
    """How many pixels are (nearly) of each verdict's colour."""
    picture = imread(io.BytesIO(audit_chart_png(shown)), format="png")
    assert picture.shape[:2] == (600, 1200)
    corners = picture[[0, 0, -1, -1], [0, -1, 0, -1]]
    assert (corners[:, 3] == 1).all()
    wanted = {verdict: tuple(bytes.fromhex(colour[1:])) for verdict, colour in VERDICT_CHART_COLOURS.items()}
    return {verdict: int((abs(picture[:, :, :3] * 255 - colour).max(axis=2) < 2).sum()) for verdict, colour in wanted.items()}


def test_bars_are_as_long_as_the_shares_are_large() -> None:
    found = coloured(exactly(quiet=0.6, unsure=0.2, suspicious=0.2))
    assert found[Verdict.QUIET] == pytest.approx(3 * found[Verdict.UNSURE], rel=0.05)
    assert found[Verdict.UNSURE] == pytest.approx(found[Verdict.SUSPICIOUS], rel=0.02)
    assert found[Verdict.ENGAGED] == 0


def test_a_margin_of_error_is_seen_as_a_whisker_over_the_bar() -> None:
    unsure_of_all = {verdict: Share(0.25, 0.15, 0.35) for verdict in Verdict}
    sure_of_one = unsure_of_all | {Verdict.QUIET: Share(0.25, 0.25, 0.25)}
    assert coloured(sure_of_one)[Verdict.QUIET] > 1.02 * coloured(unsure_of_all)[Verdict.QUIET]


@settings(max_examples=one_in(4))
@given(st.fixed_dictionaries(dict.fromkeys(Verdict, shares)))
def test_any_shares_can_be_drawn(shown: dict[Verdict, Share]) -> None:
    assert audit_chart_png(shown).startswith(b"\x89PNG")
    assert 1 <= len(audit_chart_alt_text(shown)) <= 1_024
