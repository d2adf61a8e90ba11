"""What people said to the account."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, distinct, exists, func, or_, select, update

from bot.domain import Intent, Interaction, InteractionKind, SuggestionKind, SuggestionState
from bot.domain.changes import PostsStored
from bot.store.people.assessments import NOT_SUPPRESSED
from bot.store.repository import Repository, chunks, within
from bot.store.suggestions.rows import UNSETTLED, of_kind
from bot.store.tables import assessments, interactions, profiles, replies, suggestions
from bot.store.types import storable
from bot.store.upsert import insert_unless_there

_COLUMNS = [interactions.c[field.name] for field in fields(Interaction)]
_HAS_TEXT = interactions.c.text != ""
_ADDRESSED = interactions.c.kind != InteractionKind.IMPLICIT_MENTION
"""It speaks to the account."""
_SOURCE_FIELDS = {"kind", "text", "lang", "conversation_id", "summoned", "reply_settings"}
"""What one source may tell of a post and another leave out."""


class Interactions(Repository):
    """Posts that speak to the account, each once; also by people who do not follow it. Their words are kept only while they are needed."""

    async def add(self, posts: Sequence[Interaction], at: datetime) -> None:
        """Store what was read at this moment; what is there already stays as it is."""
        rows = [{"account_id": self._account_id, "seen_at": at} | asdict(post) for post in posts]
        if rows:
            await self._connection.execute(insert_unless_there(interactions), rows)
        self._note_stored(posts)

    async def complete(self, posts: Sequence[Interaction]) -> set[int]:
        """Take over what is said here of stored posts about which nothing was decided yet; returns the ids of those that changed.

        A quote stays as it is.
        """
        changed = set()
        for post in posts:
            told = {name: value for name, value in asdict(post).items() if name in _SOURCE_FIELDS}
            other = or_(*(interactions.c[name].is_distinct_from(value) for name, value in told.items()))
            mention = interactions.c.post_id == post.post_id, interactions.c.kind != InteractionKind.QUOTE
            this = self._mine(interactions), *mention, ~self._decided()
            if await self._changed(update(interactions).where(*this, other).values(**told)):
                changed.add(post.post_id)
        self._note_stored([post for post in posts if post.post_id in changed])
        return changed

    def _note_stored(self, posts: Collection[Interaction]) -> None:
        if others := frozenset(post.user_id for post in posts) - {self._account_id}:
            self._note(PostsStored(others))

    async def get(self, post_id: int) -> Interaction | None:
        row = await self._first(self._posts(interactions.c.post_id == post_id))
        return None if row is None else Interaction(*row)

    async def known(self, post_ids: Collection[int], kind: InteractionKind | None = None) -> set[int]:
        """Those of these posts that are stored. kind: only those of it."""
        of_kind = [] if kind is None else [interactions.c.kind == kind]
        found: set[int] = set()
        for some in chunks(post_ids):
            these = self._mine(interactions), interactions.c.post_id.in_(some), *of_kind
            found.update(row.post_id for row in await self._rows(select(interactions.c.post_id).where(*these)))
        return found

    async def among(self, user_ids: Collection[int]) -> dict[int, tuple[int, datetime]]:
        """How many posts to the account there are by those of these people who wrote one, and when the latest was."""
        found: dict[int, tuple[int, datetime]] = {}
        for some in chunks(user_ids):
            columns = interactions.c.user_id, func.count().label("n"), func.max(interactions.c.at).label("latest")
            statement = select(*columns).where(self._mine(interactions), interactions.c.user_id.in_(some), _ADDRESSED)
            found |= {row.user_id: (row.n, row.latest) for row in await self._rows(statement.group_by(interactions.c.user_id))}
        return found

    async def count(self, since: datetime, until: datetime, *, implicit: bool = False) -> int:
        """Posts by others in since <= moment < until; the account may mention itself. implicit: also those to somebody else."""
        others = self._mine(interactions), interactions.c.user_id != self._account_id, *([] if implicit else [_ADDRESSED])
        return await self._count(select(func.count()).where(*others, *within(interactions.c.at, since, until)))

    async def count_by(self, user_id: int, *, before: datetime) -> int:
        """Posts by this person to the account from before this moment."""
        theirs = self._about(interactions, user_id), interactions.c.at < before, _ADDRESSED
        return await self._count(select(func.count()).where(*theirs))

    async def undecided(
        self, since: datetime, limit: int, *, assessed: bool | None = None, behind: Collection[Intent] = ()
    ) -> list[Interaction]:
        """Posts of this moment or later about which nothing was suggested or left out yet, newest first.

        Nothing of whoever has an unsettled suggestion of a reply: one at a time. behind: instead, only of those of whom
        one is open to a post of these intents. assessed: only by people who are, or who are not.
        """
        theirs = self._same_person(suggestions, interactions), *of_kind(SuggestionKind.REPLY)
        another = exists().where(*theirs, suggestions.c.state.in_(UNSETTLED))
        open_to = suggestions.c.state == SuggestionState.OPEN, replies.c.suggestion_id == suggestions.c.id, replies.c.intent.in_(behind)
        by_these = [] if assessed is None else [self._by_assessed() if assessed else ~self._by_assessed()]
        wanted = (
            _HAS_TEXT,
            interactions.c.at >= since,
            ~self._decided(),
            exists().where(*theirs, *open_to) if behind else ~another,
            *by_these,
        )
        return await self._several(self._posts(*wanted).order_by(interactions.c.at.desc(), interactions.c.post_id.desc()).limit(limit))

    async def longest_waiting(self, since: datetime) -> int | None:
        """The oldest post of this moment or later that was not decided about, or whose suggestion is unsettled; None without any."""
        settled = exists().where(self._answers(replies), suggestions.c.id == replies.c.suggestion_id, suggestions.c.state.not_in(UNSETTLED))
        wanted = self._mine(interactions), _HAS_TEXT, interactions.c.at >= since, ~settled
        row = await self._first(select(interactions.c.post_id).where(*wanted).order_by(interactions.c.at).limit(1))
        return None if row is None else int(row.post_id)

    async def earlier_by(self, user_id: int, *, before: int, since: datetime, limit: int = 50) -> list[Interaction]:
        """What this person said before this post, at this moment or later, as far as it is kept, newest first."""
        # An expression, because SQLite would else look through everybody's posts by their ids.
        theirs = self._about(interactions, user_id), interactions.c.at >= since, _HAS_TEXT, interactions.c.post_id + 0 < before
        newest_first = self._posts(*theirs).order_by(interactions.c.at.desc(), interactions.c.post_id.desc())
        return await self._several(newest_first.limit(limit))

    async def copies(self, text: str, *, besides: int, since: datetime) -> int:
        """How many people but this one have said exactly this since then, as far as it is kept."""
        same = self._mine(interactions), _HAS_TEXT, interactions.c.seen_at >= since, interactions.c.text == storable(text)
        statement = select(func.count(distinct(interactions.c.user_id))).where(*same, interactions.c.user_id != besides)
        return await self._count(statement)

    async def changed_speakers(self, since: datetime, *, seen_before: datetime, limit: int) -> list[int]:
        """Who has spoken to the account at `since` or later and after their profile was last read, which was before `seen_before`; or has
        spoken and is without a handle, because somebody else has it. Nobody who is suppressed. The last one comes first."""
        known = interactions.join(profiles, self._same_person(profiles, interactions)).join(
            assessments, self._same_person(assessments, interactions)
        )
        old = and_(profiles.c.fetched_at < seen_before, profiles.c.fetched_at < interactions.c.at)
        wanted = (
            self._mine(interactions),
            _HAS_TEXT,
            _ADDRESSED,
            interactions.c.at >= since,
            or_(old, profiles.c.handle == ""),
            NOT_SUPPRESSED,
        )
        speakers = select(interactions.c.user_id).select_from(known).where(*wanted).group_by(interactions.c.user_id)
        rows = await self._rows(speakers.order_by(func.max(interactions.c.at).desc()).limit(limit))
        return [row.user_id for row in rows]

    async def unseen_since(self, moment: datetime, limit: int) -> list[int]:
        """Posts whose words are still needed that were last seen on X before this moment, the longest unseen first."""
        old = self._mine(interactions), _HAS_TEXT, interactions.c.seen_at < moment, self._needed()
        rows = await self._rows(select(interactions.c.post_id).where(*old).order_by(interactions.c.seen_at).limit(limit))
        return [row.post_id for row in rows]

    async def mark_seen(self, post_ids: Collection[int], at: datetime) -> None:
        """These posts are on X at this moment."""
        await self._update(post_ids, seen_at=at)

    async def clear_text(self, post_ids: Collection[int]) -> None:
        """Keep no words of these posts: they are gone from X."""
        await self._update(post_ids, text="")

    async def clear_text_older(self, before: datetime) -> None:
        """Keep no words of posts from before this moment, but of those with an unsettled suggestion."""
        old = self._mine(interactions), _HAS_TEXT, interactions.c.at < before, ~self._pending()
        await self._changed(update(interactions).where(*old).values(text=""))

    async def clear_text_unseen(self, since: datetime) -> None:
        """Keep no words of posts that were last seen on X before this moment, unless they are still needed."""
        old = self._mine(interactions), _HAS_TEXT, interactions.c.seen_at < since, ~self._needed()
        await self._changed(update(interactions).where(*old).values(text=""))

    def _needed(self) -> ColumnElement[bool]:
        """Somebody may still answer it: it is suggested, or its author, whom nobody has to ask X about, waits for their turn."""
        return or_(self._pending(), and_(~self._decided(), self._by_assessed()))

    def _pending(self) -> ColumnElement[bool]:
        """There is an unsettled suggestion of an answer."""
        waiting = replies.join(suggestions, replies.c.suggestion_id == suggestions.c.id)
        return exists().select_from(waiting).where(self._answers(replies), suggestions.c.state.in_(UNSETTLED)).correlate(interactions)

    def _decided(self) -> ColumnElement[bool]:
        return exists().where(self._answers(replies))

    def _by_assessed(self) -> ColumnElement[bool]:
        return exists().where(self._same_person(assessments, interactions))

    def _answers(self, table: Any) -> ColumnElement[bool]:
        return and_(table.c.account_id == interactions.c.account_id, table.c.post_id == interactions.c.post_id)

    def _posts(self, *conditions: ColumnElement[bool]) -> Select[Any]:
        return select(*_COLUMNS).where(self._mine(interactions), *conditions)

    async def _several(self, statement: Select[Any]) -> list[Interaction]:
        return [Interaction(*row) for row in await self._rows(statement)]

    async def _update(self, post_ids: Collection[int], **values: Any) -> None:
        for some in chunks(post_ids):
            theirs = self._mine(interactions), interactions.c.post_id.in_(some)
            await self._changed(update(interactions).where(*theirs).values(**values))
