"""Stale assessments are brought up to date, also when the process ended in between; nobody from long ago is suggested by it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.demo.x import Person
from bot.domain import Act, BurstKind, BurstState, Cohort, Decision, Keyword, SuggestionKind, SuggestionState
from bot.domain.jobs import Job
from bot.views.words.sentences import sentence
from bot.workflow.people.assessor import BATCH_SIZE
from tests.support.team import MAYA
from tests.support.world import World

COHORT = Cohort(3, 0.1, 3, 1.0, None, None, 1.0, 0.0, "", 0.0, 0.1)


async def gain_follower(world: World, username: str, bio: str = "Maps.") -> Person:
    person = world.x.gains_follower(username, bio=bio, followers=120, following=90, posts=400)
    await world.poll_followers()
    return person


async def suppressed(world: World, person: Person) -> str:
    async with world.store.read() as tx:
        assessment = await tx.assessments.get(person.id)
    assert assessment is not None
    return sentence(assessment.suppressed)


async def waiting(world: World) -> set[int]:
    async with world.store.read() as tx:
        return {suggestion.user_id for suggestion in await tx.suggestions.best_open(100)}


async def bought(world: World, *people: Person) -> int:
    """A purchase on record whose members were not assessed anew, as when the process ended just then."""
    async with world.store.write() as tx:
        now = world.clock.now()
        burst_id = await tx.bursts.open(BurstKind.PURCHASE, now, now, now, COHORT)
        await tx.assessments.invalidate(await tx.bursts.add_members(burst_id, [person.id for person in people]))
    return burst_id


@asynccontextmanager
async def polled(folder: Path, population: int = 5) -> AsyncIterator[World]:
    """The initial sync is done."""
    async with World(folder, population=population, identified=False) as world:
        await world.poll_followers()
        yield world


async def test_new_keywords_have_everyone_reassessed_in_batches(tmp_path: Path) -> None:
    async with polled(tmp_path, population=BATCH_SIZE + 20) as world:
        ada = await gain_follower(world, "ada", bio="Casino tips")
        async with world.store.write() as tx:
            await tx.keywords.replace(Keyword.MUTED, ["casino"])
        assert ada.id in await waiting(world)

        assert await world.run(Job.REASSESS) == world.clock.now()
        assert await world.run(Job.REASSESS) is None
        assert "casino" in await suppressed(world, ada)
        assert await waiting(world) == set()

        async with world.store.write() as tx:
            await tx.keywords.replace(Keyword.MUTED, [])
        while await world.run(Job.REASSESS):
            pass
        assert await waiting(world) == {ada.id}


async def test_members_of_a_purchase_are_held_back_even_if_the_process_ended_before_they_were_reassessed(tmp_path: Path) -> None:
    async with polled(tmp_path) as world:
        people = [await gain_follower(world, handle) for handle in ("ada", "bo", "cy")]
        burst_id = await bought(world, *people)
        assert await world.run(Job.REASSESS) is None
        assert await waiting(world) == set()
        assert "look-alikes" in await suppressed(world, people[0])

        await world.services.bursts.decide(burst_id, BurstState.FINE, MAYA)
        assert Job.REASSESS in world.woken
        await world.run(Job.REASSESS)
        assert await waiting(world) == {person.id for person in people}


async def test_whose_card_expired_while_they_were_held_is_suggested_again_once_they_are_called_fine(tmp_path: Path) -> None:
    async with polled(tmp_path) as world:
        ada = await gain_follower(world, "ada")
        burst_id = await bought(world, ada, await gain_follower(world, "bo"))
        await world.run(Job.REASSESS)
        await world.poll_followers(timedelta(days=5))
        async with world.store.write() as tx:
            (held,) = (await tx.suggestions.open_about([ada.id], SuggestionKind.FOLLOW_BACK)).values()
            await tx.suggestions.move(
                held.id, to=SuggestionState.EXPIRED, from_={SuggestionState.OPEN}, decision=Decision(Act.EXPIRE, world.clock.now())
            )
        await world.services.bursts.decide(burst_id, BurstState.FINE, MAYA)
        await world.run(Job.REASSESS)
        assert ada.id in await waiting(world)


async def test_who_came_long_ago_is_not_suggested_because_words_changed(tmp_path: Path) -> None:
    async with polled(tmp_path) as world:
        async with world.store.write() as tx:
            await tx.keywords.replace(Keyword.MUTED, ["casino"])
        ada = await gain_follower(world, "ada", bio="Casino tips")
        await world.poll_followers(timedelta(days=60))
        async with world.store.write() as tx:
            await tx.keywords.replace(Keyword.MUTED, [])
        await world.run(Job.REASSESS)
        assert await suppressed(world, ada) == ""
        assert await waiting(world) == set()
