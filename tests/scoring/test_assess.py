"""The scorecard says what it sees, says "unsure" when it does not know, and never accuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Profile, Verdict
from bot.scoring.assess import assess

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

GENUINE = Profile(1, "ada", "Ada", NOW, bio="Roasts coffee", followers=380, following=290, posts=1200, listed=3)

figures = st.none() | st.integers(min_value=0, max_value=10**9)
times = st.none() | st.datetimes(timezones=st.just(UTC))
profiles = st.builds(
    Profile,
    user_id=st.integers(1, 2**63 - 1),
    username=st.text(max_size=30),
    name=st.text(max_size=60),
    fetched_at=st.just(NOW),
    bio=st.text(max_size=200),
    protected=st.booleans(),
    followers=figures,
    following=figures,
    posts=figures,
    listed=figures,
    created_at=times,
    last_post_at=times,
)


def facts(profile: Profile) -> list[str]:
    return [reason.fact for reason in assess(profile, NOW).reasons]


def test_somebody_who_follows_thousands_and_is_followed_by_few_is_suspicious_and_says_why() -> None:
    profile = replace(GENUINE, following=4871, followers=9)

    assert assess(profile, NOW).verdict is Verdict.SUSPICIOUS
    assert facts(profile)[0] == "follows 4,871, followed by 9"


def test_an_empty_profile_alone_is_quiet_not_suspicious() -> None:
    empty = replace(GENUINE, bio="", posts=0, followers=4, following=40, listed=0)

    assert assess(empty, NOW).verdict is Verdict.QUIET
    assert assess(empty, NOW).suspicion == 0


def test_emptiness_supports_an_imbalance() -> None:
    imbalanced = replace(GENUINE, following=600, followers=100)
    empty_too = replace(imbalanced, posts=0, bio="")

    assert assess(empty_too, NOW).suspicion > assess(imbalanced, NOW).suspicion


@pytest.mark.parametrize("profile", [replace(GENUINE, followers=None), replace(GENUINE, following=None)])
def test_missing_figures_make_it_unsure(profile: Profile) -> None:
    assert assess(profile, NOW).verdict is Verdict.UNSURE
    assert any("did not say" in fact for fact in facts(profile))


def test_a_long_silence_is_said_and_counts_against_nobody() -> None:
    silent = replace(GENUINE, last_post_at=NOW - timedelta(days=8 * 365 + 3))

    assert "last posted 8 years ago" in facts(silent)
    assert assess(silent, NOW).suspicion == assess(GENUINE, NOW).suspicion


def test_reach_comes_first_and_doubt_last() -> None:
    small, big = replace(GENUINE, followers=120), replace(GENUINE, followers=40_000)
    doubtful = replace(GENUINE, followers=8_000, following=60_000)

    worths = [assess(p, NOW).worth for p in (big, small, doubtful)]
    assert worths == sorted(worths, reverse=True)
    assert assess(doubtful, NOW).verdict is Verdict.UNSURE


@given(profiles)
def test_any_profile_gets_a_verdict_and_words_that_accuse_nobody(profile: Profile) -> None:
    assessment = assess(profile, NOW)

    assert 0 <= assessment.suspicion <= 100
    words = " ".join(reason.fact for reason in assessment.reasons).lower()
    assert not any(word in words.split() for word in ("bot", "fake", "spam", "violates"))
    assert (assessment.verdict is Verdict.SUSPICIOUS) <= any(reason.points for reason in assessment.reasons)


@given(profiles, st.integers(0, 10**6))
def test_following_more_people_never_lowers_the_suspicion(profile: Profile, more: int) -> None:
    if profile.following is not None:
        assert assess(replace(profile, following=profile.following + more), NOW).suspicion >= assess(profile, NOW).suspicion


@given(profiles)
def test_losing_posts_or_bio_never_lowers_the_suspicion(profile: Profile) -> None:
    assert assess(replace(profile, posts=0, bio=""), NOW).suspicion >= assess(profile, NOW).suspicion
