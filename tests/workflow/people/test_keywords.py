"""The team's keywords are kept as typed but for what could never be found, and it is told at once how often they occur."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain import AnnouncementKind, Keyword, KeywordFault
from bot.domain.jobs import Job
from bot.workflow.people.keywords import Invalid, Saved
from bot.workflow.permission import NotPermitted
from tests.support.store import StoreWorld, add_followers
from tests.support.team import MAYA, SAM


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    async with StoreWorld(tmp_path) as world:
        async with world.store.write() as tx:
            await add_followers(tx, 1, bio="Roasts coffee in Kyiv")
            await add_followers(tx, 2, bio="Sells cars")
            await add_followers(tx, 3, baseline=True, name="Coffee & Co")
        yield world


async def test_what_is_saved_says_how_many_of_the_newest_it_finds_and_has_everybody_reassessed(world: StoreWorld) -> None:
    world.woken.clear()
    saved = await world.services.keywords.save(Keyword.TOPIC, " coffee,\n coffee\nslow  food", MAYA)

    assert saved == Saved(("coffee", "slow food"), matching=2, of=3)
    assert await world.services.keywords.words(Keyword.TOPIC) == ("coffee", "slow food")
    assert await world.services.keywords.words(Keyword.MUTED) == ()
    assert Job.REASSESS in world.woken


async def test_what_cannot_be_found_changes_nothing(world: StoreWorld) -> None:
    await world.services.keywords.save(Keyword.MUTED, "cars", MAYA)
    refused = await world.services.keywords.save(Keyword.MUTED, "casino, !!!", MAYA)

    assert isinstance(refused, Invalid)
    assert [fault.code for fault in refused.faults] == [KeywordFault.NO_LETTER]
    assert await world.services.keywords.words(Keyword.MUTED) == ("cars",)


async def test_an_empty_list_is_none(world: StoreWorld) -> None:
    await world.services.keywords.save(Keyword.TOPIC, "coffee", MAYA)

    assert await world.services.keywords.save(Keyword.TOPIC, " \n,", MAYA) == Saved((), matching=0, of=3)


async def test_whoever_may_decide_nothing_changes_none(world: StoreWorld) -> None:
    with pytest.raises(NotPermitted):
        await world.services.keywords.save(Keyword.TOPIC, "coffee", SAM)
    assert await world.services.keywords.words(Keyword.TOPIC) == ()


async def test_a_change_is_in_the_history_and_told_to_the_team_and_what_is_no_change_is_not(world: StoreWorld) -> None:
    for typed in ("coffee", "tea, coffee", "tea\ncoffee"):
        await world.services.keywords.save(Keyword.TOPIC, typed, MAYA)

    (state,) = [state for state in (await world.services.settings.all()).values() if state.change]
    assert (state.setting, state.value) == ("topics", "tea, coffee")
    assert state.change is not None
    assert (state.change.before, state.change.after, state.change.member.name) == ("coffee", "tea, coffee", "Maya")
    assert len(await world.announcements(AnnouncementKind.SETTING)) == 2
