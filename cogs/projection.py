"""Makes the channel show what the store says: posts what is missing, edits what is stale, takes out what is double."""

from __future__ import annotations

import logging
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

import discord
from discord import ui

from bot.store import StoreError
from bot.views.card import card_view
from bot.views.screen import Screen, fingerprint
from bot.workflow.board import Placed
from bot.workflow.services import Services
from cogs.alerts import refresh_alerts
from cogs.announcer import posting
from cogs.conversation import DISCORD_FAULTS
from cogs.crawl import Found, crawl, texts

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=60)
AT_ONCE = 3
"""Cards that are posted, and edited, in one go: Discord takes about one a second, and what was just decided must not wait for all."""
AFTER_A_FAULT = timedelta(seconds=30)
AFTER_A_REFUSAL = timedelta(minutes=10)
"""How long one card rests that Discord refused, so that it neither holds the others up nor is sent in vain every minute."""
REMEMBERED = 1_000
"""Deleted messages that are remembered: many more than can be deleted while one is being posted."""
CLOCKS_DIFFER = timedelta(minutes=5)
"""How far Discord's clock and ours may be apart."""


class Projection:
    """One run at a time compares and mends. Whatever fails is logged, lost nowhere, and tried again."""

    def __init__(self, services: Services, channel: discord.PartialMessageable, author_id: int) -> None:
        self._services = services
        self._board, self._desk, self._clock = services.board, services.desk, services.context.clock
        self._channel = channel
        self._author_id = author_id
        self._crawled = False
        self._distrusted: set[int] = set()
        self._editing: int | None = None
        self._answering: Counter[int] = Counter()
        self._resting: dict[int, datetime] = {}
        self._deleted: deque[int] = deque(maxlen=REMEMBERED)
        self._again = False

    async def run(self) -> datetime:
        """Mend every difference; returns when to look again."""
        self._again = False
        try:
            if not self._crawled:
                found = await crawl(self._channel, self._author_id)
                await self._adopt(found)
                await self._services.first_start.channel_seen(found.messages)
                self._crawled = True
            refusal = await self._announce()
            await self._take_out_moved_on()
            await self._board.reserve_best(self._channel.id)
            await self._board.reserve_under_way(self._channel.id)
            await self._post()
            await self._refresh()
            await refresh_alerts(self._channel, self._services.bursts, self._services.context.policy.timezone)
            if refusal is not None:
                raise refusal
        except DISCORD_FAULTS as error:
            if not isinstance(error, discord.HTTPException) or error.status >= 500:
                # The request may have been carried out all the same: look before anything is posted again.
                self._crawled = False
            log.warning("The channel is not up to date: %s", _cure(error))
            return self._clock.now() + AFTER_A_FAULT
        except StoreError:
            # Something may be in the channel that is not on record: look before anything is posted again.
            self._crawled = False
            raise
        return self._clock.now() + (timedelta() if self._again else EVERY)

    async def deleted(self, message_id: int) -> bool:
        """Somebody deleted a message; True when it was a card that is wanted again. It may have been posted and not yet recorded."""
        self._deleted.append(message_id)
        try:
            return await self._board.message_deleted(message_id)
        except StoreError as error:
            log.warning("A deleted message is looked into later: %s", error)
            self._crawled = False
            return True

    @contextmanager
    def answering(self, message_id: int) -> Iterator[None]:
        """While a click's answer is on its way to a message, that message is left to it."""
        disturbed = self._editing == message_id or self._answering[message_id] > 0
        self._answering[message_id] += 1
        try:
            yield
        finally:
            self._answering[message_id] -= 1
            self._answering += Counter()  # drops the zeros
            if disturbed:
                # Nobody knows which of two edits at once came last.
                self._distrusted.add(message_id)

    async def _adopt(self, found: Found) -> None:
        """After a start, and after a fault: make the record and the channel agree about what is there."""
        await self._take_out_doubles(found)
        for placed in await self._board.unposted():
            for message in _since(found.prompts.get(placed.prompt.suggestion_id, []), placed.prompt.reserved_at)[:1]:
                view = card_view(placed.card)
                await message.edit(view=view)
                await self._board.posted(placed, message.id, fingerprint(view))
        for announcement in await self._board.announcements():
            for posted in _since(found.announcements.get(announcement.id, []), announcement.created_at)[:1]:
                await self._board.announced(announcement, posted.id)
        for placed in await self._board.live():
            await self._compare(placed, found)

    async def _take_out_doubles(self, found: Found) -> None:
        for suggestion_id, messages in found.prompts.items():
            place = await self._board.place_of(suggestion_id)
            if place is None:
                continue
            ours = _since(messages, place.reserved_at)
            kept = place.message_id or (ours[0].id if ours else None)
            for message in ours:
                if message.id != kept:
                    await self._delete(message.id)

    async def _compare(self, placed: Placed, found: Found) -> None:
        message_id = placed.prompt.message_id
        if message_id is None:
            return
        try:
            message = found.messages.get(message_id) or await self._channel.fetch_message(message_id)
        except discord.NotFound:
            await self._lost(placed)
        else:
            if texts(message) != _texts_of(card_view(placed.card)):
                self._distrusted.add(message_id)

    async def _announce(self) -> discord.HTTPException | None:
        """Post what the team has yet to be told. What Discord refuses holds nothing else up; the first refusal is returned."""
        refusal = None
        for announcement in await self._board.announcements():
            view, files = await posting(announcement, self._services)
            nonce = f"{announcement.id}-{announcement.created_at:%y%m%d%H%M%S}"
            try:
                message = await self._channel.send(view=view, files=files, nonce=nonce)
            except discord.HTTPException as error:
                if error.status >= 500:
                    raise
                refusal = refusal or error
            else:
                await self._board.announced(announcement, message.id)
        return refusal

    async def _take_out_moved_on(self) -> None:
        for placed in await self._board.live():
            if placed.moved_on and placed.prompt.message_id is not None:
                await self._delete(placed.prompt.message_id)
                await self._board.removed(placed.prompt)

    async def _post(self) -> None:
        posts = 0
        for placed in await self._board.unposted():
            if self._rests(placed):
                continue
            if posts == AT_ONCE:
                self._again = True
                return
            posts += 1
            view = card_view(placed.card)
            try:
                message = await self._channel.send(view=view, nonce=placed.prompt.nonce)
            except discord.HTTPException as error:
                self._rest(placed, error)
            else:
                await self._board.posted(placed, message.id, fingerprint(view))
                if message.id in self._deleted:
                    await self._lost(placed)

    async def _refresh(self) -> None:
        """Edit what is stale, what was just decided first."""
        edits = 0
        for placed in await self._board.live():
            message_id = placed.prompt.message_id
            if message_id is None or message_id in self._answering or self._rests(placed):
                continue
            if message_id in self._distrusted or fingerprint(card_view(placed.card)) != placed.prompt.fingerprint:
                if edits == AT_ONCE:
                    self._again = True
                    return
                edits += 1
                self._editing = message_id
                try:
                    await self._edit(placed, message_id)
                finally:
                    self._editing = None

    async def _edit(self, placed: Placed, message_id: int) -> None:
        card = await self._desk.card(placed.prompt.suggestion_id)  # what was read before the other edits may be old by now
        if card is None:
            return
        view = card_view(card)
        self._distrusted.discard(message_id)
        try:
            await self._channel.get_partial_message(message_id).edit(view=view)
        except discord.NotFound as error:
            if not _is_unknown_message(error):
                raise
            await self._lost(placed)
        except discord.HTTPException as error:
            self._rest(placed, error)
        else:
            await self._board.shown(placed.prompt.id, card, fingerprint(view))

    async def _lost(self, placed: Placed) -> None:
        await self._board.gone(placed.prompt)
        self._again = True

    async def _delete(self, message_id: int) -> None:
        try:
            await self._channel.get_partial_message(message_id).delete()
        except discord.NotFound as error:
            if not _is_unknown_message(error):
                raise

    def _rest(self, placed: Placed, error: discord.HTTPException) -> None:
        """Discord refused this one card; anything else concerns them all and is raised again."""
        if error.status != 400:
            raise error
        self._resting[placed.prompt.id] = self._clock.now() + AFTER_A_REFUSAL
        log.error("Discord refused the card of suggestion %d (%s); it is tried again later.", placed.prompt.suggestion_id, error.text)

    def _rests(self, placed: Placed) -> bool:
        until = self._resting.get(placed.prompt.id)
        if until is not None and until <= self._clock.now():
            del self._resting[placed.prompt.id]
            return False
        return until is not None


def _since(messages: Sequence[discord.Message], reserved_at: datetime) -> list[discord.Message]:
    """Those that can have come from a place given at this moment; older ones belong to a place before, or to another database."""
    return [message for message in messages if message.created_at >= reserved_at - CLOCKS_DIFFER]


def _texts_of(view: Screen) -> list[str]:
    return [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]


def _is_unknown_message(error: discord.NotFound) -> bool:
    return error.code == 10008


def _cure(error: Exception) -> str:
    if isinstance(error, discord.Forbidden):
        return (
            "Discord does not let Mutuals do this. Give it View Channel, Send Messages, Embed Links, Attach Files and "
            "Read Message History in the team's channel; `mutuals check` says which is missing."
        )
    if isinstance(error, discord.NotFound):
        return "the team's channel is not there. Set DISCORD_CHANNEL_ID to a channel that Mutuals can see."
    return f"Discord does not answer properly ({type(error).__name__}). It is tried again by itself."
