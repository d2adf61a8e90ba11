"""See on X whether an answer that was handed off, or sent with an unknown outcome, is there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.domain import Purpose, Suggestion, SuggestionKind, SuggestionState
from bot.workflow.context import Context
from bot.workflow.delivery.outcomes import Outcomes
from bot.workflow.delivery.verify import next_poll
from bot.workflow.inbox.own_posts import OwnPosts
from bot.x.client import XClient

_STATES = SuggestionState

SHOWN_WITHIN = timedelta(minutes=2)
"""After this long, what X's list of the account's posts does not show is sent again: usually X shows a post at once.

It may still be there, for LISTING_DELAY: that it is not posted twice X sees to, which refuses the same text. Hence another text waits
that long; `bot.workflow.delivery.second_text`.
"""

_MOST = 1_000


class VerifyReplies:
    """The recurring job; it sleeps while nothing has to be verified."""

    def __init__(self, context: Context, x: XClient) -> None:
        self._store, self._clock, self._policy = context.store, context.clock, context.policy
        self._own_posts, self._outcomes = OwnPosts(context, x), Outcomes(context)

    async def run(self) -> datetime | None:
        """Poll once; returns when to poll again, or None when nothing is waiting. Raises XError."""
        async with self._store.read() as tx:
            paused = (await tx.accounts.get()).paused_at is not None
            waiting = await tx.suggestions.in_states({_STATES.IN_DOUBT, _STATES.HANDED_OFF}, _MOST, SuggestionKind.REPLY)
        if paused or not waiting:
            return None
        asked_at = self._clock.now()
        await self._own_posts.read(purpose=Purpose.CONFIRMATION, after=[s.post_id for s in waiting if s.post_id is not None])
        await self._resolve(waiting, asked_at)
        await self._lapse()
        return next_poll(waiting, self._clock.now(), self._policy)

    async def _resolve(self, waiting: Collection[Suggestion], asked_at: datetime) -> None:
        """What X would show by now and does not show was not sent: the approval is queued again."""
        now = self._clock.now()
        async with self._store.write() as tx:
            # X's list may lack today what it has shown before.
            await self._own_posts.settle(tx, [s.post_id for s in waiting if s.post_id is not None])
            for suggestion in waiting:
                sent_at = suggestion.sent_at or suggestion.opened_at
                if suggestion.state is _STATES.IN_DOUBT and asked_at - sent_at >= SHOWN_WITHIN:
                    await self._outcomes.requeue_unconfirmed(tx, suggestion, now)

    async def _lapse(self) -> None:
        now = self._clock.now()
        async with self._store.write() as tx:
            for suggestion in await tx.suggestions.due_to_lapse(now - self._policy.hand_off_expires, _MOST, SuggestionKind.REPLY):
                await self._outcomes.lapse(tx, suggestion, now)
