"""Decide about every post that speaks to the account: suggest an answer, or leave it out and say why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import (
    Act,
    Assessment,
    Decision,
    Follower,
    Intent,
    Interaction,
    Profile,
    Purpose,
    Suggestion,
    SuggestionKind,
    SuggestionState,
)
from bot.scoring.interests import matching
from bot.scoring.post_worth import Merits, worth
from bot.scoring.posts import AGAIN, Asking, left_out
from bot.store import Tx
from bot.workflow.context import Context, Job
from bot.workflow.inbox.drafting import Drafts, intent_of, may_wish, unwritten
from bot.workflow.inbox.read_ahead import read_ahead
from bot.workflow.money.affordable import affordable
from bot.workflow.people.assessor import Judge
from bot.workflow.people.refresh import Refresh
from bot.x.client import X
from bot.x.parse.pagination import LARGEST_LOOKUP

EVERY = timedelta(hours=1)
"""How often is looked whether anything was left over."""

MOST = 1_000
"""Posts looked at in one run, the newest: so many by people who are known, and so many by strangers."""

PORTION = 10
"""Posts decided about in one transaction: about a tenth of a second, for which a click may have to wait."""

ENOUGH = 40
"""Answers waiting for a decision, from which on X is asked about no more strangers: each look-up costs, and nobody gets to them."""

SIFTED = 50
"""Posts by strangers that are read in one run, if they were not before, to leave out what nobody would be asked about anyway."""

NOT_ON_X = "the author is no longer on X"

GAVE_WAY = "They have asked or complained since: that comes first."
GAVE_WAY_TO_A_WISH = "They may have asked to be left alone since: that comes first."
_URGENT = frozenset({Intent.QUESTION, Intent.COMPLAINT})
"""Whoever says so waits."""
_CAN_WAIT = frozenset(Intent) - _URGENT

LATELY = timedelta(days=14)
"""For so long somebody is a new follower."""


@dataclass(frozen=True, slots=True)
class _Author:
    """What is known of whoever wrote a post. profile, assessment: None for a stranger. follower: None for who never followed."""

    profile: Profile | None = None
    assessment: Assessment | None = None
    follower: Follower | None = None
    left_alone: bool = False
    spoke_before: int = 0

    @property
    def follows(self) -> bool:
        return self.follower is not None and self.follower.left_at is None

    def is_new(self, now: datetime) -> bool:
        """Whether they began to follow lately."""
        follower = self.follower
        return follower is not None and self.follows and not follower.baseline and now - follower.followed_at <= LATELY


_Ranked = tuple[int, str, Interaction, Profile]
"""What a post is worth, why, and who wrote it."""


class Choose:
    """The recurring job, woken whenever somebody has spoken and whenever a suggestion of an answer has come to its end.

    Strangers come last, because X has to be asked who they are. Their posts are decided about while few answers wait; what nobody gets to
    within a day is not decided about any more, as its words are kept no longer: see `bot.workflow.inbox.retention`.
    """

    def __init__(self, context: Context, x: X, judge: Judge) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._policy, self._wake = context.policy, context.wake
        self._x, self._judge = x, judge
        self._refresh = Refresh(context, x)
        self._sifted: set[int] = set()

    async def run(self) -> datetime | None:
        """Decide; returns when to look again, or None while paused. Raises XError."""
        async with self._store.read() as tx:
            if (await tx.accounts.get()).paused_at is not None:
                return None
        await self._refresh.speakers()
        await self._decide_known()
        strangers = await self._undecided(assessed=False)
        candidates = await self._candidates(strangers)
        await self._sift(strangers)
        await self._meet(candidates, strangers)
        return self._clock.now() + EVERY

    async def _undecided(self, *, assessed: bool, behind: Collection[Intent] = ()) -> list[Interaction]:
        since = self._clock.now() - self._policy.reply_window
        async with self._store.read() as tx:
            return await tx.interactions.undecided(since, MOST, assessed=assessed, behind=behind)

    async def _decide_known(self) -> None:
        """Whoever is known waits behind no stranger, and who asks or complains not behind their own greeting.

        Who may be asking to be left alone waits behind nothing: they would get the answer to something else first.
        """
        behind = await self._undecided(assessed=True, behind=frozenset(Intent))
        await read_ahead(behind)
        wishes = [post for post in behind if may_wish(post)]
        can_wait = await self._undecided(assessed=True, behind=_CAN_WAIT)
        urgent = [post for post in can_wait if intent_of(post).intent in _URGENT]
        for some in _portions([*wishes, *urgent, *await self._undecided(assessed=True)]):
            await self._decide(some)

    async def _candidates(self, strangers: Sequence[Interaction]) -> list[int]:
        """As many of these people as somebody gets to, whose posts are worth most first. What is left out on the way is decided about."""
        async with self._store.read() as tx:
            room = ENOUGH - await tx.suggestions.count_waiting(SuggestionKind.REPLY)
        if not strangers or room <= 0:
            return []
        each = self._context.prices["user_read"].micros
        room = await affordable(self._context, Purpose.MENTIONS, each, most=min(room, LARGEST_LOOKUP))
        now = self._clock.now()
        await read_ahead(strangers)
        best_first = sorted(strangers, key=lambda post: -self._worth(post, _Author(), (), now)[0])
        found: dict[int, None] = {}
        for some in _portions(best_first):
            if len(found) >= room:
                break
            found |= dict.fromkeys(post.user_id for post in await self._decide(some))
            self._sifted.update(post.post_id for post in some)
        return list(found)[:room]

    async def _sift(self, strangers: Sequence[Interaction]) -> None:
        """Leave out, by and by, what nobody is to be asked about whoever wrote it. Each post is read once, or again after a restart."""
        new = [post for post in strangers if post.post_id not in self._sifted][:SIFTED]
        for some in _portions(new):
            await self._decide(some)
        self._sifted = (self._sifted | {post.post_id for post in new}) & {post.post_id for post in strangers}

    async def _meet(self, user_ids: Sequence[int], strangers: Sequence[Interaction]) -> None:
        """Ask X who they are, and decide about what they said."""
        if not user_ids:
            return
        found = await self._x.users(user_ids, purpose=Purpose.MENTIONS)
        now, gone = self._clock.now(), set(user_ids) - {profile.user_id for profile in found}
        async with self._store.write() as tx:
            await tx.profiles.save(found)
            await self._judge.assess(tx, found, now)
        for some in _portions([post for post in strangers if post.user_id in gone]):
            async with self._store.write() as tx:
                for post in some:
                    await tx.replies.leave_out(post, unwritten(post), NOT_ON_X, now)
        await self._decide_known()

    async def _decide(self, posts: Sequence[Interaction]) -> list[Interaction]:
        """Suggest answers, and leave out what nobody is to be asked about; returns what is left: posts by strangers."""
        now = self._clock.now()
        await read_ahead(posts)
        ranked: list[_Ranked] = []
        strangers: list[Interaction] = []
        async with self._store.write() as tx:
            topics = (await tx.tastes.get()).topics
            answered = await tx.own_posts.answers([post.post_id for post in posts])
            for post in posts:
                author = await self._author(tx, post)
                if reason := left_out(await self._asking(tx, post, author)):
                    await tx.replies.leave_out(post, unwritten(post), reason, now)
                elif post.post_id in answered:
                    await tx.replies.already_answered(post, unwritten(post), now)
                elif author.profile is None or author.assessment is None:
                    strangers.append(post)
                else:
                    ranked.append((*self._worth(post, author, topics, now), post, author.profile))
            opened = await self._open(tx, sorted(ranked, key=lambda entry: -entry[0]))
        if opened:
            self._wake(Job.SHOW)
        return strangers

    async def _open(self, tx: Tx, best_first: Sequence[_Ranked]) -> bool:
        """Suggest answers to these posts; whether there is any that was not suggested before."""
        drafts, opened, now = Drafts(tx, self._context), False, self._clock.now()
        for points, why, post, profile in best_first:
            draft = await drafts.first(post, profile)
            if draft.intent in _URGENT or may_wish(post):
                await self._make_room(tx, post, now)
            expires_at = post.at + self._policy.reply_window
            suggestion_id = await tx.replies.open(post, draft, worth=points, why=why, at=now, expires_at=expires_at)
            if suggestion_id is not None:
                opened = True
                await drafts.proposed(suggestion_id, draft)
        return opened

    async def _make_room(self, tx: Tx, post: Interaction, now: datetime) -> None:
        """An open card of theirs that nobody waits for gives way, and any to a wish to be left alone, unless a member has written on it."""
        wish = may_wish(post)
        note = GAVE_WAY_TO_A_WISH if wish else GAVE_WAY
        for open_one in (await tx.suggestions.open_about([post.user_id], SuggestionKind.REPLY)).values():
            found = await tx.replies.draft(open_one.id)
            if (
                found is None
                or found[0].written_by
                or (found[0].intent in _URGENT and not wish)
                or await self._is_about_a_wish(tx, open_one)
            ):
                continue
            decision = Decision(Act.EXPIRE, now, note=note)
            await tx.suggestions.move(open_one.id, to=SuggestionState.EXPIRED, from_={SuggestionState.OPEN}, decision=decision, note=note)

    async def _is_about_a_wish(self, tx: Tx, suggestion: Suggestion) -> bool:
        """Whether it is about a post that may ask to be left alone: that gives way to nothing."""
        post = await tx.interactions.get(suggestion.post_id) if suggestion.post_id is not None else None
        return post is not None and may_wish(post)

    async def _author(self, tx: Tx, post: Interaction) -> _Author:
        return _Author(
            profile=await tx.profiles.get(post.user_id),
            assessment=await tx.assessments.get(post.user_id),
            follower=await tx.followers.get(post.user_id),
            left_alone=await tx.left_alone.contains(post.user_id),
            spoke_before=await tx.interactions.count_by(post.user_id, before=post.at),
        )

    async def _asking(self, tx: Tx, post: Interaction, author: _Author) -> Asking:
        return Asking(
            interaction=post,
            follows=author.follows,
            kept_off=author.assessment.kept_off if author.assessment else "",
            left_alone=author.left_alone,
            earlier=await tx.interactions.earlier_by(post.user_id, before=post.post_id, since=post.at - AGAIN),
            own=post.user_id == self._x.account_id,
            copies=await tx.interactions.copies(post.text, besides=post.user_id, since=self._clock.now() - self._policy.reply_window),
        )

    def _worth(self, post: Interaction, author: _Author, topics: Sequence[str], now: datetime) -> tuple[int, str]:
        profile = author.profile
        return worth(
            Merits(
                intent=intent_of(post).intent,
                perhaps_wish=may_wish(post),
                posted_at=post.at,
                now=now,
                window=self._policy.reply_window,
                spoke_before=author.spoke_before,
                new_follower=author.is_new(now),
                followers=profile.followers if profile else None,
                topics=matching(topics, f"{post.text}\n{profile.bio if profile else ''}"),
            )
        )


def _portions(posts: Sequence[Interaction]) -> Iterator[Sequence[Interaction]]:
    """So many as are decided about in one transaction."""
    for start in range(0, len(posts), PORTION):
        yield posts[start : start + PORTION]
