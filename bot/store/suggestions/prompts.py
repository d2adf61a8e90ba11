"""The messages that show suggestions."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, distinct, exists, func, or_, select, update

from bot.domain import SETTLED, Act, Prompt, ShownCard, Suggestion, SuggestionKind, SuggestionState
from bot.domain.changes import CardPosted, PromptRetired
from bot.store.repository import OURS, SOME, mine, same_person
from bot.store.suggestions.rows import (
    ASKED_FOR,
    AWAITS_DECISION,
    BEST_FIRST,
    WORTH,
    SuggestionReader,
    in_state,
    of_kind,
    select_suggestions,
    side_by_side,
)
from bot.store.tables import assessments, decisions, followers, prompts, replies, suggestions
from bot.store.upsert import insert_unless_there

_COLUMNS = "id", "suggestion_id", "channel_id", "nonce", "reserved_at", "local_date", "message_id", "fingerprint"
PROMPT_COLUMNS = [prompts.c[name] for name in _COLUMNS]
_LIVE = prompts.c.retired_at.is_(None)
_NONCE_BYTES = 16
"""22 characters of base 64; Discord takes 25. Random, so that a new database cannot meet the nonces of the one before."""

_ALL = select(*PROMPT_COLUMNS).where(mine(prompts))
_OF_SUGGESTION = _ALL.where(prompts.c.suggestion_id == bindparam("about"), _LIVE)
_BY_MESSAGE = _ALL.where(prompts.c.message_id == bindparam("message")).order_by(prompts.c.id.desc()).limit(1)
_UNPOSTED = _ALL.where(_LIVE, prompts.c.message_id.is_(None)).order_by(prompts.c.id)

_RESERVE = insert_unless_there(prompts).values(account_id=OURS, fingerprint="").returning(*PROMPT_COLUMNS)
_SET = update(prompts).where(mine(prompts), prompts.c.id == bindparam("this"))
_RETIRE = _SET.returning(prompts.c.suggestion_id)
_SHOWN_ON = (
    update(prompts)
    .where(mine(prompts), prompts.c.message_id == bindparam("message"), prompts.c.suggestion_id == bindparam("about"))
    .values(fingerprint=bindparam("shows"), version=bindparam("at_version"))
)

_WITH_SUGGESTIONS = prompts.join(suggestions, prompts.c.suggestion_id == suggestions.c.id)
_STALE = func.coalesce(prompts.c.version, 0) != suggestions.c.version
_THERE = select(*PROMPT_COLUMNS).select_from(_WITH_SUGGESTIONS).where(mine(suggestions), _LIVE, prompts.c.message_id.is_not(None))
_changed = suggestions.alias("changed")
_THERE_OF_SUGGESTIONS = (
    select(*PROMPT_COLUMNS)
    .select_from(_WITH_SUGGESTIONS.join(_changed, same_person(_changed, suggestions)))
    .where(or_(_changed.c.id == suggestions.c.id, side_by_side(_changed, suggestions)))
    .where(mine(_changed), _changed.c.id.in_(SOME), _LIVE, prompts.c.message_id.is_not(None))
)
_THERE_ABOUT_PEOPLE = _THERE.where(suggestions.c.user_id.in_(SOME))
_THERE_AS_MESSAGES = _THERE.where(mine(prompts), prompts.c.message_id.in_(SOME))
_other, _other_prompt = suggestions.alias("others"), prompts.alias("other_prompts")
_OTHER_IS_STALE = exists().where(
    side_by_side(_other, suggestions),
    _other_prompt.c.suggestion_id == _other.c.id,
    _other_prompt.c.retired_at.is_(None),
    func.coalesce(_other_prompt.c.version, 0) != _other.c.version,
)
_LIVE_UNSETTLED_OR_STALE = (
    select(*PROMPT_COLUMNS)
    .select_from(_WITH_SUGGESTIONS)
    .where(mine(prompts), _LIVE, _STALE | ~in_state(SETTLED) | _OTHER_IS_STALE)
    .order_by(_STALE.desc(), prompts.c.id)
    .limit(bindparam("limit"))
)
_DISCUSSED_AT = (
    select(func.max(decisions.c.at))
    .where(mine(decisions), decisions.c.suggestion_id == bindparam("about"), decisions.c.act == Act.DISCUSS)
    .scalar_subquery()
)
_newest = prompts.alias("newest_prompts")
_CHANNEL_NOW = (
    select(_newest.c.channel_id)
    .where(mine(_newest), _newest.c.suggestion_id == bindparam("about"))
    .order_by(_newest.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_DISCUSSED_ON = (
    select(prompts.c.message_id)
    .where(
        mine(prompts),
        prompts.c.suggestion_id == bindparam("about"),
        prompts.c.channel_id == _CHANNEL_NOW,
        prompts.c.message_id.is_not(None),
        prompts.c.reserved_at <= _DISCUSSED_AT,
    )
    .order_by(prompts.c.id.desc())
    .limit(1)
)
_live = prompts.alias("live_prompts")
_PROMPTED = exists().where(_live.c.suggestion_id == suggestions.c.id, _live.c.retired_at.is_(None))


@cache
def _there_in(states: frozenset[SuggestionState]) -> Select[Any]:
    return _THERE.where(in_state(states))


@cache
def _unprompted(states: frozenset[SuggestionState], asked: frozenset[SuggestionState]) -> Select[Any]:
    wanted = or_(in_state(states), and_(in_state(asked), ASKED_FOR)) if asked else in_state(states)
    # Of the states once more, so that an index finds them.
    statement = select(suggestions.c.id).where(mine(suggestions), in_state(states | asked), wanted, ~_PROMPTED)
    return statement.order_by(suggestions.c.state_changed_at, suggestions.c.id).limit(bindparam("limit"))


@cache
def _count_on(kind: SuggestionKind | None) -> Select[Any]:
    statement = select(func.count(distinct(prompts.c.suggestion_id))).select_from(_WITH_SUGGESTIONS)
    lost_its_place = and_(in_state({SuggestionState.OPEN}), ~_PROMPTED)
    on_that_day = mine(prompts), prompts.c.local_date == bindparam("local_date")
    return statement.where(*on_that_day, ~ASKED_FOR, ~lost_its_place, *of_kind(kind))


def _waiting(kind: SuggestionKind | None, came_by: bool) -> list[ColumnElement[bool]]:
    waiting = [AWAITS_DECISION, ~_PROMPTED, ~ASKED_FOR, *of_kind(kind)]
    if came_by:
        later = followers.c.first_seen_at > bindparam("came_by")
        waiting.append(~exists().where(same_person(followers, suggestions), later))
    return waiting


@cache
def _waiting_best(kind: SuggestionKind | None, came_by: bool) -> Select[Any]:
    return select_suggestions(*_waiting(kind, came_by)).order_by(*BEST_FIRST).limit(bindparam("limit"))


@cache
def _count_waiting(kind: SuggestionKind, came_by: bool) -> Select[Any]:
    joined = suggestions.join(assessments, same_person(suggestions, assessments))
    return select(func.count()).select_from(joined).where(mine(suggestions), *_waiting(kind, came_by))


@cache
def _outbid(kind: SuggestionKind, came_by: bool) -> Select[Any]:
    """The least of those shown that nobody touched, where one that waits is worth more."""
    with_worth = suggestions.join(assessments, same_person(suggestions, assessments)).outerjoin(
        replies, replies.c.suggestion_id == suggestions.c.id
    )
    best = select(WORTH).select_from(with_worth).where(mine(suggestions), *_waiting(kind, came_by)).order_by(*BEST_FIRST).limit(1)
    shown = with_worth.join(prompts, prompts.c.suggestion_id == suggestions.c.id)
    touched = exists().where(decisions.c.suggestion_id == suggestions.c.id, decisions.c.member_id.is_not(None))
    statement = select(*PROMPT_COLUMNS).select_from(shown).where(mine(suggestions), in_state({SuggestionState.OPEN}), *of_kind(kind), _LIVE)
    there = prompts.c.message_id.is_not(None), prompts.c.reserved_at <= bindparam("shown_by")
    statement = statement.where(*there, ~touched, best.correlate(None).scalar_subquery() > WORTH)
    return statement.order_by(WORTH, suggestions.c.opened_at, suggestions.c.id.desc()).limit(1)


class Prompts(SuggestionReader):
    """A suggestion has at most one live prompt; a retired one is remembered, so that a click on it can be answered."""

    async def reserve(self, suggestion_id: int, channel_id: int, at: datetime, local_date: date) -> Prompt:
        """Make ready to post. Raises ValueError when the suggestion has a live prompt."""
        nonce = secrets.token_urlsafe(_NONCE_BYTES)
        there = {"suggestion_id": suggestion_id, "channel_id": channel_id, "nonce": nonce}
        row = await self._first(_RESERVE, **there, reserved_at=at, local_date=local_date)
        if row is None:
            raise ValueError(f"Suggestion {suggestion_id} has a live prompt.")
        return Prompt(*row)

    async def posted(self, prompt_id: int, message_id: int, fingerprint: str, version: int) -> None:
        """The message is there. fingerprint, version: of the card and the suggestion that it shows."""
        await self._changed(_SET, this=prompt_id, message_id=message_id, fingerprint=fingerprint, version=version)
        self._note(CardPosted())

    async def shown(self, prompt_id: int, fingerprint: str, version: int) -> None:
        """The message was edited and shows this now."""
        await self._changed(_SET, this=prompt_id, fingerprint=fingerprint, version=version)

    async def shown_on(self, cards: Sequence[ShownCard]) -> None:
        """These messages show these cards now, as far as they are those of the suggestions' prompts."""
        given = [
            {
                OURS.key: self._account_id,
                "message": card.message_id,
                "about": card.suggestion_id,
                "shows": card.fingerprint,
                "at_version": card.version,
            }
            for card in cards
        ]
        await self._connection.execute(_SHOWN_ON, given)

    async def retire(self, prompt_id: int, at: datetime) -> None:
        """The message is no longer kept up."""
        row = await self._first(_RETIRE, this=prompt_id, retired_at=at)
        if row is not None:
            self._note(PromptRetired(row.suggestion_id))

    async def for_suggestion(self, suggestion_id: int) -> Prompt | None:
        """The live one."""
        return await self._one(_OF_SUGGESTION, about=suggestion_id)

    async def discussed_on(self, suggestion_id: int) -> int | None:
        """The message at which the thread on record begins, also one of a retired prompt; its id is the thread's, too.

        None where there is none in the channel in which the card is now, or was last.
        """
        row = await self._first(_DISCUSSED_ON, about=suggestion_id)
        return None if row is None else row.message_id

    async def by_message(self, message_id: int) -> Prompt | None:
        """The prompt that is or was this message."""
        return await self._one(_BY_MESSAGE, message=message_id)

    async def unposted(self) -> list[Prompt]:
        """Live reservations, oldest first."""
        return [Prompt(*row) for row in await self._rows(_UNPOSTED)]

    async def live(self, limit: int = 500) -> list[Prompt]:
        """Live ones that may have to change: their suggestion is unsettled, or it or the person's other one has changed since it was last
        shown. Those whose own has changed first.
        """
        return [Prompt(*row) for row in await self._rows(_LIVE_UNSETTLED_OR_STALE, limit=limit)]

    async def shown_of(
        self,
        suggestion_ids: Collection[int],
        user_ids: Collection[int],
        message_ids: Collection[int],
        states: Collection[SuggestionState],
    ) -> list[Prompt]:
        """The live ones in the channel: of these suggestions and of those that tell of them, about these people, these messages, and of
        suggestions in these states.
        """
        rows = await self._rows(_there_in(frozenset(states)))
        rows += await self._rows_among(_THERE_OF_SUGGESTIONS, suggestion_ids)
        rows += await self._rows_among(_THERE_ABOUT_PEOPLE, user_ids)
        rows += await self._rows_among(_THERE_AS_MESSAGES, message_ids)
        return list({row.id: Prompt(*row) for row in rows}.values())

    async def unprompted(
        self, states: Collection[SuggestionState], asked: Collection[SuggestionState] = (), limit: int = 1_000
    ) -> list[int]:
        """The suggestions in these states that no live prompt shows, in the order in which they came there.

        asked: and those in these states which a member asked for.
        """
        return [row.id for row in await self._rows(_unprompted(frozenset(states), frozenset(asked)), limit=limit)]

    async def count_on(self, local_date: date, kind: SuggestionKind | None = None) -> int:
        """Suggestions that a prompt was reserved for on this day, but for those that a member asked for or that lost their place since."""
        return await self._count(_count_on(kind), local_date=local_date)

    async def waiting_best(self, limit: int, *, kind: SuggestionKind | None = None, came_by: datetime | None = None) -> list[Suggestion]:
        """Open suggestions that no live prompt shows and whose person is not suppressed, best first, but for what a member asked for.

        came_by: only about people who were first seen at this moment or earlier.
        """
        return await self._suggestions(_waiting_best(kind, came_by is not None), came_by=came_by, limit=limit)

    async def count_waiting(self, kind: SuggestionKind, *, came_by: datetime | None = None) -> int:
        """How many `waiting_best` would give without a limit."""
        return await self._count(_count_waiting(kind, came_by is not None), came_by=came_by)

    async def outbid(self, kind: SuggestionKind, *, shown_by: datetime, came_by: datetime | None = None) -> Prompt | None:
        """Of the open ones in the channel that no member ever touched the least, where `waiting_best` has one that is worth more.

        shown_by: only if it was given its place at this moment or earlier.
        """
        return await self._one(_outbid(kind, came_by is not None), shown_by=shown_by, came_by=came_by)

    async def _one(self, statement: Select[Any], **given: Any) -> Prompt | None:
        row = await self._first(statement, **given)
        return None if row is None else Prompt(*row)
