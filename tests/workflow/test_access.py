"""What X lets this app do is learnt from X, by a question that changes nothing and by what happens anyway."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.demo.x import Tier
from bot.domain import Access, AnnouncementKind, Lesson, Purpose, SuggestionState
from bot.workflow.delivery.capabilities import ASK_AGAIN_AFTER, Learn
from bot.workflow.team.job_errors import LONGEST_REST
from tests.workflow.loopback import START
from tests.workflow.outbox import MAYA, Outbox, outbox

HOUR = timedelta(hours=1)


async def lesson(box: Outbox) -> tuple[bool, Lesson]:
    learnt = await box.learnt()
    assert learnt is not None
    return learnt.allowed, learnt.lesson


@pytest.mark.parametrize(("tier", "allowed", "status"), [(Tier.SELF_SERVE, False, 403), (Tier.ENTERPRISE, True, 400)])
async def test_at_the_first_start_x_is_asked_and_nothing_changes_there(tmp_path: Path, tier: Tier, status: int, *, allowed: bool) -> None:
    async with outbox(tmp_path, tier=tier, access=Access.AUTO) as box:
        await box.door.followers(purpose=Purpose.DETECTION, page_size=1)
        assert await box.learns() == START + ASK_AGAIN_AFTER

        assert await lesson(box) == (allowed, Lesson.PROBE)
        assert box.asked_to_follow() == [status]
        assert box.x.follow_requests == []
        assert box.x.following == ()
        assert (box.x.spent_micros, await box.spent()) == (0, 0)
        assert await box.told(AnnouncementKind.ROUTE_CHANGED) == [], "nobody had been told anything else"


async def test_x_is_asked_again_a_day_after_the_last_lesson_and_not_before(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await box.learns()
        box.passes(20 * HOUR)
        await box.approved("ada")
        await box.delivers()
        box.restarts()

        assert await box.learns() == START + 20 * HOUR + ASK_AGAIN_AFTER
        assert await lesson(box) == (True, Lesson.SUCCESS)
        box.passes(ASK_AGAIN_AFTER)
        await box.learns()
        assert await lesson(box) == (True, Lesson.PROBE)
        assert box.asked_to_follow() == [400, 200, 400]


async def test_a_door_that_closes_and_opens_again_is_noticed_and_told(tmp_path: Path) -> None:
    async with outbox(tmp_path, access=Access.AUTO) as box:
        for tier in (Tier.ENTERPRISE, Tier.ENTERPRISE, Tier.SELF_SERVE, Tier.SELF_SERVE, Tier.ENTERPRISE):
            box.x.tier = tier
            await box.learns()
            box.passes(ASK_AGAIN_AFTER)

        assert await box.told(AnnouncementKind.ROUTE_CHANGED) == [
            {"route": "hand_off", "deed": "follow_back"},
            {"route": "api", "deed": "follow_back"},
        ]
        assert box.x.follow_requests == []


async def test_what_contradicts_the_owner_is_told(tmp_path: Path) -> None:
    async with outbox(tmp_path, tier=Tier.SELF_SERVE, access=Access.ENTERPRISE) as box:
        await box.learns()

        assert await box.told(AnnouncementKind.ROUTE_CHANGED) == [{"route": "hand_off", "deed": "follow_back"}]


async def test_another_word_of_the_owner_has_x_asked_anew(tmp_path: Path) -> None:
    async with outbox(tmp_path, tier=Tier.SELF_SERVE, access=Access.AUTO) as box:
        await box.learns()
        box.x.tier = Tier.ENTERPRISE
        paid = replace(box.context, policy=replace(box.context.policy, access=Access.ENTERPRISE))
        await Learn(paid, box.door).run()

        assert await lesson(box) == (True, Lesson.PROBE)


async def test_with_self_serve_nothing_is_asked(tmp_path: Path) -> None:
    async with outbox(tmp_path, access=Access.SELF_SERVE) as box:
        assert await box.learns() is None
        assert not box.x.calls


async def test_while_paused_or_stopped_nothing_is_asked(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await box.switch.pause(MAYA)
        assert await box.learns() is None
        await box.switch.resume(MAYA)
        async with box.store.write() as tx:
            await tx.accounts.stop_writes("X has locked the account.")
        assert await box.learns() is None
        assert not box.x.calls


async def test_quiet_hours_are_quiet(tmp_path: Path) -> None:
    async with outbox(tmp_path, quiet_hours=(time(22), time(12))) as box:
        assert await box.learns() == START + 2 * HOUR
        assert not box.x.calls
        box.passes(2 * HOUR)
        assert await box.learns() == START + 36 * HOUR - 10 * HOUR
        assert box.asked_to_follow() == [400]


async def test_an_answer_that_says_nothing_about_access_teaches_nothing(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        box.x.refuse(1, status=404, method="POST")
        assert await box.learns() == START + ASK_AGAIN_AFTER
        assert await box.learnt() is None


async def test_an_app_that_is_not_set_up_teaches_nothing_about_the_tier(tmp_path: Path) -> None:
    async with outbox(tmp_path, tier=Tier.ENTERPRISE, access=Access.AUTO) as box:
        (ada,) = await box.approved("ada")
        for faults in ({"app_enrolled": False}, {"user_enrolled": False}):
            vars(box.x).update(faults)
            await box.learns()
            await box.delivers()
            assert await box.learnt() is None
            assert "developer" in box.troubles.present[0].sentence
            assert (await box.card(ada)).suggestion.state is SuggestionState.APPROVED
            vars(box.x).update(dict.fromkeys(faults, True))
            box.passes(LONGEST_REST)

        await box.goes_on(box.clock.now() + HOUR)
        await box.learns()
        assert (await lesson(box))[0]
        assert box.x.follow_requests == [ada.id]
        assert await box.told(AnnouncementKind.ROUTE_CHANGED) == []


async def test_a_lock_found_by_asking_stops_all_writing(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        box.x.locked = True
        await box.learns()

        assert "locked" in (await box.account()).writes_stopped
        assert await box.learnt() is None
        assert len(await box.told(AnnouncementKind.WRITES_STOPPED)) == 1
