"""Makes the record and the channel agree about which messages there are: after a start, a lost answer, or a time out of earshot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import discord
from discord import ui

from bot.views.format.screen import Screen
from bot.views.suggestions.card import card_view
from bot.workflow.services import Services
from bot.workflow.suggestions.channel_state import Placed
from cogs.channel.attempts import Attempts, ChannelFault, Failed, Key
from cogs.channel.crawl import Found, crawl, texts
from cogs.channel.discord_errors import is_unknown_message

PATIENCE = 20.0
"""Real seconds for reading the channel's newest messages: three requests."""
CLOCKS_DIFFER = timedelta(minutes=5)
"""How far Discord's clock and ours may be apart."""
COMPARE = "read card"
TAKE_OUT, TAKE_OUT_DOUBLE = "take out message", "take out double"


class Adoption:
    """Reads the channel and mends the record. distrust: called with a message that may show something else than is recorded."""

    def __init__(
        self, services: Services, channel: discord.PartialMessageable, author_id: int, attempts: Attempts, distrust: Callable[[int], None]
    ) -> None:
        self._board, self._first_start = services.board, services.first_start
        self._channel, self._author_id = channel, author_id
        self._attempts, self._distrust = attempts, distrust

    async def run(self, *, everything: bool) -> bool:
        """Find what was posted and not recorded; False when something is still there twice. Raises ChannelFault.

        everything: also compare every message that is on record.
        """
        found = await self._attempts.ask(crawl(self._channel, self._author_id), PATIENCE)
        single = await self._take_out_doubles(found)
        for placed in await self._board.unposted():
            for message in _since(found.prompts.get(placed.prompt.suggestion_id, []), placed.prompt.reserved_at)[:1]:
                await self._board.found(placed.prompt, message.id)
        for announcement in await self._board.announcements():
            for posted in _since(found.announcements.get(announcement.id, []), announcement.created_at)[:1]:
                await self._board.announced(announcement, posted.id)
        for placed in await self._board.live() if everything else ():
            await self._compare(placed, found)
        self._attempts.keep_only(COMPARE, ())
        await self._first_start.channel_seen(found.messages)
        return single

    async def take_out(self, message_id: int, purpose: str = TAKE_OUT) -> bool:
        """Delete a message; False when that failed and is tried again later. Raises ChannelFault."""
        key: Key = (purpose, message_id)
        if self._attempts.rests(key):
            return False
        try:
            await self._attempts.make(key, self._delete(message_id))
        except ChannelFault:
            raise
        except Failed:
            return False
        return True

    async def _delete(self, message_id: int) -> None:
        try:
            await self._channel.get_partial_message(message_id).delete()
        except discord.NotFound as error:
            if not is_unknown_message(error):
                raise

    async def _take_out_doubles(self, found: Found) -> bool:
        doubles = []
        for suggestion_id, messages in found.prompts.items():
            place = await self._board.place_of(suggestion_id)
            if place is None:
                continue
            ours = _since(messages, place.reserved_at)
            kept = place.message_id or (ours[0].id if ours else None)
            doubles += [message.id for message in ours if message.id != kept]
        self._attempts.keep_only(TAKE_OUT_DOUBLE, ((TAKE_OUT_DOUBLE, message_id) for message_id in doubles))
        return all([await self.take_out(message_id, TAKE_OUT_DOUBLE) for message_id in doubles])

    async def _compare(self, placed: Placed, found: Found) -> None:
        message_id = placed.prompt.message_id
        if message_id is None:
            return
        try:
            message = found.messages.get(message_id) or await self._attempts.make((COMPARE, message_id), self._fetch(message_id))
        except ChannelFault:
            raise
        except Failed:
            self._distrust(message_id)  # the edit finds out
            return
        if message is None:
            await self._board.gone(placed.prompt)
        elif texts(message) != _texts_of(card_view(placed.card)):
            self._distrust(message_id)

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


def _texts_of(view: Screen) -> list[str]:
    return [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]
