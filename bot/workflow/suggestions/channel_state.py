"""What the team's channel should show. The channel is a projection of this: whoever compares the two can mend any difference."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain import Act, Announcement, AnnouncementKind, Card, Note, Prompt, Suggestion, SuggestionKind, SuggestionState
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.suggestions.cards import Cards
from bot.workflow.team.activity_log import one_line

log = logging.getLogger(__name__)

IN_PROGRESS = frozenset({SuggestionState.APPROVED, SuggestionState.DELIVERING, SuggestionState.IN_DOUBT, SuggestionState.HANDED_OFF})
"""Approved, and not yet settled."""


@dataclass(frozen=True, slots=True)
class PlacedPrompt:
    """A prompt and the card it should show.

    reopened: the suggestion was reopened since, so the card has to be posted again at the end of the channel.
    """

    prompt: Prompt
    card: Card
    reopened: bool


class ChannelState:
    """Knows what the channel should show, and records what it shows."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store, self._clock, self._policy = context.store, context.clock, context.policy
        self._caps = {
            SuggestionKind.REPLY: self._policy.reply_prompts_per_day,
            SuggestionKind.FOLLOW_BACK: self._policy.prompts_per_day,
        }

    async def reserve_best(self, channel_id: int) -> None:
        """Reserve prompts for the best waiting suggestions, within the day's cap for their kind; none while paused.

        Followers that a poll found are shown once that poll is complete, because only then their cohort is known.
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

    async def reserve_in_progress(self, channel_id: int) -> None:
        """Reserve prompts for what was approved elsewhere, regardless of the day's caps: the team follows up every approval."""
        async with self._store.read() as tx:
            in_progress = await tx.suggestions.in_states(IN_PROGRESS, limit=1000)
            placed = {prompt.suggestion_id for prompt in [*await tx.prompts.unposted(), *await tx.prompts.live()]}
        missing = [suggestion for suggestion in in_progress if suggestion.id not in placed]
        if not missing:
            return
        now = self._clock.now()
        async with self._store.write() as tx:
            for suggestion in missing:
                if await tx.prompts.for_suggestion(suggestion.id) is None:
                    await tx.prompts.reserve(suggestion.id, channel_id, now, self._policy.local_date(now))

    async def unposted(self) -> list[PlacedPrompt]:
        """Reserved prompts without a message yet, as far as is known."""
        async with self._store.read() as tx:
            return await self._placed(tx, await tx.prompts.unposted())

    async def live(self, wanted: Callable[[Prompt], bool] = lambda _: True) -> list[PlacedPrompt]:
        """Messages in the channel that can still change. wanted: a filter."""
        async with self._store.read() as tx:
            return await self._placed(tx, [prompt for prompt in await tx.prompts.live() if wanted(prompt)])

    async def posted(self, placed: PlacedPrompt, message_id: int, fingerprint: str) -> None:
        """The message is in the channel and shows this card."""
        async with self._store.write() as tx:
            await tx.prompts.posted(placed.prompt.id, message_id, fingerprint, placed.card.suggestion.version)
        log.info("Posted the card of suggestion %d about @%s.", placed.prompt.suggestion_id, placed.card.profile.username)

    async def message_found(self, prompt: Prompt, message_id: int) -> None:
        """The message is in the channel; nobody knows which card it shows, so that it is stale."""
        async with self._store.write() as tx:
            await tx.prompts.posted(prompt.id, message_id, fingerprint="", version=0)

    async def shown(self, prompt_id: int, card: Card, fingerprint: str) -> None:
        """The message now shows this card."""
        async with self._store.write() as tx:
            await tx.prompts.shown(prompt_id, fingerprint, card.suggestion.version)

    async def shown_on(self, message_id: int, card: Card, fingerprint: str) -> None:
        """Like `shown`, for a message whose prompt is not known; a message that is no prompt's (a private queue) is ignored."""
        async with self._store.write() as tx:
            prompt = await tx.prompts.by_message(message_id)
            if prompt is not None and prompt.suggestion_id == card.suggestion.id:
                await tx.prompts.shown(prompt.id, fingerprint, card.suggestion.version)

    async def message_gone(self, prompt: Prompt) -> bool:
        """The message is gone. An unsettled suggestion gets a new prompt, regardless of the day's caps.

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
                await tx.prompts.reserve(suggestion.id, prompt.channel_id, now, self._policy.local_date(now))
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

    async def announced(self, announcement: Announcement, message_id: int) -> bool:
        """The message is in the channel; False when nobody wants it there any more."""
        async with self._store.write() as tx:
            wanted = await tx.announcements.posted(announcement.id, message_id)
        if wanted:
            log.info("Told the team: %s", _in_the_log(announcement))
        return wanted

    async def _placed(self, tx: Tx, prompts: Sequence[Prompt]) -> list[PlacedPrompt]:
        cards = Cards(tx, self._context)
        found: list[PlacedPrompt] = []
        for prompt in prompts:
            suggestion = await tx.suggestions.get(prompt.suggestion_id)
            if suggestion is not None:
                found.append(PlacedPrompt(prompt, await cards.of(suggestion), await self._reopened(tx, prompt, suggestion)))
        return found

    async def _reopened(self, tx: Tx, prompt: Prompt, suggestion: Suggestion) -> bool:
        if suggestion.state is not SuggestionState.OPEN:
            return False
        last = await tx.suggestions.last_decision(suggestion.id, by_member=False)
        return last is not None and last.act is Act.REOPEN and last.at > prompt.reserved_at


def _in_the_log(announcement: Announcement) -> str:
    """Which kind it was; of a digest which day's, and of what stopped why."""
    reason = announcement.body.get("reason")
    about = announcement.key if announcement.kind is AnnouncementKind.DIGEST else ""
    if isinstance(reason, dict):
        about = one_line(str(Note.from_json(reason)), 200)
    return f"{announcement.kind.value}, {about}" if about else announcement.kind.value
