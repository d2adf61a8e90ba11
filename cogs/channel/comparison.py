"""Compares what the channels show with what they should show: after a change only the cards that it is about."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain import Card, ShownCard
from bot.domain.acts import CLAIM_LASTS
from bot.domain.changes import Changes, ChannelOutdated, FollowersAdded, SuggestionOpened
from bot.views.format.screen import fingerprint
from bot.views.suggestions.card import card_view
from bot.workflow.services import Services
from bot.workflow.suggestions.channel_state import PlacedPrompt

COMPARE_ALL_EVERY = 3600.0
"""Real seconds until every card is compared, whether anybody told of a change or not."""


@dataclass(frozen=True, slots=True)
class StaleCard:
    """A card in a channel that shows something else than it should. wanted: the fingerprint of what it should show."""

    placed: PlacedPrompt
    message_id: int
    wanted: str


@dataclass(slots=True)
class _Changed:
    """What may look different now."""

    everything: bool = True
    suggestions: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)


class Comparison:
    """Knows which cards are stale, and which are misplaced, so that they have to be posted anew. Both are by the prompt's id."""

    def __init__(self, services: Services) -> None:
        self._context, self._channel_state, self._clock = services.context, services.channel_state, services.context.clock
        self._changed = _Changed()
        self._compared_all_at = time.monotonic()
        self._shown: dict[int, ShownCard] = {}
        self._invalidated: set[int] = set()
        self._fingerprints: dict[int, tuple[Card, str]] = {}
        self._claimed_until: dict[int, datetime] = {}
        self._comparing = asyncio.Lock()
        self._editing: set[int] = set()
        self._held: Counter[int] = Counter()
        self.stale: dict[int, StaleCard] = {}
        self.misplaced: dict[int, PlacedPrompt] = {}
        services.context.store.changes.subscribe(self._note)

    @contextmanager
    def hold(self, message_id: int) -> Iterator[None]:
        """While a click's answer is on its way to a message, that message is left to it; then the channels are looked at."""
        conflicted = message_id in self._editing or self._held[message_id] > 0
        self._held[message_id] += 1
        try:
            yield
        finally:
            self._held[message_id] -= 1
            self._held += Counter()  # drops the zeros
            if conflicted:
                # Nobody knows which of two edits at once came last.
                self.invalidate(message_id)
            self._context.publish(ChannelOutdated())

    @property
    def anything_held(self) -> bool:
        """Whether the answer to a click is on its way to any message."""
        return bool(self._held)

    def is_held(self, message_id: int) -> bool:
        """Whether a click's answer is on its way to this message."""
        return message_id in self._held

    @contextmanager
    def editing(self, message_id: int) -> Iterator[None]:
        """While a message is being edited, a click's answer may come in between."""
        self._editing.add(message_id)
        try:
            yield
        finally:
            self._editing.discard(message_id)

    def compare_all(self) -> None:
        """With the next look, whatever was told."""
        self._changed.everything = True

    def invalidate(self, message_id: int) -> None:
        """This message may show something else than is recorded."""
        self._invalidated.add(message_id)

    def shown(self, message_id: int, card: Card, shows: str) -> None:
        """A click had this message show this card; that is recorded with the next look, together with the other clicks since the last."""
        self._shown[message_id] = ShownCard(message_id, card.suggestion.id, shows, card.suggestion.version)

    async def look(self) -> None:
        """Compare what may have changed. Cards that say why they wait are among it: that changes by itself."""
        async with self._comparing:
            await self._record_shown()
            self._note_ended_claims()
            if time.monotonic() - self._compared_all_at >= COMPARE_ALL_EVERY:
                self._changed.everything = True
            changed, self._changed = self._changed, _Changed(everything=False)
            try:
                await self._compare(changed)
            except BaseException:
                self._changed.everything |= changed.everything
                self._changed.suggestions |= changed.suggestions
                self._changed.people |= changed.people
                raise

    def edited(self, prompt_id: int, message_id: int) -> bool:
        """It is being edited and no longer stale, unless it changes again; returns whether it was invalidated."""
        self.stale.pop(prompt_id, None)
        was_invalidated = message_id in self._invalidated
        self._invalidated.discard(message_id)
        return was_invalidated

    def removed(self, prompt_id: int, message_id: int) -> None:
        """It was misplaced, and is no longer there."""
        self.misplaced.pop(prompt_id, None)
        self._invalidated.discard(message_id)

    def not_edited(self, suggestion_id: int) -> None:
        """That has failed: it is as stale as before."""
        self._changed.suggestions.add(suggestion_id)

    async def _compare(self, changed: _Changed) -> None:
        placed = await self._channel_state.changed(changed.suggestions, changed.people, self._invalidated)
        if changed.everything:
            placed += await self._channel_state.live()
            self._compared_all_at = time.monotonic()
            self._forget(lambda _: True)
            self._fingerprints.clear()
        else:
            about = changed.suggestions | {each.prompt.suggestion_id for each in placed}
            self._forget(lambda suggestion_id: suggestion_id in about)
        for each in placed:
            self._compare_one(each)

    def _forget(self, about: Callable[[int], bool]) -> None:
        self.stale = {prompt_id: card for prompt_id, card in self.stale.items() if not about(card.placed.prompt.suggestion_id)}
        self.misplaced = {prompt_id: placed for prompt_id, placed in self.misplaced.items() if not about(placed.prompt.suggestion_id)}

    def _compare_one(self, placed: PlacedPrompt) -> None:
        prompt, message_id = placed.prompt, placed.prompt.message_id
        if message_id is None:
            return
        if placed.card.claim is not None:
            self._claimed_until[prompt.suggestion_id] = placed.card.claim.at + CLAIM_LASTS
        if placed.reopened or placed.elsewhere:
            self.misplaced[prompt.id] = placed
        elif self.is_held(message_id) or message_id in self._shown:
            # What comes after the click looks again: what was read here may be from before it.
            self._changed.suggestions.add(prompt.suggestion_id)
        else:
            wanted = self._fingerprint(prompt.id, placed.card)
            if message_id in self._invalidated or wanted != prompt.fingerprint:
                self.stale[prompt.id] = StaleCard(placed, message_id, wanted)

    def _note_ended_claims(self) -> None:
        """Nobody tells of these: they end by time."""
        now = self._clock.now()
        ended = {suggestion_id for suggestion_id, until in self._claimed_until.items() if until <= now}
        self._changed.suggestions |= ended
        for suggestion_id in ended:
            del self._claimed_until[suggestion_id]

    def _fingerprint(self, prompt_id: int, card: Card) -> str:
        """The same card always looks the same, and to make one look takes longer than to compare it."""
        known = self._fingerprints.get(prompt_id)
        if known is None or known[0] != card:
            known = self._fingerprints[prompt_id] = card, fingerprint(card_view(card))
        return known[1]

    async def _record_shown(self) -> None:
        """In one transaction for all clicks since the last look: none of them had to wait for it."""
        shown = list(self._shown.values())
        if shown:
            await self._channel_state.shown_by_clicks(shown)
            for one in shown:
                if self._shown.get(one.message_id) == one:
                    del self._shown[one.message_id]

    def _note(self, changes: Changes) -> None:
        """What has just been opened, or is about somebody who has just come, has no card in the channel yet; the person's other may."""
        self._changed.everything |= changes.every_card
        new = {user_id for change in changes if isinstance(change, FollowersAdded) for user_id in change.user_ids}
        for change in changes:
            if not isinstance(change, SuggestionOpened):
                self._changed.suggestions.update(change.suggestion_ids)
            self._changed.people.update(user_id for user_id in change.user_ids if user_id not in new)
