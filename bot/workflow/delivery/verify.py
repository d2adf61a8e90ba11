"""See on X whether what was handed off, or sent with an unknown outcome, has happened."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.domain import Note, NoteCode, Policy, Profile, Purpose, Suggestion, SuggestionKind, SuggestionState
from bot.planning.features import FOLLOWED_PAGE
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.delivery.outcomes import Outcomes
from bot.workflow.followers.newest import read_newest
from bot.workflow.inbox.own_posts import OwnPosts
from bot.x.client import Page, XClient

_STATES = SuggestionState

OVERLAP = 10
"""Known entries in a row that end a poll."""

MOST = 200
"""Entries after which a poll gives up: what a team follows beyond that is found by the look-up before a hand-off lapses."""

ACTIVE_POLL_EVERY = timedelta(seconds=20)
"""The poll interval while somebody is likely to be pressing Follow right now."""

ACTIVE_FOR = timedelta(minutes=10)

LOOKUP_BATCH = 100
"""X's own limit for one look-up."""

SHOWN_WITHIN = timedelta(minutes=2)
"""After this long, what X's list of the account's posts does not show is sent again: usually X shows a post at once.

It may still be there, for LISTING_DELAY: that it is not posted twice X sees to, which refuses the same text. Hence another text waits
that long; see `bot.workflow.delivery.blockers.resend_blocker`.
"""

_MOST_WAITING = 1_000


class VerifyFollowBacks:
    """The recurring job; it sleeps while nothing has to be verified."""

    _kind = SuggestionKind.FOLLOW_BACK

    def __init__(self, context: Context, x: XClient) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._x, self._outcomes = x, Outcomes(context)

    async def run(self) -> datetime | None:
        """Poll once; returns when to poll again, or None when nothing is waiting. Raises XError."""
        async with self._store.read() as tx:
            account = await tx.accounts.get()
            doubtful = await tx.suggestions.in_states({_STATES.IN_DOUBT}, LOOKUP_BATCH, self._kind)
            handed_off = await tx.suggestions.in_states({_STATES.HANDED_OFF}, 1000, self._kind)
            unlisted = await self._not_on_top_when_followed(tx, handed_off)
        if account.paused_at is not None or not (doubtful or handed_off):
            return None
        if doubtful:
            await self._resolve(doubtful)
        if handed_off:
            await self._poll_following(handed_off)
            await self._look_up(unlisted[:LOOKUP_BATCH])
            await self._lapse()
        return next_poll(handed_off, self._clock.now(), self._context.policy)

    async def _not_on_top_when_followed(self, tx: Tx, handed_off: Collection[Suggestion]) -> list[Suggestion]:
        """Those a reading of the newest accounts followed may not show: protected people, and people seen there before."""
        seen_before = await tx.following.known([s.user_id for s in handed_off])
        profiles = await tx.profiles.get_many([s.user_id for s in handed_off])
        return [s for s in handed_off if s.user_id in seen_before or ((profile := profiles.get(s.user_id)) and profile.protected)]

    async def _poll_following(self, handed_off: Collection[Suggestion]) -> None:
        """Read the newest accounts followed until nothing there is new; everyone waited for who stands there was followed."""
        reading = await read_newest(self._read_page, self._known, first_page=FOLLOWED_PAGE, overlap=OVERLAP, most=MOST)
        waited_for = {s.user_id: s for s in handed_off}
        async with self._store.write() as tx:
            await tx.following.add(list(reading.profiles), self._clock.now())
            await self._confirm(tx, [waited_for[user_id] for user_id in reading.profiles if user_id in waited_for])

    async def _look_up(self, suggestions: Collection[Suggestion]) -> None:
        """Ask X about people one by one: a request to a protected account is in no list. Charged once a person and UTC day."""
        if not suggestions:
            return
        seen = await self._x.users([s.user_id for s in suggestions], purpose=Purpose.CONFIRMATION)
        by_id = {profile.user_id: profile for profile in seen}
        async with self._store.write() as tx:
            await self._confirm(tx, [s for s in suggestions if s.user_id in by_id and _follows(by_id[s.user_id])], by_id)

    async def _resolve(self, doubtful: Collection[Suggestion]) -> None:
        """An unknown outcome: if X shows the follow, it happened; if not, the approval is queued again."""
        seen = {p.user_id: p for p in await self._x.users([s.user_id for s in doubtful], purpose=Purpose.CONFIRMATION)}
        now = self._clock.now()
        async with self._store.write() as tx:
            for suggestion in doubtful:
                profile = seen.get(suggestion.user_id)
                if profile is None:
                    await self._outcomes.fail(tx, suggestion, now, Note(NoteCode.ACCOUNT_GONE))
                elif _follows(profile):
                    await self._confirm(tx, [suggestion], seen)
                else:
                    await self._outcomes.requeue_unconfirmed(tx, suggestion, now)

    async def _confirm(self, tx: Tx, seen: Collection[Suggestion], profiles: dict[int, Profile] | None = None) -> None:
        now = self._clock.now()
        for suggestion in seen:
            profile = (profiles or {}).get(suggestion.user_id)
            note = Note(NoteCode.REQUEST_SENT) if profile is not None and not profile.followed_by_us else None
            await self._outcomes.confirm(tx, suggestion, now, note)

    async def _lapse(self) -> None:
        """Lapse hand-offs that nobody carried out in time, after one last look-up of each."""
        before = self._clock.now() - self._context.policy.hand_off_expires
        async with self._store.read() as tx:
            overdue = await tx.suggestions.due_to_lapse(before, LOOKUP_BATCH, self._kind)
        if not overdue:
            return
        await self._look_up(overdue)
        now = self._clock.now()
        async with self._store.write() as tx:
            for suggestion in overdue:
                await self._outcomes.lapse(tx, suggestion, now)

    async def _read_page(self, size: int, token: str | None) -> Page:
        return await self._x.following(purpose=Purpose.CONFIRMATION, page_size=size, token=token)

    async def _known(self, user_ids: Collection[int]) -> set[int]:
        async with self._store.read() as tx:
            return await tx.following.known(user_ids)


