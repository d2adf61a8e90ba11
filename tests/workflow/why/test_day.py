"""Why nothing was sent on a day: what was approved, what nobody decided, and what kept Mutuals from it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain import Act, Blocker, Decision, Fact, Note, Purpose, Route, SuggestionState, Why
from bot.domain.jobs import Job
from tests.support.store import DAY, LEO, MAYA, MINUTE, StoreWorld, add_followers, move_to, suggest_follow_back, suggest_reply
from tests.support.team import MAYA as APPROVER
from tests.support.team import START
from tests.support.world import World

STATES = SuggestionState
HOUR = timedelta(hours=1)
TODAY, YESTERDAY = date(2026, 3, 2), date(2026, 3, 1)
BEFORE = START - DAY
"""Yesterday, at ten."""


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    """Followers were read all the time, since three days ago."""
    async with StoreWorld(tmp_path) as world:
        await world.identify(since=START - 3 * DAY)
        async with world.store.write() as tx:
            for hours in range(3 * 24 + 1):
                at = START - 3 * DAY + hours * HOUR
                reservation = await tx.ledger.reserve(purpose=Purpose.DETECTION, endpoint="followers", micros=0, at=at)
                await tx.ledger.release(reservation, status=200, at=at)
        yield world


async def why(world: StoreWorld, day: date = YESTERDAY) -> tuple[Fact, ...]:
    return (await world.services.why_nothing_sent.explain(day)).facts


def counted(code: Why, count: int, kind: str = "follow_back") -> Note:
    return Note(code, {"kind": kind, "count": count})


async def suggested(world: StoreWorld, user_id: int, *, at: datetime = BEFORE, approved_at: datetime | None = None) -> int:
    async with world.store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, user_id, at=at, expires_at=at + 3 * DAY)
        if approved_at is not None:
            await move_to(tx, suggestion_id, STATES.APPROVED, at=approved_at, by=MAYA)
    return suggestion_id


async def test_a_day_to_come_and_one_before_the_start(world: StoreWorld) -> None:
    assert await why(world, date(2026, 3, 3)) == (Note(Why.DAY_TO_COME),)
    assert await why(world, date(2026, 2, 26)) == (Note(Why.DAY_BEFORE_START, {"at": START - 3 * DAY}),)


async def test_a_day_on_which_nothing_was_to_be_done(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await add_followers(tx, 1, 2, at=BEFORE, suppressed="for a reason")

    assert await why(world) == (Note(Why.NOTHING_TO_DECIDE, {"count": 2}),)


async def test_what_was_sent_that_day_comes_first(world: StoreWorld) -> None:
    follow = await suggested(world, 1)
    async with world.store.write() as tx:
        reply = await suggest_reply(tx, 2, 20, at=BEFORE, expires_at=START + DAY)
        for suggestion_id in (follow, reply):
            await move_to(tx, suggestion_id, STATES.DELIVERING, at=BEFORE + HOUR, sent_at=BEFORE + HOUR, route=Route.API)
            await move_to(tx, suggestion_id, STATES.DONE, at=BEFORE + 2 * HOUR)

    assert (await why(world))[:2] == (counted(Why.SENT, 1), counted(Why.SENT, 1, "reply"))
    assert Why.SENT not in [fact.code for fact in await why(world, TODAY) if isinstance(fact, Note)]


async def test_what_nobody_decided_and_how_much_was_decided(world: StoreWorld) -> None:
    for user_id in (1, 2):
        await suggested(world, user_id)
    skipped = await suggested(world, 3)
    assert await why(world) == (Note(Why.NOT_DECIDED, {"kind": "follow_back", "count": 3, "times": 0}),)

    async with world.store.write() as tx:
        await move_to(tx, skipped, STATES.SKIPPED, at=BEFORE + HOUR, by=LEO)
    assert await why(world) == (Note(Why.NOT_DECIDED, {"kind": "follow_back", "count": 2, "times": 1}),)


async def test_what_is_decided_later_was_undecided_on_that_day(world: StoreWorld) -> None:
    later = await suggested(world, 1)
    claimed = await suggested(world, 2)
    decided = await suggested(world, 3)
    async with world.store.write() as tx:
        await move_to(tx, decided, STATES.SKIPPED, at=BEFORE + HOUR, by=LEO)
        await tx.suggestions.move(claimed, to=STATES.OPEN, from_={STATES.OPEN}, decision=Decision(Act.CLAIM, BEFORE + HOUR, LEO))
        await move_to(tx, later, STATES.SKIPPED, at=START, by=MAYA)
        await move_to(tx, claimed, STATES.SKIPPED, at=START, by=LEO)

    assert await why(world) == (Note(Why.NOT_DECIDED, {"kind": "follow_back", "count": 2, "times": 1}),)
    assert await why(world, TODAY) == (Note(Why.NOTHING_TO_DECIDE, {"count": 0}),)


async def test_what_ended_without_having_happened(world: StoreWorld) -> None:
    ids = [await suggested(world, user_id) for user_id in range(1, 5)]
    async with world.store.write() as tx:
        for suggestion_id, state in zip(ids, (STATES.FAILED, STATES.LAPSED, STATES.EXPIRED), strict=False):
            await move_to(tx, suggestion_id, state, at=BEFORE + HOUR)
        await move_to(tx, ids[3], STATES.EXPIRED, at=BEFORE + HOUR, note=Note("unfollowed_us"))

    assert await why(world) == (counted(Why.FAILED_THEN, 1), counted(Why.LAPSED_THEN, 1), counted(Why.RAN_OUT, 1))


async def test_links_that_nobody_followed_yet(world: StoreWorld) -> None:
    suggestion_id = await suggested(world, 1, approved_at=BEFORE)
    async with world.store.write() as tx:
        await move_to(tx, suggestion_id, STATES.HANDED_OFF, at=BEFORE + HOUR, sent_at=BEFORE + HOUR, route=Route.HAND_OFF)
        await move_to(tx, suggestion_id, STATES.DONE, at=START)

    assert await why(world) == (counted(Why.HANDED_OFF_THEN, 1), counted(Why.NOT_DONE_BY_HAND, 1))


async def test_approved_ones_that_quiet_hours_kept_to_the_next_day(world: StoreWorld) -> None:
    world.context.policy = replace(world.policy, quiet_hours=(time(22), time(7)))
    suggestion_id = await suggested(world, 1, approved_at=BEFORE + 13 * HOUR)
    async with world.store.write() as tx:
        await move_to(tx, suggestion_id, STATES.DELIVERING, at=START - HOUR, sent_at=START - HOUR, route=Route.API)

    waited, quiet = await why(world)
    assert (waited, quiet) == (counted(Why.APPROVED_WAITED, 1), Note(Why.QUIET_HOURS_CAME, {"begin": "22:00", "end": "07:00"}))


async def test_approved_ones_whose_turn_did_not_come_on_that_day(world: StoreWorld) -> None:
    await suggested(world, 1, approved_at=BEFORE + 13 * HOUR)

    assert await why(world) == (
        counted(Why.APPROVED_WAITED, 1),
        Note(Why.SPREAD_OVER_HOURS, {"kind": "follow_back", "per_hour": world.policy.follow_backs_per_hour}),
    )


async def test_approved_ones_beyond_the_days_limit(world: StoreWorld) -> None:
    world.context.policy = replace(world.policy, follow_backs_per_day=1)
    first = await suggested(world, 1, approved_at=BEFORE)
    await suggested(world, 2, approved_at=BEFORE)
    async with world.store.write() as tx:
        await move_to(tx, first, STATES.DELIVERING, at=BEFORE + HOUR, sent_at=BEFORE + HOUR, route=Route.API)

    assert (await why(world))[1:] == (
        counted(Why.APPROVED_WAITED, 1),
        Note(Why.PACE_USED_UP, {"kind": "follow_back", "per_day": 1}),
    )


async def test_approved_ones_for_which_too_little_money_was_left(world: StoreWorld) -> None:
    world.context.policy = replace(world.policy, daily_budget=20_000)
    await suggested(world, 1, approved_at=BEFORE)
    async with world.store.write() as tx:
        reservation = await tx.ledger.reserve(purpose=Purpose.FOLLOW_BACK, endpoint="follow", micros=15_000, at=BEFORE)
        await tx.ledger.settle_request(reservation, 15_000, BEFORE, 200)

    assert await why(world) == (counted(Why.APPROVED_WAITED, 1), Note(Why.BUDGET_LEFT_LITTLE, {"spent": 15_000, "budget": 20_000}))


async def test_today_says_what_holds_up_the_next_one(tmp_path: Path) -> None:
    async with World(tmp_path, quiet_hours=(time(9), time(12, 30))) as world:
        await world.approve_replies("ada")
        await world.run(Job.DELIVER_REPLIES)

        waited, quiet = await why(world, TODAY)
        assert waited == counted(Why.APPROVED_WAITED, 1, "reply")
        assert isinstance(quiet, Note)
        assert quiet.code == Blocker.QUIET_HOURS

        await world.services.pause.pause(APPROVER)
        paused, waited = await why(world, TODAY)
        assert isinstance(paused, Note)
        assert (paused.code, paused.text("member"), waited.code) == (Why.WAS_PAUSED, "Maya", Why.APPROVED_WAITED)  # type: ignore[union-attr]


async def test_today_credits_that_are_used_up_are_told_once(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.approve_replies("ada")
        world.x.credits = False
        await world.run(Job.DELIVER_REPLIES)

        facts = [fact.code for fact in await why(world, TODAY) if isinstance(fact, Note)]
        assert facts == [Why.WAS_OUT_OF_CREDITS, Why.APPROVED_WAITED]


async def test_what_stopped_mutuals_comes_before_what_waited(world: StoreWorld) -> None:
    await suggested(world, 1)
    await world.services.pause.pause(APPROVER)
    world.advance(MINUTE)

    paused, undecided = await why(world, TODAY)
    assert isinstance(paused, Note)
    assert isinstance(undecided, Note)
    assert (paused.code, undecided.code) == (Why.WAS_PAUSED, Why.NOT_DECIDED)


async def test_days_are_the_teams_own(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path, timezone=ZoneInfo("Asia/Tokyo")) as world:
        await world.identify(since=START - 3 * DAY)
        await suggested(world, 1, at=datetime(2026, 3, 1, 16, tzinfo=START.tzinfo))  # the next morning in Tokyo

        assert Why.NOT_DECIDED not in [fact.code for fact in await why(world, YESTERDAY) if isinstance(fact, Note)]
        assert Why.NOT_DECIDED in [fact.code for fact in await why(world, TODAY) if isinstance(fact, Note)]
        assert world.services.why_nothing_sent.today() == TODAY
