"""The figures of each insight, from what happened; ranges, and their steps."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import (
    Insight,
    InsightRange,
    InsightTopic,
    Interaction,
    InteractionKind,
    OwnPost,
    Policy,
    Purpose,
    SuggestionKind,
    SuggestionState,
    Verdict,
)
from bot.workflow.digest.insights import MOST_STEPS, STEPS, period_of
from tests.support.store import DAY, LEO, MAYA, StoreWorld, add_followers, move_to, suggest_follow_back

MONTH = InsightRange.MONTH
HOUR = timedelta(hours=1)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    """A hundred follow when it begins; sixty days later."""
    async with StoreWorld(tmp_path) as world:
        await world.identify(followers=100)
        world.advance(60 * DAY)
        yield world


async def count(world: StoreWorld, followers: int, following: int | None = None) -> None:
    """X says how many there are."""
    now = world.clock.now()
    async with world.store.write() as tx:
        await tx.accounts.count(followers, now, following)
        await tx.digest_counts.save_count(world.policy.local_date(now), followers, now, following)


async def shown(world: StoreWorld, topic: InsightTopic, wanted: InsightRange = MONTH) -> Insight:
    return await world.services.insights.show(topic, wanted)


@given(
    st.sampled_from(InsightRange),
    st.integers(0, 4_000),
    st.dates(date(2025, 1, 1), date(2028, 12, 31)),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]),
)
def test_a_range_is_cut_into_few_steps_without_gaps(wanted: InsightRange, days_ago: int, today: date, zone: str) -> None:
    policy = Policy(ZoneInfo(zone), time(9))
    period = period_of(wanted, today - timedelta(days=days_ago), today, policy)
    lengths = [(after - before).days for before, after in pairwise([*period.steps, today + DAY])]

    assert period.days == min(days_ago + 1, wanted.days or 10_000)
    assert sum(lengths) == period.days
    assert set(lengths[1:]) <= set(STEPS)
    assert len(set(lengths[1:])) <= 1
    assert len(period.steps) <= max(MOST_STEPS, -(-period.days // STEPS[-1]))
    assert [policy.local_date(bound) for bound in period.bounds] == [*period.steps, today + DAY]


async def test_growth_is_who_came_and_who_left_and_what_it_was_before(world: StoreWorld) -> None:
    await count(world, 100)
    world.advance(DAY)
    async with world.store.write() as tx:
        await add_followers(tx, 1, 2, 3, at=world.clock.now())
    world.advance(HOUR)
    await count(world, 101)
    found = await shown(world, InsightTopic.GROWTH)

    assert (found.figures["gained"], found.figures["lost"], found.figures["followers"]) == (3, 2, 101)
    assert sum(filter(None, found.series["gained"])) == 3
    assert found.series["lost"][-1] == 2
    world.advance(30 * DAY)
    later = await shown(world, InsightTopic.GROWTH)
    assert (later.figures["gained"], later.figures["gained_before"], later.figures["lost_before"]) == (0, 3, 2)


async def test_who_comes_is_told_by_verdict(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await add_followers(tx, 1, 2, at=world.clock.now())
        await add_followers(tx, 3, at=world.clock.now(), verdict=Verdict.ENGAGED)
        await add_followers(tx, 4, at=world.clock.now() - 40 * DAY, verdict=Verdict.ENGAGED)
    found = await shown(world, InsightTopic.VERDICTS)

    assert (found.figures["quiet"], found.figures["engaged"], found.figures["bought"]) == (2, 1, 0)
    assert found.series["quiet"][-1] == 2


async def test_the_ratio_is_of_following_to_followers_on_each_day_that_was_counted(world: StoreWorld) -> None:
    await count(world, 100, 50)
    world.advance(2 * DAY)
    await count(world, 100, 60)
    found = await shown(world, InsightTopic.RATIO)

    assert [each for each in found.series["ratio"] if each is not None] == [0.5, 0.6]
    assert found.series["ratio"][-2] is None
    assert (found.figures["following"], found.figures["ratio_before"]) == (60, 0.5)


async def test_decisions_are_told_by_member_with_the_time_they_took(world: StoreWorld) -> None:
    now = world.clock.now()
    async with world.store.write() as tx:
        for number, (member, hours) in enumerate([(MAYA, 1), (MAYA, 3), (LEO, 2)]):
            suggestion = await suggest_follow_back(tx, number + 1, at=now)
            await move_to(tx, suggestion, SuggestionState.SKIPPED, at=now + hours * HOUR, by=member)
    world.advance(4 * HOUR)
    found = await shown(world, InsightTopic.DECISIONS)

    assert [(part.name, part.figures["count"], part.figures["median_seconds"]) for part in found.parts] == [
        (MAYA.name, 2, 7_200),
        (LEO.name, 1, 7_200),
    ]
    assert found.figures["count"] == 3


async def test_reasons_are_told_by_how_many_were_approved_for_them(world: StoreWorld) -> None:
    now = world.clock.now()
    async with world.store.write() as tx:
        for number, state in enumerate([SuggestionState.APPROVED, SuggestionState.APPROVED, SuggestionState.SKIPPED]):
            await move_to(tx, await suggest_follow_back(tx, number + 1, at=now), state, at=now, by=MAYA)
        await move_to(tx, await suggest_follow_back(tx, 9, at=now), SuggestionState.EXPIRED, at=now)
    world.advance(HOUR)
    found = await shown(world, InsightTopic.REASONS)

    assert (found.figures["approved"], found.figures["turned_down"]) == (2, 1)
    (reason,) = found.parts
    assert reason.figures == {"approved": 2, "turned_down": 1}


async def test_reach_is_of_those_who_stayed_and_of_those_who_spoke_each_once(world: StoreWorld) -> None:
    now = world.clock.now()
    async with world.store.write() as tx:
        for user_id, followers in ((1, 1_000), (2, 20), (3, 500)):
            suggestion = await suggest_follow_back(tx, user_id, at=now, followers=followers)
            await move_to(tx, suggestion, SuggestionState.DONE, at=now, by=MAYA)
        await tx.followers.mark_unfollowed([2], now)
        posts = [Interaction(100 + n, 3, now, InteractionKind.MENTION, "Hello", "en", summoned=True) for n in range(2)]
        await tx.interactions.add(posts, now)
    world.advance(HOUR)
    found = await shown(world, InsightTopic.REACH)

    assert (found.figures["followed_back"], found.figures["followed_back_people"]) == (1_500, 2)
    assert (found.figures["spoke"], found.figures["spoke_people"]) == (500, 1)
    assert found.series["followed_back"][-1] == 1_500


async def test_where_followers_come_from_sets_the_days_beside_the_accounts_posts(world: StoreWorld) -> None:
    now = world.clock.now()
    async with world.store.write() as tx:
        await add_followers(tx, 1, 2, 3, at=now)
        await add_followers(tx, 4, at=now - 3 * DAY)
        await tx.own_posts.add([OwnPost(7, now, "We sail at dawn.", None), OwnPost(8, now - DAY, "Soon.", None)])
    world.advance(timedelta(minutes=1))
    found = await shown(world, InsightTopic.ORIGINS)

    assert found.first + timedelta(days=int(found.figures["best_day"])) == found.last
    assert (found.figures["best"], found.figures["best_posts"], found.figures["usual"]) == (3, 1, 0)
    assert (found.figures["posted_days"], found.figures["with_posts"], found.figures["without_posts"]) == (2, 3, 0)
    assert found.series["posts"][-3:] == (None, 1, 1)


async def test_a_day_is_silent_only_where_posts_are_known(world: StoreWorld) -> None:
    """Posts are deleted after a while, and what came before them says nothing of the account's silence."""
    now = world.clock.now()
    async with world.store.write() as tx:
        await add_followers(tx, 1, at=now - 3 * DAY)
        await add_followers(tx, 2, 3, at=now - 20 * DAY)
        await tx.own_posts.add([OwnPost(7, now - 5 * DAY, "We sail at dawn.", None)])
    found = await shown(world, InsightTopic.ORIGINS)
    week = await shown(world, InsightTopic.ORIGINS, InsightRange.WEEK)

    assert (found.figures["silent_days"], found.figures["without_posts"], found.figures["best_posts"]) == (5, 1, 0)
    assert found.series["posts"][-7:] == (None, 1, 0, 0, 0, 0, 0)
    assert [week.figures[code] for code in ("posted_days", "silent_days", "without_posts")] == [1, 5, 1]


