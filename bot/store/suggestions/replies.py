"""Suggested answers: the post each is to, and the text it proposes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Executable, Select, and_, bindparam, delete, exists, func, insert, literal, null, select, update

from bot.domain import UNDECIDED, Act, Decision, Draft, Interaction, Note, SuggestionKind, SuggestionState
from bot.domain.acts import APPROVALS
from bot.domain.changes import SuggestionOpened, SuggestionRedrafted
from bot.store.repository import OURS, SOME, about, mine, one_of, within
from bot.store.suggestions.rows import UNSETTLED, SuggestionWriter, in_state
from bot.store.tables import assessments, decisions, interactions, opt_outs, own_posts, rejected_edits, replies, suggestions
from bot.store.upsert import insert_unless_there, save

DRAFT_COLUMNS = [replies.c[name] for name in ("text", "revision", "intent", "because", "saved_reply_id", "written_by")]
_APPROVALS = {*APPROVALS, Act.SEND_BACK, Act.FAIL}
"""Acts after which it is known whose answer it is; nobody's again where the text was sent back, or X refused it for good."""


def _opening(*conditions: ColumnElement[bool]) -> Executable:
    """conditions: what else must hold."""
    moments = ("opened_at", "state_changed_at", "expires_at", "settled_at")
    given: dict[str, ColumnElement[Any]] = {
        "account_id": OURS,
        "user_id": bindparam("person", type_=suggestions.c.user_id.type),
        "kind": literal(SuggestionKind.REPLY, suggestions.c.kind.type),
        "version": literal(1),
        **{name: bindparam(name, type_=suggestions.c[name].type) for name in ("state", *moments)},
        "note": null(),
    }
    before = exists().where(mine(replies), replies.c.post_id == bindparam("post_id"))
    new = select(*given.values()).where(~before, *conditions)
    return insert_unless_there(suggestions).from_select(list(given), new).returning(suggestions.c.id)


_OPEN = _opening(exists().where(about(assessments)), ~exists().where(about(opt_outs), opt_outs.c.kind == SuggestionKind.REPLY))
_SETTLE = _opening()
_ADD = insert(replies).values(account_id=OURS)
_RECONSIDER = delete(replies).where(
    mine(replies),
    replies.c.suggestion_id.in_(
        select(suggestions.c.id).where(
            about(suggestions),
            in_state({SuggestionState.SKIPPED}),
            suggestions.c.opened_at >= bindparam("since"),
            ~exists().where(decisions.c.suggestion_id == suggestions.c.id, decisions.c.act != Act.LEAVE_OUT),
        )
    ),
)
_TO = select(replies.c.post_id, replies.c.suggestion_id).where(mine(replies), replies.c.post_id.in_(SOME))
_DRAFT = select(*DRAFT_COLUMNS, replies.c.why).where(mine(replies), replies.c.suggestion_id == bindparam("about"))
_REDRAFT = update(replies).where(
    mine(replies),
    replies.c.suggestion_id == bindparam("about"),
    replies.c.revision == bindparam("revision_before"),
    exists().where(suggestions.c.id == replies.c.suggestion_id, in_state(UNDECIDED)),
)
_GROW = (
    update(suggestions).where(mine(suggestions), suggestions.c.id == bindparam("this")).values(version=suggestions.c.version + 1, note=None)
)
_REJECTED_EDIT_KEY = (
    mine(rejected_edits),
    rejected_edits.c.suggestion_id == bindparam("about"),
    rejected_edits.c.member_id == bindparam("member"),
)
_REJECTED_EDIT = select(rejected_edits.c.text).where(*_REJECTED_EDIT_KEY)
_DELETE_REJECTED_EDIT = delete(rejected_edits).where(*_REJECTED_EDIT_KEY)
_DELETE_REJECTED_EDITS = delete(rejected_edits).where(
    mine(rejected_edits),
    rejected_edits.c.suggestion_id.not_in(select(suggestions.c.id).where(mine(suggestions), in_state(UNSETTLED))),
)


@cache
def _texts_in(states: frozenset[SuggestionState]) -> Select[Any]:
    joined = replies.join(suggestions, replies.c.suggestion_id == suggestions.c.id)
    theirs = mine(suggestions), in_state(states), replies.c.text != ""
    statement = select(replies.c.suggestion_id, replies.c.text).select_from(joined).where(*theirs)
    return statement.order_by(suggestions.c.state_changed_at.desc(), suggestions.c.id.desc()).limit(bindparam("limit"))


def _answered() -> Select[Any]:
    approved = (
        select(decisions.c.member_name)
        .where(decisions.c.suggestion_id == suggestions.c.id, one_of(decisions.c.act, _APPROVALS))
        .order_by(decisions.c.id.desc())
        .limit(1)
        .correlate(suggestions)
        .scalar_subquery()
    )
    joined = (
        suggestions.join(replies, replies.c.suggestion_id == suggestions.c.id)
        .join(interactions, and_(interactions.c.account_id == replies.c.account_id, interactions.c.post_id == replies.c.post_id))
        .outerjoin(own_posts, and_(own_posts.c.account_id == replies.c.account_id, own_posts.c.in_reply_to == replies.c.post_id))
    )
    answered_at = func.coalesce(func.min(own_posts.c.at), suggestions.c.settled_at, type_=suggestions.c.settled_at.type)
    span = within(suggestions.c.settled_at, bindparam("since"), bindparam("until"))
    columns = interactions.c.at, answered_at.label("answered_at"), func.coalesce(approved, "").label("by")
    statement = select(*columns).select_from(joined).where(mine(suggestions), in_state({SuggestionState.DONE}), *span)
    return statement.group_by(suggestions.c.id, interactions.c.at).order_by(suggestions.c.settled_at, suggestions.c.id)


