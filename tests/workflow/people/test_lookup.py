"""What is known about people is found by handle, by name and by id, and read in parts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.domain import Act, HistoryEntry, OverrideKind, SettingChange, SuggestionKind, SuggestionState
from bot.workflow.people import lookup
from bot.workflow.people.lookup import HistoryFilter, key_of
from tests.support.store import LEO, MAYA, NOW, StoreWorld, add_followers, move_to, profile, suggest_follow_back, suggest_reply

ADA, BOB, CARL = 101, 102, 103


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    """Ada was skipped by Maya and asks something; Bob was there before; Carl left."""
    async with StoreWorld(tmp_path) as world:
        async with world.store.write() as tx:
            await add_followers(tx, BOB, baseline=True, username="bob")
            await add_followers(tx, CARL, username="adam")
            await tx.followers.mark_unfollowed([CARL], NOW)
            skipped = await suggest_follow_back(tx, ADA, username="ada")
            await move_to(tx, skipped, SuggestionState.SKIPPED, at=NOW + timedelta(hours=1), by=MAYA)
            await suggest_reply(tx, ADA, 2**40, at=NOW + timedelta(hours=2))
            await tx.overrides.set(ADA, OverrideKind.FINE, LEO, NOW)
        yield world


async def test_everything_about_one_person(world: StoreWorld) -> None:
    found = [await world.services.people.look_up(typed) for typed in ("ada", " @ADA ", key_of(profile(ADA)))]
    person = found[0]
    assert found == [person] * 3
    assert person is not None
    assert person.follower is not None
    assert {kind: latest.state for kind, latest in person.latest.items()} == {
        SuggestionKind.REPLY: SuggestionState.OPEN,
        SuggestionKind.FOLLOW_BACK: SuggestionState.SKIPPED,
    }
    assert [entry.decision.act for entry in person.history] == [Act.SKIP]
    assert (person.opt_out, person.override is not None) == (None, True)


@pytest.mark.parametrize("typed", ["nobody", "", "#", "#x", "#0", f"#{2**70}", "#4711"])
async def test_of_whom_nothing_is_known_nothing_is_told(world: StoreWorld, typed: str) -> None:
    assert await world.services.people.look_up(typed) is None


async def test_handles_are_offered_while_somebody_types(world: StoreWorld) -> None:
    assert [found.username for found in await world.services.people.handles("@ada", 10)] == ["ada", "adam"]


async def test_the_newest_are_those_who_came_since_and_stay(world: StoreWorld) -> None:
    found, count = await world.services.people.newest(10)
    assert [follower.profile.user_id for follower, _ in found.rows] == [ADA]
    assert (count, found.above, found.below) == (1, None, None)


async def test_everybody_who_follows_is_read_in_batches(world: StoreWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "BATCH_SIZE", 1)
    batches = [[follower.profile.user_id for follower, _ in batch] async for batch in world.services.people.followers()]

    assert [user_id for batch in batches for user_id in batch] == [ADA, BOB]
    assert all(len(batch) <= 1 for batch in batches)


async def test_the_history_can_be_narrowed_and_says_how_long_it_is(world: StoreWorld) -> None:
    people = world.services.people
    everything, count = await people.whole_history(HistoryFilter(), limit=1)
    assert [entry.decision.act for entry in everything if isinstance(entry, HistoryEntry)] == [Act.SKIP]
    assert count == 1
    assert (await people.history(HistoryFilter(), 10)).rows == tuple(everything)
    assert (await people.history(HistoryFilter(member_id=LEO.id), 10)).rows == ()
    assert (await people.history(HistoryFilter(since=NOW + timedelta(hours=2)), 10)).rows == ()


async def test_changes_of_settings_stand_among_the_decisions_and_no_page_leaves_one_out_or_repeats_one(world: StoreWorld) -> None:
    people, moments = world.services.people, [NOW + timedelta(minutes=minutes) for minutes in (0, 30, 61, 80, 80, 80, 90, 200)]
    async with world.store.write() as tx:
        for at in moments:
            await tx.settings.add(SettingChange("digest_time", "09:00", "10:00", False, LEO, at))
        for number in range(4):
            skipped = await suggest_follow_back(tx, 200 + number, username=f"eve{number}")
            await move_to(tx, skipped, SuggestionState.SKIPPED, at=NOW + timedelta(minutes=20 + 60 * number), by=MAYA)
    everything, count = await people.whole_history(HistoryFilter(), limit=100)

    assert [line.at for line in everything] == sorted((line.at for line in everything), reverse=True)
    assert len(everything) == count == 13
    for size in (1, 2, 3, 4):
        pages = [await people.history(HistoryFilter(), size)]
        while pages[-1].below:
            pages.append(await people.history(HistoryFilter(), size, pages[-1].below))
        assert [line for page in pages for line in page.rows] == everything
        for before, after in pairwise(pages):
            assert await people.history(HistoryFilter(), size, after.above) == before
    by_leo = (await people.history(HistoryFilter(member_id=LEO.id, since=NOW + timedelta(hours=1)), 10)).rows
    about_ada = (await people.history(HistoryFilter(user_id=ADA), 10)).rows
    assert [line.at for line in by_leo] == moments[:1:-1]
    assert not any(isinstance(line, SettingChange) for line in about_ada)


async def test_a_page_of_the_history_stays_whatever_is_decided_meanwhile(world: StoreWorld) -> None:
    people = world.services.people
    async with world.store.write() as tx:
        for number in range(3):
            skipped = await suggest_follow_back(tx, 200 + number, username=f"eve{number}")
            await move_to(tx, skipped, SuggestionState.SKIPPED, at=NOW + timedelta(hours=2 + number), by=MAYA)
    first = await people.history(HistoryFilter(), 2)
    second = await people.history(HistoryFilter(), 2, first.below)
    async with world.store.write() as tx:
        late = await suggest_follow_back(tx, 300, username="finn")
        await move_to(tx, late, SuggestionState.SKIPPED, at=NOW + timedelta(hours=9), by=MAYA)

    assert await people.history(HistoryFilter(), 2, first.below) == second
    assert (await people.history(HistoryFilter(), 2, second.above)).rows == first.rows
