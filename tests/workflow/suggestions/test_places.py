"""Who has one of the day's places: the best, as the team's hours give them; and the team hears once that there are no more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain import Act, AnnouncementKind, Decision, SuggestionKind
from bot.workflow.suggestions.channel_state import Reserved
from bot.workflow.suggestions.places import READ_BY_SOMEBODY
from tests.support.store import MAYA, StoreWorld, move_to, suggest_follow_back
from tests.support.store import STATES as S

PER_DAY = 12
MORNING = datetime(2026, 3, 2, 8, tzinfo=ZoneInfo("UTC"))


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    async with StoreWorld(tmp_path, prompts_per_day=PER_DAY, at=MORNING) as world:
        await world.identify()
        yield world


async def suggest(world: StoreWorld, *worths: int) -> list[int]:
    """So many people come, each worth so much, and are suggested."""
    now, ids = world.clock.now(), []
    async with world.store.write() as tx:
        for worth in worths:
            user_id = 1_000 + await tx.followers.count_new()
            ids.append(await suggest_follow_back(tx, user_id, at=now, expires_at=now + timedelta(days=30), worth=worth))
        await tx.accounts.polled(now)
    return ids


async def post(world: StoreWorld) -> Reserved:
    """What the channel does next: it posts what has a place, and deletes what makes room."""
    reserved = await world.services.channel_state.reserve()
    async with world.store.write() as tx:
        for prompt in reserved.prompts:
            await tx.prompts.posted(prompt.id, 5_000 + prompt.id, "", 1)
    for prompt in reserved.outbid:
        await world.services.channel_state.message_removed(prompt)
    return reserved


async def shown(world: StoreWorld) -> set[int]:
    async with world.store.read() as tx:
        return {prompt.suggestion_id for prompt in await tx.prompts.live()}


async def test_half_of_the_days_cards_are_there_at_once_and_the_others_come_over_the_day(world: StoreWorld) -> None:
    ids = await suggest(world, *range(20))

    reserved = await post(world)

    assert len(await shown(world)) == 6
    assert await shown(world) == set(ids[-6:]), "the best"
    assert reserved.next_at == MORNING + timedelta(hours=14) / 6
    world.advance(timedelta(hours=14) / 6 - timedelta(seconds=1))
    await post(world)
    assert len(await shown(world)) == 6
    (late,) = await suggest(world, 99)
    world.advance(timedelta(seconds=1))
    await post(world)
    assert await shown(world) == {*ids[-6:], late}, "whoever comes late and is better has the next place"


async def test_a_quiet_accounts_team_sees_everybody_at_once(world: StoreWorld) -> None:
    for worth in range(9):
        (came,) = await suggest(world, worth)
        await post(world)
        assert came in await shown(world)
        world.advance(timedelta(minutes=90))


async def test_the_team_hears_once_a_day_that_more_wait(world: StoreWorld) -> None:
    await suggest(world, *range(30))
    for _ in range(18):
        await post(world)
        world.advance(timedelta(hours=1))

    told = [{"suggestion_kind": "follow_back", "shown": PER_DAY, "waiting": 30 - PER_DAY}]
    assert await world.announcements(AnnouncementKind.DAY_FULL) == told
    await suggest(world, 99)
    await post(world)
    assert await world.announcements(AnnouncementKind.DAY_FULL) == told


@pytest.mark.parametrize("per_day", [0, PER_DAY])
async def test_where_nobody_waits_for_a_place_nothing_is_said(tmp_path: Path, per_day: int) -> None:
    """Nor where the team wants no cards at all."""
    async with StoreWorld(tmp_path, prompts_per_day=per_day, at=MORNING + timedelta(hours=15)) as world:
        await world.identify()
        await suggest(world, *range(PER_DAY))
        await post(world)

        assert len(await shown(world)) == per_day
        assert await world.announcements(AnnouncementKind.DAY_FULL) == []


async def test_once_the_places_are_used_up_a_better_one_takes_that_of_the_least_whom_nobody_touched(world: StoreWorld) -> None:
    world.advance(timedelta(hours=15))
    ids = await suggest(world, *range(PER_DAY))
    await post(world)
    async with world.store.write() as tx:
        await move_to(tx, ids[0], S.SNOOZED, at=world.clock.now(), by=MAYA)
        await move_to(tx, ids[0], S.OPEN, at=world.clock.now())
    await suggest(world, 1)
    (better,) = await suggest(world, 50)

    assert (await post(world)).outbid == (), "somebody may just be reading it"
    world.advance(READ_BY_SOMEBODY)
    (outbid,) = (await post(world)).outbid
    assert outbid.suggestion_id == ids[1], "the least but for the one that Maya snoozed"
    await post(world)

    assert await shown(world) == {*ids, better} - {ids[1]}
    world.advance(READ_BY_SOMEBODY)
    assert (await post(world)).outbid == (), "nobody who waits is worth more than anybody shown"
    async with world.store.read() as tx:
        assert await tx.prompts.count_on(MORNING.date(), SuggestionKind.FOLLOW_BACK) == PER_DAY
        assert await tx.suggestions.count_waiting() == PER_DAY + 2


async def test_places_come_in_the_hours_in_which_the_team_decides(world: StoreWorld) -> None:
    (suggestion_id,) = await suggest(world, 1)
    async with world.store.write() as tx:
        for day in range(20):
            for hour in (18, 20):
                at = MORNING.replace(hour=hour) - timedelta(days=day + 1)
                await tx.suggestions.move(suggestion_id, to=S.OPEN, from_={S.OPEN}, decision=Decision(Act.FINE, at, MAYA))
    await suggest(world, *range(20))
    world.advance(timedelta(hours=8))

    await post(world)

    assert len(await shown(world)) == 6, "at four in the afternoon nobody is there yet"
    world.advance(timedelta(hours=6))
    await post(world)
    assert len(await shown(world)) == PER_DAY


async def test_hours_that_the_team_has_set_are_the_ones_in_which_cards_come(world: StoreWorld) -> None:
    await world.services.settings.change("card_hours", "18:00-20:00", replace(MAYA, manages_server=True))
    await suggest(world, *range(20))
    world.advance(timedelta(hours=9, minutes=59))
    await post(world)

    assert len(await shown(world)) == 6
    world.advance(timedelta(hours=1, minutes=1))
    await post(world)
    assert len(await shown(world)) == 9
    world.advance(timedelta(hours=1))
    await post(world)
    assert len(await shown(world)) == PER_DAY