class VerifyReplies:
    """The recurring job; it sleeps while nothing has to be verified."""

    _kind = SuggestionKind.REPLY

    def __init__(self, context: Context, x: XClient) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._own_posts, self._outcomes = OwnPosts(context, x), Outcomes(context)

    async def run(self) -> datetime | None:
        """Poll once; returns when to poll again, or None when nothing is waiting. Raises XError."""
        async with self._store.read() as tx:
            paused = (await tx.accounts.get()).paused_at is not None
            waiting = await tx.suggestions.in_states({_STATES.IN_DOUBT, _STATES.HANDED_OFF}, _MOST_WAITING, self._kind)
        if paused or not waiting:
            return None
        asked_at = self._clock.now()
        await self._own_posts.read(purpose=Purpose.CONFIRMATION, after=[s.post_id for s in waiting if s.post_id is not None])
        await self._resolve(waiting, asked_at)
        await self._lapse()
        return next_poll(waiting, self._clock.now(), self._context.policy)

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
            for suggestion in await tx.suggestions.due_to_lapse(now - self._context.policy.hand_off_expires, _MOST_WAITING, self._kind):
                await self._outcomes.lapse(tx, suggestion, now)


def next_poll(waiting: Collection[Suggestion], now: datetime, policy: Policy) -> datetime:
    """When to poll again for these: soon while somebody is likely to be acting right now."""
    fresh = any(s.sent_at is not None and now - s.sent_at < ACTIVE_FOR for s in waiting)
    return now + (min(ACTIVE_POLL_EVERY, policy.freshness) if fresh else policy.freshness)


def _follows(profile: Profile) -> bool:
    return profile.followed_by_us or profile.follow_requested