_ANSWERED = _answered()


class Replies(SuggestionWriter):
    """One suggestion a post, ever, and one unsettled one a person."""

    async def open(
        self, to: Interaction, draft: Draft, *, worth: int, why: tuple[Note, ...], at: datetime, expires_at: datetime
    ) -> int | None:
        """Suggest this answer to somebody who is assessed; returns the suggestion's id.

        None when there was a suggestion for this post, there is one for another of theirs, or they have opted out.
        """
        suggestion_id = await self._suggest(_OPEN, to, SuggestionState.OPEN, draft, worth, why, at, expires_at)
        if suggestion_id is not None:
            self._note(SuggestionOpened(suggestion_id, to.user_id, SuggestionKind.REPLY))
        return suggestion_id

    async def leave_out(self, to: Interaction, draft: Draft, reason: Note, at: datetime) -> bool:
        """Nobody is asked about this post; the history tells why. False when that was decided before."""
        return await self._settle(to, draft, SuggestionState.SKIPPED, Decision(Act.LEAVE_OUT, at, note=reason))

    async def reconsider(self, user_id: int, since: datetime) -> None:
        """Of this person's posts of this moment or later: what was left out is to be decided about anew; the history keeps that it was."""
        await self._changed(_RECONSIDER, person=user_id, since=since)

    async def already_answered(self, to: Interaction, draft: Draft, at: datetime) -> bool:
        """Nobody is asked about this post: the team has answered it by itself. False when it was decided about before."""
        return await self._settle(to, draft, SuggestionState.DONE, Decision(Act.ANSWERED, at))

    async def to(self, post_ids: Collection[int]) -> dict[int, int]:
        """By post: the id of the suggestion of an answer to it."""
        return {row.post_id: row.suggestion_id for row in await self._rows_among(_TO, post_ids)}

    async def draft(self, suggestion_id: int) -> tuple[Draft, tuple[Note, ...]] | None:
        """The text it proposes, and why the post is worth an answer; None for what is no reply."""
        row = await self._first(_DRAFT, about=suggestion_id)
        return None if row is None else (Draft(*row[: len(DRAFT_COLUMNS)]), row.why)

    async def texts_in(self, states: Collection[SuggestionState], limit: int) -> dict[int, str]:
        """By suggestion: the texts proposed by those in these states, the latest moved first; empty ones are left out."""
        return {row.suggestion_id: row.text for row in await self._rows(_texts_in(frozenset(states)), limit=limit)}

    async def redraft(self, suggestion_id: int, draft: Draft, decision: Decision) -> bool:
        """Propose another text in the place of the one before it, by its number, and record who did it.

        False when nothing changed: the text is another one by now, or somebody has decided.
        """
        if not await self._changed(_REDRAFT, about=suggestion_id, revision_before=draft.revision - 1, **_stored(draft)):
            return False
        await self._changed(_GROW, this=suggestion_id)
        await self._record(suggestion_id, decision)
        self._note(SuggestionRedrafted(suggestion_id))
        return True

    async def save_rejected_edit(self, suggestion_id: int, member_id: int, text: str) -> None:
        """Keep what a member typed and could not be accepted, to prefill their next try."""
        row = {"account_id": self._account_id, "suggestion_id": suggestion_id, "member_id": member_id, "text": text}
        await save(self._connection, rejected_edits, [row])

    async def rejected_edit(self, suggestion_id: int, member_id: int) -> str:
        """What `save_rejected_edit` kept; empty for nothing."""
        row = await self._first(_REJECTED_EDIT, about=suggestion_id, member=member_id)
        return "" if row is None else str(row.text)

    async def delete_rejected_edit(self, suggestion_id: int, member_id: int) -> None:
        await self._changed(_DELETE_REJECTED_EDIT, about=suggestion_id, member=member_id)

    async def delete_rejected_edits(self) -> None:
        """Keep none for what is settled."""
        await self._changed(_DELETE_REJECTED_EDITS)

    async def answered(self, since: datetime, until: datetime) -> list[tuple[datetime, datetime, str]]:
        """Answers given in since <= moment < until: when they spoke, when they were answered, and the member who approved that.

        Empty for an answer that nobody approved: the team wrote it on X.
        """
        return [(row.at, row.answered_at, row.by) for row in await self._rows(_ANSWERED, since=since, until=until)]

    async def _settle(self, to: Interaction, draft: Draft, state: SuggestionState, decision: Decision) -> bool:
        """Closed the moment it is opened."""
        suggestion_id = await self._suggest(_SETTLE, to, state, draft, 0, (), decision.at, decision.at)
        if suggestion_id is None:
            return False
        await self._record(suggestion_id, decision)
        return True

    async def _suggest(
        self,
        opening: Executable,
        to: Interaction,
        state: SuggestionState,
        draft: Draft,
        worth: int,
        why: tuple[Note, ...],
        at: datetime,
        expires_at: datetime,
    ) -> int | None:
        settled_at = None if state in UNSETTLED else at
        moments = {"opened_at": at, "state_changed_at": at, "expires_at": expires_at, "settled_at": settled_at}
        row = await self._first(opening, person=to.user_id, post_id=to.post_id, state=state, **moments)
        if row is None:
            return None
        await self._changed(_ADD, post_id=to.post_id, suggestion_id=row.id, worth=worth, why=why, **_stored(draft))
        return int(row.id)


def _stored(draft: Draft) -> dict[str, Any]:
    return {column.name: getattr(draft, column.name) for column in DRAFT_COLUMNS}
