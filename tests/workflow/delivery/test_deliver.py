"""What was approved goes out at the team's pace, and whatever holds it up loses nothing and is said on the card."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, event

from bot.demo.x import Tier
from bot.domain import MICROS, Access, Act, AnnouncementKind, Blocker, Note, SuggestionState
from bot.domain.jobs import Job
from bot.planning.pace import LONGEST_GAP, SHORTEST_GAP
from bot.views.words.sentences import sentence
from bot.x.errors import XCode
from bot.x.retries import MAX_DELAY
from tests.support.team import MAYA, START
from tests.support.world import World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STATES = SuggestionState
SENT = [Act.APPROVE, Act.START, Act.CONFIRM]


async def test_follows_by_api_are_spread_over_the_hour_however_often_the_job_is_woken(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE, follow_backs_per_hour=6) as world:
        people = await world.approve_follow_backs("ada", "bo", "cy", "dee")
        moments: list[datetime] = []
        while len(moments) < len(people):
            turn = await world.run(Job.DELIVER_FOLLOW_BACKS)
            moments += [world.clock.now()] * (len(world.x.followed_through_api) - len(moments))
            if turn is None:
                break
            world.restart()
            world.advance((turn - world.clock.now()) / 2)
            assert await world.run(Job.DELIVER_FOLLOW_BACKS) == turn, "being woken early, or restarted, changes nothing"
            world.advance(turn - world.clock.now())

        gaps = [later - earlier for earlier, later in pairwise(moments)]
        assert moments[0] == START, "the first after a while goes at once"
        assert all(SHORTEST_GAP * HOUR / 6 <= gap <= LONGEST_GAP * HOUR / 6 for gap in gaps)
        assert len(set(gaps)) == 3
        assert world.x.followed_through_api == [person.id for person in people], "in the order of the approvals"
        assert [await world.acts(person) for person in people] == [SENT] * 4


async def test_that_something_is_about_to_be_sent_would_survive_a_power_cut_before_it_is(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        await world.approve_follow_backs("ada")
        synced: list[bool] = []
        at_the_follow: list[list[bool]] = []

        @event.listens_for(world.store._writer.sync_engine, "commit")
        def committed(connection: Connection) -> None:
            synced.append(connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2)  # FULL: SQLite waits for the disk

        world.x.on_change(lambda *_: at_the_follow.append(list(synced)) if world.x.followed_through_api else None)
        await world.run(Job.DELIVER_FOLLOW_BACKS)

        assert at_the_follow[0][-2:] == [True, True], "that it is being delivered, and its price"
        assert not synced[-1], "what comes after it costs no wait"


async def test_a_card_says_when_its_turn_comes_and_that_is_when_it_goes(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE, follow_backs_per_hour=6, timezone=ZoneInfo("Europe/Berlin")) as world:
        ada, bo, cy = await world.approve_follow_backs("ada", "bo", "cy")
        turn = await world.run(Job.DELIVER_FOLLOW_BACKS)
        assert turn is not None
        promised = [why for person in (bo, cy) if (why := (await world.card(person)).waiting)]
        assert [why.code for why in promised] == [Blocker.SPREAD_OUT] * 2
        first, second = (why.moment("at") for why in promised)
        assert (first, first.tzinfo) == (turn, ZoneInfo("Europe/Berlin")), "by the team's clock"
        assert first < second
        world.advance(turn - world.clock.now())
        after = await world.run(Job.DELIVER_FOLLOW_BACKS)

        assert after is not None
        assert second == after
        assert await world.state(bo) is STATES.DONE
        assert (await world.card(ada)).waiting is None


async def test_the_caps_of_the_hour_and_the_day_hold_over_hand_offs_too(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE, access=Access.SELF_SERVE, follow_backs_per_hour=2, follow_backs_per_day=3) as world:
        ada, bo, cy, dee, *_, gus = await world.approve_follow_backs("ada", "bo", "cy", "dee", "eli", "fay", "gus")

        assert await world.run(Job.DELIVER_FOLLOW_BACKS) == START + HOUR
        assert [await world.state(person) for person in (ada, bo, cy)] == [
            STATES.HANDED_OFF,
            STATES.HANDED_OFF,
            STATES.APPROVED,
        ]
        assert sentence((await world.card(cy)).waiting) == "Its link comes at about 11:00: at most 2 an hour and 3 a day."
        assert sentence((await world.card(dee)).waiting).startswith("Its link comes at about 10:00 tomorrow:")
        assert sentence((await world.card(gus)).waiting).startswith("Its link comes at about 10:00 on 4 March:")
        world.advance(HOUR)
        assert await world.run(Job.DELIVER_FOLLOW_BACKS) == START + DAY
        assert await world.state(cy) is STATES.HANDED_OFF


async def test_in_quiet_hours_nothing_goes_to_x_and_links_are_handed_out_all_the_same(tmp_path: Path) -> None:
    morning = time(9), time(12, 30)
    async with World(tmp_path, tier=Tier.ENTERPRISE, quiet_hours=morning) as world:
        (ada,) = await world.approve_follow_backs("ada")
        assert await world.run(Job.DELIVER_FOLLOW_BACKS) == START + 2.5 * HOUR
        assert not world.x.calls
        assert await world.waiting(ada) == [Blocker.QUIET_HOURS]
        world.advance(2.5 * HOUR)
        await world.run(Job.DELIVER_FOLLOW_BACKS)
        assert world.x.followed_through_api == [ada.id]

    (tmp_path / "handed").mkdir()
    async with World(tmp_path / "handed", tier=Tier.ENTERPRISE, access=Access.SELF_SERVE, quiet_hours=morning) as world:
        (ada,) = await world.approve_follow_backs("ada")
        assert await world.run(Job.DELIVER_FOLLOW_BACKS) is None
        assert await world.state(ada) is STATES.HANDED_OFF


async def test_a_lock_stops_all_writing_loses_no_approval_and_is_told_once(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        ada, bo = await world.approve_follow_backs("ada", "bo")
        world.x.locked = True
        for _ in range(3):
            await world.run(Job.DELIVER_FOLLOW_BACKS)
            world.advance(MAX_DELAY)

        assert world.call_statuses("/following", "POST") == [403]
        (told,) = await world.announcements(AnnouncementKind.WRITES_STOPPED)
        assert told["reason"] == Note(XCode.LOCKED).to_json()
        assert await world.announcements(AnnouncementKind.ACTION_NEEDED) == []
        assert set(await world.waiting(ada, bo)) == {XCode.LOCKED}
        assert await world.run(Job.DELIVER_FOLLOW_BACKS) is None

        world.x.locked = False
        await world.services.pause.resume(MAYA)
        await world.run_until(world.clock.now() + HOUR)
        assert sorted(world.x.followed_through_api) == sorted([ada.id, bo.id])


async def test_a_used_up_limit_is_waited_for_without_trying_again_and_again(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        ada, bo = await world.approve_follow_backs("ada", "bo")
        world.x.rate_limit("follow")
        again_at = await world.run(Job.DELIVER_FOLLOW_BACKS)
        for _ in range(4):
            world.advance(timedelta(minutes=1))
            assert await world.run(Job.DELIVER_FOLLOW_BACKS) == again_at
            world.restart()

        assert world.call_statuses("/following", "POST") == [429]
        assert [await world.acts(person) for person in (ada, bo)] == [[Act.APPROVE, Act.START, Act.REQUEUE], [Act.APPROVE]]
        assert set(await world.waiting(ada, bo)) == {XCode.RATE_LIMITED}
        await world.run_until(START + HOUR)
        assert sorted(world.x.followed_through_api) == sorted([ada.id, bo.id])


@pytest.mark.parametrize(
    ("a_day", "a_month", "until", "blocker"),
    [
        (20_000, MICROS, datetime(2026, 3, 3, tzinfo=UTC), Blocker.DAILY_BUDGET_USED),
        (MICROS, 20_000, datetime(2026, 4, 1, tzinfo=UTC), Blocker.MONTHLY_BUDGET_USED),
    ],
)
async def test_a_used_up_budget_holds_follows_back_until_there_is_new_money(
    tmp_path: Path, a_day: int, a_month: int, until: datetime, blocker: Blocker
) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE, daily_budget=a_day, monthly_budget=a_month) as world:
        ada, bo = await world.approve_follow_backs("ada", "bo")
        while (again_at := await world.run(Job.DELIVER_FOLLOW_BACKS)) != until:
            assert again_at is not None
            world.advance(again_at - world.clock.now())
        await world.run(Job.DELIVER_FOLLOW_BACKS)

        assert world.x.followed_through_api == [ada.id]
        assert await world.acts(bo) == [Act.APPROVE], "nothing is begun that the budget does not allow"
        assert await world.waiting(bo) == [blocker]
        await world.run_until(until)
        assert world.x.followed_through_api == [ada.id, bo.id]


async def test_without_credits_one_call_finds_out_and_the_approvals_wait(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        ada, bo = await world.approve_follow_backs("ada", "bo")
        world.x.credits = False
        for _ in range(5):
            assert await world.run(Job.DELIVER_FOLLOW_BACKS) is None
            world.advance(HOUR)

        assert world.call_statuses("/following", "POST") == [402]
        assert set(await world.waiting(ada, bo)) == {XCode.OUT_OF_CREDITS}
        assert len(await world.announcements(AnnouncementKind.ACTION_NEEDED)) == 1


async def test_while_x_cannot_be_reached_every_card_says_so_and_nothing_is_counted_as_sent(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        people = await world.approve_follow_backs("ada", "bo", "cy")
        port = int(world.x.url.rpartition(":")[2])
        await world.x.stop()
        await world.run(Job.DELIVER_FOLLOW_BACKS)
        assert set(await world.waiting(*people)) == {XCode.UNREACHABLE}

        await world.x.start(port)
        await world.run_until(START + HOUR)
        assert sorted(world.x.followed_through_api) == sorted(person.id for person in people)
