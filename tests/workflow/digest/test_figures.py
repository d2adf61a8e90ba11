"""A digest's figures add up, and are those that other screens have."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter

from bot.domain import Act, AnnouncementKind, BurstKind, Digest, FollowCounts, Intent, Purpose, Verdict
from bot.store import Tx
from bot.workflow.digest.digest import read_digest
from tests.support.store import StoreWorld, add_followers, cohort, suggest_follow_back, suggest_reply
from tests.support.team import MAYA, START

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
BEFORE = 2_400


async def count(tx: Tx, world: StoreWorld, followers: int, following: int | None = None, at: datetime | None = None) -> None:
    """X counts so many."""
    at = at or world.clock.now()
    await tx.accounts.count(followers, at, following)
    await tx.digest_counts.save_count(world.policy.local_date(at), followers, at, following)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    """The initial sync is done, and a day later the digest was made at nine."""
    async with StoreWorld(tmp_path) as world:
        await world.identify(followers=BEFORE)
        async with world.store.write() as tx:
            await tx.announcements.add(AnnouncementKind.BASELINE, "1", {"followers": BEFORE}, START)
            await count(tx, world, BEFORE)
        await next_digest(world, BEFORE)
        yield world


async def next_digest(world: StoreWorld, followers: int, following: int | None = None) -> Digest:
    """Tomorrow at nine, after a count."""
    world.advance(DAY - timedelta(hours=world.clock.now().hour - 9, minutes=world.clock.now().minute))
    async with world.store.write() as tx:
        await count(tx, world, followers, following)
    assert await world.services.digest.make_if_due()
    assert not await world.services.digest.make_if_due(), "never twice"
    return read_digest((await world.announcements(AnnouncementKind.DIGEST))[-1])


def adds_up(digest: Digest) -> bool:
    return digest.change == digest.told_before + digest.gained - digest.uncounted - (digest.lost or 0) + digest.unexplained


async def test_gained_less_lost_is_the_change_of_the_count_and_a_purchase_is_told_apart(world: StoreWorld) -> None:
    at = world.clock.now() + HOUR
    async with world.store.write() as tx:
        await add_followers(tx, *range(1, 31), at=at, verdict=Verdict.SUSPICIOUS)
        for user_id in (41, 42):
            await suggest_follow_back(tx, user_id, at=at, expires_at=at + 9 * DAY, worth=user_id)
        burst = await tx.bursts.open(BurstKind.PURCHASE, at, at, at, cohort())
        await tx.bursts.add_members(burst, list(range(1, 31)))
    digest = await next_digest(world, BEFORE + 32 - 9)

    assert (digest.gained, digest.lost, digest.change) == (32, 9, 23)
    assert (digest.bursts, digest.by_verdict, digest.worth_a_look) == ({BurstKind.PURCHASE: 30}, {"quiet": 2}, 2)
    assert adds_up(digest)
    assert [person.user_id for person in digest.best] == [42, 41]
    (day,) = [day for day in digest.days if day.gained]
    assert (day.gained, day.bought, day.by_verdict) == (32, 30, {"quiet": 2})
    assert sum(day.lost for day in digest.days) == 9


async def test_more_than_came_is_named_as_what_nobody_explains(world: StoreWorld) -> None:
    digest = await next_digest(world, BEFORE + 5)

    assert (digest.gained, digest.lost, digest.unexplained) == (0, 0, 5)
    assert adds_up(digest)


async def test_who_comes_after_the_count_is_named_today_and_counted_tomorrow(world: StoreWorld) -> None:
    world.advance(DAY - HOUR)
    async with world.store.write() as tx:
        await count(tx, world, BEFORE)
        await add_followers(tx, 1, 2, at=world.clock.now() + HOUR / 2)
    world.advance(2 * HOUR)
    now = await world.services.digest.now()
    assert (now.gained, now.uncounted, now.lost) == (2, 2, 0)
    assert adds_up(now)

    assert not await world.services.digest.make_if_due(), "it waits for a count"
    world.advance(HOUR)
    assert await world.services.digest.make_if_due()
    later = await next_digest(world, BEFORE + 2)
    assert (later.gained, later.told_before, later.lost) == (0, 2, 0)
    assert adds_up(later)


async def test_money_is_what_budget_says_and_yesterday_is_the_day_of_the_bill(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        for hours, micros in ((1, 30_000), (14, 15_000), (23, 7_000)):
            await tx.ledger.reserve(purpose=Purpose.DETECTION, endpoint="GET followers", micros=micros, at=world.clock.now() + hours * HOUR)
    day = world.clock.now().date()
    digest = await next_digest(world, BEFORE)
    shown = (await world.services.budget.now()).funds

    assert digest.cost is not None
    assert (digest.cost.first, digest.cost.last, digest.cost.spent) == (day, day, 45_000)
    assert (digest.cost.this_month, digest.cost.budget) == (shown.this_month, shown.monthly_budget) == (52_000, shown.monthly_budget)


async def test_the_ratio_is_compared_with_a_month_ago(world: StoreWorld) -> None:
    for _ in range(34):
        digest = await next_digest(world, BEFORE, 160)
    digest = await next_digest(world, BEFORE + 10, 159)

    assert (digest.following, digest.followers) == (159, BEFORE + 10)
    assert digest.ratio_before is not None
    assert digest.ratio_before == FollowCounts(digest.day - 30 * DAY, BEFORE, 160)


async def test_the_question_that_waits_longest_is_named_and_its_words_are_not_kept(world: StoreWorld) -> None:
    now = world.clock.now()
    async with world.store.write() as tx:
        await suggest_reply(tx, 1, 11, at=now + HOUR, expires_at=now + 9 * DAY, text="do you ship to Norway?")
        await suggest_reply(tx, 2, 12, at=now + 2 * HOUR, expires_at=now + 9 * DAY, text="how much?")
    digest = await next_digest(world, BEFORE)

    assert digest.oldest is not None
    assert (digest.oldest.post_id, digest.oldest.by.username, digest.oldest.intent) == (11, "user_1", Intent.QUESTION)
    assert await world.services.digest.words_of(digest) == "do you ship to Norway?"
    assert "Norway" not in str(await world.announcements(AnnouncementKind.DIGEST))
    async with world.store.write() as tx:
        await tx.interactions.clear_text([11])
    assert await world.services.digest.words_of(digest) == ""


async def test_whoever_mattered_leads_those_who_left(world: StoreWorld) -> None:
    at = world.clock.now() + HOUR
    async with world.store.write() as tx:
        await add_followers(tx, 1, at=at, username="engaged", verdict=Verdict.ENGAGED)
        await add_followers(tx, 2, at=at, username="quiet")
        await add_followers(tx, 3, at=at, username="mutual", followed_by_us=True)
        for user_id in (1, 3, 2):
            await tx.followers.mark_unfollowed([user_id], at + user_id * MINUTE)
    digest = await next_digest(world, BEFORE)

    assert digest.left == ("mutual", "engaged", "quiet")


async def test_members_are_told_with_how_long_a_card_waited(world: StoreWorld) -> None:
    now = world.clock.now()
    async with world.store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, 1, at=now, expires_at=now + 9 * DAY)
    world.advance(10 * MINUTE)
    await world.services.decisions.decide(suggestion_id, Act.SKIP, MAYA)
    digest = await next_digest(world, BEFORE)

    assert [(by.name, by.count, by.median_seconds) for by in digest.members] == [("Maya", 1, 600)]


async def test_the_week_begins_with_the_last_count_seven_days_ago_and_names_the_best_newcomer(world: StoreWorld) -> None:
    for n in range(9):
        at = world.clock.now() + HOUR
        async with world.store.write() as tx:
            await add_followers(tx, 100 + n, at=at, worth=n, username=f"day_{n}")
        await next_digest(world, BEFORE + n + 1)
    week = await world.services.digest.week()

    assert week.weekly
    assert (week.gained, week.lost, week.change) == (7, 0, 7)
    assert adds_up(week)
    assert len(week.days) == 7
    assert week.newcomer is not None
    assert week.newcomer.username == "day_8"
    assert read_digest(TypeAdapter(Digest).dump_python(week, mode="json")) == week


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
async def test_days_of_a_change_of_clocks_have_what_came_on_them(tmp_path: Path, zone: str) -> None:
    async with StoreWorld(tmp_path, at=datetime(2026, 3, 1, 12, tzinfo=ZoneInfo("UTC")), timezone=ZoneInfo(zone)) as world:
        await world.identify(followers=BEFORE)
        midnight = datetime(2026, 3, 29 if zone == "Europe/Berlin" else 8, tzinfo=ZoneInfo(zone))
        async with world.store.write() as tx:
            await add_followers(tx, 1, at=midnight.astimezone(ZoneInfo("UTC")))
            await add_followers(tx, 2, at=midnight.astimezone(ZoneInfo("UTC")) + 23 * HOUR - MINUTE)
            await add_followers(tx, 3, at=midnight.astimezone(ZoneInfo("UTC")) + 23 * HOUR)
        world.advance(datetime(2026, 3, 31, 12, tzinfo=ZoneInfo("UTC")) - world.clock.now())
        digest = await world.services.digest.now()

    came: dict[date, int] = {day.day: day.gained for day in digest.days if day.gained}
    assert came == {midnight.date(): 2, midnight.date() + DAY: 1}
