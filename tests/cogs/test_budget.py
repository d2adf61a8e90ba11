"""The money for X in Discord: where it went, where it is heading, what other ways would cost; for everybody to see."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time, timedelta

from matplotlib.image import imread

from bot.demo.discord import Answer
from bot.domain import MICROS, AnnouncementKind, BaselineStatus, Interaction, InteractionKind, Profile, Purpose
from tests.cogs.house import START, House

TODAY = START.date()
LONG_AGO = START - timedelta(days=200)


async def spends(house: House, micros: int, purpose: Purpose = Purpose.DETECTION, *, days_ago: int = 0, settled: bool = True) -> None:
    at = START - timedelta(days=days_ago)
    async with house.store.write() as tx:
        charge = await tx.ledger.reserve(purpose=purpose, endpoint="followers", micros=micros, at=at)
        if settled:
            await tx.ledger.settle_request(charge, micros=micros, at=at, status=200)


async def looks_since(house: House, since: datetime) -> None:
    """Mutuals took stock of the followers at this moment."""
    async with house.store.write() as tx:
        await tx.accounts.set_baseline(BaselineStatus.COMPLETE, None, 2_400, since)


async def come(house: House, many: int, at: datetime, first: int = 5_000) -> None:
    people = [Profile(first + n, f"new{first + n}", "New", at) for n in range(many)]
    async with house.store.write() as tx:
        await tx.profiles.save(people)
        await tx.followers.add([person.user_id for person in people], at, baseline=False)


async def counted(house: House, followers: int, at: datetime) -> None:
    """X's own count of the followers at this moment."""
    async with house.store.write() as tx:
        await tx.tally.save_count(house.policy.local_date(at), followers, at)
        await tx.accounts.identify("harbourlight", "Harbour Light", followers, at)


async def speak(house: House, many: int, at: datetime) -> None:
    async with house.store.write() as tx:
        await tx.interactions.add([Interaction(9_000 + n, 70 + n % 5, at, InteractionKind.MENTION) for n in range(many)], at)


async def budget(house: House) -> Answer:
    return await (await house.discord.person("Sam").types("/budget now")).arrives()


async def plan(house: House) -> Answer:
    return await house.discord.person("Sam").types("/budget plan")


async def test_anybody_sees_what_was_spent_and_on_what(house: House) -> None:
    await spends(house, 430_000)
    await spends(house, 1_200_000, Purpose.MENTIONS, days_ago=1)
    await spends(house, 5_000_000, Purpose.AUDIT, days_ago=20)
    await spends(house, 30_000, settled=False)

    answer = await budget(house)

    assert answer.private
    assert "**Today** (UTC) $0.46 of $10.00 · **this month** $1.66 of $50.00" in answer.text
    assert "$0.030 of it is set aside for calls of which X has not said what they cost." in answer.text
    assert "- reading what people say to you **$1.20**\n- looking for new followers **$0.46** · today $0.46" in answer.text
    assert "audits" not in answer.text, "that was last month"
    assert "new money" not in answer.text


async def test_its_chart_shows_the_days_and_says_so_in_words(house: House) -> None:
    await spends(house, 430_000)
    await spends(house, 5_000_000, Purpose.AUDIT, days_ago=20)

    (chart,) = (await budget(house)).files

    assert imread(io.BytesIO(chart.data), format="png").shape[:2] == (840, 1200)
    assert "last 30 days: $5.43 in all" in (chart.description or "")
    assert "other $5.00, looking $0.43" in (chart.description or "")


async def test_before_anything_was_spent_there_is_no_chart(house: House) -> None:
    answer = await budget(house)

    assert answer.files == []
    assert "**Today** (UTC) $0 of $10.00 · **this month** $0 of $50.00" in answer.text
    assert "can be said after a whole day" in answer.text


async def test_where_the_month_is_heading(house: House) -> None:
    await looks_since(house, LONG_AGO)
    for day in range(29):
        await spends(house, 100_000, days_ago=day)

    said = (await budget(house)).text

    assert "March will cost about $3.16 (likely $" in said
    assert "within your budget" in said


