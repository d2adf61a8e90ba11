"""Stale assessments are brought up to date, also when the process ended in between; nobody from long ago is suggested by it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.demo.x import Person
from bot.domain import Act, BurstKind, BurstState, Cohort, Decision, Member, Policy, SuggestionState, Taste
from bot.workflow.context import Context, Job
from bot.workflow.followers.bursts import Bursts
from bot.workflow.followers.poll import Watch
from bot.workflow.followers.stream_health import Agreement
from bot.workflow.people.assessor import PORTION, Judge
from bot.workflow.people.reassess import Reassess
from tests.workflow.loopback import Loopback, loopback

MAYA = Member(11, "Maya", manages_server=True)
COHORT = Cohort(3, 0.1, 3, 1.0, None, None, 1.0, 0.0, "", 0.0, 0.1)
POLICY = Policy(ZoneInfo("UTC"), time(9))


class Desk:
    """What the team would be asked, after looks at a simulated X."""

    def __init__(self, there: Loopback) -> None:
        self.x, self.clock, self.store = there.x, there.clock, there.store
        self.woken: list[Job] = []
        context = Context(self.store, self.clock, POLICY, self.woken.append)
        judge = Judge(context)
        self.bursts = Bursts(context, judge)
        self.watch = Watch(context, there.door, judge, self.bursts, Agreement())
        self.reassess = Reassess(context, judge)

    async def looks(self, after: timedelta = timedelta(minutes=1)) -> None:
        self.clock.advance(after)
        await self.watch.run()

    async def gains(self, username: str, bio: str = "Maps.") -> Person:
        person = self.x.gains_follower(username, bio=bio, followers=120, following=90, posts=400)
        await self.looks()
        return person

    async def kept_off(self, person: Person) -> str:
        async with self.store.read() as tx:
            assessment = await tx.assessments.get(person.id)
        assert assessment is not None
        return assessment.kept_off

    async def waiting(self) -> set[int]:
        async with self.store.read() as tx:
            return {suggestion.user_id for suggestion in await tx.suggestions.best_open(100)}

    async def bought(self, *people: Person) -> int:
        """A purchase on record whose members were not assessed anew, as when the process ended just then."""
        async with self.store.write() as tx:
            now = self.clock.now()
            burst_id = await tx.bursts.open(BurstKind.PURCHASE, now, now, now, COHORT)
            await tx.assessments.outdate(await tx.bursts.add_members(burst_id, [person.id for person in people]))
        return burst_id


@asynccontextmanager
async def desk(folder: Path, population: int = 5) -> AsyncIterator[Desk]:
    async with loopback(folder, population=population) as there:
        found = Desk(there)
        await found.looks()
        yield found


async def test_new_words_have_everyone_judged_anew_in_portions(tmp_path: Path) -> None:
    async with desk(tmp_path, population=PORTION + 50) as team:
        ada = await team.gains("ada", bio="Casino tips")
        async with team.store.write() as tx:
            await tx.tastes.replace(Taste.NEVER, ["casino"])
        assert ada.id in await team.waiting()

        assert await team.reassess.run() == team.clock.now()
        assert await team.reassess.run() is None
        assert "casino" in await team.kept_off(ada)
        assert await team.waiting() == set()

        async with team.store.write() as tx:
            await tx.tastes.replace(Taste.NEVER, [])
        while await team.reassess.run():
            pass
        assert await team.waiting() == {ada.id}


async def test_members_of_a_purchase_are_held_back_even_if_the_process_ended_before_they_were_judged(tmp_path: Path) -> None:
    async with desk(tmp_path) as team:
        people = [await team.gains(handle) for handle in ("ada", "bo", "cy")]
        burst_id = await team.bought(*people)
        assert await team.reassess.run() is None
        assert await team.waiting() == set()
        assert "look-alikes" in await team.kept_off(people[0])

        await team.bursts.decide(burst_id, BurstState.FINE, MAYA)
        assert Job.REASSESS in team.woken
        await team.reassess.run()
        assert await team.waiting() == {person.id for person in people}


async def test_whose_card_expired_while_they_were_held_is_suggested_again_once_they_are_called_fine(tmp_path: Path) -> None:
    async with desk(tmp_path) as team:
        ada = await team.gains("ada")
        burst_id = await team.bought(ada, await team.gains("bo"))
        await team.reassess.run()
        await team.looks(timedelta(days=5))
        async with team.store.write() as tx:
            (held,) = (await tx.suggestions.open_about([ada.id])).values()
            await tx.suggestions.move(
                held.id, to=SuggestionState.EXPIRED, from_={SuggestionState.OPEN}, decision=Decision(Act.EXPIRE, team.clock.now())
            )
        await team.bursts.decide(burst_id, BurstState.FINE, MAYA)
        await team.reassess.run()
        assert ada.id in await team.waiting()


async def test_who_came_long_ago_is_not_suggested_because_words_changed(tmp_path: Path) -> None:
    async with desk(tmp_path) as team:
        async with team.store.write() as tx:
            await tx.tastes.replace(Taste.NEVER, ["casino"])
        ada = await team.gains("ada", bio="Casino tips")
        await team.looks(timedelta(days=60))
        async with team.store.write() as tx:
            await tx.tastes.replace(Taste.NEVER, [])
        await team.reassess.run()
        assert await team.kept_off(ada) == ""
        assert await team.waiting() == set()
