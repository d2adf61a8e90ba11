"""Look-alikes who come at once are held back and told once; good days are told and held back from nobody."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain import AnnouncementKind, Arrival, BaselineStatus, BurstKind, BurstState, PostedIn, Verdict
from bot.domain.jobs import Job
from bot.scoring.assess import rules_version
from bot.workflow.followers.bursts import SHOWN_EVERY, BurstDecision
from bot.workflow.permission import NotPermitted
from tests.support.samples.arrivals import ArrivalFactory
from tests.support.store import StoreWorld, add_followers
from tests.support.team import MAYA, SAM, START

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def arrive(world: StoreWorld, arrivals: Sequence[Arrival]) -> list[int]:
    """These people follow, each at their time; returns who they are."""
    async with world.store.write() as tx:
        for person in arrivals:
            verdict = Verdict.SUSPICIOUS if person.suspicious else Verdict.QUIET
            figures: dict[str, Any] = {
                name: getattr(person, name) for name in ("username", "created_at", "followers", "following", "posts")
            }
            await add_followers(tx, person.user_id, at=person.at, verdict=verdict, **figures)
    return [person.user_id for person in arrivals]


@pytest.fixture
async def factory() -> ArrivalFactory:
    return ArrivalFactory()


@pytest.fixture
async def world(tmp_path: Path, factory: ArrivalFactory) -> AsyncIterator[StoreWorld]:
    """Some six people a day have come for four weeks."""
    async with StoreWorld(tmp_path) as world:
        since = START - 28 * DAY
        await world.identify(followers=2_400, since=since)
        await arrive(world, [factory.ordinary(at) for at in factory.moments(170, since, START - HOUR)])
        world.woken.clear()
        yield world


def purchase(factory: ArrivalFactory, many: int = 120) -> list[Arrival]:
    return [factory.bought(at) for at in factory.moments(many, START - timedelta(minutes=40), START)]


async def purchases(world: StoreWorld) -> list[str]:
    """The keys of what was told of bursts."""
    async with world.store.read() as tx:
        return [told.key for told in await tx.announcements.unposted() if told.kind is AnnouncementKind.PURCHASE]


async def test_ordinary_days_are_no_burst(world: StoreWorld) -> None:
    await world.services.bursts.detect()

    async with world.store.read() as tx:
        assert await tx.bursts.latest(START - DAY) == []


async def test_a_purchase_is_told_once_and_its_members_are_assessed_anew(world: StoreWorld, factory: ArrivalFactory) -> None:
    bought = await arrive(world, purchase(factory))
    await world.services.bursts.detect()
    await world.services.bursts.detect()

    (key,) = await purchases(world)
    async with world.store.read() as tx:
        burst = await tx.bursts.get(int(key))
        members = await tx.bursts.member_ids(int(key))
        suppressed = await tx.assessments.suppressed(members)
    assert burst is not None
    assert (burst.kind, burst.state) == (BurstKind.PURCHASE, BurstState.OPEN)
    assert len(set(members) & set(bought)) > 100
    assert set(suppressed) == set(members)
    assert Job.POST_MESSAGES in world.woken


async def test_whoever_comes_later_joins_the_burst_that_is_running(world: StoreWorld, factory: ArrivalFactory) -> None:
    await arrive(world, purchase(factory))
    await world.services.bursts.detect()
    (key,) = await purchases(world)
    before = await world.services.bursts.alert(int(key))
    world.advance(timedelta(minutes=10))
    later = [factory.bought(at) for at in factory.moments(30, START, world.clock.now())]
    await arrive(world, later)
    await world.services.bursts.detect()

    after = await world.services.bursts.alert(int(key))
    assert before is not None
    assert after is not None
    assert after.burst.cohort.members > before.burst.cohort.members + 20
    assert await purchases(world) == [key]
    assert sum(members for _, _, members in after.bars) == after.burst.cohort.members
    assert 0 < after.expected < 2
    assert after.people


async def test_a_good_day_is_told_with_its_best_and_holds_nobody_back(world: StoreWorld, factory: ArrivalFactory) -> None:
    came = await arrive(world, [factory.ordinary(at) for at in factory.moments(160, START - 3 * HOUR, START)])
    await world.services.bursts.detect()

    async with world.store.read() as tx:
        (burst,) = await tx.bursts.latest(START - DAY)
        suppressed = await tx.assessments.suppressed(came)
    alert = await world.services.bursts.alert(burst.id)
    assert burst.kind is BurstKind.VIRAL
    assert alert is not None
    assert (len(await world.announcements(AnnouncementKind.VIRAL)), list(alert.bars), list(suppressed)) == (1, [], [])


async def test_a_member_s_word_lets_the_prompts_come_or_keeps_them_back(world: StoreWorld, factory: ArrivalFactory) -> None:
    await arrive(world, purchase(factory))
    await world.services.bursts.detect()
    burst_id = int((await purchases(world))[0])
    with pytest.raises(NotPermitted):
        await world.services.bursts.decide(burst_id, BurstState.FINE, SAM)
    world.woken.clear()

    assert await world.services.bursts.decide(burst_id, BurstState.FINE, MAYA) is BurstDecision.DONE
    assert await world.services.bursts.decide(burst_id, BurstState.FINE, MAYA) is BurstDecision.UNCHANGED
    assert Job.REASSESS in world.woken
    async with world.store.read() as tx:
        members = await tx.bursts.member_ids(burst_id)
        assert await tx.assessments.current(members, rules_version(await tx.keywords.get())) == set()


async def test_the_message_is_edited_at_most_every_few_minutes(world: StoreWorld, factory: ArrivalFactory) -> None:
    await arrive(world, purchase(factory))
    await world.services.bursts.detect()
    burst_id = int((await purchases(world))[0])
    async with world.store.write() as tx:
        (told,) = await tx.announcements.unposted()
        await tx.announcements.posted(told.id, 7, 7_001)
        burst = await tx.bursts.get(burst_id)
    assert burst is not None
    await world.services.bursts.shown(burst)
    await world.services.bursts.decide(burst_id, BurstState.HELD, MAYA)

    assert await world.services.bursts.stale() == []
    world.advance(SHOWN_EVERY)
    assert [(stale.state, message) for stale, message in await world.services.bursts.stale()] == [(BurstState.HELD, PostedIn(7_001, 7))]


async def test_how_many_are_expected_follows_the_account_s_rhythm(world: StoreWorld) -> None:
    assert await world.services.bursts.expected(START, START) == 0
    assert 2 < await world.services.bursts.expected(START, START + DAY) < 14


async def test_before_anything_is_known_nothing_is_a_burst(tmp_path: Path, factory: ArrivalFactory) -> None:
    async with StoreWorld(tmp_path) as world:
        async with world.store.write() as tx:
            await tx.accounts.set_baseline(BaselineStatus.PENDING, None, 0, START)
        await world.services.bursts.detect()

        assert await world.services.bursts.alert(1) is None
