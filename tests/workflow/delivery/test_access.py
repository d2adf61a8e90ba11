"""What X lets this app do is learnt from X, by a probe that changes nothing and by what happens anyway."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.demo.x import Tier
from bot.domain import Access, AnnouncementKind, Capability, Evidence, Note, Purpose, SuggestionState
from bot.domain.jobs import Job
from bot.workflow.delivery.access import ProbeAccess
from bot.x.errors import XCode
from bot.x.retries import ASK_AGAIN_AFTER, MAX_DELAY
from tests.support.team import MAYA, START
from tests.support.world import World

HOUR = timedelta(hours=1)


async def evidence(world: World) -> tuple[bool, Evidence]:
    learnt = await world.permission(Capability.FOLLOW)
    assert learnt is not None
    return learnt.allowed, learnt.evidence


@pytest.mark.parametrize(("tier", "allowed", "status"), [(Tier.SELF_SERVE, False, 403), (Tier.ENTERPRISE, True, 400)])
async def test_at_the_first_start_x_is_asked_and_nothing_changes_there(tmp_path: Path, tier: Tier, status: int, *, allowed: bool) -> None:
    async with World(tmp_path, tier=tier, access=Access.AUTO) as world:
        await world.client.followers(purpose=Purpose.DETECTION, page_size=1)
        assert await world.run(Job.PROBE_ACCESS) == START + ASK_AGAIN_AFTER

        assert await evidence(world) == (allowed, Evidence.PROBE)
        assert world.call_statuses("/following", "POST") == [status]
        assert world.x.followed_through_api == []
        assert world.x.following == ()
        assert (world.x.spent_micros, await world.spent()) == (0, 0)
        assert await world.announcements(AnnouncementKind.ROUTE_CHANGED) == [], "nobody had been told anything else"


async def test_x_is_asked_again_a_day_after_the_last_evidence_and_not_before(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        await world.run(Job.PROBE_ACCESS)
        world.advance(20 * HOUR)
        await world.approve_follow_backs("ada")
        await world.run(Job.DELIVER_FOLLOW_BACKS)
        world.restart()

        assert await world.run(Job.PROBE_ACCESS) == START + 20 * HOUR + ASK_AGAIN_AFTER
        assert await evidence(world) == (True, Evidence.SUCCESS)
        world.advance(ASK_AGAIN_AFTER)
        await world.run(Job.PROBE_ACCESS)
        assert await evidence(world) == (True, Evidence.PROBE)
        assert world.call_statuses("/following", "POST") == [400, 200, 400]


async def test_a_door_that_closes_and_opens_again_is_noticed_and_told(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE, access=Access.AUTO) as world:
        for tier in (Tier.ENTERPRISE, Tier.ENTERPRISE, Tier.SELF_SERVE, Tier.SELF_SERVE, Tier.ENTERPRISE):
            world.x.tier = tier
            await world.run(Job.PROBE_ACCESS)
            world.advance(ASK_AGAIN_AFTER)

        assert await world.announcements(AnnouncementKind.ROUTE_CHANGED) == [
            {"route": "hand_off", "suggestion_kind": "follow_back"},
            {"route": "api", "suggestion_kind": "follow_back"},
        ]
        assert world.x.followed_through_api == []


async def test_what_contradicts_the_owner_is_told(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.SELF_SERVE, access=Access.ENTERPRISE) as world:
        await world.run(Job.PROBE_ACCESS)

        assert await world.announcements(AnnouncementKind.ROUTE_CHANGED) == [{"route": "hand_off", "suggestion_kind": "follow_back"}]


async def test_another_word_of_the_owner_has_x_asked_anew(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.SELF_SERVE, access=Access.AUTO) as world:
        await world.run(Job.PROBE_ACCESS)
        world.x.tier = Tier.ENTERPRISE
        paid = replace(world.context, policy=replace(world.context.policy, access=Access.ENTERPRISE))
        await ProbeAccess(paid, world.client).run()

        assert await evidence(world) == (True, Evidence.PROBE)


async def test_with_self_serve_nothing_is_asked(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE, access=Access.SELF_SERVE) as world:
        assert await world.run(Job.PROBE_ACCESS) is None
        assert not world.x.calls


async def test_while_paused_or_stopped_nothing_is_asked(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        await world.services.pause.pause(MAYA)
        assert await world.run(Job.PROBE_ACCESS) is None
        await world.services.pause.resume(MAYA)
        async with world.store.write() as tx:
            await tx.accounts.stop_writes(Note(XCode.LOCKED))
        assert await world.run(Job.PROBE_ACCESS) is None
        assert not world.x.calls


async def test_quiet_hours_are_quiet(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE, quiet_hours=(time(22), time(12))) as world:
        assert await world.run(Job.PROBE_ACCESS) == START + 2 * HOUR
        assert not world.x.calls
        world.advance(2 * HOUR)
        assert await world.run(Job.PROBE_ACCESS) == START + 36 * HOUR - 10 * HOUR
        assert world.call_statuses("/following", "POST") == [400]


async def test_an_answer_that_says_nothing_about_access_teaches_nothing(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        world.x.refuse(1, status=404, method="POST")
        assert await world.run(Job.PROBE_ACCESS) == START + ASK_AGAIN_AFTER
        assert await world.permission(Capability.FOLLOW) is None


async def test_an_app_that_is_not_set_up_teaches_nothing_about_the_tier(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE, access=Access.AUTO) as world:
        (ada,) = await world.approve_follow_backs("ada")
        for faults, code in (({"app_enrolled": False}, XCode.NOT_SET_UP), ({"user_enrolled": False}, XCode.NOT_REGISTERED)):
            vars(world.x).update(faults)
            await world.run(Job.PROBE_ACCESS)
            await world.run(Job.DELIVER_FOLLOW_BACKS)
            assert await world.permission(Capability.FOLLOW) is None
            assert world.services.job_errors.present[0].note.code == code
            assert await world.state(ada) is SuggestionState.APPROVED
            vars(world.x).update(dict.fromkeys(faults, True))
            world.advance(MAX_DELAY)

        await world.run_until(world.clock.now() + HOUR)
        await world.run(Job.PROBE_ACCESS)
        assert (await evidence(world))[0]
        assert world.x.followed_through_api == [ada.id]
        assert await world.announcements(AnnouncementKind.ROUTE_CHANGED) == []


async def test_a_lock_found_by_asking_stops_all_writing(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        world.x.locked = True
        await world.run(Job.PROBE_ACCESS)

        assert (await world.account()).writes_stopped == Note(XCode.LOCKED)
        assert await world.permission(Capability.FOLLOW) is None
        assert len(await world.announcements(AnnouncementKind.WRITES_STOPPED)) == 1
