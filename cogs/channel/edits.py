"""Edits the messages that no longer show how things are: cards, alerts about bursts, and what is wrong with the set-up."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import discord

from bot.domain import Announcement, Burst, PostedIn
from bot.store import StoreError
from bot.views.format.screen import Screen, fingerprint
from bot.views.suggestions.card import card_view
from bot.views.team.announcements import announcement_view
from bot.workflow.services import Services
from bot.workflow.suggestions.channel_state import PlacedPrompt
from cogs.channel.attempts import REQUEST_TIMEOUT, ChannelError, Key, RequestFailed, Retries
from cogs.channel.comparison import Comparison, StaleCard
from cogs.components.burst_button import alert_screen
from cogs.discord_errors import MAX_RATE_LIMIT_WAIT, is_rate_limit, is_unknown_message

log = logging.getLogger(__name__)

OLD = timedelta(hours=1)
"""Discord allows few edits of messages older than this, all of them together (429, error 30046)."""
MAX_OLD_EDIT_BACKOFF = timedelta(days=1)
"""Longer waits than any that Discord asks for: only a clock that was set back leads to them."""
OLD_EDIT_TIMEOUT = REQUEST_TIMEOUT + MAX_RATE_LIMIT_WAIT
"""Real seconds for one edit of an old message: discord.py waits by itself where Discord asks for little."""
BATCH_SIZE = 3
"""Edits in one go: Discord takes about one a second, and what was just decided must not wait for all."""


@dataclass(frozen=True, slots=True)
class _Stale:
    """A message that shows something old. content: tells what it should show from what it was to show before."""

    key: Key
    message_id: int
    content: str
    edit: Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class StaleMessages:
    """What shows something old, all of it or in one channel: cards, and of the others each with where it stands."""

    cards: Sequence[StaleCard] = ()
    alerts: Sequence[tuple[Burst, PostedIn]] = ()
    announcements: Sequence[tuple[Announcement, PostedIn]] = ()

    def by_channel(self, otherwise: int) -> dict[int, StaleMessages]:
        """otherwise: where those stand of which that is not kept."""
        channels = {card.placed.prompt.channel_id for card in self.cards}
        channels |= {posted.channel_id or otherwise for _, posted in (*self.alerts, *self.announcements)}
        return {
            channel_id: StaleMessages(
                [card for card in self.cards if card.placed.prompt.channel_id == channel_id],
                [alert for alert in self.alerts if (alert[1].channel_id or otherwise) == channel_id],
                [told for told in self.announcements if (told[1].channel_id or otherwise) == channel_id],
            )
            for channel_id in channels
        }


class Edits:
    """One run for messages of the last hour, another for older ones: neither waits for the other."""

    def __init__(self, services: Services, channel: discord.PartialMessageable, retries: Retries, comparison: Comparison) -> None:
        self._services, self._channel, self._retries, self._comparison = services, channel, retries, comparison
        self._channel_state, self._decisions, self._clock = services.channel_state, services.decisions, services.context.clock
        self._old_edits_blocked_until: datetime | None = None

    async def run(self, found: StaleMessages, *, old: bool) -> datetime | None:
        """Edit what is stale, what was just decided first. Returns when to go on, None: once somebody says so. Raises ChannelError."""
        if old and self._old_edits_blocked():
            return self._old_edits_blocked_until
        stale = self._stale(found, old=old)
        due = [each for each in stale if not self._retries.is_backing_off(each.key, each.content)]
        due.sort(key=lambda each: self._retries.failures(each.key))
        for each in due[:BATCH_SIZE]:
            if not await self._edit(each, old=old):
                return self._old_edits_blocked_until if old and self._old_edits_blocked() else self._clock.now()
        if len(due) > BATCH_SIZE:
            return self._clock.now()
        return self._retries.next_due(each.key for each in stale)

    async def _edit(self, stale: _Stale, *, old: bool) -> bool:
        """False when it failed: that may have taken seconds, and what was decided meanwhile is next."""
        try:
            with self._comparison.editing(stale.message_id):
                await stale.edit()
        except ChannelError:
            raise
        except RequestFailed as failed:
            if old and is_rate_limit(failed.error):
                # It is one limit for all old messages: asking about the next one would be refused as well.
                self._old_edits_blocked_until = self._retries.next_due([stale.key])
            return False
        except StoreError:
            raise
        except Exception as error:
            self._retries.record_failure(stale.key, error, stale.content)
            return False
        return True

    def _old_edits_blocked(self) -> bool:
        until = self._old_edits_blocked_until
        return until is not None and timedelta() < until - self._clock.now() <= MAX_OLD_EDIT_BACKOFF

    def _is_old(self, message_id: int) -> bool:
        return self._clock.now() - discord.utils.snowflake_time(message_id) >= OLD

    def _stale(self, found: StaleMessages, *, old: bool) -> list[_Stale]:
        stale = {
            _purpose("card", old=old): self._stale_cards(found.cards, old=old),
            _purpose("alert", old=old): self._stale_alerts(found.alerts, old=old),
            _purpose("announcement", old=old): self._stale_announcements(found.announcements, old=old),
        }
        for purpose, of_this in stale.items():
            self._retries.prune(purpose, (each.key for each in of_this))
        return [each for of_this in stale.values() for each in of_this]

    def _stale_cards(self, cards: Iterable[StaleCard], *, old: bool) -> list[_Stale]:
        stale = []
        for card in cards:
            if self._is_old(card.message_id) is old and not self._comparison.is_held(card.message_id):
                key = (_purpose("card", old=old), card.placed.prompt.id)
                stale.append(_Stale(key, card.message_id, card.wanted, self._card_edit(key, card.placed, card.message_id)))
        return stale

    def _card_edit(self, key: Key, placed: PlacedPrompt, message_id: int) -> Callable[[], Awaitable[None]]:
        async def edit() -> None:
            card = await self._decisions.card(placed.prompt.suggestion_id)  # what was read before the other edits may be old by now
            if card is None or self._comparison.is_held(message_id):
                return
            view = card_view(card)
            was_invalidated = self._comparison.edited(placed.prompt.id, message_id)
            try:
                there = await self._send_edit(key, message_id, view, fingerprint(view))
            except RequestFailed as failed:
                if was_invalidated or failed.may_have_succeeded:
                    self._comparison.invalidate(message_id)
                self._comparison.not_edited(placed.prompt.suggestion_id)
                raise
            if there:
                await self._channel_state.shown(placed.prompt.id, card, fingerprint(view))
            else:
                await self._channel_state.message_gone(placed.prompt)

        return edit

    def _stale_alerts(self, alerts: Iterable[tuple[Burst, PostedIn]], *, old: bool) -> list[_Stale]:
        stale = []
        for burst, posted in alerts:
            if self._is_old(posted.message_id) is old:
                key = (_purpose("alert", old=old), burst.id)
                stale.append(_Stale(key, posted.message_id, str(burst.version), self._alert_edit(key, burst, posted.message_id)))
        return stale

    def _alert_edit(self, key: Key, burst: Burst, message_id: int) -> Callable[[], Awaitable[None]]:
        async def edit() -> None:
            alert = await self._services.bursts.alert(burst.id)
            if alert is None:
                return
            view, files = await alert_screen(alert, self._services.context.policy.timezone)
            if not await self._send_edit(key, message_id, view, str(burst.version), files):
                log.info("The alert about burst %d was deleted; it is not posted again.", burst.id)
            await self._services.bursts.shown(alert.burst)

        return edit

    def _stale_announcements(self, announcements: Iterable[tuple[Announcement, PostedIn]], *, old: bool) -> list[_Stale]:
        stale = []
        for told, posted in announcements:
            if self._is_old(posted.message_id) is old:
                key = (_purpose("announcement", old=old), told.id)
                stale.append(_Stale(key, posted.message_id, str(told.body), self._announcement_edit(key, told, posted.message_id)))
        return stale

    def _announcement_edit(self, key: Key, announcement: Announcement, message_id: int) -> Callable[[], Awaitable[None]]:
        async def edit() -> None:
            await self._send_edit(key, message_id, announcement_view(announcement), str(announcement.body))
            await self._services.setup.shown(announcement)

        return edit

    async def _send_edit(self, key: Key, message_id: int, view: Screen, content: str, files: list[discord.File] | None = None) -> bool:
        """False when the message is no longer there. Raises RequestFailed."""
        timeout = OLD_EDIT_TIMEOUT if self._is_old(message_id) else REQUEST_TIMEOUT
        return await self._retries.send(key, self._change(message_id, view, files), content, timeout)

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
