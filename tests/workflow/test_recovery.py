"""When X refuses everything, for want of credits or because of the keys, one cheap look every 15 minutes finds out when it ends."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import AnnouncementKind, Purpose, SuggestionState
from bot.workflow.context import Job
from bot.workflow.delivery.recovery import EVERY
from bot.x.errors import BadCredentials, Locked
from tests.workflow.loopback import START
from tests.workflow.outbox import MAYA, Outbox, outbox


async def out_of_credits(box: Outbox) -> None:
    """Somebody's follow-back found it out."""
    await box.approved("ada")
    box.x.credits = False
    await box.delivers()


async def test_while_there_are_credits_nobody_looks(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        assert await box.recovers() is None
        assert not box.x.calls


async def test_one_look_every_quarter_of_an_hour_however_often_it_is_woken(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await out_of_credits(box)
        assert Job.RECOVERY in box.woken
        for minute in range(60):
            box.passes(timedelta(minutes=1))
            due = await box.recovers()
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

        assert await box.recovers() is None
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
        assert await box.recovers() == START + EVERY
        box.passes(timedelta(hours=5))
        box.restarts()
        assert await box.recovers() == box.clock.now() + EVERY


async def test_a_look_that_x_does_not_answer_is_soon_made_again(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await out_of_credits(box)
        box.passes(EVERY)
        box.x.down = True
        again_at = await box.recovers()

        assert again_at is not None
        assert again_at <= box.clock.now() + EVERY
        box.x.down, box.x.credits = False, True
        box.passes(EVERY)
        await box.recovers()
        assert (await box.account()).credits_out_at is None


def looks(box: Outbox) -> list[int]:
    """X's answers to looks at whether it takes calls again."""
    return [call.status for call in box.x.calls if call.path.endswith("/followers")]


async def refuse_the_keys(box: Outbox) -> None:
    """Somebody's follow-back found it out, and it was looked into."""
    await box.approved("ada")
    box.x.refuse(1_000, status=401)
    await box.delivers()
    assert Job.RECOVERY in box.woken
    await box.recovers()


async def test_one_stray_refusal_of_the_keys_stops_nothing(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        (ada,) = await box.approved("ada")
        box.x.refuse(1, status=401)
        again_at = await box.delivers()
        assert await box.recovers() is None

        assert looks(box) == [200]
        account = await box.account()
        assert (account.writes_stopped, account.keys_refused_at) == ("", None)
        assert again_at is not None
        await box.goes_on(again_at)
        assert box.x.follow_requests == [ada.id]
        assert [await box.told(kind) for kind in (AnnouncementKind.WRITES_STOPPED, AnnouncementKind.CREDITS_BACK)] == [[], []]


async def test_keys_that_are_refused_are_told_once_and_looked_at_again_within_bounds(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await refuse_the_keys(box)
        for _ in range(120):
            box.passes(timedelta(minutes=1))
            await box.recovers()
            await box.delivers()

        assert looks(box) == [401] * 9
        assert box.asked_to_follow() == [401]
        (told,) = await box.told(AnnouncementKind.WRITES_STOPPED)
        assert "does not accept the keys" in str(told["reason"])


async def test_keys_that_x_accepts_again_let_everything_go_on_by_itself(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await refuse_the_keys(box)
        box.x.refuses_nothing_more()
        box.passes(EVERY)
        box.woken.clear()

        assert await box.recovers() is None
        assert await box.told(AnnouncementKind.CREDITS_BACK) == [{"of": "keys"}]
        assert set(box.woken) >= set(Job)
        await box.delivers()
        assert box.x.follow_requests == [box.x.person("ada").id]


async def test_after_a_start_which_may_have_brought_new_keys_they_are_looked_at_at_once(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await refuse_the_keys(box)
        box.restarts()
        assert await box.recovers() == START + EVERY
        box.x.refuses_nothing_more()
        box.restarts()
        await box.recovers()

        assert looks(box) == [401, 401, 200]
        assert (await box.account()).writes_stopped == ""


async def test_a_clock_that_is_set_right_is_noticed_at_once(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        (ada,) = await box.approved("ada")
        box.x.reads_dates, box.x.clock_error = True, timedelta(hours=-5)
        await box.delivers()
        await box.recovers()
        (told,) = await box.told(AnnouncementKind.WRITES_STOPPED)
        assert "clock is 5 hours fast" in str(told["reason"])

        box.x.clock_error = timedelta()
        box.clock._restart(box.clock.now() - timedelta(hours=5), 0)
        await box.recovers()
        await box.delivers()
        assert box.x.follow_requests == [ada.id]


@pytest.mark.parametrize("condition", ["app_enrolled", "credits"])
async def test_any_word_of_x_but_that_it_refuses_the_keys_shows_that_it_accepts_them(tmp_path: Path, condition: str) -> None:
    async with outbox(tmp_path) as box:
        await refuse_the_keys(box)
        box.x.refuses_nothing_more()
        setattr(box.x, condition, False)
        box.passes(EVERY)
        await box.recovers()

        assert (await box.account()).writes_stopped == ""


async def test_an_x_that_does_not_answer_the_look_proves_nothing(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await box.approved("ada")
        box.x.refuse(1, status=401)
        await box.delivers()
        box.x.down = True
        await box.recovers()

        account = await box.account()
        assert (account.writes_stopped, account.keys_refused_at) == ("", START)
        box.x.down = False
        box.passes(timedelta(minutes=2))
        await box.recovers()
        assert (await box.account()).keys_refused_at is None


async def test_a_lock_is_left_to_a_human_whatever_x_answers(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        (ada,) = await box.approved("ada")
        box.x.locked = True
        await box.delivers()
        box.x.locked = False
        for _ in range(3):
            box.restarts()
            assert await box.recovers() is None
            box.passes(EVERY)

        assert (await box.account()).writes_stopped == Locked.sentence
        assert looks(box) == []
        await box.switch.resume(MAYA)
        await box.delivers()
        assert (await box.card(ada)).suggestion.state is SuggestionState.DONE


async def test_somebody_who_resumes_has_the_keys_tried_anew(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await refuse_the_keys(box)
        await box.switch.resume(MAYA)
        assert (await box.account()).keys_refused_at is None
        await box.delivers()
        box.passes(EVERY)
        await box.recovers()

        assert str(BadCredentials()) == (await box.account()).writes_stopped
        assert len(await box.told(AnnouncementKind.WRITES_STOPPED)) == 2
