"""The job that polls mentions beside a simulated X, without Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.demo.x import Call, Dialect, Person, Post
from bot.domain import Policy
from bot.planning.inbox_polls import EVERY
from bot.workflow.context import Context
from bot.workflow.inbox.poll_mentions import PollMentions
from tests.support.woken import woken_by
from tests.support.worlds.x import XWorld, x_world


class MentionsWorld:
    """reassessed: who was to be assessed anew, poll by poll. fail_reassess: whether assessing fails."""

    def __init__(self, base: XWorld) -> None:
        self.x, self.clock, self.store = base.x, base.clock, base.store
        self.reassessed: list[set[int]] = []
        self.woken = woken_by(self.store)
        self.fail_reassess = False
        context = Context(self.store, self.clock, Policy(ZoneInfo("UTC"), time(9)))
        self.poll_mentions = PollMentions(context, base.client, self._reassess)

    async def _reassess(self, user_ids: Collection[int]) -> None:
        if self.fail_reassess:
            raise OSError("the disk is full")
        self.reassessed.append(set(user_ids))

    def post_mentions(self, person: Person, n: int = 1) -> list[Post]:
        posts = []
        for _ in range(n):
            self.clock.advance(timedelta(seconds=1))
            posts.append(self.x.posts(person, "lovely coffee"))
        return posts

    async def poll(self) -> datetime | None:
        self.clock.advance(EVERY)
        return await self.poll_mentions.run()

    async def post_count(self, person: Person) -> int:
        async with self.store.read() as tx:
            found = await tx.interactions.among([person.id])
        return found[person.id][0] if person.id in found else 0

    async def last_post_at(self, person: Person) -> datetime | None:
        async with self.store.read() as tx:
            return (await tx.interactions.among([person.id]))[person.id][1]

    async def spent(self) -> int:
        async with self.store.read() as tx:
            return await tx.ledger.spent()

    async def pause(self) -> None:
        async with self.store.write() as tx:
            await tx.accounts.pause(self.clock.now(), "Maya")

    @property
    def mention_pages(self) -> int:
        """How many pages of mentions X has handed out."""
        return sum(call.status == 200 for call in self.mention_calls)

    @property
    def mention_calls(self) -> list[Call]:
        """Every call for a page of mentions, in order; a poll also reads the account's own posts."""
        return [call for call in self.x.calls if call.path.endswith("/mentions")]


@asynccontextmanager
async def mentions_world(folder: Path, *, dialect: Dialect = Dialect.TWEET, url: str = "") -> AsyncIterator[MentionsWorld]:
    async with x_world(folder, dialect=dialect, url=url) as base:
        yield MentionsWorld(base)