async def test_what_it_costs_is_told_by_day_and_by_what_came_of_it(world: StoreWorld) -> None:
    now = world.clock.now()
    async with world.store.write() as tx:
        charge = await tx.ledger.reserve(purpose=Purpose.DETECTION, endpoint="followers", micros=40_000, at=now)
        await tx.ledger.settle_request(charge, micros=40_000, at=now, status=200)
        await move_to(tx, await suggest_follow_back(tx, 1, at=now), SuggestionState.DONE, at=now, by=MAYA)
    world.advance(HOUR)
    found = await shown(world, InsightTopic.SPENDING)

    assert (found.figures["spent"], found.figures[SuggestionKind.FOLLOW_BACK], found.figures[SuggestionKind.REPLY]) == (40_000, 1, 0)
    assert [(part.name, part.figures["spent"]) for part in found.parts] == [("detection", 40_000)]


async def test_what_is_spent_on_xs_next_day_counts_while_the_teams_day_goes_on(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path, timezone=ZoneInfo("America/New_York"), at=datetime(2026, 3, 3, 2, tzinfo=UTC)) as world:
        await world.identify(since=world.clock.now() - 10 * DAY)
        async with world.store.write() as tx:
            charge = await tx.ledger.reserve(purpose=Purpose.DETECTION, endpoint="followers", micros=40_000, at=world.clock.now())
            await tx.ledger.settle_request(charge, micros=40_000, at=world.clock.now(), status=200)
        found = await shown(world, InsightTopic.SPENDING)

        assert (found.last, found.figures["spent"], found.series["spent"][-1]) == (date(2026, 3, 2), 40_000, 40_000)


@pytest.mark.parametrize("wanted", InsightRange)
async def test_every_topic_is_there_for_every_range_also_before_anything_happened(world: StoreWorld, wanted: InsightRange) -> None:
    found = await world.services.insights.everything(wanted)

    assert [insight.topic for insight in found] == list(InsightTopic)
    assert all(len(values) == len(insight.steps) for insight in found for values in insight.series.values())
    assert all(insight.range is wanted for insight in found)
