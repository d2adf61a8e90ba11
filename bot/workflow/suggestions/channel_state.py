"""What the team's channels should show. They are a projection of this: whoever compares the two can mend any difference."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain import Announcement, AnnouncementKind, Card, Note, Prompt, ShownCard, SuggestionState
from bot.domain.changes import CardLinkable
from bot.drafting.visible_text import one_line
from bot.store import Tx
from bot.store.suggestions.cards import StoredCard
from bot.workflow.context import Context
from bot.workflow.suggestions.cards import Cards
from bot.workflow.suggestions.places import CardPlaces, Places

log = logging.getLogger(__name__)

IN_PROGRESS = frozenset({SuggestionState.APPROVED, SuggestionState.DELIVERING, SuggestionState.IN_DOUBT, SuggestionState.HANDED_OFF})
"""Approved, and not yet settled."""


@dataclass(frozen=True, slots=True)
class PlacedPrompt:
    """A prompt and the card it should show.

    reopened: the suggestion was reopened since, so the card has to be posted again at the end of the channel. elsewhere: it is not in the
    channel in which cards are now, where one that is not settled belongs.
    """

    prompt: Prompt
    card: Card
    reopened: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Reserved:
    """The announcements and prompts that have no message yet, as far as is known; each prompt says for which channel it is.

    outbid: cards whose messages are to be deleted: better suggestions take their places. next_at: when there is another place.
    """

    announcements: list[Announcement]
    prompts: list[Prompt]
    outbid: tuple[Prompt, ...] = ()
    next_at: datetime | None = None


class ChannelState:
    """Knows what the channels should show, and records what they show."""

    def __init__(self, context: Context) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._places = CardPlaces(context)

    @property
    def cards_channel(self) -> int:
        """Where cards are posted."""
        return self._context.policy.channels.cards

    async def reserve(self) -> Reserved:
        """Reserve prompts for what is to be posted.

        Where nothing is to be reserved, as mostly, nobody has to wait for the writer's lock.
        """
        async with self._store.read() as tx:
            places = await self._places.of(tx)
            if not (await self._to_reserve(tx, places) or places.untold):
                return await _reserved(tx, places)
        now = self._clock.now()
        async with self._store.write() as tx:
            places = await self._places.of(tx)
            for suggestion_id in await self._to_reserve(tx, places):
                await tx.prompts.reserve(suggestion_id, self.cards_channel, now, self._context.policy.local_date(now))
            await self._places.tell(tx, places)
            return await _reserved(tx, places)

    async def _to_reserve(self, tx: Tx, places: Places) -> list[int]:
        """Who has a place of the day, and regardless of those what a member asked for; none while paused. And what was approved
        elsewhere: the team follows up every approval.
        """
        asked = () if places.paused else {SuggestionState.OPEN}
        return [*await tx.prompts.unprompted(IN_PROGRESS, asked), *places.best]

    async def unposted(self) -> list[Prompt]:
        """Reserved prompts without a message yet, as far as is known."""
        async with self._store.read() as tx:
            return await tx.prompts.unposted()

    async def placed(self, prompts: Sequence[Prompt]) -> list[PlacedPrompt]:
        """These prompts with the cards they should show."""
        async with self._store.read() as tx:
            return await self._placed(tx, prompts)

    async def live(self) -> list[PlacedPrompt]:
        """Messages in the channels that can still change."""
        async with self._store.read() as tx:
            return await self._placed(tx, await tx.prompts.live())

    async def changed(self, suggestion_ids: Collection[int], user_ids: Collection[int], message_ids: Collection[int]) -> list[PlacedPrompt]:
        """These messages, those of these suggestions and about these people, and those that say why they wait."""
        waiting = {SuggestionState.APPROVED}
        async with self._store.read() as tx:
            return await self._placed(tx, await tx.prompts.shown_of(suggestion_ids, user_ids, message_ids, waiting))

    async def posted(self, placed: PlacedPrompt, message_id: int, fingerprint: str) -> None:
        """The message is in the channel and shows this card."""
        async with self._store.write() as tx:
            await tx.prompts.posted(placed.prompt.id, message_id, fingerprint, placed.card.suggestion.version)
        if placed.card.other is not None:
            self._context.publish(CardLinkable(placed.prompt.suggestion_id))
        log.info("Posted the card of suggestion %d about @%s.", placed.prompt.suggestion_id, placed.card.profile.username)

    async def message_found(self, prompt: Prompt, message_id: int) -> None:
        """The message is in the channel; nobody knows which card it shows, so that it is stale."""
        async with self._store.write() as tx:
            await tx.prompts.posted(prompt.id, message_id, fingerprint="", version=0)
        self._context.publish(CardLinkable(prompt.suggestion_id))

    async def shown(self, prompt_id: int, card: Card, fingerprint: str) -> None:
        """The message now shows this card."""
        async with self._store.write() as tx:
            await tx.prompts.shown(prompt_id, fingerprint, card.suggestion.version)

    async def shown_by_clicks(self, cards: Sequence[ShownCard]) -> None:
        """These messages show these cards since somebody pressed a button on them; one that is no longer the prompt's is ignored."""
        async with self._store.write() as tx:
            await tx.prompts.shown_on(cards)

    async def message_gone(self, prompt: Prompt) -> bool:
        """The message is gone. An unsettled suggestion gets a new prompt where cards are now, and keeps the place of its day.

        False when it was no longer the suggestion's prompt: that was noticed before.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            live = await tx.prompts.for_suggestion(prompt.suggestion_id)
            if live is None or live.id != prompt.id:
                return False
            await tx.prompts.retire(prompt.id, now)
            suggestion = await tx.suggestions.get(prompt.suggestion_id)
            if suggestion is not None and not suggestion.state.settled:
                await tx.prompts.reserve(suggestion.id, self.cards_channel, now, prompt.local_date)
        return True

    async def message_removed(self, prompt: Prompt) -> None:
        """The message was removed; the suggestion waits for a new prompt like any other."""
        async with self._store.write() as tx:
            await tx.prompts.retire(prompt.id, self._clock.now())

    async def message_deleted(self, message_id: int) -> bool:
        """Somebody deleted a message; True when it was a prompt of ours."""
        async with self._store.read() as tx:
            prompt = await tx.prompts.by_message(message_id)
        return prompt is not None and await self.message_gone(prompt)

    async def prompt_of(self, suggestion_id: int) -> Prompt | None:
        """The suggestion's prompt in the channel, if it has one."""
        async with self._store.read() as tx:
            return await tx.prompts.for_suggestion(suggestion_id)

    async def announcements(self) -> list[Announcement]:
        """Announcements still to be posted."""
        async with self._store.read() as tx:
            return await tx.announcements.unposted()

    async def announced(self, announcement: Announcement, channel_id: int, message_id: int) -> bool:
        """The message is in this channel; False when nobody wants it there any more."""
        async with self._store.write() as tx:
            wanted = await tx.announcements.posted(announcement.id, channel_id, message_id)
        if wanted:
            log.info("Told the team: %s", _in_the_log(announcement))
        return wanted

    async def withdraw(self, announcement: Announcement) -> None:
        """There is nothing to tell any more."""
        async with self._store.write() as tx:
            await tx.announcements.withdraw(announcement.id)

    async def _placed(self, tx: Tx, prompts: Sequence[Prompt]) -> list[PlacedPrompt]:
        if not prompts:
            return []
        cards = await Cards(tx, self._context).of_many([prompt.suggestion_id for prompt in prompts])
        found = [(prompt, *cards[prompt.suggestion_id]) for prompt in prompts if prompt.suggestion_id in cards]
        return [PlacedPrompt(prompt, card, _reopened(prompt, stored), self._elsewhere(prompt, card)) for prompt, stored, card in found]

    def _elsewhere(self, prompt: Prompt, card: Card) -> bool:
        return prompt.channel_id != self.cards_channel and not card.suggestion.state.settled


async def _reserved(tx: Tx, places: Places) -> Reserved:
    return Reserved(await tx.announcements.unposted(), await tx.prompts.unposted(), places.outbid, places.next_at)


def _reopened(prompt: Prompt, stored: StoredCard) -> bool:
    """Whether it was reopened since the prompt was made, and nothing has happened since."""
    opened = stored.suggestion.state is SuggestionState.OPEN
    return opened and stored.reopened_at is not None and stored.reopened_at > prompt.reserved_at


def _in_the_log(announcement: Announcement) -> str:
    """Which kind it was; of a digest which day's, and of what stopped why."""
    reason = announcement.body.get("reason")
    about = announcement.key if announcement.kind in (AnnouncementKind.DIGEST, AnnouncementKind.WEEKLY_DIGEST) else ""
    if isinstance(reason, dict):
        about = one_line(str(Note.from_json(reason)), 200)
    return f"{announcement.kind.value}, {about}" if about else announcement.kind.value
