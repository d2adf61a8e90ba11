"""What X lets this app do is learnt from X, by a probe that changes nothing and by what happens anyway."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.demo.x import Tier
from bot.domain import Access, AnnouncementKind, Evidence, Note, Purpose, SuggestionState
from bot.workflow.delivery.access import ProbeAccess
from bot.x.errors import XCode
from bot.x.retries import ASK_AGAIN_AFTER, MAX_DELAY
from tests.support.worlds.follow_backs import MAYA, FollowBackWorld, follow_back_world
from tests.support.worlds.x import START

HOUR = timedelta(hours=1)


async def evidence(world: FollowBackWorld) -> tuple[bool, Evidence]:
    learnt = await world.permission()
    assert learnt is not None
    return learnt.allowed, learnt.evidence


@pytest.mark.parametrize(("tier", "allowed", "status"), [(Tier.SELF_SERVE, False, 403), (Tier.ENTERPRISE, True, 400)])
async def test_at_the_first_start_x_is_asked_and_nothing_changes_there(tmp_path: Path, tier: Tier, status: int, *, allowed: bool) -> None:
    async with follow_back_world(tmp_path, tier=tier, access=Access.AUTO) as world:
        await world.client.followers(purpose=Purpose.DETECTION, page_size=1)
        assert await world.probe_access() == START + ASK_AGAIN_AFTER

        assert await evidence(world) == (allowed, Evidence.PROBE)
        assert world.asked_to_follow() == [status]
        assert world.x.followed_through_api == []
        assert world.x.following == ()
        assert (world.x.spent_micros, await world.spent()) == (0, 0)
        assert await world.announcements(AnnouncementKind.ROUTE_CHANGED) == [], "nobody had been told anything else"


async def test_x_is_asked_again_a_day_after_the_last_evidence_and_not_before(tmp_path: Path) -> None:
    async with follow_back_world(tmp_path) as world:
        await world.probe_access()
        world.advance(20 * HOUR)
        await world.approve("ada")
        await world.deliver()
        world.restart()

        assert await world.probe_access() == START + 20 * HOUR + ASK_AGAIN_AFTER
        assert await evidence(world) == (True, Evidence.SUCCESS)
        world.advance(ASK_AGAIN_AFTER)
        await world.probe_access()
        assert await evidence(world) == (True, Evidence.PROBE)
        assert world.asked_to_follow() == [400, 200, 400]


async def test_a_door_that_closes_and_opens_again_is_noticed_and_told(tmp_path: Path) -> None:
    async with follow_back_world(tmp_path, access=Access.AUTO) as world:
        for tier in (Tier.ENTERPRISE, Tier.ENTERPRISE, Tier.SELF_SERVE, Tier.SELF_SERVE, Tier.ENTERPRISE):
            world.x.tier = tier
            await world.probe_access()
            world.advance(ASK_AGAIN_AFTER)

        assert await world.announcements(AnnouncementKind.ROUTE_CHANGED) == [
            {"route": "hand_off", "suggestion_kind": "follow_back"},
            {"route": "api", "suggestion_kind": "follow_back"},
        ]
        assert world.x.followed_through_api == []


async def test_what_contradicts_the_owner_is_told(tmp_path: Path) -> None:
    async with follow_back_world(tmp_path, tier=Tier.SELF_SERVE, access=Access.ENTERPRISE) as world:
        await world.probe_access()

        assert await world.announcements(AnnouncementKind.ROUTE_CHANGED) == [{"route": "hand_off", "suggestion_kind": "follow_back"}]


async def test_another_word_of_the_owner_has_x_asked_anew(tmp_path: Path) -> None:
    async with follow_back_world(tmp_path, tier=Tier.SELF_SERVE, access=Access.AUTO) as world:
        await world.probe_access()
        world.x.tier = Tier.ENTERPRISE
        paid = replace(world.context, policy=replace(world.context.policy, access=Access.ENTERPRISE))
        await ProbeAccess(paid, world.client).run()

        assert await evidence(world) == (True, Evidence.PROBE)


async def test_with_self_serve_nothing_is_asked(tmp_path: Path) -> None:
    async with follow_back_world(tmp_path, access=Access.SELF_SERVE) as world:
        assert await world.probe_access() is None
        assert not world.x.calls


async def test_while_paused_or_stopped_nothing_is_asked(tmp_path: Path) -> None:
    async with follow_back_world(tmp_path) as world:
        await world.pause.pause(MAYA)
        assert await world.probe_access() is None
        await world.pause.resume(MAYA)
        async with world.store.write() as tx:
            await tx.accounts.stop_writes(Note(XCode.LOCKED))
        assert await world.probe_access() is None
        assert not world.x.calls


async def test_quiet_hours_are_quiet(tmp_path: Path) -> None:
    async with follow_back_world(tmp_path, quiet_hours=(time(22), time(12))) as world:
        assert await world.probe_access() == START + 2 * HOUR
        assert not world.x.calls
        world.advance(2 * HOUR)
        assert await world.probe_access() == START + 36 * HOUR - 10 * HOUR
        assert world.asked_to_follow() == [400]


async def test_an_answer_that_says_nothing_about_access_teaches_nothing(tmp_path: Path) -> None:
    async with follow_back_world(tmp_path) as world:
        world.x.refuse(1, status=404, method="POST")
        assert await world.probe_access() == START + ASK_AGAIN_AFTER
        assert await world.permission() is None


async def test_an_app_that_is_not_set_up_teaches_nothing_about_the_tier(tmp_path: Path) -> None:
    async with follow_back_world(tmp_path, tier=Tier.ENTERPRISE, access=Access.AUTO) as world:
        (ada,) = await world.approve("ada")
        for faults, code in (({"app_enrolled": False}, XCode.NOT_SET_UP), ({"user_enrolled": False}, XCode.NOT_REGISTERED)):
            vars(world.x).update(faults)
            await world.probe_access()
            await world.deliver()
            assert await world.permission() is None
            assert world.job_errors.present[0].note.code == code
            assert (await world.card(ada)).suggestion.state is SuggestionState.APPROVED
            vars(world.x).update(dict.fromkeys(faults, True))
            world.advance(MAX_DELAY)

        await world.run_until(world.clock.now() + HOUR)
        await world.probe_access()
        assert (await evidence(world))[0]
        assert world.x.followed_through_api == [ada.id]
        assert await world.announcements(AnnouncementKind.ROUTE_CHANGED) == []


async def test_a_lock_found_by_asking_stops_all_writing(tmp_path: Path) -> None:
    async with follow_back_world(tmp_path) as world:
        world.x.locked = True
        await world.probe_access()

        assert (await world.account()).writes_stopped == Note(XCode.LOCKED)
        assert await world.permission() is None
        assert len(await world.announcements(AnnouncementKind.WRITES_STOPPED)) == 1
