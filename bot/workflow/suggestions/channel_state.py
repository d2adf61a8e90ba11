"""What the team's channel should show. The channel is a projection of this: whoever compares the two can mend any difference."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain import Act, Announcement, AnnouncementKind, Card, Prompt, Suggestion, SuggestionKind, SuggestionState
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.suggestions.cards import Cards
from bot.workflow.team.activity_log import one_line

log = logging.getLogger(__name__)

UNDER_WAY = frozenset({SuggestionState.APPROVED, SuggestionState.DELIVERING, SuggestionState.IN_DOUBT, SuggestionState.HANDED_OFF})
"""Approved, and not yet settled."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A prompt and the card it should show.

    moved_on: the suggestion was opened again since, so the card belongs at the channel's end, once more.
    """

    prompt: Prompt
    card: Card
    moved_on: bool


class Board:
    """Says what should be in the channel, and keeps what is."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store, self._clock, self._policy = context.store, context.clock, context.policy
        self._caps = {
            SuggestionKind.REPLY: self._policy.reply_prompts_per_day,
            SuggestionKind.FOLLOW_BACK: self._policy.prompts_per_day,
        }

    async def reserve_best(self, channel_id: int) -> None:
        """Give the best waiting suggestions a place in the channel, as far as the day's cap for their kind goes; nobody while paused.

        Whom a look at X has found is shown once that look is complete, for only then it is known in what company they came.
        """
        now = self._clock.now()
        today = self._policy.local_date(now)
        async with self._store.write() as tx:
            account = await tx.accounts.get()
            if account.paused_at is not None:
                return
            for kind, cap in self._caps.items():
                left = cap - await tx.prompts.count_on(today, kind)
                came_by = account.last_poll_at if kind is SuggestionKind.FOLLOW_BACK else None
                for suggestion in await tx.prompts.waiting_best(left, kind=kind, came_by=came_by) if left > 0 else ():
                    await tx.prompts.reserve(suggestion.id, channel_id, now, today)

    async def reserve_under_way(self, channel_id: int) -> None:
        """Give what was approved elsewhere a place in the channel, whatever the day's caps say: the team sees every approval through."""
        async with self._store.read() as tx:
            under_way = await tx.suggestions.in_states(UNDER_WAY, limit=1000)
            placed = {prompt.suggestion_id for prompt in [*await tx.prompts.unposted(), *await tx.prompts.live()]}
        missing = [suggestion for suggestion in under_way if suggestion.id not in placed]
        if not missing:
            return
        now = self._clock.now()
        async with self._store.write() as tx:
            for suggestion in missing:
                if await tx.prompts.for_suggestion(suggestion.id) is None:
                    await tx.prompts.reserve(suggestion.id, channel_id, now, self._policy.local_date(now))

    async def unposted(self) -> list[Placed]:
        """Places that were given and hold no message yet, as far as is known."""
        async with self._store.read() as tx:
            return await self._placed(tx, await tx.prompts.unposted())

    async def live(self, wanted: Callable[[Prompt], bool] = lambda _: True) -> list[Placed]:
        """Messages in the channel that can still change, those of them that are wanted."""
        async with self._store.read() as tx:
            return await self._placed(tx, [prompt for prompt in await tx.prompts.live() if wanted(prompt)])

    async def posted(self, placed: Placed, message_id: int, fingerprint: str) -> None:
        """The message is in the channel and shows this card."""
        async with self._store.write() as tx:
            await tx.prompts.posted(placed.prompt.id, message_id, fingerprint, placed.card.suggestion.version)
        log.info("Posted the card of suggestion %d about @%s.", placed.prompt.suggestion_id, placed.card.profile.username)

    async def found(self, prompt: Prompt, message_id: int) -> None:
        """The message is in the channel; nobody knows which card it shows, so that it is stale."""
        async with self._store.write() as tx:
            await tx.prompts.posted(prompt.id, message_id, fingerprint="", version=0)

    async def shown(self, prompt_id: int, card: Card, fingerprint: str) -> None:
        """The message now shows this card."""
        async with self._store.write() as tx:
            await tx.prompts.shown(prompt_id, fingerprint, card.suggestion.version)

    async def shown_on(self, message_id: int, card: Card, fingerprint: str) -> None:
        """Like `shown`, for a message whose place is not at hand; a message that is no prompt's (a private desk) is left alone."""
        async with self._store.write() as tx:
            prompt = await tx.prompts.by_message(message_id)
            if prompt is not None and prompt.suggestion_id == card.suggestion.id:
                await tx.prompts.shown(prompt.id, fingerprint, card.suggestion.version)

    async def gone(self, prompt: Prompt) -> bool:
        """The message is no longer there. A suggestion still under way gets a new place, whatever the day's caps say.

        False when it was not the suggestion's place any more: somebody noticed before.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            live = await tx.prompts.for_suggestion(prompt.suggestion_id)
            if live is None or live.id != prompt.id:
                return False
            await tx.prompts.retire(prompt.id, now)
            suggestion = await tx.suggestions.get(prompt.suggestion_id)
            if suggestion is not None and not suggestion.state.settled:
                await tx.prompts.reserve(suggestion.id, prompt.channel_id, now, self._policy.local_date(now))
        return True

    async def removed(self, prompt: Prompt) -> None:
        """The message was taken out; the suggestion waits for a new place like any other."""
        async with self._store.write() as tx:
            await tx.prompts.retire(prompt.id, self._clock.now())

    async def message_deleted(self, message_id: int) -> bool:
        """Somebody deleted a message; True when it was a prompt of ours."""
        async with self._store.read() as tx:
            prompt = await tx.prompts.by_message(message_id)
        return prompt is not None and await self.gone(prompt)

    async def place_of(self, suggestion_id: int) -> Prompt | None:
        """The suggestion's place in the channel, if it has one."""
        async with self._store.read() as tx:
            return await tx.prompts.for_suggestion(suggestion_id)

    async def announcements(self) -> list[Announcement]:
        """What the team has yet to be told."""
        async with self._store.read() as tx:
            return await tx.announcements.unposted()

    async def announced(self, announcement: Announcement, message_id: int) -> bool:
        """The message is in the channel; False when nobody wants it there any more."""
        async with self._store.write() as tx:
            wanted = await tx.announcements.posted(announcement.id, message_id)
        if wanted:
            log.info("Told the team: %s", _in_the_log(announcement))
        return wanted

    async def _placed(self, tx: Tx, prompts: Sequence[Prompt]) -> list[Placed]:
        cards = Cards(tx, self._context)
        found: list[Placed] = []
        for prompt in prompts:
            suggestion = await tx.suggestions.get(prompt.suggestion_id)
            if suggestion is not None:
                found.append(Placed(prompt, await cards.of(suggestion), await self._moved_on(tx, prompt, suggestion)))
        return found

    async def _moved_on(self, tx: Tx, prompt: Prompt, suggestion: Suggestion) -> bool:
        if suggestion.state is not SuggestionState.OPEN:
            return False
        last = await tx.suggestions.last_decision(suggestion.id, by_member=False)
        return last is not None and last.act is Act.REOPEN and last.at > prompt.reserved_at


def _in_the_log(announcement: Announcement) -> str:
    """Which kind it was; of a digest which day's, and of what stopped why."""
    digest = announcement.kind is AnnouncementKind.DIGEST
    about = announcement.key if digest else one_line(str(announcement.body.get("reason", "")), 200)
    return f"{announcement.kind.value}, {about}" if about else announcement.kind.value
