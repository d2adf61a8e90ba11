"""What was approved goes out at the team's pace, and whatever holds it up loses nothing and is said on the card."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, event

from bot.demo.x import Tier
from bot.domain import MICROS, Access, Act, AnnouncementKind, Lesson, SuggestionState
from bot.workflow.delivery.pace import LONGEST_GAP, SHORTEST_GAP
from bot.workflow.team.job_errors import LONGEST_REST
from tests.workflow.loopback import START
from tests.workflow.outbox import MAYA, outbox

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STATES = SuggestionState
SENT = [Act.APPROVE, Act.START, Act.CONFIRM]


async def test_follows_by_api_are_spread_over_the_hour_however_often_the_job_is_woken(tmp_path: Path) -> None:
    async with outbox(tmp_path, follow_backs_per_hour=6) as box:
        people = await box.approved("ada", "bo", "cy", "dee")
        moments: list[datetime] = []
        while len(moments) < len(people):
            turn = await box.delivers()
            moments += [box.clock.now()] * (len(box.x.follow_requests) - len(moments))
            if turn is None:
                break
            box.restarts()
            box.passes((turn - box.clock.now()) / 2)
            assert await box.delivers() == turn, "being woken early, or restarted, changes nothing"
            box.passes(turn - box.clock.now())

        gaps = [later - earlier for earlier, later in pairwise(moments)]
        assert moments[0] == START, "the first after a while goes at once"
        assert all(SHORTEST_GAP * HOUR / 6 <= gap <= LONGEST_GAP * HOUR / 6 for gap in gaps)
        assert len(set(gaps)) == 3
        assert box.x.follow_requests == [person.id for person in people], "in the order of the approvals"
        assert [await box.acts(person) for person in people] == [SENT] * 4


async def test_that_something_is_about_to_be_sent_would_survive_a_power_cut_before_it_is(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await box.approved("ada")
        synced: list[bool] = []
        at_the_follow: list[list[bool]] = []

        @event.listens_for(box.store._writer.sync_engine, "commit")
        def committed(connection: Connection) -> None:
            synced.append(connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2)  # FULL: SQLite waits for the disk

        box.x.on_change(lambda *_: at_the_follow.append(list(synced)) if box.x.follow_requests else None)
        await box.delivers()

        assert at_the_follow[0][-2:] == [True, True], "that it is being delivered, and its price"
        assert not synced[-1], "what comes after it costs no wait"


async def test_a_card_says_when_its_turn_comes_and_that_is_when_it_goes(tmp_path: Path) -> None:
    async with outbox(tmp_path, follow_backs_per_hour=6, timezone=ZoneInfo("Europe/Berlin")) as box:
        ada, bo, cy = await box.approved("ada", "bo", "cy")
        turn = await box.delivers()
        assert turn is not None
        promised = await box.waiting(bo, cy)
        assert promised[0].startswith(f"Goes out at about {turn.astimezone(ZoneInfo('Europe/Berlin')):%H:%M}; follows are spread over")
        assert promised[0] < promised[1]
        box.passes(turn - box.clock.now())
        after = await box.delivers()

        assert after is not None
        assert promised[1].startswith(f"Goes out at about {after.astimezone(ZoneInfo('Europe/Berlin')):%H:%M};")
        assert (await box.card(bo)).suggestion.state is STATES.DONE
        assert (await box.card(ada)).waiting == ""


async def test_the_caps_of_the_hour_and_the_day_hold_over_hand_offs_too(tmp_path: Path) -> None:
    async with outbox(tmp_path, access=Access.SELF_SERVE, follow_backs_per_hour=2, follow_backs_per_day=3) as box:
        ada, bo, cy, dee, *_, gus = await box.approved("ada", "bo", "cy", "dee", "eli", "fay", "gus")

        assert await box.delivers() == START + HOUR
        assert [(await box.card(person)).suggestion.state for person in (ada, bo, cy)] == [
            STATES.HANDED_OFF,
            STATES.HANDED_OFF,
            STATES.APPROVED,
        ]
        assert (await box.card(cy)).waiting == "Its link comes at about 11:00: at most 2 an hour and 3 a day."
        assert (await box.card(dee)).waiting.startswith("Its link comes at about 10:00 tomorrow:")
        assert (await box.card(gus)).waiting.startswith("Its link comes at about 10:00 on 4 March:")
        box.passes(HOUR)
        assert await box.delivers() == START + DAY
        assert (await box.card(cy)).suggestion.state is STATES.HANDED_OFF


async def test_in_quiet_hours_nothing_goes_to_x_and_links_are_handed_out_all_the_same(tmp_path: Path) -> None:
    morning = time(9), time(12, 30)
    async with outbox(tmp_path, quiet_hours=morning) as box:
        (ada,) = await box.approved("ada")
        assert await box.delivers() == START + 2.5 * HOUR
        assert not box.x.calls
        assert (await box.card(ada)).waiting == "Quiet hours until 12:30; it goes out by itself after that."
        box.passes(2.5 * HOUR)
        await box.delivers()
        assert box.x.follow_requests == [ada.id]

    (tmp_path / "handed").mkdir()
    async with outbox(tmp_path / "handed", access=Access.SELF_SERVE, quiet_hours=morning) as box:
        (ada,) = await box.approved("ada")
        assert await box.delivers() is None
        assert (await box.card(ada)).suggestion.state is STATES.HANDED_OFF


async def test_a_lock_stops_all_writing_loses_no_approval_and_is_told_once(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        ada, bo = await box.approved("ada", "bo")
        box.x.locked = True
        for _ in range(3):
            await box.delivers()
            box.passes(LONGEST_REST)

        assert box.asked_to_follow() == [403]
        (told,) = await box.told(AnnouncementKind.WRITES_STOPPED)
        assert "locked" in str(told["reason"])
        assert "Log in on x.com" in str(told["reason"])
        assert await box.told(AnnouncementKind.TROUBLE) == []
        assert all("locked" in why for why in await box.waiting(ada, bo))
        assert await box.delivers() is None

        box.x.locked = False
        await box.switch.resume(MAYA)
        await box.goes_on(box.clock.now() + HOUR)
        assert sorted(box.x.follow_requests) == sorted([ada.id, bo.id])


async def test_a_used_up_limit_is_waited_for_without_trying_again_and_again(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        ada, bo = await box.approved("ada", "bo")
        box.x.rate_limit("follow")
        again_at = await box.delivers()
        for _ in range(4):
            box.passes(timedelta(minutes=1))
            assert await box.delivers() == again_at
            box.restarts()

        assert box.asked_to_follow() == [429]
        assert [await box.acts(person) for person in (ada, bo)] == [[Act.APPROVE, Act.START, Act.RETRY], [Act.APPROVE]]
        assert all("limits how often" in why for why in await box.waiting(ada, bo))
        await box.goes_on(START + HOUR)
        assert sorted(box.x.follow_requests) == sorted([ada.id, bo.id])


@pytest.mark.parametrize(
    ("a_day", "a_month", "until", "says"),
    [
        (20_000, MICROS, datetime(2026, 3, 3, tzinfo=UTC), "DAILY_BUDGET_USD"),
        (MICROS, 20_000, datetime(2026, 4, 1, tzinfo=UTC), "MONTHLY_BUDGET_USD"),
    ],
)
async def test_a_used_up_budget_holds_follows_back_until_there_is_new_money(
    tmp_path: Path, a_day: int, a_month: int, until: datetime, says: str
) -> None:
    async with outbox(tmp_path, daily_budget=a_day, monthly_budget=a_month) as box:
        ada, bo = await box.approved("ada", "bo")
        while (again_at := await box.delivers()) != until:
            assert again_at is not None
            box.passes(again_at - box.clock.now())
        await box.delivers()

        assert box.x.follow_requests == [ada.id]
        assert await box.acts(bo) == [Act.APPROVE], "nothing is begun that the budget does not allow"
        assert says in (await box.card(bo)).waiting
        await box.goes_on(until)
        assert box.x.follow_requests == [ada.id, bo.id]


async def test_without_credits_one_call_finds_out_and_the_approvals_wait(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        ada, bo = await box.approved("ada", "bo")
        box.x.credits = False
        for _ in range(5):
            assert await box.delivers() is None
            box.passes(HOUR)

        assert box.asked_to_follow() == [402]
        assert all("credits" in why for why in await box.waiting(ada, bo))
        assert len(await box.told(AnnouncementKind.TROUBLE)) == 1


async def test_a_refusal_of_the_tier_hands_everyone_off_and_is_told_once(tmp_path: Path) -> None:
    async with outbox(tmp_path, tier=Tier.SELF_SERVE) as box:
        people = await box.approved("ada", "bo", "cy")
        assert await box.delivers() is None

        assert box.asked_to_follow() == [403]
        assert {(await box.card(person)).suggestion.state for person in people} == {STATES.HANDED_OFF}
        assert await box.told(AnnouncementKind.ROUTE_CHANGED) == [{"route": "hand_off", "deed": "follow_back"}]
        learnt = await box.learnt()
        assert learnt is not None
        assert (learnt.allowed, learnt.lesson, learnt.learnt_at, learnt.access) == (False, Lesson.REFUSAL, START, Access.ENTERPRISE)


async def test_a_follow_that_works_is_a_lesson(tmp_path: Path) -> None:
    async with outbox(tmp_path, access=Access.AUTO) as box:
        await box.approved("ada")
        await box.delivers()

        learnt = await box.learnt()
        assert learnt is not None
        assert (learnt.allowed, learnt.lesson) == (True, Lesson.SUCCESS)
        assert await box.told(AnnouncementKind.ROUTE_CHANGED) == []


async def test_what_x_did_not_carry_out_is_tried_again_at_a_turn_of_its_own(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await box.approved("ada")
        box.x.refuse(1_000, status=503, method="POST")
        await box.delivers()
        await box.verifies()
        turn = await box.delivers()

        assert turn is not None
        assert turn >= START + SHORTEST_GAP * HOUR / 15, "X has seen it once: the next try is a follow like any other"
        for _ in range(3):
            box.passes(timedelta(minutes=10))
            await box.delivers()
            await box.verifies()
        assert box.asked_to_follow() == [503] * 4
        assert box.x.follow_requests == []


async def test_while_x_cannot_be_reached_every_card_says_so_and_nothing_is_counted_as_sent(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        people = await box.approved("ada", "bo", "cy")
        port = int(box.x.url.rpartition(":")[2])
        await box.x.stop()
        await box.delivers()
        assert all("not answering" in why for why in await box.waiting(*people))

        await box.x.start(port)
        await box.goes_on(START + HOUR)
        assert sorted(box.x.follow_requests) == sorted(person.id for person in people)
