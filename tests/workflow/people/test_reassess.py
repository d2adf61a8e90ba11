"""Stale assessments are brought up to date, also when the process ended in between; nobody from long ago is suggested by it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.demo.x import Person
from bot.domain import Act, BurstKind, BurstState, Cohort, Decision, Keyword, Member, Policy, SuggestionKind, SuggestionState
from bot.domain.jobs import Job
from bot.views.words.sentences import sentence
from bot.workflow.context import Context
from bot.workflow.followers.bursts import BurstService
from bot.workflow.followers.poll import PollFollowers
from bot.workflow.followers.stream_health import StreamHealth
from bot.workflow.people.assessor import BATCH_SIZE, Assessor, Reassess
from tests.support.woken import woken_by
from tests.support.worlds.x import XWorld, x_world

MAYA = Member(11, "Maya", manages_server=True)
COHORT = Cohort(3, 0.1, 3, 1.0, None, None, 1.0, 0.0, "", 0.0, 0.1)
POLICY = Policy(ZoneInfo("UTC"), time(9))


class ReassessWorld:
    """What the world would be asked, after polls at a simulated X."""

    def __init__(self, base: XWorld) -> None:
        self.x, self.clock, self.store = base.x, base.clock, base.store
        self.woken = woken_by(self.store)
        context = Context(self.store, self.clock, POLICY)
        assessor = Assessor(context)
        self.bursts = BurstService(context, assessor)
        self.poll_followers = PollFollowers(context, base.client, assessor, self.bursts, StreamHealth())
        self.reassess = Reassess(context, assessor)

    async def poll(self, after: timedelta = timedelta(minutes=1)) -> None:
        self.clock.advance(after)
        await self.poll_followers.run()

    async def gain_follower(self, username: str, bio: str = "Maps.") -> Person:
        person = self.x.gains_follower(username, bio=bio, followers=120, following=90, posts=400)
        await self.poll()
        return person

    async def suppressed(self, person: Person) -> str:
        async with self.store.read() as tx:
            assessment = await tx.assessments.get(person.id)
        assert assessment is not None
        return sentence(assessment.suppressed)

    async def waiting(self) -> set[int]:
        async with self.store.read() as tx:
            return {suggestion.user_id for suggestion in await tx.suggestions.best_open(100)}

    async def bought(self, *people: Person) -> int:
        """A purchase on record whose members were not assessed anew, as when the process ended just then."""
        async with self.store.write() as tx:
            now = self.clock.now()
            burst_id = await tx.bursts.open(BurstKind.PURCHASE, now, now, now, COHORT)
            await tx.assessments.invalidate(await tx.bursts.add_members(burst_id, [person.id for person in people]))
        return burst_id


@asynccontextmanager
async def reassess_world(folder: Path, population: int = 5) -> AsyncIterator[ReassessWorld]:
    async with x_world(folder, population=population) as base:
        found = ReassessWorld(base)
        await found.poll()
        yield found


async def test_new_keywords_have_everyone_reassessed_in_batches(tmp_path: Path) -> None:
    async with reassess_world(tmp_path, population=BATCH_SIZE + 20) as world:
        ada = await world.gain_follower("ada", bio="Casino tips")
        async with world.store.write() as tx:
            await tx.keywords.replace(Keyword.MUTED, ["casino"])
        assert ada.id in await world.waiting()

        assert await world.reassess.run() == world.clock.now()
        assert await world.reassess.run() is None
        assert "casino" in await world.suppressed(ada)
        assert await world.waiting() == set()

        async with world.store.write() as tx:
            await tx.keywords.replace(Keyword.MUTED, [])
        while await world.reassess.run():
            pass
        assert await world.waiting() == {ada.id}


async def test_members_of_a_purchase_are_held_back_even_if_the_process_ended_before_they_were_reassessed(tmp_path: Path) -> None:
    async with reassess_world(tmp_path) as world:
        people = [await world.gain_follower(handle) for handle in ("ada", "bo", "cy")]
        burst_id = await world.bought(*people)
        assert await world.reassess.run() is None
        assert await world.waiting() == set()
        assert "look-alikes" in await world.suppressed(people[0])

        await world.bursts.decide(burst_id, BurstState.FINE, MAYA)
        assert Job.REASSESS in world.woken
        await world.reassess.run()
        assert await world.waiting() == {person.id for person in people}


async def test_whose_card_expired_while_they_were_held_is_suggested_again_once_they_are_called_fine(tmp_path: Path) -> None:
    async with reassess_world(tmp_path) as world:
        ada = await world.gain_follower("ada")
        burst_id = await world.bought(ada, await world.gain_follower("bo"))
        await world.reassess.run()
        await world.poll(timedelta(days=5))
        async with world.store.write() as tx:
            (held,) = (await tx.suggestions.open_about([ada.id], SuggestionKind.FOLLOW_BACK)).values()
            await tx.suggestions.move(
                held.id, to=SuggestionState.EXPIRED, from_={SuggestionState.OPEN}, decision=Decision(Act.EXPIRE, world.clock.now())
            )
        await world.bursts.decide(burst_id, BurstState.FINE, MAYA)
        await world.reassess.run()
        assert ada.id in await world.waiting()


async def test_who_came_long_ago_is_not_suggested_because_words_changed(tmp_path: Path) -> None:
    async with reassess_world(tmp_path) as world:
        async with world.store.write() as tx:
            await tx.keywords.replace(Keyword.MUTED, ["casino"])
        ada = await world.gain_follower("ada", bio="Casino tips")
        await world.poll(timedelta(days=60))
        async with world.store.write() as tx:
            await tx.keywords.replace(Keyword.MUTED, [])
        await world.reassess.run()
        assert await world.suppressed(ada) == ""
        assert await world.waiting() == set()
