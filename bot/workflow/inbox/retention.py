"""Retention: keep nothing that X no longer has. Posts that wait for an answer are looked up once a day, other texts are deleted, and so is
the profile of whoever turned out to be gone from X.

That includes strangers' posts that nobody got to within a day: they are not suggested any more, because looking them up would cost
money for what nobody gets to.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain import Act, Decision, Note, NoteCode, Purpose, SuggestionState
from bot.workflow.context import Context
from bot.x.client import XClient
from bot.x.parse.pagination import LARGEST_LOOKUP

GONE = Note(NoteCode.POST_HIDDEN)

EVERY = timedelta(hours=1)

MAX_AGE = timedelta(hours=24)
"""What is deleted on X has to be deleted here within this time."""

LOOK_UP_AFTER = MAX_AGE - 4 * EVERY
"""After it was last seen on X: some of the remaining hourly runs may fail."""

FORGET_AFTER = MAX_AGE - EVERY
"""The same where nothing is looked up: the next run would be too late."""

OWN_POSTS_KEPT = timedelta(days=90)
"""As long as REPEAT_DAYS can reach back."""

_STATES = SuggestionState
_ENDS = {
    _STATES.OPEN: _STATES.EXPIRED,
    _STATES.SNOOZED: _STATES.EXPIRED,
    _STATES.APPROVED: _STATES.FAILED,
    _STATES.HANDED_OFF: _STATES.FAILED,
}


class Retention:
    """The recurring job. It asks X only about posts that wait: those with an open card, and others by people who have one already."""

    def __init__(self, context: Context, x: XClient) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._x = x

    async def run(self) -> datetime | None:
        """Forget and look up; returns when to do so again. Raises XError."""
        now = self._clock.now()
        async with self._store.write() as tx:
            await tx.interactions.clear_text_older(now - self._context.policy.reply_window)
            await tx.interactions.clear_text_unseen(now - FORGET_AFTER)
            await tx.own_posts.delete_older(now - OWN_POSTS_KEPT)
            await tx.replies.delete_rejected_edits()
            await tx.profiles.clear(await tx.lost.gone_from_x(now - FORGET_AFTER))
            paused = (await tx.accounts.get()).paused_at is not None
            unseen = await tx.interactions.unseen_since(now - LOOK_UP_AFTER, LARGEST_LOOKUP)
        if unseen and not paused:
            await self._look_up(unseen)
        return now + EVERY

    async def _look_up(self, post_ids: list[int]) -> None:
        there = {post.id for post in await self._x.posts(post_ids, purpose=Purpose.MENTIONS)}
        now, gone = self._clock.now(), [post_id for post_id in post_ids if post_id not in there]
        async with self._store.write() as tx:
            await tx.interactions.mark_seen(there, now)
            await tx.interactions.clear_text(gone)
            for suggestion_id in (await tx.replies.to(gone)).values():
                suggestion = await tx.suggestions.get(suggestion_id)
                end = _ENDS.get(suggestion.state) if suggestion else None
                if suggestion and end:
                    act = Act.EXPIRE if end is _STATES.EXPIRED else Act.FAIL
                    await tx.suggestions.move(
                        suggestion_id,
                        to=end,
                        from_={suggestion.state},
                        decision=Decision(act, now, note=GONE),
                        snoozed_until=None,
                        note=GONE,
                    )
