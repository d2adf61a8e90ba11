"""Edits the messages that no longer show how things are: cards, alerts about bursts, and what is wrong with the set-up."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import discord

from bot.domain import Announcement, Burst
from bot.store import StoreError
from bot.views.format.screen import Screen, fingerprint
from bot.views.suggestions.card import card_view
from bot.views.team.announcements import announcement_view
from bot.workflow.services import Services
from bot.workflow.suggestions.channel_state import Placed
from cogs.channel.attempts import PATIENCE, Attempts, ChannelFault, Failed, Key
from cogs.channel.discord_errors import LONGEST_WAIT, is_rate_limit, is_unknown_message
from cogs.components.burst_button import alert_screen

log = logging.getLogger(__name__)

OLD = timedelta(hours=1)
"""Discord allows few edits of messages older than this, all of them together (429, error 30046)."""
LONGEST_OLD_REST = timedelta(days=1)
"""Longer waits than any that Discord asks for: only a clock that was set back leads to them."""
PATIENCE_WITH_OLD = PATIENCE + LONGEST_WAIT
"""Real seconds for one edit of an old message: discord.py waits by itself where Discord asks for little."""
AT_ONCE = 3
"""Edits in one go: Discord takes about one a second, and what was just decided must not wait for all."""


@dataclass(frozen=True, slots=True)
class _Stale:
    """A message that shows something old. content: tells what it should show from what it was to show before."""

    key: Key
    message_id: int
    content: str
    edit: Callable[[], Awaitable[None]]


class Edits:
    """One run for messages of the last hour, another for older ones: neither waits for the other.

    lost: called when a card's message turns out to be gone, or a card has to be posted anew.
    """

    def __init__(
        self, services: Services, channel: discord.PartialMessageable, attempts: Attempts, lost: Callable[[Placed], Awaitable[None]]
    ) -> None:
        self._services, self._channel, self._attempts, self._lost = services, channel, attempts, lost
        self._board, self._desk, self._clock = services.board, services.desk, services.context.clock
        self._distrusted: set[int] = set()
        self._editing: set[int] = set()
        self._answering: Counter[int] = Counter()
        self._old_ones_rest_until: datetime | None = None

    def distrust(self, message_id: int) -> None:
        """Edit this card whatever is recorded about it."""
        self._distrusted.add(message_id)

    @contextmanager
    def answering(self, message_id: int) -> Iterator[None]:
        """While a click's answer is on its way to a message, that message is left to it."""
        disturbed = message_id in self._editing or self._answering[message_id] > 0
        self._answering[message_id] += 1
        try:
            yield
        finally:
            self._answering[message_id] -= 1
            self._answering += Counter()  # drops the zeros
            if disturbed:
                # Nobody knows which of two edits at once came last.
                self._distrusted.add(message_id)

    async def run(self, *, old: bool) -> datetime | None:
        """Edit what is stale, what was just decided first. Returns when to go on, None: once somebody says so. Raises ChannelFault."""
        if old and self._old_ones_rest():
            return self._old_ones_rest_until
        stale = await self._stale(old=old)
        due = [found for found in stale if not self._attempts.rests(found.key, found.content)]
        due.sort(key=lambda found: self._attempts.failures(found.key))
        for found in due[:AT_ONCE]:
            if not await self._edit(found, old=old):
                return self._old_ones_rest_until if old and self._old_ones_rest() else self._clock.now()
        if len(due) > AT_ONCE:
            return self._clock.now()
        return self._attempts.next_due(found.key for found in stale)

    async def _edit(self, stale: _Stale, *, old: bool) -> bool:
        """False when it failed: that may have taken seconds, and what was decided meanwhile is next."""
        self._editing.add(stale.message_id)
        try:
            await stale.edit()
        except ChannelFault:
            raise
        except Failed as failed:
            if old and is_rate_limit(failed.error):
                # It is one limit for all old messages: asking about the next one would be refused as well.
                self._old_ones_rest_until = self._attempts.next_due([stale.key])
            return False
        except StoreError:
            raise
        except Exception as error:
            self._attempts.broke(stale.key, error, stale.content)
            return False
        finally:
            self._editing.discard(stale.message_id)
        return True

    def _old_ones_rest(self) -> bool:
        until = self._old_ones_rest_until
        return until is not None and timedelta() < until - self._clock.now() <= LONGEST_OLD_REST

    def _is_old(self, message_id: int) -> bool:
        return self._clock.now() - discord.utils.snowflake_time(message_id) >= OLD

    async def _stale(self, *, old: bool) -> list[_Stale]:
        stale = {
            _purpose("card", old=old): await self._stale_cards(old=old),
            _purpose("alert", old=old): await self._stale_alerts(old=old),
            _purpose("news", old=old): await self._stale_news(old=old),
        }
        for purpose, found in stale.items():
            self._attempts.keep_only(purpose, (each.key for each in found))
        return [each for found in stale.values() for each in found]

    async def _stale_cards(self, *, old: bool) -> list[_Stale]:
        stale = []
        for placed in await self._board.live(lambda prompt: self._is_due(prompt.message_id, old=old)):
            message_id, wanted = placed.prompt.message_id, fingerprint(card_view(placed.card))
            if message_id is None or placed.moved_on:
                continue
            if message_id in self._distrusted or wanted != placed.prompt.fingerprint:
                key = (_purpose("card", old=old), placed.prompt.id)
                stale.append(_Stale(key, message_id, wanted, self._card_edit(key, placed, message_id)))
        return stale

    def _is_due(self, message_id: int | None, *, old: bool) -> bool:
        return message_id is not None and message_id not in self._answering and self._is_old(message_id) is old

    def _card_edit(self, key: Key, placed: Placed, message_id: int) -> Callable[[], Awaitable[None]]:
        async def edit() -> None:
            card = await self._desk.card(placed.prompt.suggestion_id)  # what was read before the other edits may be old by now
            if card is None or message_id in self._answering:
                return
            view = card_view(card)
            was_distrusted = message_id in self._distrusted
            self._distrusted.discard(message_id)
            try:
                there = await self._make(key, message_id, view, fingerprint(view))
            except Failed as failed:
                if was_distrusted or failed.unsure:
                    self._distrusted.add(message_id)
                raise
            if there:
                await self._board.shown(placed.prompt.id, card, fingerprint(view))
            else:
                await self._lost(placed)

        return edit

    async def _stale_alerts(self, *, old: bool) -> list[_Stale]:
        stale = []
        for burst, message_id in await self._services.bursts.stale():
            if self._is_old(message_id) is old:
                key = (_purpose("alert", old=old), burst.id)
                stale.append(_Stale(key, message_id, str(burst.version), self._alert_edit(key, burst, message_id)))
        return stale

    def _alert_edit(self, key: Key, burst: Burst, message_id: int) -> Callable[[], Awaitable[None]]:
        async def edit() -> None:
            alert = await self._services.bursts.alert(burst.id)
            if alert is None:
                return
            view, files = await alert_screen(alert, self._services.context.policy.timezone)
            if not await self._make(key, message_id, view, str(burst.version), files):
                log.info("The alert about burst %d was deleted; it is not posted again.", burst.id)
            await self._services.bursts.shown(alert.burst)

        return edit

    async def _stale_news(self, *, old: bool) -> list[_Stale]:
        stale = []
        for news, message_id in await self._services.setup.stale():
            if self._is_old(message_id) is old:
                key = (_purpose("news", old=old), news.id)
                stale.append(_Stale(key, message_id, str(news.body), self._news_edit(key, news, message_id)))
        return stale

    def _news_edit(self, key: Key, news: Announcement, message_id: int) -> Callable[[], Awaitable[None]]:
        async def edit() -> None:
            await self._make(key, message_id, announcement_view(news), str(news.body))
            await self._services.setup.shown(news)

        return edit

    async def _make(self, key: Key, message_id: int, view: Screen, content: str, files: list[discord.File] | None = None) -> bool:
        """False when the message is no longer there. Raises Failed."""
        patience = PATIENCE_WITH_OLD if self._is_old(message_id) else PATIENCE
        return await self._attempts.make(key, self._change(message_id, view, files), content, patience)

    async def _change(self, message_id: int, view: Screen, files: list[discord.File] | None) -> bool:
        message = self._channel.get_partial_message(message_id)
        try:
            if files is None:
                await message.edit(view=view)
            else:
                await message.edit(view=view, attachments=files)
        except discord.NotFound as error:
            if not is_unknown_message(error):
                raise
            return False
        return True


def _purpose(what: str, *, old: bool) -> str:
    return f"edit {'old ' if old else ''}{what}"