async def test_what_a_feature_costs_or_would_cost(house: House) -> None:
    await looks_since(house, START - timedelta(days=10))
    await come(house, 30, START - timedelta(days=3))
    await speak(house, 20, START - timedelta(days=2))

    said = (await budget(house)).text

    assert "- Who mentions you: on; without it **$0.060 less** (`READ_MENTIONS`)" in said
    assert "- Mentions within seconds: off; with it **$0.30 more** (`X_STREAM: mentions`)" in said
    assert "-# Always part of it: How many left, by X's own count $0.30" in said


async def test_what_rests_is_said_with_when_it_goes_on(house: House) -> None:
    await spends(house, 8_000_000)
    said = (await budget(house)).text

    assert "- Audits, follower counts and learning who left rest." in said
    assert "- There is new money <t:1772496000:R>" in said


async def test_the_plan_compares_the_ways_for_the_account_as_it_was_measured(house: House) -> None:
    await looks_since(house, LONG_AGO)
    eight_days_ago = datetime.combine(TODAY - timedelta(days=8), time(22), UTC)
    await counted(house, 2_000, eight_days_ago)
    await come(house, 280, START - timedelta(days=4))
    await speak(house, 42, START - timedelta(days=4))
    await counted(house, 2_256, START)

    answer = await plan(house)

    assert answer.private
    assert "For your account with 2,256 followers:" in answer.text
    assert "- 10 new followers a day, seen over 28 days" in answer.text
    assert "- 1.5 mentions a day, seen over 28 days" in answer.text
    assert "- 3.2 unfollows a day, seen over 7.5 days" in answer.text
    assert "not measured yet" not in answer.text
    assert "**Recommended: 1, look at the newest followers every 60 seconds.**" in answer.text
    assert "That is how Mutuals works now." in answer.text
    assert "Read all followers every hour" in answer.text


async def test_just_after_the_first_start_who_left_is_seen_from_xs_count_then(house: House) -> None:
    began = START - timedelta(days=2)
    await looks_since(house, began)
    async with house.store.write() as tx:
        await tx.announcements.add(AnnouncementKind.BASELINE, "1", {"read": 2_400, "followers": 2_400, "status": "complete"}, began)
    await come(house, 10, began + timedelta(days=1))
    await counted(house, 2_404, START)

    said = (await plan(house)).text

    assert "- 5 new followers a day, seen over 2 days" in said
    assert "- 3 unfollows a day, seen over 2 days" in said
    assert "- 0 mentions a day, seen over 2 days" in said


async def test_what_was_not_measured_is_not_made_up(house: House) -> None:
    await looks_since(house, START - timedelta(minutes=5))
    said = (await plan(house)).text
    now = (await budget(house)).text

    assert "- Who mentions you: on; what it would change was not measured yet (`READ_MENTIONS`)" in now
    assert "- Who left, by name: off; what it would change was not measured yet (`X_STREAM: unfollows`)" in now
    assert "- not measured yet, and taken for none: new followers, unfollows, mentions" in said


async def test_the_plan_before_x_has_answered(house: House) -> None:
    await house.closes()
    house.file = house.file.with_name("fresh.sqlite3")
    await house.opens(identified=False)

    assert "For your account with followers that were not counted yet:" in (await plan(house)).text
    assert "Money for X" in (await budget(house)).text


async def test_the_team_hears_when_the_budget_runs_short_and_when_credits_are_back(house: House) -> None:
    until = datetime(2026, 4, 1, tzinfo=UTC).isoformat()
    await house.announces(AnnouncementKind.BUDGET, level=80, period="month", spent=40 * MICROS, budget=50 * MICROS, until=until)
    await house.announces(AnnouncementKind.CREDITS_BACK)

    await house.discord.channel.shows(lambda message: "80% of the budget for X of March is spent: $40.00 of $50.00" in message.text)
    await house.discord.channel.shows(lambda message: "X takes calls again" in message.text)
