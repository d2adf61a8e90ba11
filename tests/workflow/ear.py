"""A listening job beside a simulated X, without Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.demo.x import Call, Dialect, Person, Post
from bot.domain import Policy
from bot.workflow.context import Context, Job
from bot.workflow.inbox.poll_mentions import EVERY, Listen
from tests.workflow.loopback import Loopback, loopback


class Ear:
    """reassessed: everyone who was to be assessed anew, look by look. stumbles: whether assessing fails."""

    def __init__(self, there: Loopback) -> None:
        self.x, self.clock, self.store = there.x, there.clock, there.store
        self.reassessed: list[set[int]] = []
        self.woken: list[Job] = []
        self.stumbles = False
        context = Context(self.store, self.clock, Policy(ZoneInfo("UTC"), time(9)), self.woken.append)
        self.listen = Listen(context, there.door, self._reassess)

    async def _reassess(self, user_ids: Collection[int]) -> None:
        if self.stumbles:
            raise OSError("the disk is full")
        self.reassessed.append(set(user_ids))

    def says(self, person: Person, n: int = 1) -> list[Post]:
        posts = []
        for _ in range(n):
            self.clock.advance(timedelta(seconds=1))
            posts.append(self.x.posts(person, "lovely coffee"))
        return posts

    async def looks(self) -> datetime | None:
        self.clock.advance(EVERY)
        return await self.listen.run()

    async def counted(self, person: Person) -> int:
        async with self.store.read() as tx:
            found = await tx.interactions.among([person.id])
        return found[person.id][0] if person.id in found else 0

    async def last_heard(self, person: Person) -> datetime | None:
        async with self.store.read() as tx:
            return (await tx.interactions.among([person.id]))[person.id][1]

    async def spent(self) -> int:
        async with self.store.read() as tx:
            return await tx.ledger.spent()

    async def pause(self) -> None:
        async with self.store.write() as tx:
            await tx.accounts.pause(self.clock.now(), "Maya")

    @property
    def pages(self) -> int:
        """How many pages of mentions X has handed out."""
        return sum(call.status == 200 for call in self.asked_for_mentions)

    @property
    def asked_for_mentions(self) -> list[Call]:
        """Every call for a page of mentions, in order: a look also reads the account's own posts."""
        return [call for call in self.x.calls if call.path.endswith("/mentions")]


@asynccontextmanager
async def ear(folder: Path, *, dialect: Dialect = Dialect.TWEET, url: str = "") -> AsyncIterator[Ear]:
    async with loopback(folder, dialect=dialect, url=url) as there:
        yield Ear(there)
