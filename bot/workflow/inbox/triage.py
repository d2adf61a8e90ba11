"""Triage of posts to the account: suggest an answer to each, or leave it out and say why."""

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
    Note,
    NoteCode,
    Profile,
    Purpose,
    Suggestion,
    SuggestionKind,
    SuggestionState,
)
from bot.domain.kinds import KINDS
from bot.scoring.interests import matching
from bot.scoring.post_worth import WorthInput, worth
from bot.scoring.posts import REPEAT_WINDOW, ReplyCandidate, exclusion_reason
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.inbox.drafting import Drafts, intent_of, may_request_opt_out, unwritten
from bot.workflow.inbox.read_ahead import warm_text_caches
from bot.workflow.money.budgets import affordable
from bot.workflow.people.assessor import Assessor
from bot.workflow.people.refresh import ProfileRefresh
from bot.x.client import XClient
from bot.x.parse.pagination import LARGEST_LOOKUP

EVERY = timedelta(hours=1)
"""How often to check for leftovers."""

MOST = 1_000
"""The newest posts are read, in one run this many by known people and this many by strangers."""

PORTION = 10
"""Posts per transaction: about a tenth of a second, for which a click may have to wait."""

MAX_WAITING = 40
"""With this many answers waiting for a decision, no more strangers are looked up: each look-up costs, and nobody gets to them."""

MAX_STRANGERS = 50
"""Strangers' posts filtered in one run, each once, to leave out what nobody would be asked about anyway."""

NOT_ON_X = Note(NoteCode.AUTHOR_GONE)

SUPERSEDED = Note(NoteCode.SUPERSEDED)
SUPERSEDED_BY_OPT_OUT = Note(NoteCode.SUPERSEDED_BY_OPT_OUT)
_URGENT = frozenset({Intent.QUESTION, Intent.COMPLAINT})
"""Their authors are waiting for an answer."""
_CAN_WAIT = frozenset(Intent) - _URGENT

NEW_FOLLOWER_FOR = timedelta(days=14)
"""How long somebody counts as a new follower."""


@dataclass(frozen=True, slots=True)
class _Author:
    """What is known of a post's author. profile, assessment: None for a stranger. follower: None for who never followed."""

    profile: Profile | None = None
    assessment: Assessment | None = None
    follower: Follower | None = None
    opted_out: bool = False
    spoke_before: int = 0

    @property
    def follows(self) -> bool:
        return self.follower is not None and self.follower.unfollowed_at is None

    def is_new(self, now: datetime) -> bool:
        """Whether they began to follow lately."""
        follower = self.follower
        return follower is not None and self.follows and not follower.baseline and now - follower.followed_at <= NEW_FOLLOWER_FOR


_Ranked = tuple[int, tuple[Note, ...], Interaction, Profile]
"""What a post is worth, why, and who wrote it."""


