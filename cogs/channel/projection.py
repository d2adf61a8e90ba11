"""Makes one channel show what the store says: posts what is missing, edits what is stale, deletes duplicates."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import discord

from bot.domain import Announcement, Prompt
from bot.domain.changes import ChannelOutdated
from bot.store import StoreError
from bot.views.format.screen import fingerprint
from bot.views.suggestions.card import card_view
from bot.workflow.services import Services
from bot.workflow.suggestions.channel_state import PlacedPrompt
from cogs.channel.adoption import DELETE, DELETE_OUTBID, Reconciler
from cogs.channel.announcements import NOTIFICATIONS, allowed_mentions, announcement_message, mentioned_by
from cogs.channel.attempts import ChannelError, Key, RequestFailed, Retries
from cogs.channel.comparison import Comparison
from cogs.channel.edits import Edits, StaleMessages

log = logging.getLogger(__name__)

BATCH_SIZE = 3
"""Messages that are posted in one go: Discord takes about one a second, and the best of those that came meanwhile must not wait for all."""
REMEMBERED = 1_000
"""Deleted messages that are remembered: many more than can be deleted while one is being posted."""
POST_ANNOUNCEMENT, POST_CARD = "post announcement", "post card"


@dataclass(frozen=True, slots=True)
class _Missing:
    """Something that is not in the channel yet. content: tells what it should show from what it was to show before."""

    key: Key
    content: str
    post: Callable[[], Awaitable[None]]


class Projection:
    """One channel. What fails in it is tried again, and nothing else waits for it. comparison: that of all the channels."""

    def __init__(self, services: Services, channel: discord.PartialMessageable, author_id: int, comparison: Comparison) -> None:
        self._services, self._comparison = services, comparison
        self._channel_state, self._clock = services.channel_state, services.context.clock
        self._channel = channel
        self._retries = Retries(services.context.clock, services.job_errors, channel.id)
        self._edits = Edits(services, channel, self._retries, comparison)
        self._reconciler = Reconciler(services, channel, author_id, self._retries, comparison.invalidate)
        self._in_sync = False
        self._response_lost = False
        self._closed = False
        self._deleted: deque[int] = deque(maxlen=REMEMBERED)
        self._making_room_at: int | None = None

    @property
    def channel_id(self) -> int:
        return self._channel.id

    @property
    def known(self) -> bool:
        """Whether all that is in the channel is on record, as far as that can be."""
        return self._closed or (self._in_sync and not self._response_lost)

    async def reconcile(self) -> Collection[int] | None:
        """Read the channel where it may hold something else than is recorded; returns the newest of our own messages if it was read.

        Raises ChannelError.
        """
        in_sync, response_lost = self._in_sync, self._response_lost
        if self.known:
            return None
        # Set beforehand, so that what happens while it is read counts against it.
        self._in_sync, self._response_lost = True, False
        try:
            found = await self._reconciler.run(everything=not in_sync)
        except BaseException:
            self._in_sync &= in_sync
            self._response_lost |= response_lost
            raise
        self._response_lost |= not found.without_duplicates
        return found.own_messages

    async def remove(self, misplaced: Iterable[PlacedPrompt]) -> None:
        """Take away the cards that have to be posted anew; in a channel that is closed to us they stay. Raises ChannelError."""
        closed = self._closed
        messages = {placed.prompt.message_id: placed for placed in misplaced if placed.prompt.message_id is not None}
        for message_id, placed in messages.items():
            if self._comparison.is_held(message_id):
                continue
            try:
                gone = closed or await self._reconciler.delete(message_id)
            except ChannelError as fault:
                if not (fault.channel_closed and placed.elsewhere):
                    raise
                gone = closed = True
            if gone:
                await (self._channel_state.message_removed if placed.reopened else self._channel_state.message_gone)(placed.prompt)
                self._comparison.removed(placed.prompt.id, message_id)
        self._retries.prune(DELETE, ((DELETE, message_id) for message_id in messages))

    async def post(self, announcements: Sequence[Announcement], prompts: Sequence[Prompt], outbid: Sequence[Prompt]) -> datetime | None:
        """Post what is missing here, and take away what was outbid; returns when there is more to do. Raises ChannelError."""
        missing = await self._missing(announcements, prompts)
        due = [found for found in missing if not self._retries.is_backing_off(found.key, found.content)]
        due.sort(key=lambda found: self._retries.failures(found.key))
        now = self._clock.now()
        for found in due[:BATCH_SIZE]:
            try:
                await found.post()
            except ChannelError:
                raise
            except RequestFailed as failed:
                self._response_lost |= failed.may_have_succeeded
                self._retries.channel_works()
                return now  # that may have taken seconds: what came meanwhile is next
            except StoreError:
                raise
            except Exception as error:
                self._retries.record_failure(found.key, error, found.content)
        if len(due) <= BATCH_SIZE:
            await self._make_room(outbid)
        self._retries.channel_works()
        return now if len(due) > BATCH_SIZE else self._retries.next_due(found.key for found in missing)

    async def edit(self, stale: StaleMessages, *, old: bool) -> datetime | None:
        """Edit what is stale among the messages older than an hour, or among the others; returns when to go on. Raises ChannelError."""
        if self._closed or not self._in_sync:
            return None  # the next run looks at the channel first, and then has this done
        return await self._edits.run(stale, old=old)

    def failed(self, fault: ChannelError, *, in_use: bool) -> datetime:
        """Nothing can be done here for now; returns when to go on. in_use: whether anything is still posted here."""
        if fault.channel_unavailable:
            self._in_sync = False  # nobody tells what is deleted in a channel that is out of sight
        self._response_lost |= fault.may_have_succeeded
        self._closed = fault.channel_closed and not in_use
        again_at = self._retries.channel_failed(fault, in_use=in_use)
        return self._clock.now() if self._closed else again_at

    @property
    def unavailable_until(self) -> datetime | None:
        """When anything is worth a try here again; None where it is now, or where nothing is tried."""
        return None if self._closed else self._retries.channel_unavailable_until

    def not_in_use(self) -> None:
        """Nothing is posted here any more."""
        self._retries.not_in_use()

    def invalidate(self) -> None:
        """Messages may have been deleted without an event: compare everything before the next run."""
        self._in_sync = False
        self.retry_now()

    def response_lost(self) -> None:
        """Something may be in the channel that is not on record."""
        self._response_lost = True

    def retry_now(self) -> None:
        """What is backing off may be retried at once: the connection or the permissions have changed."""
        self._closed = False
        self._retries.retry_now()

    async def deleted(self, message_id: int) -> None:
        """A message was deleted: if it was a card and somebody did it, it is posted again. It may have been posted and not yet recorded."""
        if message_id == self._making_room_at:
            return
        self._deleted.append(message_id)
        try:
            await self._channel_state.message_deleted(message_id)
        except StoreError as error:
            log.warning("A deleted message is looked into later: %s", error)
            self._in_sync = False
            self._services.context.publish(ChannelOutdated())

    async def _missing(self, announcements: Sequence[Announcement], prompts: Sequence[Prompt]) -> list[_Missing]:
        """News first, then cards in the order in which they were given a place, then what links to them."""
        news = [
            _Missing((POST_ANNOUNCEMENT, announcement.id), str(announcement.body), self._announcement_post(announcement))
            for announcement in announcements
        ]
        self._retries.prune(POST_ANNOUNCEMENT, (missing.key for missing in news))
        self._retries.prune(POST_CARD, ((POST_CARD, prompt.id) for prompt in prompts))
        failed = [prompt for prompt in prompts if self._retries.failures((POST_CARD, prompt.id))]
        others = [prompt for prompt in prompts if prompt not in failed][: BATCH_SIZE + 1]  # one more, so that a rest is noticed
        cards = [
            _Missing((POST_CARD, placed.prompt.id), self._content(placed), self._card_post(placed))
            for placed in (await self._channel_state.placed([*others, *failed]) if prompts else ())
        ]
        linking = {(POST_ANNOUNCEMENT, announcement.id) for announcement in announcements if announcement.kind in NOTIFICATIONS}
        return [*(each for each in news if each.key not in linking), *cards, *(each for each in news if each.key in linking)]

    def _content(self, placed: PlacedPrompt) -> str:
        """What it is to show, for one that has failed before. One that cannot be made has none, and fails when it is to be posted."""
        if not self._retries.failures((POST_CARD, placed.prompt.id)):
            return ""
        try:
            return fingerprint(card_view(placed.card))
        except Exception:
            return ""

    def _announcement_post(self, announcement: Announcement) -> Callable[[], Awaitable[None]]:
        async def post() -> None:
            made = await announcement_message(announcement, self._services)
            if made is None:
                await self._channel_state.withdraw(announcement)
                return
            view, files = made
            mentions = allowed_mentions(mentioned_by(announcement, self._services))
            nonce = f"{announcement.id}-{announcement.created_at:%y%m%d%H%M%S}"
            sending = self._channel.send(view=view, files=files, nonce=nonce, allowed_mentions=mentions)
            message = await self._retries.send((POST_ANNOUNCEMENT, announcement.id), sending, str(announcement.body))
            if not await self._channel_state.announced(announcement, self.channel_id, message.id):
                await self._reconciler.delete(message.id)

        return post

    def _card_post(self, placed: PlacedPrompt) -> Callable[[], Awaitable[None]]:
        async def post() -> None:
            view = card_view(placed.card)
            sending = self._channel.send(view=view, nonce=placed.prompt.nonce)
            message = await self._retries.send((POST_CARD, placed.prompt.id), sending, fingerprint(view))
            await self._channel_state.posted(placed, message.id, fingerprint(view))
            if message.id in self._deleted:
                await self._channel_state.message_gone(placed.prompt)

        return post

    async def _make_room(self, outbid: Sequence[Prompt]) -> None:
        """Delete the cards whose places better suggestions take; theirs wait in the queue."""
        messages = {prompt.message_id: prompt for prompt in outbid if prompt.message_id is not None}
        for message_id, prompt in messages.items():
            if self._comparison.is_held(message_id):
                continue  # somebody has just touched it
            self._making_room_at = message_id
            try:
                if await self._reconciler.delete(message_id, DELETE_OUTBID):
                    await self._channel_state.message_removed(prompt)
            finally:
                self._making_room_at = None
        self._retries.prune(DELETE_OUTBID, ((DELETE_OUTBID, message_id) for message_id in messages))
