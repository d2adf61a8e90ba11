"""Suggested answers: the post each is to, and the text it proposes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, and_, delete, exists, func, insert, literal, select, update

from bot.domain import UNDECIDED, Act, Decision, Draft, Interaction, Note, SuggestionKind, SuggestionState
from bot.domain.acts import APPROVALS
from bot.domain.changes import SuggestionOpened, SuggestionRedrafted
from bot.store.repository import chunks, within
from bot.store.suggestions.rows import UNSETTLED, SuggestionWriter, in_state
from bot.store.tables import assessments, decisions, interactions, opt_outs, own_posts, rejected_edits, replies, suggestions
from bot.store.upsert import insert_unless_there, save

DRAFT_COLUMNS = [replies.c[name] for name in ("text", "revision", "intent", "because", "saved_reply_id", "written_by")]
_APPROVALS = (*sorted(APPROVALS), Act.SEND_BACK, Act.FAIL)
"""Acts after which it is known whose answer it is; nobody's again where the text was sent back, or X refused it for good."""


class Replies(SuggestionWriter):
    """One suggestion a post, ever, and one unsettled one a person."""

    async def open(
        self, to: Interaction, draft: Draft, *, worth: int, why: tuple[Note, ...], at: datetime, expires_at: datetime
    ) -> int | None:
        """Suggest this answer to somebody who is assessed; returns the suggestion's id.

        None when there was a suggestion for this post, there is one for another of theirs, or they have opted out.
        """
        person = assessments.c.account_id == self._account_id, assessments.c.user_id == to.user_id
        declined = exists().where(self._about(opt_outs, to.user_id))
        unless = exists().where(*person), ~declined
        suggestion_id = await self._suggest(to, SuggestionState.OPEN, draft, worth, why, at, expires_at, *unless)
        if suggestion_id is not None:
            self._note(SuggestionOpened(suggestion_id, to.user_id, SuggestionKind.REPLY))
        return suggestion_id

    async def leave_out(self, to: Interaction, draft: Draft, reason: Note, at: datetime) -> bool:
        """Nobody is asked about this post; the history tells why. False when that was decided before."""
        return await self._settle(to, draft, SuggestionState.SKIPPED, Decision(Act.LEAVE_OUT, at, note=reason))

    async def reconsider(self, user_id: int, since: datetime) -> None:
        """Of this person's posts of this moment or later: what was left out is to be decided about anew; the history keeps that it was."""
        left_out = select(suggestions.c.id).where(
            self._about(suggestions, user_id),
            in_state({SuggestionState.SKIPPED}),
            suggestions.c.opened_at >= since,
            ~exists().where(decisions.c.suggestion_id == suggestions.c.id, decisions.c.act != Act.LEAVE_OUT),
        )
        await self._changed(delete(replies).where(self._mine(replies), replies.c.suggestion_id.in_(left_out)))

    async def already_answered(self, to: Interaction, draft: Draft, at: datetime) -> bool:
        """Nobody is asked about this post: the team has answered it by itself. False when it was decided about before."""
        return await self._settle(to, draft, SuggestionState.DONE, Decision(Act.ANSWERED, at))

    async def to(self, post_ids: Collection[int]) -> dict[int, int]:
        """By post: the id of the suggestion of an answer to it."""
        found: dict[int, int] = {}
        for some in chunks(post_ids):
            statement = select(replies.c.post_id, replies.c.suggestion_id).where(self._mine(replies), replies.c.post_id.in_(some))
            found |= {row.post_id: row.suggestion_id for row in await self._rows(statement)}
        return found

    async def draft(self, suggestion_id: int) -> tuple[Draft, tuple[Note, ...]] | None:
        """The text it proposes, and why the post is worth an answer; None for what is no reply."""
        statement = select(*DRAFT_COLUMNS, replies.c.why).where(self._mine(replies), replies.c.suggestion_id == suggestion_id)
        row = await self._first(statement)
        return None if row is None else (Draft(*row[: len(DRAFT_COLUMNS)]), row.why)

    async def texts_in(self, states: Collection[SuggestionState], limit: int) -> dict[int, str]:
        """By suggestion: the texts proposed by those in these states, the latest moved first; empty ones are left out."""
        joined = replies.join(suggestions, replies.c.suggestion_id == suggestions.c.id)
        theirs = self._mine(suggestions), in_state(states), replies.c.text != ""
        statement = select(replies.c.suggestion_id, replies.c.text).select_from(joined).where(*theirs)
        rows = await self._rows(statement.order_by(suggestions.c.state_changed_at.desc(), suggestions.c.id.desc()).limit(limit))
        return {row.suggestion_id: row.text for row in rows}

    async def redraft(self, suggestion_id: int, draft: Draft, decision: Decision) -> bool:
        """Propose another text in the place of the one before it, by its number, and record who did it.

        False when nothing changed: the text is another one by now, or somebody has decided.
        """
        undecided = exists().where(suggestions.c.id == replies.c.suggestion_id, in_state(UNDECIDED))
        was = self._mine(replies), replies.c.suggestion_id == suggestion_id, replies.c.revision == draft.revision - 1, undecided
        values = {column.name: getattr(draft, column.name) for column in DRAFT_COLUMNS}
        if not await self._changed(update(replies).where(*was).values(**values)):
            return False
        grown = update(suggestions).where(suggestions.c.id == suggestion_id, self._mine(suggestions))
        await self._changed(grown.values(version=suggestions.c.version + 1, note=None))
        await self._record(suggestion_id, decision)
        self._note(SuggestionRedrafted(suggestion_id))
        return True

    async def save_rejected_edit(self, suggestion_id: int, member_id: int, text: str) -> None:
        """Keep what a member typed and could not be accepted, to prefill their next try."""
        await save(self._connection, rejected_edits, [self._rejected_edit_key(suggestion_id, member_id) | {"text": text}])

    async def rejected_edit(self, suggestion_id: int, member_id: int) -> str:
        """What `save_rejected_edit` kept; empty for nothing."""
        row = await self._first(select(rejected_edits.c.text).where(*self._rejected_edit(suggestion_id, member_id)))
        return "" if row is None else str(row.text)

    async def delete_rejected_edit(self, suggestion_id: int, member_id: int) -> None:
        await self._changed(delete(rejected_edits).where(*self._rejected_edit(suggestion_id, member_id)))

    async def delete_rejected_edits(self) -> None:
        """Keep none for what is settled."""
        unsettled = select(suggestions.c.id).where(self._mine(suggestions), in_state(UNSETTLED))
        await self._changed(delete(rejected_edits).where(self._mine(rejected_edits), rejected_edits.c.suggestion_id.not_in(unsettled)))

    async def answered(self, since: datetime, until: datetime) -> list[tuple[datetime, datetime, str]]:
        """Answers given in since <= moment < until: when they spoke, when they were answered, and the member who approved that.

        Empty for an answer that nobody approved: the team wrote it on X.
        """
        approved = (
            select(decisions.c.member_name)
            .where(decisions.c.suggestion_id == suggestions.c.id, decisions.c.act.in_(_APPROVALS))
            .order_by(decisions.c.id.desc())
            .limit(1)
            .correlate(suggestions)
            .scalar_subquery()
        )
        joined = (
            suggestions.join(replies, replies.c.suggestion_id == suggestions.c.id)
            .join(interactions, self._same_post(interactions))
            .outerjoin(own_posts, and_(own_posts.c.account_id == replies.c.account_id, own_posts.c.in_reply_to == replies.c.post_id))
        )
        answered_at = func.coalesce(func.min(own_posts.c.at), suggestions.c.settled_at, type_=suggestions.c.settled_at.type)
        done = self._mine(suggestions), in_state({SuggestionState.DONE}), *within(suggestions.c.settled_at, since, until)
        columns = interactions.c.at, answered_at.label("answered_at"), func.coalesce(approved, "").label("by")
        each = suggestions.c.id, interactions.c.at
        statement = select(*columns).select_from(joined).where(*done).group_by(*each)
        statement = statement.order_by(suggestions.c.settled_at, suggestions.c.id)
        return [(row.at, row.answered_at, row.by) for row in await self._rows(statement)]

    async def _settle(self, to: Interaction, draft: Draft, state: SuggestionState, decision: Decision) -> bool:
        """Closed the moment it is opened."""
        suggestion_id = await self._suggest(to, state, draft, 0, (), decision.at, decision.at)
        if suggestion_id is None:
            return False
        await self._record(suggestion_id, decision)
        return True

    async def _suggest(
        self,
        to: Interaction,
        state: SuggestionState,
        draft: Draft,
        worth: int,
        why: tuple[Note, ...],
        at: datetime,
        expires_at: datetime,
        *unless: Any,
    ) -> int | None:
        row = await self._first(self._opening(to, state, at, expires_at, *unless))
        if row is None:
            return None
        values = {column.name: getattr(draft, column.name) for column in DRAFT_COLUMNS}
        key = {"account_id": self._account_id, "post_id": to.post_id, "suggestion_id": row.id}
        await self._changed(insert(replies).values(**key, **values, worth=worth, why=why))
        return int(row.id)

    def _opening(self, to: Interaction, state: SuggestionState, at: datetime, expires_at: datetime, *unless: Any) -> Executable:
        given = {
            "account_id": self._account_id,
            "user_id": to.user_id,
            "kind": SuggestionKind.REPLY,
            "state": state,
            "version": 1,
            "opened_at": at,
            "state_changed_at": at,
            "expires_at": expires_at,
            "settled_at": None if state in UNSETTLED else at,
            "note": None,
        }
        bound = [literal(value, suggestions.c[name].type) for name, value in given.items()]
        before = exists().where(self._mine(replies), replies.c.post_id == to.post_id)
        new = select(*bound).where(~before, *unless)
        return insert_unless_there(suggestions).from_select(list(given), new).returning(suggestions.c.id)

    def _same_post(self, table: Any) -> Any:
        return and_(table.c.account_id == replies.c.account_id, table.c.post_id == replies.c.post_id)

    def _rejected_edit_key(self, suggestion_id: int, member_id: int) -> dict[str, int]:
        return {"account_id": self._account_id, "suggestion_id": suggestion_id, "member_id": member_id}

    def _rejected_edit(self, suggestion_id: int, member_id: int) -> tuple[Any, ...]:
        return self._mine(rejected_edits), rejected_edits.c.suggestion_id == suggestion_id, rejected_edits.c.member_id == member_id
