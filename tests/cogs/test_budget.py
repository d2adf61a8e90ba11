"""The money for X in Discord: where it went, where it is heading, what other strategies would cost; for everybody to see."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time, timedelta

from matplotlib.image import imread

from bot.demo.discord import Response
from bot.domain import MICROS, AnnouncementKind, BaselineStatus, Interaction, InteractionKind, Profile, Purpose
from tests.support.discord import DiscordWorld
from tests.support.team import START

TODAY = START.date()
LONG_AGO = START - timedelta(days=200)


async def spends(
    world: DiscordWorld, micros: int, purpose: Purpose = Purpose.DETECTION, *, days_ago: int = 0, settled: bool = True
) -> None:
    at = START - timedelta(days=days_ago)
    async with world.store.write() as tx:
        charge = await tx.ledger.reserve(purpose=purpose, endpoint="followers", micros=micros, at=at)
        if settled:
            await tx.ledger.settle_request(charge, micros=micros, at=at, status=200)


async def looks_since(world: DiscordWorld, since: datetime) -> None:
    """The initial sync ended at this moment."""
    async with world.store.write() as tx:
        await tx.accounts.set_baseline(BaselineStatus.COMPLETE, None, 2_400, since)


async def come(world: DiscordWorld, many: int, at: datetime, first: int = 5_000) -> None:
    people = [Profile(first + n, f"new{first + n}", "New", at) for n in range(many)]
    async with world.store.write() as tx:
        await tx.profiles.save(people)
        await tx.followers.add([person.user_id for person in people], at, baseline=False)


async def counted(world: DiscordWorld, followers: int, at: datetime) -> None:
    """X's own count of the followers at this moment."""
    async with world.store.write() as tx:
        await tx.digest_counts.save_count(world.policy.local_date(at), followers, at)
        await tx.accounts.identify("harbourlight", "Harbour Light", followers, at)


async def speak(world: DiscordWorld, many: int, at: datetime) -> None:
    async with world.store.write() as tx:
        await tx.interactions.add([Interaction(9_000 + n, 70 + n % 5, at, InteractionKind.MENTION) for n in range(many)], at)


async def budget(world: DiscordWorld) -> Response:
    return await (await world.discord.person("Sam").types("/budget now")).arrives()


async def plan(world: DiscordWorld) -> Response:
    return await world.discord.person("Sam").types("/budget plan")


async def test_anybody_sees_what_was_spent_and_on_what(world: DiscordWorld) -> None:
    await spends(world, 430_000)
    await spends(world, 1_200_000, Purpose.MENTIONS, days_ago=1)
    await spends(world, 5_000_000, Purpose.AUDIT, days_ago=20)
    await spends(world, 30_000, settled=False)

    answer = await budget(world)

    assert answer.private
    assert "**Today** (UTC) $0.46 of $10.00 · **this month** $1.66 of $50.00" in answer.text
    assert "$0.030 of it is reserved for calls whose cost is not known yet." in answer.text
    assert "- reading mentions **$1.20**\n- polling for new followers **$0.46** · today $0.46" in answer.text
    assert "audits" not in answer.text, "that was last month"
    assert "The budget renews" not in answer.text


async def test_its_chart_shows_the_days_and_says_so_in_words(world: DiscordWorld) -> None:
    await spends(world, 430_000)
    await spends(world, 5_000_000, Purpose.AUDIT, days_ago=20)

    (chart,) = (await budget(world)).files

    assert imread(io.BytesIO(chart.data), format="png").shape[:2] == (840, 1200)
    assert "last 30 days: $5.43 in all" in (chart.description or "")
    assert "other $5.00, followers $0.43" in (chart.description or "")


async def test_before_anything_was_spent_there_is_no_chart(world: DiscordWorld) -> None:
    answer = await budget(world)

    assert answer.files == []
    assert "**Today** (UTC) $0 of $10.00 · **this month** $0 of $50.00" in answer.text
    assert "comes after a full day" in answer.text


async def test_where_the_month_is_heading(world: DiscordWorld) -> None:
    await looks_since(world, LONG_AGO)
    for day in range(29):
        await spends(world, 100_000, days_ago=day)

    said = (await budget(world)).text

    assert "March will cost about $3.16 (likely $" in said
    assert "within your budget" in said


