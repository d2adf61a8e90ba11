"""Which post comes first, and the line that says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Intent, Note
from bot.scoring.post_worth import WorthInput, worth
from bot.views.words.sentences import sentence

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
DAY = timedelta(hours=24)
FRESH = WorthInput(Intent.OTHER, NOW, NOW, DAY)


def said(notes: tuple[Note, ...]) -> str:
    return " · ".join(map(sentence, notes))


def points(merits: WorthInput) -> int:
    return worth(merits)[0]


def test_who_needs_an_answer_comes_before_who_does_not() -> None:
    order = [Intent.COMPLAINT, Intent.QUESTION, Intent.SHARE, Intent.PRAISE, Intent.THANKS, Intent.GREETING, Intent.OTHER]

    worths = [points(replace(FRESH, intent=intent)) for intent in order]
    assert worths == sorted(set(worths), reverse=True)


def test_a_question_outweighs_a_first_contact_that_an_old_friend_and_that_reach() -> None:
    question = replace(FRESH, intent=Intent.QUESTION)
    newcomer, friend = replace(FRESH, new_follower=True), replace(FRESH, spoke_before=3)
    star = replace(FRESH, followers=10**9)

    assert points(question) > points(newcomer) > points(star) > points(FRESH)
    assert points(newcomer) > points(friend) > points(FRESH)


def test_reach_is_damped_and_topics_count_up_to_three() -> None:
    reach = [points(replace(FRESH, followers=n)) for n in (None, 0, 100, 10_000, 10**6, 10**9, 10**30)]

    assert reach[0] == reach[1]
    assert reach == sorted(reach)
    assert reach[4] - reach[3] == pytest.approx(reach[3] - reach[2], abs=1)
    assert reach[-1] == reach[-2]
    topical = [points(replace(FRESH, topics=("a", "b", "c", "d")[:n])) for n in range(5)]
    assert topical == [topical[0], topical[0] + 100, topical[0] + 200, topical[0] + 300, topical[0] + 300]


def test_worth_fades_over_the_window_and_never_below_nothing() -> None:
    faded = [points(replace(FRESH, posted_at=NOW - timedelta(hours=hours))) for hours in (-5, 0, 6, 12, 24, 900)]

    assert faded == [faded[1], faded[1], faded[1] - 75, faded[1] - 150, faded[1] - 300, faded[1] - 300]
    assert points(replace(FRESH, window=timedelta(0))) == faded[-1]


@pytest.mark.parametrize(
    ("merits", "line"),
    [
        (
            replace(FRESH, intent=Intent.QUESTION, new_follower=True, followers=12_400),
            "asks a question · first contact of a new follower · 12,400 people follow them",
        ),
        (replace(FRESH, intent=Intent.COMPLAINT, spoke_before=1), "complains · spoke to you once before"),
        (replace(FRESH, intent=Intent.QUESTION, spoke_before=3), "asks a question · spoke to you 3 times before"),
        (replace(FRESH, intent=Intent.PRAISE, topics=("coffee",)), "praises you · speaks to you for the first time · about coffee"),
        (replace(FRESH, topics=("coffee", "tea", "cake")), "about coffee, tea and 1 more · speaks to you for the first time"),
        (replace(FRESH, intent=Intent.THANKS, spoke_before=2, followers=999), "spoke to you twice before · says thanks"),
        (replace(FRESH, new_follower=True, spoke_before=1), "spoke to you once before"),
        (replace(FRESH, followers=1_000), "speaks to you for the first time · 1,000 people follow them"),
        (FRESH, "speaks to you for the first time"),
    ],
)
def test_the_line_says_the_strongest_points(merits: WorthInput, line: str) -> None:
    assert said(worth(merits)[1]) == line


moments = st.datetimes(timezones=st.just(UTC))


@given(
    st.builds(
        WorthInput,
        st.sampled_from(Intent),
        moments,
        moments,
        st.timedeltas(),
        st.integers(-5, 10**6),
        st.booleans(),
        st.none() | st.integers(-(10**6), 10**30),
        st.lists(st.sampled_from(["coffee", "tea", "machine learning", "a"]), max_size=6),
    )
)
def test_points_and_line_stay_within_their_bounds(merits: WorthInput) -> None:
    score, told = worth(merits)
    line = said(told)

    assert 0 <= score <= 2_760
    assert 0 < len(line) < 200
    assert "\n" not in line


def test_a_possible_opt_out_comes_before_whatever_else_they_said() -> None:
    may_ask = replace(FRESH, possible_opt_out=True)
    assert points(may_ask) > points(replace(FRESH, intent=Intent.COMPLAINT))
    assert said(worth(may_ask)[1]).startswith("may be opting out")