class Triage:
    """The recurring job, woken by every new post and whenever a suggested reply is settled.

    Strangers come last, because X has to be asked who they are. Their posts are decided about while few answers wait; what nobody gets to
    within a day is dropped, because its text is not kept for longer: see `bot.workflow.inbox.retention`.
    """

    def __init__(self, context: Context, x: XClient, assessor: Assessor) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._x, self._assessor = x, assessor
        self._refresh = ProfileRefresh(context, x)
        self._filtered: set[int] = set()

    async def run(self) -> datetime | None:
        """Decide; returns when to run again, or None while paused. Raises XError."""
        async with self._store.read() as tx:
            if (await tx.accounts.get()).paused_at is not None:
                return None
        await self._refresh.speakers()
        await self._triage_known()
        strangers = await self._undecided(assessed=False)
        candidates = await self._candidates(strangers)
        await self._filter_strangers(strangers)
        await self._look_up_authors(candidates, strangers)
        return self._clock.now() + EVERY

    async def _undecided(self, *, assessed: bool, behind: Collection[Intent] = ()) -> list[Interaction]:
        since = self._clock.now() - self._context.policy.reply_window
        async with self._store.read() as tx:
            return await tx.interactions.undecided(since, MOST, assessed=assessed, behind=behind)

    async def _triage_known(self) -> None:
        """Known people never wait behind strangers, nor does a question or complaint behind a greeting of the same person.

        Who may be opting out waits behind nothing: they would get the answer to something else first.
        """
        behind = await self._undecided(assessed=True, behind=frozenset(Intent))
        await warm_text_caches(behind)
        requests = [post for post in behind if may_request_opt_out(post)]
        can_wait = await self._undecided(assessed=True, behind=_CAN_WAIT)
        urgent = [post for post in can_wait if intent_of(post).intent in _URGENT]
        for some in _portions([*requests, *urgent, *await self._undecided(assessed=True)]):
            await self._decide(some)

    async def _candidates(self, strangers: Sequence[Interaction]) -> list[int]:
        """As many of these people as the team gets to, the most valuable posts first. Posts left out on the way are recorded."""
        async with self._store.read() as tx:
            room = MAX_WAITING - await tx.suggestions.count_waiting(SuggestionKind.REPLY)
        if not strangers or room <= 0:
            return []
        each = self._context.prices["user_read"].micros
        room = await affordable(self._context, Purpose.MENTIONS, each, most=min(room, LARGEST_LOOKUP))
        now = self._clock.now()
        await warm_text_caches(strangers)
        best_first = sorted(strangers, key=lambda post: -self._worth(post, _Author(), (), now)[0])
        found: dict[int, None] = {}
        for some in _portions(best_first):
            if len(found) >= room:
                break
            found |= dict.fromkeys(post.user_id for post in await self._decide(some))
            self._filtered.update(post.post_id for post in some)
        return list(found)[:room]

    async def _filter_strangers(self, strangers: Sequence[Interaction]) -> None:
        """Leave out, bit by bit, what needs no answer whoever wrote it. Each post is read once, or again after a restart."""
        new = [post for post in strangers if post.post_id not in self._filtered][:MAX_STRANGERS]
        for some in _portions(new):
            await self._decide(some)
        self._filtered = (self._filtered | {post.post_id for post in new}) & {post.post_id for post in strangers}

    async def _look_up_authors(self, user_ids: Sequence[int], strangers: Sequence[Interaction]) -> None:
        """Look them up on X, and triage their posts."""
        if not user_ids:
            return
        found = await self._x.users(user_ids, purpose=Purpose.MENTIONS)
        now, gone = self._clock.now(), set(user_ids) - {profile.user_id for profile in found}
        async with self._store.write() as tx:
            await tx.profiles.save(found)
            await self._assessor.assess(tx, found, now)
        for some in _portions([post for post in strangers if post.user_id in gone]):
            async with self._store.write() as tx:
                for post in some:
                    await tx.replies.leave_out(post, unwritten(post), NOT_ON_X, now)
        await self._triage_known()

    async def _decide(self, posts: Sequence[Interaction]) -> list[Interaction]:
        """Suggest answers, and leave out what needs none; returns the rest: posts by strangers."""
        now = self._clock.now()
        await warm_text_caches(posts)
        ranked: list[_Ranked] = []
        strangers: list[Interaction] = []
        async with self._store.write() as tx:
            topics = (await tx.keywords.get()).topics
            answered = await tx.own_posts.answers([post.post_id for post in posts])
            for post in posts:
                author = await self._author(tx, post)
                if reason := exclusion_reason(await self._asking(tx, post, author)):
                    await tx.replies.leave_out(post, unwritten(post), reason, now)
                elif post.post_id in answered:
                    await tx.replies.already_answered(post, unwritten(post), now)
                elif author.profile is None or author.assessment is None:
                    strangers.append(post)
                else:
                    ranked.append((*self._worth(post, author, topics, now), post, author.profile))
            await self._open(tx, sorted(ranked, key=lambda entry: -entry[0]))
        return strangers

    async def _open(self, tx: Tx, best_first: Sequence[_Ranked]) -> None:
        """Suggest answers to these posts."""
        drafts, now = Drafts(tx, self._context), self._clock.now()
        for points, why, post, profile in best_first:
            draft = await drafts.first(post, profile)
            if draft.intent in _URGENT or may_request_opt_out(post):
                await self._supersede(tx, post, now)
            expires_at = post.at + KINDS[SuggestionKind.REPLY].open_for(self._context.policy)
            suggestion_id = await tx.replies.open(post, draft, worth=points, why=why, at=now, expires_at=expires_at)
            if suggestion_id is not None:
                await drafts.proposed(suggestion_id, draft)

    async def _supersede(self, tx: Tx, post: Interaction, now: datetime) -> None:
        """Close an open card of theirs that is not urgent, and any card for a possible opt-out, unless a member has edited it."""
        request = may_request_opt_out(post)
        note = SUPERSEDED_BY_OPT_OUT if request else SUPERSEDED
        for open_one in (await tx.suggestions.open_about([post.user_id], SuggestionKind.REPLY)).values():
            found = await tx.replies.draft(open_one.id)
            if (
                found is None
                or found[0].written_by
                or (found[0].intent in _URGENT and not request)
                or await self._may_be_opt_out(tx, open_one)
            ):
                continue
            decision = Decision(Act.EXPIRE, now, note=note)
            await tx.suggestions.move(open_one.id, to=SuggestionState.EXPIRED, from_={SuggestionState.OPEN}, decision=decision, note=note)

    async def _may_be_opt_out(self, tx: Tx, suggestion: Suggestion) -> bool:
        """Whether it is about a post that may opt out: nothing supersedes that."""
        post = await tx.interactions.get(suggestion.post_id) if suggestion.post_id is not None else None
        return post is not None and may_request_opt_out(post)

    async def _author(self, tx: Tx, post: Interaction) -> _Author:
        return _Author(
            profile=await tx.profiles.get(post.user_id),
            assessment=await tx.assessments.get(post.user_id),
            follower=await tx.followers.get(post.user_id),
            opted_out=await tx.opt_outs.contains(post.user_id, SuggestionKind.REPLY),
            spoke_before=await tx.interactions.count_by(post.user_id, before=post.at),
        )

    async def _asking(self, tx: Tx, post: Interaction, author: _Author) -> ReplyCandidate:
        return ReplyCandidate(
            interaction=post,
            follows=author.follows,
            suppressed=author.assessment.suppressed if author.assessment else None,
            opted_out=author.opted_out,
            earlier=await tx.interactions.earlier_by(post.user_id, before=post.post_id, since=post.at - REPEAT_WINDOW),
            own=post.user_id == self._x.account_id,
            copies=await tx.interactions.copies(
                post.text, besides=post.user_id, since=self._clock.now() - self._context.policy.reply_window
            ),
        )

    def _worth(self, post: Interaction, author: _Author, topics: Sequence[str], now: datetime) -> tuple[int, tuple[Note, ...]]:
        profile = author.profile
        return worth(
            WorthInput(
                intent=intent_of(post).intent,
                possible_opt_out=may_request_opt_out(post),
                posted_at=post.at,
                now=now,
                window=self._context.policy.reply_window,
                spoke_before=author.spoke_before,
                new_follower=author.is_new(now),
                followers=profile.followers if profile else None,
                topics=matching(topics, f"{post.text}\n{profile.bio if profile else ''}"),
            )
        )


def _portions(posts: Sequence[Interaction]) -> Iterator[Sequence[Interaction]]:
    """One slice per transaction."""
    for start in range(0, len(posts), PORTION):
        yield posts[start : start + PORTION]