async def test_what_a_feature_costs_or_would_cost(world: DiscordWorld) -> None:
    await looks_since(world, START - timedelta(days=10))
    await come(world, 30, START - timedelta(days=3))
    await speak(world, 20, START - timedelta(days=2))

    said = (await budget(world)).text

    assert "- Who mentions you: on; without it **$0.060 less** (`READ_MENTIONS`)" in said
    assert "- Mentions within seconds: off; with it **$0.30 more** (`X_STREAM: mentions`)" in said
    assert "-# Always on: How many left, by X's own count $0.30" in said


async def test_what_rests_is_said_with_when_it_goes_on(world: DiscordWorld) -> None:
    await spends(world, 8_000_000)
    said = (await budget(world)).text

    assert "- Audits, follower counts and unfollow checks are on hold." in said
    assert "- The budget renews <t:1772496000:R>" in said


async def test_the_plan_compares_the_ways_for_the_account_as_it_was_measured(world: DiscordWorld) -> None:
    await looks_since(world, LONG_AGO)
    eight_days_ago = datetime.combine(TODAY - timedelta(days=8), time(22), UTC)
    await counted(world, 2_000, eight_days_ago)
    await come(world, 280, START - timedelta(days=4))
    await speak(world, 42, START - timedelta(days=4))
    await counted(world, 2_256, START)

    answer = await plan(world)

    assert answer.private
    assert "For your account with 2,256 followers:" in answer.text
    assert "- 10 new followers a day, seen over 28 days" in answer.text
    assert "- 1.5 mentions a day, seen over 28 days" in answer.text
    assert "- 3.2 unfollows a day, seen over 7 d 11 h" in answer.text
    assert "not measured yet" not in answer.text
    assert "**Recommended: 2, poll every 60 seconds, and X reports who leaves.**" in answer.text
    assert "to switch, set `FRESHNESS_SECONDS=60` `X_STREAM=unfollows` in .env" in answer.text
    assert "Poll every 60 seconds, and read all followers every week · in use now" in answer.text
    assert "Read all followers every hour" in answer.text


async def test_just_after_the_first_start_who_left_is_seen_from_xs_count_then(world: DiscordWorld) -> None:
    began = START - timedelta(days=2)
    await looks_since(world, began)
    async with world.store.write() as tx:
        await tx.announcements.add(AnnouncementKind.BASELINE, "1", {"read": 2_400, "followers": 2_400, "status": "complete"}, began)
    await come(world, 10, began + timedelta(days=1))
    await counted(world, 2_404, START)

    said = (await plan(world)).text

    assert "- 5 new followers a day, seen over 2 days" in said
    assert "- 3 unfollows a day, seen over 2 days" in said
    assert "- 0 mentions a day, seen over 2 days" in said


async def test_what_was_not_measured_is_not_made_up(world: DiscordWorld) -> None:
    await looks_since(world, START - timedelta(minutes=5))
    said = (await plan(world)).text
    now = (await budget(world)).text

    assert "- Who mentions you: on; its effect was not measured yet (`READ_MENTIONS`)" in now
    assert "- Who left, by name: off; its effect was not measured yet (`X_STREAM: unfollows`)" in now
    assert "- not measured yet, assumed to be none: new followers, unfollows, mentions" in said


async def test_the_plan_before_x_has_answered(world: DiscordWorld) -> None:
    await world.stop()
    world.file = world.file.with_name("fresh.sqlite3")
    await world.start(identified=False)

    assert "For your account with followers that were not counted yet:" in (await plan(world)).text
    assert "Spending on X" in (await budget(world)).text


async def test_the_team_hears_when_the_budget_runs_short_and_when_credits_are_back(world: DiscordWorld) -> None:
    until = datetime(2026, 4, 1, tzinfo=UTC).isoformat()
    await world.announce(AnnouncementKind.BUDGET, level=80, period="month", spent=40 * MICROS, budget=50 * MICROS, until=until)
    await world.announce(AnnouncementKind.CREDITS_RESTORED)

    await world.discord.channel.shows(lambda message: "80% of the budget for X of March is spent: $40.00 of $50.00" in message.text)
    await world.discord.channel.shows(lambda message: "X accepts requests again" in message.text)
