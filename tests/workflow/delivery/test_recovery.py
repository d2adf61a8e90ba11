"""When X refuses everything, for want of credits or because of the keys, one cheap look every 15 minutes finds out when it ends."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.x import Tier
from bot.domain import AnnouncementKind, Note, Purpose, SuggestionState
from bot.domain.jobs import Job
from bot.x.errors import BadCredentials, Locked, XCode
from bot.x.retries import PROBE_EVERY
from tests.support.team import MAYA, START
from tests.support.world import World


async def out_of_credits(world: World) -> None:
    """Somebody's follow-back found it out."""
    await world.approve_follow_backs("ada")
    world.x.credits = False
    await world.run(Job.DELIVER_FOLLOW_BACKS)


async def test_while_there_are_credits_nobody_looks(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        assert await world.run(Job.RECOVERY) is None
        assert not world.x.calls


async def test_one_look_every_quarter_of_an_hour_however_often_it_is_woken(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        await out_of_credits(world)
        assert Job.RECOVERY in world.woken
        for minute in range(60):
            world.advance(timedelta(minutes=1))
            due = await world.run(Job.RECOVERY)
            await world.run(Job.DELIVER_FOLLOW_BACKS)
            assert due == START + (minute // 15 + 1) * PROBE_EVERY + (PROBE_EVERY if minute % 15 == 14 else timedelta())

        looks = [call for call in world.x.calls if call.method == "GET"]
        assert [call.path.rpartition("/")[2] for call in looks] == ["followers"] * 4
        assert world.call_statuses("/following", "POST") == [402]


async def test_when_they_are_back_the_team_hears_it_and_everything_goes_on(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        await out_of_credits(world)
        world.x.credits = True
        world.advance(PROBE_EVERY)
        world.woken.clear()

        assert await world.run(Job.RECOVERY) is None
        assert (await world.account()).credits_depleted_at is None
        assert len(await world.announcements(AnnouncementKind.CREDITS_RESTORED)) == 1
        assert set(world.woken) >= set(Job)
        async with world.store.read() as tx:
            assert await tx.ledger.spent(purpose=Purpose.CREDITS) == 1_000
        await world.run(Job.DELIVER_FOLLOW_BACKS)
        assert world.x.followed_through_api == [world.x.person("ada").id]


async def test_after_a_restart_it_is_known_since_when(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        await out_of_credits(world)
        world.advance(timedelta(minutes=5))
        world.restart()
        assert await world.run(Job.RECOVERY) == START + PROBE_EVERY
        world.advance(timedelta(hours=5))
        world.restart()
        assert await world.run(Job.RECOVERY) == world.clock.now() + PROBE_EVERY


async def test_a_look_that_x_does_not_answer_is_soon_made_again(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        await out_of_credits(world)
        world.advance(PROBE_EVERY)
        world.x.down = True
        again_at = await world.run(Job.RECOVERY)

        assert again_at is not None
        assert again_at <= world.clock.now() + PROBE_EVERY
        world.x.down, world.x.credits = False, True
        world.advance(PROBE_EVERY)
        await world.run(Job.RECOVERY)
        assert (await world.account()).credits_depleted_at is None


def looks(world: World) -> list[int]:
    """X's answers to looks at whether it takes calls again."""
    return [call.status for call in world.x.calls if call.path.endswith("/followers")]


async def refuse_the_keys(world: World) -> None:
    """Somebody's follow-back found it out, and it was looked into."""
    await world.approve_follow_backs("ada")
    world.x.refuse(1_000, status=401)
    await world.run(Job.DELIVER_FOLLOW_BACKS)
    assert Job.RECOVERY in world.woken
    await world.run(Job.RECOVERY)


async def test_one_stray_refusal_of_the_keys_stops_nothing(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        (ada,) = await world.approve_follow_backs("ada")
        world.x.refuse(1, status=401)
        again_at = await world.run(Job.DELIVER_FOLLOW_BACKS)
        assert await world.run(Job.RECOVERY) is None

        assert looks(world) == [200]
        account = await world.account()
        assert (account.writes_stopped, account.keys_refused_at) == (None, None)
        assert again_at is not None
        await world.run_until(again_at)
        assert world.x.followed_through_api == [ada.id]
        assert [await world.announcements(kind) for kind in (AnnouncementKind.WRITES_STOPPED, AnnouncementKind.CREDITS_RESTORED)] == [
            [],
            [],
        ]


async def test_keys_that_are_refused_are_told_once_and_looked_at_again_within_bounds(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        await refuse_the_keys(world)
        for _ in range(120):
            world.advance(timedelta(minutes=1))
            await world.run(Job.RECOVERY)
            await world.run(Job.DELIVER_FOLLOW_BACKS)

        assert looks(world) == [401] * 9
        assert world.call_statuses("/following", "POST") == [401]
        (told,) = await world.announcements(AnnouncementKind.WRITES_STOPPED)
        assert told["reason"] == Note(XCode.KEYS_REFUSED).to_json()


async def test_keys_that_x_accepts_again_let_everything_go_on_by_itself(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        await refuse_the_keys(world)
        world.x.clear_faults()
        world.advance(PROBE_EVERY)
        world.woken.clear()

        assert await world.run(Job.RECOVERY) is None
        assert await world.announcements(AnnouncementKind.CREDITS_RESTORED) == [{"of": "keys"}]
        assert set(world.woken) >= set(Job)
        await world.run(Job.DELIVER_FOLLOW_BACKS)
        assert world.x.followed_through_api == [world.x.person("ada").id]


async def test_after_a_start_which_may_have_brought_new_keys_they_are_looked_at_at_once(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        await refuse_the_keys(world)
        world.restart()
        assert await world.run(Job.RECOVERY) == START + PROBE_EVERY
        world.x.clear_faults()
        world.restart()
        await world.run(Job.RECOVERY)

        assert looks(world) == [401, 401, 200]
        assert (await world.account()).writes_stopped is None


async def test_a_clock_that_is_set_right_is_noticed_at_once(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        (ada,) = await world.approve_follow_backs("ada")
        world.x.checks_timestamps, world.x.clock_error = True, timedelta(hours=-5)
        await world.run(Job.DELIVER_FOLLOW_BACKS)
        await world.run(Job.RECOVERY)
        (told,) = await world.announcements(AnnouncementKind.WRITES_STOPPED)
        assert told["reason"] == Note(XCode.WRONG_CLOCK, {"seconds": 5 * 3_600}).to_json()

        world.x.clock_error = timedelta()
        world.clock._restart(world.clock.now() - timedelta(hours=5), 0)
        await world.run(Job.RECOVERY)
        await world.run(Job.DELIVER_FOLLOW_BACKS)
        assert world.x.followed_through_api == [ada.id]


@pytest.mark.parametrize("condition", ["app_enrolled", "credits"])
async def test_any_word_of_x_but_that_it_refuses_the_keys_shows_that_it_accepts_them(tmp_path: Path, condition: str) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        await refuse_the_keys(world)
        world.x.clear_faults()
        setattr(world.x, condition, False)
        world.advance(PROBE_EVERY)
        await world.run(Job.RECOVERY)

        assert (await world.account()).writes_stopped is None


async def test_an_x_that_does_not_answer_the_look_proves_nothing(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        await world.approve_follow_backs("ada")
        world.x.refuse(1, status=401)
        await world.run(Job.DELIVER_FOLLOW_BACKS)
        world.x.down = True
        await world.run(Job.RECOVERY)

        account = await world.account()
        assert (account.writes_stopped, account.keys_refused_at) == (None, START)
        world.x.down = False
        world.advance(timedelta(minutes=2))
        await world.run(Job.RECOVERY)
        assert (await world.account()).keys_refused_at is None


async def test_a_lock_is_left_to_a_human_whatever_x_answers(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        (ada,) = await world.approve_follow_backs("ada")
        world.x.locked = True
        await world.run(Job.DELIVER_FOLLOW_BACKS)
        world.x.locked = False
        for _ in range(3):
            world.restart()
            assert await world.run(Job.RECOVERY) is None
            world.advance(PROBE_EVERY)

        assert (await world.account()).writes_stopped == Locked().note
        assert looks(world) == []
        await world.services.pause.resume(MAYA)
        await world.run(Job.DELIVER_FOLLOW_BACKS)
        assert await world.state(ada) is SuggestionState.DONE


async def test_somebody_who_resumes_has_the_keys_tried_anew(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        await refuse_the_keys(world)
        await world.services.pause.resume(MAYA)
        assert (await world.account()).keys_refused_at is None
        await world.run(Job.DELIVER_FOLLOW_BACKS)
        world.advance(PROBE_EVERY)
        await world.run(Job.RECOVERY)

        assert BadCredentials().note == (await world.account()).writes_stopped
        assert len(await world.announcements(AnnouncementKind.WRITES_STOPPED)) == 2
