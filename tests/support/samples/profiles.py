"""People to assess, ordinary and absurd."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from bot.domain import Assessment, BurstState, CohortMembership, InteractionHistory, Keywords, Override, OverrideKind, Profile
from bot.views.words.sentences import sentence

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)

GENUINE = Profile(
    1,
    "ada",
    "Ada",
    NOW,
    bio="Roasts coffee",
    followers=380,
    following=290,
    posts=1200,
    likes=900,
    listed=3,
    created_at=NOW - timedelta(days=900),
)
IMBALANCED = replace(GENUINE, following=4871, followers=9)
DOUBTFUL = replace(GENUINE, following=1_500, followers=100)

figures = st.none() | st.integers(0, 30) | st.integers(0, 5_000) | st.integers(-(10**6), 10**30)
times = st.none() | st.datetimes(timezones=st.just(UTC)) | st.timedeltas(timedelta(days=-90), timedelta(0)).map(lambda ago: NOW + ago)
profiles = st.builds(
    Profile,
    user_id=st.integers(1, 2**63 - 1),
    username=st.text(max_size=30),
    name=st.text(max_size=60),
    fetched_at=st.just(NOW),
    bio=st.text(max_size=200),
    location=st.text(max_size=60),
    url=st.text(max_size=60),
    protected=st.booleans(),
    verified=st.booleans(),
    followers=figures,
    following=figures,
    posts=figures,
    listed=figures,
    likes=figures,
    created_at=times,
    last_post_at=times,
)

cohorts = st.builds(CohortMembership, burst_id=st.just(1), size=st.integers(0, 5_000), state=st.sampled_from(BurstState))
overrides = st.builds(Override, kind=st.sampled_from(OverrideKind), member_id=st.just(5), member_name=st.just("Maya"), at=st.just(NOW))
interaction_history = st.builds(
    InteractionHistory,
    mentions=st.integers(0, 50),
    last_mention_at=st.none() | st.just(NOW),
    times_returned=st.integers(0, 9),
    cohort=st.none() | cohorts,
    override=st.none() | overrides,
    connections=st.lists(st.sampled_from(["roaster", "bean", "cup"]), max_size=3, unique=True).map(tuple),
)
words = st.lists(st.sampled_from(["coffee", "machine learning", "#SlowFood", "猫", "a"]) | st.text(max_size=40), max_size=5).map(tuple)
keywords = st.builds(Keywords, topics=words, muted=words)


def said(kind: OverrideKind) -> Override:
    return Override(kind, 5, "Maya", NOW)


def facts(assessment: Assessment) -> list[str]:
    return [sentence(reason.fact) for reason in assessment.reasons]
