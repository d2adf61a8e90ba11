"""What people said to the account."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, bindparam, distinct, exists, func, or_, select, update

from bot.domain import Intent, Interaction, InteractionKind, SuggestionKind, SuggestionState
from bot.domain.changes import PostsStored
from bot.store.people.assessments import NOT_SUPPRESSED
from bot.store.repository import OURS, SOME, Repository, about, mine, one_of, same_person, within
from bot.store.suggestions.rows import UNSETTLED, in_state, of_kind
from bot.store.tables import assessments, interactions, profiles, replies, suggestions
from bot.store.types import storable, storable_json
from bot.store.upsert import insert_unless_there

_FIELDS = [field.name for field in fields(Interaction)]
_POSTS = select(*(interactions.c[name] for name in _FIELDS)).where(mine(interactions))
_HAS_TEXT = interactions.c.text != ""
_ADDRESSED = interactions.c.kind != InteractionKind.IMPLICIT_MENTION
"""It speaks to the account."""
_SOURCE_FIELDS = ("kind", "text", "lang", "conversation_id", "summoned", "reply_settings")
"""What one source may tell of a post and another leave out."""


def _answers(table: FromClause) -> ColumnElement[bool]:
    return and_(table.c.account_id == interactions.c.account_id, table.c.post_id == interactions.c.post_id)


_BY_ASSESSED = exists().where(same_person(assessments, interactions))
_DECIDED = exists().where(_answers(replies))
_PENDING = (
    exists()
    .select_from(replies.join(suggestions, replies.c.suggestion_id == suggestions.c.id))
    .where(_answers(replies), in_state(UNSETTLED))
    .correlate(interactions)
)
"""There is an unsettled suggestion of an answer."""
_NEEDED = or_(_PENDING, and_(~_DECIDED, _BY_ASSESSED))
"""Somebody may still answer it: it is suggested, or its author, whom nobody has to ask X about, waits for their turn."""


@cache
def _undecided(assessed: bool | None, behind: frozenset[Intent]) -> Select[Any]:
    theirs = same_person(suggestions, interactions), *of_kind(SuggestionKind.REPLY)
    open_to = in_state({SuggestionState.OPEN}), replies.c.suggestion_id == suggestions.c.id, one_of(replies.c.intent, behind)
    wanted = [exists().where(*theirs, *open_to) if behind else ~exists().where(*theirs, in_state(UNSETTLED))]
    if assessed is not None:
        wanted.append(_BY_ASSESSED if assessed else ~_BY_ASSESSED)
    posts = _POSTS.where(_HAS_TEXT, interactions.c.at >= bindparam("since"), ~_DECIDED, *wanted)
    return posts.order_by(interactions.c.at.desc(), interactions.c.post_id.desc()).limit(bindparam("limit"))


def _longest_waiting() -> Select[Any]:
    settled = exists().where(_answers(replies), suggestions.c.id == replies.c.suggestion_id, ~in_state(UNSETTLED))
    wanted = mine(interactions), _HAS_TEXT, interactions.c.at >= bindparam("since"), ~settled
    return select(interactions.c.post_id).where(*wanted).order_by(interactions.c.at).limit(1)


def _changed_speakers() -> Select[Any]:
    known = interactions.join(profiles, same_person(profiles, interactions)).join(assessments, same_person(assessments, interactions))
    old = and_(profiles.c.fetched_at < bindparam("seen_before"), profiles.c.fetched_at < interactions.c.at)
    spoke = mine(interactions), _HAS_TEXT, _ADDRESSED, interactions.c.at >= bindparam("since")
    speakers = select(interactions.c.user_id).select_from(known).where(*spoke, or_(old, profiles.c.handle == ""), NOT_SUPPRESSED)
    return speakers.group_by(interactions.c.user_id).order_by(func.max(interactions.c.at).desc()).limit(bindparam("limit"))


_ADD = insert_unless_there(interactions)
_TO_COMPLETE = select(interactions.c.post_id, *(interactions.c[name] for name in _SOURCE_FIELDS)).where(
    mine(interactions), interactions.c.post_id.in_(SOME), interactions.c.kind != InteractionKind.QUOTE, ~_DECIDED
)
_GET = _POSTS.where(interactions.c.post_id == bindparam("this"))
_KNOWN = select(interactions.c.post_id).where(mine(interactions), interactions.c.post_id.in_(SOME))
_KNOWN_OF_KIND = _KNOWN.where(interactions.c.kind == bindparam("kind"))
_AMONG = (
    select(interactions.c.user_id, func.count().label("n"), func.max(interactions.c.at).label("latest"))
    .where(mine(interactions), interactions.c.user_id.in_(SOME), _ADDRESSED)
    .group_by(interactions.c.user_id)
)
_COUNT_IMPLICIT = select(func.count()).where(
    mine(interactions), interactions.c.user_id != OURS, *within(interactions.c.at, bindparam("since"), bindparam("until"))
)
_COUNT = _COUNT_IMPLICIT.where(_ADDRESSED)
_COUNT_BY = select(func.count()).where(about(interactions), interactions.c.at < bindparam("before"), _ADDRESSED)
_LONGEST_WAITING = _longest_waiting()
_EARLIER_BY = (
    _POSTS.where(interactions.c.user_id == bindparam("person"), interactions.c.at >= bindparam("since"), _HAS_TEXT)
    # An expression, because SQLite would else look through everybody's posts by their ids.
    .where(interactions.c.post_id + 0 < bindparam("before"))
    .order_by(interactions.c.at.desc(), interactions.c.post_id.desc())
    .limit(bindparam("limit"))
)
_COPIES = (
    select(func.count(distinct(interactions.c.user_id)))
    .where(mine(interactions), _HAS_TEXT, interactions.c.seen_at >= bindparam("since"))
    .where(interactions.c.text == bindparam("text"), interactions.c.user_id != bindparam("besides"))
)
_CHANGED_SPEAKERS = _changed_speakers()
_UNSEEN = (
    select(interactions.c.post_id)
    .where(mine(interactions), _HAS_TEXT, interactions.c.seen_at < bindparam("since"), _NEEDED)
    .order_by(interactions.c.seen_at)
    .limit(bindparam("limit"))
)
_SET = update(interactions).where(mine(interactions), interactions.c.post_id.in_(SOME))
_CLEAR_TEXT = update(interactions).where(mine(interactions), _HAS_TEXT).values(text="")
_CLEAR_TEXT_OLDER = _CLEAR_TEXT.where(interactions.c.at < bindparam("before"), ~_PENDING)
_CLEAR_TEXT_UNSEEN = _CLEAR_TEXT.where(interactions.c.seen_at < bindparam("since"), ~_NEEDED)


class Interactions(Repository):
    """Posts that speak to the account, each once; also by people who do not follow it. Their words are kept only while they are needed."""

    async def add(self, posts: Sequence[Interaction], at: datetime) -> None:
        """Store what was read at this moment; what is there already stays as it is."""
        rows = [{"account_id": self._account_id, "seen_at": at} | {name: getattr(post, name) for name in _FIELDS} for post in posts]
        if rows:
            await self._connection.execute(_ADD, rows)
        self._note_stored(posts)

    async def complete(self, posts: Sequence[Interaction]) -> set[int]:
        """Take over what is said here of stored posts about which nothing was decided yet; returns the ids of those that changed.

        A quote stays as it is.
        """
        stored = {row.post_id: row._mapping for row in await self._rows_among(_TO_COMPLETE, [post.post_id for post in posts])}
        changed = set()
        for post in posts:
            was, told = stored.get(post.post_id), {name: storable_json(getattr(post, name)) for name in _SOURCE_FIELDS}
            if was is not None and any(was[name] != value for name, value in told.items()):
                await self._changed(_SET, some=[post.post_id], **told)
                changed.add(post.post_id)
        self._note_stored([post for post in posts if post.post_id in changed])
        return changed

    def _note_stored(self, posts: Collection[Interaction]) -> None:
        if others := frozenset(post.user_id for post in posts) - {self._account_id}:
            self._note(PostsStored(others))

    async def get(self, post_id: int) -> Interaction | None:
        row = await self._first(_GET, this=post_id)
        return None if row is None else Interaction(*row)

    async def known(self, post_ids: Collection[int], kind: InteractionKind | None = None) -> set[int]:
        """Those of these posts that are stored. kind: only those of it."""
        return {row.post_id for row in await self._rows_among(_KNOWN if kind is None else _KNOWN_OF_KIND, post_ids, kind=kind)}

    async def among(self, user_ids: Collection[int]) -> dict[int, tuple[int, datetime]]:
        """How many posts to the account there are by those of these people who wrote one, and when the latest was."""
        return {row.user_id: (row.n, row.latest) for row in await self._rows_among(_AMONG, user_ids)}

    async def count(self, since: datetime, until: datetime, *, implicit: bool = False) -> int:
        """Posts by others in since <= moment < until; the account may mention itself. implicit: also those to somebody else."""
        return await self._count(_COUNT_IMPLICIT if implicit else _COUNT, since=since, until=until)

    async def count_by(self, user_id: int, *, before: datetime) -> int:
        """Posts by this person to the account from before this moment."""
        return await self._count(_COUNT_BY, person=user_id, before=before)

    async def undecided(
        self, since: datetime, limit: int, *, assessed: bool | None = None, behind: Collection[Intent] = ()
    ) -> list[Interaction]:
        """Posts of this moment or later about which nothing was suggested or left out yet, newest first.

        Nothing of whoever has an unsettled suggestion of a reply: one at a time. behind: instead, only of those of whom
        one is open to a post of these intents. assessed: only by people who are, or who are not.
        """
        rows = await self._rows(_undecided(assessed, frozenset(behind)), since=since, limit=limit)
        return [Interaction(*row) for row in rows]

    async def longest_waiting(self, since: datetime) -> int | None:
        """The oldest post of this moment or later that was not decided about, or whose suggestion is unsettled; None without any."""
        row = await self._first(_LONGEST_WAITING, since=since)
        return None if row is None else int(row.post_id)

    async def earlier_by(self, user_id: int, *, before: int, since: datetime, limit: int = 50) -> list[Interaction]:
        """What this person said before this post, at this moment or later, as far as it is kept, newest first."""
        rows = await self._rows(_EARLIER_BY, person=user_id, before=before, since=since, limit=limit)
        return [Interaction(*row) for row in rows]

    async def copies(self, text: str, *, besides: int, since: datetime) -> int:
        """How many people but this one have said exactly this since then, as far as it is kept."""
        return await self._count(_COPIES, text=storable(text), besides=besides, since=since)

    async def changed_speakers(self, since: datetime, *, seen_before: datetime, limit: int) -> list[int]:
        """Who has spoken to the account at `since` or later and after their profile was last read, which was before `seen_before`; or has
        spoken and is without a handle, because somebody else has it. Nobody who is suppressed. The last one comes first."""
        return [row.user_id for row in await self._rows(_CHANGED_SPEAKERS, since=since, seen_before=seen_before, limit=limit)]

    async def unseen_since(self, moment: datetime, limit: int) -> list[int]:
        """Posts whose words are still needed that were last seen on X before this moment, the longest unseen first."""
        return [row.post_id for row in await self._rows(_UNSEEN, since=moment, limit=limit)]

    async def mark_seen(self, post_ids: Collection[int], at: datetime) -> None:
        """These posts are on X at this moment."""
        await self._changed_among(_SET, post_ids, seen_at=at)

    async def clear_text(self, post_ids: Collection[int]) -> None:
        """Keep no words of these posts: they are gone from X."""
        await self._changed_among(_SET, post_ids, text="")

    async def clear_text_older(self, before: datetime) -> None:
        """Keep no words of posts from before this moment, but of those with an unsettled suggestion."""
        await self._changed(_CLEAR_TEXT_OLDER, before=before)

    async def clear_text_unseen(self, since: datetime) -> None:
        """Keep no words of posts that were last seen on X before this moment, unless they are still needed."""
        await self._changed(_CLEAR_TEXT_UNSEEN, since=since)
