"""When X's credits are used up, one cheap look every quarter of an hour finds out when they are back, and nothing else is asked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.model import AnnouncementKind, Purpose
from bot.workflow.context import Job
from bot.workflow.credits import EVERY
from tests.workflow.loopback import START
from tests.workflow.outbox import Outbox, outbox


async def out_of_credits(box: Outbox) -> None:
    """Somebody's follow-back found it out."""
    await box.approved("ada")
    box.x.credits = False
    await box.delivers()


async def test_while_there_are_credits_nobody_looks(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        assert await box.looks_for_credits() is None
        assert not box.x.calls


async def test_one_look_every_quarter_of_an_hour_however_often_it_is_woken(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await out_of_credits(box)
        assert Job.CREDITS in box.woken
        for minute in range(60):
            box.passes(timedelta(minutes=1))
            due = await box.looks_for_credits()
            await box.delivers()
            assert due == START + (minute // 15 + 1) * EVERY + (EVERY if minute % 15 == 14 else timedelta())

        looks = [call for call in box.x.calls if call.method == "GET"]
        assert [call.path.rpartition("/")[2] for call in looks] == ["followers"] * 4
        assert box.asked_to_follow() == [402]


async def test_when_they_are_back_the_team_hears_it_and_everything_goes_on(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await out_of_credits(box)
        box.x.credits = True
        box.passes(EVERY)
        box.woken.clear()

        assert await box.looks_for_credits() is None
        assert (await box.account()).credits_out_at is None
        assert len(await box.told(AnnouncementKind.CREDITS_BACK)) == 1
        assert set(box.woken) >= set(Job)
        async with box.store.read() as tx:
            assert await tx.ledger.spent(purpose=Purpose.CREDITS) == 1_000
        await box.delivers()
        assert box.x.follow_requests == [box.x.person("ada").id]


async def test_after_a_restart_it_is_known_since_when(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await out_of_credits(box)
        box.passes(timedelta(minutes=5))
        box.restarts()
        assert await box.looks_for_credits() == START + EVERY
        box.passes(timedelta(hours=5))
        box.restarts()
        assert await box.looks_for_credits() == box.clock.now() + EVERY


async def test_a_look_that_x_does_not_answer_is_soon_made_again(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await out_of_credits(box)
        box.passes(EVERY)
        box.x.down = True
        again_at = await box.looks_for_credits()

        assert again_at is not None
        assert again_at <= box.clock.now() + EVERY
        box.x.down, box.x.credits = False, True
        box.passes(EVERY)
        await box.looks_for_credits()
        assert (await box.account()).credits_out_at is None
