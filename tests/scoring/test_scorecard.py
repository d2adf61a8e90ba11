"""The table holds what it promises: emptiness never stands alone, small numbers decide little, and more evidence never helps anyone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import BurstState, CohortMembership, InteractionHistory, Profile, Verdict
from bot.scoring.scorecard import ACTIVE_FROM, CAPS, MANY_FROM, MAX_CAPPED_POINTS, NEWCOMER_FOR, SIGNALS, SUSPICIOUS_FROM, UNSURE_FROM
from bot.scoring.verdict import classify
from bot.views.words.sentences import sentence
from tests.support.samples.profiles import GENUINE, NOW, interaction_history, profiles

SEVERITY = [Verdict.ENGAGED, Verdict.QUIET, Verdict.UNSURE, Verdict.SUSPICIOUS]


def suspicion(profile: Profile, what: InteractionHistory | None = None) -> int:
    return classify(profile, NOW, what or InteractionHistory()).suspicion


def person(following: int, followers: int, posts: int | None = 10_000, likes: int | None = 0, days: int = 400) -> Profile:
    return replace(GENUINE, following=following, followers=followers, posts=posts, likes=likes, created_at=NOW - timedelta(days=days))


def test_every_row_says_where_its_figure_comes_from_and_rows_stand_from_strong_to_weak() -> None:
    assert all(row.source for row in (*SIGNALS, *CAPS))
    assert all(signal.points > 0 for signal in SIGNALS)
    for strong, weak in pairwise(SIGNALS):
        if strong.name == weak.name:
            assert strong.at_least > weak.at_least
            assert strong.points > weak.points


@pytest.mark.parametrize(
    ("profile", "points"),
    [
        (person(5_000, 100), 70),
        (person(4_999, 100), 60),
        (person(1_999, 100), 55),
        (person(999, 100), 25),
        (person(499, 100), 20),
        (person(299, 100), 0),
        (person(150, 0), 70),
        (person(99, 0), 35),
    ],
)
def test_only_the_strongest_imbalance_counts(profile: Profile, points: int) -> None:
    assert suspicion(profile) == points


def test_little_activity_counts_beside_an_imbalance_alone() -> None:
    assert suspicion(person(400, 100, posts=0, likes=0)) == 20 + 25
    assert suspicion(person(400, 100, posts=30, likes=10)) == 20 + 25
    assert suspicion(person(400, 100, posts=30, likes=70)) == 20 + 20
    assert suspicion(person(400, 100, posts=31, likes=70)) == 20 + 5
    assert suspicion(person(400, 100, posts=130, likes=70)) == 20 + 5
    assert suspicion(person(400, 100, posts=131, likes=70)) == 20
    assert suspicion(person(200, 100, posts=0, likes=0)) == 0
    assert suspicion(person(4_000, 1_000, posts=ACTIVE_FROM, likes=0)) == 20


@pytest.mark.parametrize(
    ("posts", "likes", "says"),
    [
        (36, 0, "has posted 36 times and liked nothing"),
        (0, 0, "has posted and liked nothing"),
        (0, 1, "has posted nothing and liked 1 post"),
        (1, None, "has posted once"),
        (None, 2, "has liked 2 posts"),
        (0, None, "has posted nothing"),
    ],
)
def test_inactivity_is_told_with_its_numbers(posts: int | None, likes: int | None, says: str) -> None:
    facts = [sentence(reason.fact) for reason in classify(person(1_344, 40, posts, likes), NOW).reasons]

    assert f"follows 1,344, {says}" in facts
    assert not any(fact.startswith("has ") and "posted" in fact for fact in facts)


def test_unknown_activity_says_nothing() -> None:
    assert suspicion(person(400, 100, posts=None, likes=None)) == 20


def test_newcomers_who_follow_a_few_are_nobodys_business() -> None:
    young = NEWCOMER_FOR.days - 1

    assert suspicion(person(60, 0, 0, 0, days=young)) == 0
    assert suspicion(replace(person(60, 0, 0, 0), created_at=None)) == 0
    assert suspicion(replace(person(60, 0, 0, 0), created_at=NOW + timedelta(days=9))) == 0
    assert suspicion(person(60, 0, 0, 0, days=NEWCOMER_FOR.days)) == (70 + 25) // 2
    assert suspicion(person(MANY_FROM, 0, 0, 0, days=young)) >= SUSPICIOUS_FROM


LOUD = person(4_871, 9, posts=2)
"""Suspicious by figures alone."""
IN_COHORT = InteractionHistory(cohort=CohortMembership(1, 60, BurstState.OPEN))


@pytest.mark.parametrize(
    "profile", [person(10, 0, posts=1), person(32, 2, posts=4), person(80, 8, posts=18), person(60, 1, posts=30), person(99, 1, posts=0)]
)
def test_who_follows_few_is_doubtful_at_most_and_suspicious_in_a_suspicious_cohort(profile: Profile) -> None:
    assert UNSURE_FROM <= suspicion(profile) < MAX_CAPPED_POINTS
    assert classify(profile, NOW, IN_COHORT).verdict is Verdict.SUSPICIOUS
    assert classify(replace(profile, following=500), NOW).verdict is Verdict.SUSPICIOUS


@pytest.mark.parametrize(
    ("profile", "fact"),
    [(replace(LOUD, likes=4_871), "has liked 4,871 posts, as readers do"), (replace(LOUD, verified=True), "has X's verified checkmark")],
)
def test_who_likes_as_much_as_they_follow_or_has_a_checkmark_stays_at_doubt_and_is_told_why(profile: Profile, fact: str) -> None:
    found = classify(profile, NOW)

    assert (found.verdict, found.suspicion) == (Verdict.UNSURE, MAX_CAPPED_POINTS)
    assert [sentence(reason.fact) for reason in found.reasons if reason.points < 0] == [fact]
    assert classify(profile, NOW, IN_COHORT).verdict is Verdict.SUSPICIOUS


def test_what_keeps_at_doubt_is_not_mentioned_where_nothing_speaks_against_somebody() -> None:
    assert not [reason for reason in classify(replace(GENUINE, likes=9_000, verified=True), NOW).reasons if reason.points]


def test_one_like_less_or_an_unknown_number_lifts_the_cap() -> None:
    for likes in (4_870, None):
        assert classify(replace(LOUD, likes=likes), NOW).verdict is Verdict.SUSPICIOUS


@given(profiles)
def test_few_followed_as_many_likes_or_a_checkmark_are_never_suspicious_without_a_cohort(profile: Profile) -> None:
    following, likes = profile.following, profile.likes
    few = following is None or following < MANY_FROM
    reads = following is not None and likes is not None and likes >= max(0, following)
    if few or reads or profile.verified:
        assert classify(profile, NOW).verdict is not Verdict.SUSPICIOUS


@given(profiles)
def test_below_ten_times_as_many_a_profile_alone_is_never_suspicious(profile: Profile) -> None:
    if profile.following is None or profile.following < 10 * max(profile.followers or 0, 1):
        assert classify(profile, NOW).verdict is not Verdict.SUSPICIOUS


fewer = st.integers(1, 10**30)


@given(profiles, interaction_history, fewer)
def test_more_evidence_never_lowers_the_suspicion_nor_the_verdict(profile: Profile, what: InteractionHistory, by: int) -> None:
    worse = [
        (replace(profile, following=None if profile.following is None else max(0, profile.following) + by), what),
        (replace(profile, followers=_down(profile.followers, by)), what),
        (replace(profile, posts=_down(profile.posts, by)), what),
        (replace(profile, likes=_down(profile.likes, by)), what),
        (replace(profile, verified=False), what),
        (profile, replace(what, cohort=CohortMembership(1, by, BurstState.OPEN))),
    ]
    before = classify(profile, NOW, what)

    for changed, known in worse:
        after = classify(changed, NOW, known)
        assert after.suspicion >= before.suspicion
        assert SEVERITY.index(after.verdict) >= SEVERITY.index(before.verdict) or profile.following is None or profile.following < 0


def _down(figure: int | None, by: int) -> int | None:
    """Fewer, but never so few that it is no figure any more."""
    return figure if figure is None or figure < 0 else max(0, figure - by)
