"""People to assess, ordinary and absurd."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from bot.domain import BurstState, Company, Dealings, Opinion, Overrule, Profile, Tastes

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

companies = st.builds(Company, burst_id=st.just(1), size=st.integers(0, 5_000), state=st.sampled_from(BurstState))
overrules = st.builds(Overrule, opinion=st.sampled_from(Opinion), member_id=st.just(5), member_name=st.just("Maya"), at=st.just(NOW))
dealings = st.builds(
    Dealings,
    mentions=st.integers(0, 50),
    last_mention_at=st.none() | st.just(NOW),
    times_returned=st.integers(0, 9),
    company=st.none() | companies,
    overrule=st.none() | overrules,
    connections=st.lists(st.sampled_from(["roaster", "bean", "cup"]), max_size=3, unique=True).map(tuple),
)
words = st.lists(st.sampled_from(["coffee", "machine learning", "#SlowFood", "猫", "a"]) | st.text(max_size=40), max_size=5).map(tuple)
tastes = st.builds(Tastes, topics=words, never=words)


def said(opinion: Opinion) -> Overrule:
    return Overrule(opinion, 5, "Maya", NOW)
