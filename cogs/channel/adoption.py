"""Reconciles the store and a channel about which messages exist: after a start, a lost answer, or a time without a connection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import discord
from discord import ui

from bot.views.format.screen import Screen
from bot.views.suggestions.card import card_view
from bot.workflow.services import Services
from bot.workflow.suggestions.channel_state import PlacedPrompt
from cogs.channel.attempts import ChannelError, Key, RequestFailed, Retries
from cogs.channel.crawl import ScanResult, message_texts, scan_channel
from cogs.discord_errors import is_unknown_message

SCAN_TIMEOUT = 20.0
"""Real seconds for reading the channel's newest messages: three requests."""
CLOCKS_DIFFER = timedelta(minutes=5)
"""How far Discord's clock and ours may be apart."""
COMPARE = "read card"
DELETE, DELETE_DUPLICATE, DELETE_OUTBID = "delete message", "delete duplicate", "delete outbid card"


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What was found. own_messages: the newest ones of ours. without_duplicates: False when something is still there twice."""

    own_messages: frozenset[int]
    without_duplicates: bool


class Reconciler:
    """Reads the channel and corrects the store. invalidate: called with a message that may show something else than is recorded."""

    def __init__(
        self, services: Services, channel: discord.PartialMessageable, author_id: int, retries: Retries, invalidate: Callable[[int], None]
    ) -> None:
        self._channel_state = services.channel_state
        self._channel, self._author_id = channel, author_id
        self._retries, self._invalidate = retries, invalidate

    async def run(self, *, everything: bool) -> Reconciled:
        """Find what was posted and not recorded. everything: also compare every message that is on record. Raises ChannelError."""
        scan = await self._retries.send_to_channel(scan_channel(self._channel, self._author_id), SCAN_TIMEOUT)
        without_duplicates = await self._delete_duplicates(scan)
        for prompt in await self._channel_state.unposted():
            if prompt.channel_id != self._channel.id:
                continue
            for message in _since(scan.prompts.get(prompt.suggestion_id, []), prompt.reserved_at)[:1]:
                await self._channel_state.message_found(prompt, message.id)
                self._invalidate(message.id)
        for announcement in await self._channel_state.announcements():
            for posted in _since(scan.announcements.get(announcement.id, []), announcement.created_at)[:1]:
                await self._channel_state.announced(announcement, self._channel.id, posted.id)
        for placed in await self._channel_state.live() if everything else ():
            if placed.prompt.channel_id == self._channel.id:
                await self._compare(placed, scan)
        self._retries.prune(COMPARE, ())
        return Reconciled(frozenset(scan.messages), without_duplicates)

    async def delete(self, message_id: int, purpose: str = DELETE) -> bool:
        """Delete a message; False when that failed and is tried again later. Raises ChannelError."""
        key: Key = (purpose, message_id)
        if self._retries.is_backing_off(key):
            return False
        try:
            await self._retries.send(key, self._delete_message(message_id))
        except ChannelError:
            raise
        except RequestFailed:
            return False
        return True

    async def _delete_message(self, message_id: int) -> None:
        try:
            await self._channel.get_partial_message(message_id).delete()
        except discord.NotFound as error:
            if not is_unknown_message(error):
                raise

    async def _delete_duplicates(self, scan: ScanResult) -> bool:
        duplicates = []
        for suggestion_id, messages in scan.prompts.items():
            place = await self._channel_state.prompt_of(suggestion_id)
            if place is None:
                continue
            ours = _since(messages, place.reserved_at)
            here = place.channel_id == self._channel.id
            kept = place.message_id or (ours[0].id if ours and here else None)
            duplicates += [message.id for message in ours if message.id != kept]
        self._retries.prune(DELETE_DUPLICATE, ((DELETE_DUPLICATE, message_id) for message_id in duplicates))
        return all([await self.delete(message_id, DELETE_DUPLICATE) for message_id in duplicates])

    async def _compare(self, placed: PlacedPrompt, scan: ScanResult) -> None:
        message_id = placed.prompt.message_id
        if message_id is None:
            return
        try:
            message = scan.messages.get(message_id) or await self._retries.send((COMPARE, message_id), self._fetch(message_id))
        except ChannelError:
            raise
        except RequestFailed:
            self._invalidate(message_id)  # the edit finds out
            return
        if message is None:
            await self._channel_state.message_gone(placed.prompt)
        elif message_texts(message) != _view_texts(card_view(placed.card)):
            self._invalidate(message_id)

    async def _fetch(self, message_id: int) -> discord.Message | None:
        try:
            return await self._channel.fetch_message(message_id)
        except discord.NotFound as error:
            if not is_unknown_message(error):
                raise
            return None


def _since(messages: Sequence[discord.Message], reserved_at: datetime) -> list[discord.Message]:
    """Those that can have come from a place given at this moment; older ones belong to a place before, or to another database."""
    return [message for message in messages if message.created_at >= reserved_at - CLOCKS_DIFFER]


def _view_texts(view: Screen) -> list[str]:
    return [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]
