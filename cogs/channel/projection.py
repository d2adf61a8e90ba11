"""Makes the channel show what the store says: posts what is missing, has edited what is stale, takes out what is double."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

import discord

from bot.domain import Announcement
from bot.store import StoreError
from bot.views.format.screen import fingerprint
from bot.views.suggestions.card import card_view
from bot.workflow.context import Job
from bot.workflow.services import Services
from bot.workflow.suggestions.channel_state import Placed
from cogs.channel.adoption import TAKE_OUT, Adoption
from cogs.channel.announcements import posting
from cogs.channel.attempts import Attempts, ChannelFault, Failed, Key
from cogs.channel.edits import Edits

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=60)
AT_ONCE = 3
"""Messages that are posted in one go: Discord takes about one a second, and the best of those that came meanwhile must not wait for all."""
REMEMBERED = 1_000
"""Deleted messages that are remembered: many more than can be deleted while one is being posted."""
POST_NEWS, POST_CARD = "post news", "post card"


@dataclass(frozen=True, slots=True)
class _Missing:
    """Something that is not in the channel yet. content: tells what it should show from what it was to show before."""

    key: Key
    content: str
    post: Callable[[], Awaitable[None]]


class Projection:
    """Compares and mends, new messages in one job and edits in two others: what fails is tried again, and nothing else waits for it."""

    def __init__(self, services: Services, channel: discord.PartialMessageable, author_id: int) -> None:
        self._services = services
        self._board, self._clock = services.board, services.context.clock
        self._channel = channel
        self._attempts = Attempts(services.context.clock, services.troubles)
        self._edits = Edits(services, channel, self._attempts, self._lost)
        self._adoption = Adoption(services, channel, author_id, self._attempts, self._edits.distrust)
        self._trusted = False
        self._answer_lost = False
        self._deleted: deque[int] = deque(maxlen=REMEMBERED)

    async def run(self) -> datetime:
        """Post what is missing; returns when to look again."""
        try:
            await self._look()
            for job in (Job.EDIT, Job.EDIT_OLD):
                self._services.context.wake(job)
            again_at = await self._post_missing()
        except ChannelFault as fault:
            return self._failed(fault)
        except StoreError:
            self._answer_lost = True  # something may be in the channel that is not on record
            raise
        self._attempts.channel_works()
        return again_at

    async def edit(self, *, old: bool) -> datetime | None:
        """Edit what is stale among the messages older than an hour, or among the others; returns when to go on."""
        if not self._trusted:
            return None  # the next run looks at the channel first, and then has this done
        try:
            return await self._edits.run(old=old)
        except ChannelFault as fault:
            return self._failed(fault)

    def distrust(self) -> None:
        """Messages may have been deleted without our hearing of it: compare everything before the next run."""
        self._trusted = False
        self.release()

    def release(self) -> None:
        """What rests may be tried at once: the connection or the permissions have changed."""
        self._attempts.release()

    async def deleted(self, message_id: int) -> bool:
        """Somebody deleted a message; True when it was a card that is wanted again. It may have been posted and not yet recorded."""
        self._deleted.append(message_id)
        try:
            return await self._board.message_deleted(message_id)
        except StoreError as error:
            log.warning("A deleted message is looked into later: %s", error)
            self._trusted = False
            return True

    def answering(self, message_id: int) -> AbstractContextManager[None]:
        """While a click's answer is on its way to a message, that message is left to it."""
        return self._edits.answering(message_id)

    async def _look(self) -> None:
        """Read the channel where it may hold something else than is recorded."""
        trusted, answer_lost = self._trusted, self._answer_lost
        if trusted and not answer_lost:
            return
        # Set beforehand, so that what happens while it is read counts against it.
        self._trusted, self._answer_lost = True, False
        try:
            self._answer_lost |= not await self._adoption.run(everything=not trusted)
        except BaseException:
            self._trusted &= trusted
            self._answer_lost |= answer_lost
            raise

    async def _post_missing(self) -> datetime:
        await self._take_out_moved_on()
        await self._board.reserve_best(self._channel.id)
        await self._board.reserve_under_way(self._channel.id)
        missing = await self._missing()
        due = [found for found in missing if not self._attempts.rests(found.key, found.content)]
        due.sort(key=lambda found: self._attempts.failures(found.key))
        now = self._clock.now()
        for found in due[:AT_ONCE]:
            try:
                await found.post()
            except ChannelFault:
                raise
            except Failed as failed:
                self._answer_lost |= failed.unsure
                return now  # that may have taken seconds: what came meanwhile is next
            except StoreError:
                raise
            except Exception as error:
                self._attempts.broke(found.key, error, found.content)
        if len(due) > AT_ONCE:
            return now
        return min(now + EVERY, self._attempts.next_due(found.key for found in missing) or now + EVERY)

    async def _missing(self) -> list[_Missing]:
        """News first, then cards in the order in which they were given a place."""
        news = [
            _Missing((POST_NEWS, announcement.id), str(announcement.body), self._news_post(announcement))
            for announcement in await self._board.announcements()
        ]
        cards = [
            _Missing((POST_CARD, placed.prompt.id), fingerprint(card_view(placed.card)), self._card_post(placed))
            for placed in await self._board.unposted()
        ]
        for purpose, found in ((POST_NEWS, news), (POST_CARD, cards)):
            self._attempts.keep_only(purpose, (missing.key for missing in found))
        return [*news, *cards]

    def _news_post(self, announcement: Announcement) -> Callable[[], Awaitable[None]]:
        async def post() -> None:
            view, files = await posting(announcement, self._services)
            nonce = f"{announcement.id}-{announcement.created_at:%y%m%d%H%M%S}"
            sending = self._channel.send(view=view, files=files, nonce=nonce)
            message = await self._attempts.make((POST_NEWS, announcement.id), sending, str(announcement.body))
            if not await self._board.announced(announcement, message.id):
                await self._adoption.take_out(message.id)

        return post

    def _card_post(self, placed: Placed) -> Callable[[], Awaitable[None]]:
        async def post() -> None:
            view = card_view(placed.card)
            sending = self._channel.send(view=view, nonce=placed.prompt.nonce)
            message = await self._attempts.make((POST_CARD, placed.prompt.id), sending, fingerprint(view))
            await self._board.posted(placed, message.id, fingerprint(view))
            if message.id in self._deleted:
                await self._lost(placed)

        return post

    async def _take_out_moved_on(self) -> None:
        moved_on = {placed.prompt.message_id: placed for placed in await self._board.live() if placed.moved_on}
        for message_id, placed in moved_on.items():
            if message_id is not None and await self._adoption.take_out(message_id):
                await self._board.removed(placed.prompt)
        self._attempts.keep_only(TAKE_OUT, ((TAKE_OUT, message_id) for message_id in moved_on if message_id is not None))

    async def _lost(self, placed: Placed) -> None:
        await self._board.gone(placed.prompt)
        self._services.context.wake(Job.SHOW)

    def _failed(self, fault: ChannelFault) -> datetime:
        if fault.unseen:
            self._trusted = False  # nobody tells what is deleted in a channel that is out of sight
        self._answer_lost |= fault.unsure
        return self._attempts.channel_failed(fault)
