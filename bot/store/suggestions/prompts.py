"""The messages in the team channel that show suggestions."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, distinct, exists, func, select, update

from bot.domain import SETTLED, Prompt, ShownCard, Suggestion, SuggestionKind, SuggestionState
from bot.domain.changes import PromptRetired
from bot.store.repository import chunks
from bot.store.suggestions.rows import AWAITS_DECISION, BEST_FIRST, SuggestionReader, in_state, of_kind
from bot.store.tables import followers, prompts, suggestions
from bot.store.upsert import insert_unless_there

PROMPT_COLUMNS = [prompts.c[name] for name in ("id", "suggestion_id", "channel_id", "nonce", "reserved_at", "message_id", "fingerprint")]
_LIVE = prompts.c.retired_at.is_(None)
_NONCE_BYTES = 16
"""22 characters of base 64; Discord takes 25. Random, so that a new database cannot meet the nonces of the one before."""


class Prompts(SuggestionReader):
    """A suggestion has at most one live prompt; a retired one is remembered, so that a click on it can be answered."""

    async def reserve(self, suggestion_id: int, channel_id: int, at: datetime, local_date: date) -> Prompt:
        """Make ready to post. Raises ValueError when the suggestion has a live prompt."""
        values = {
            "account_id": self._account_id,
            "suggestion_id": suggestion_id,
            "channel_id": channel_id,
            "nonce": secrets.token_urlsafe(_NONCE_BYTES),
            "reserved_at": at,
            "local_date": local_date,
            "fingerprint": "",
        }
        row = await self._first(insert_unless_there(prompts).values(**values).returning(*PROMPT_COLUMNS))
        if row is None:
            raise ValueError(f"Suggestion {suggestion_id} has a live prompt.")
        return Prompt(*row)

    async def posted(self, prompt_id: int, message_id: int, fingerprint: str, version: int) -> None:
        """The message is there. fingerprint, version: of the card and the suggestion that it shows."""
        await self._set(prompt_id, message_id=message_id, fingerprint=fingerprint, version=version)

    async def shown(self, prompt_id: int, fingerprint: str, version: int) -> None:
        """The message was edited and shows this now."""
        await self._set(prompt_id, fingerprint=fingerprint, version=version)

    async def shown_on(self, cards: Sequence[ShownCard]) -> None:
        """These messages show these cards now, as far as they are those of the suggestions' prompts."""
        mine = self._mine(prompts), prompts.c.message_id == bindparam("message"), prompts.c.suggestion_id == bindparam("about")
        statement = update(prompts).where(*mine).values(fingerprint=bindparam("shows"), version=bindparam("at_version"))
        given = [
            {"message": card.message_id, "about": card.suggestion_id, "shows": card.fingerprint, "at_version": card.version}
            for card in cards
        ]
        await self._connection.execute(statement, given)

    async def retire(self, prompt_id: int, at: datetime) -> None:
        """The message is no longer kept up."""
        this = self._mine(prompts), prompts.c.id == prompt_id
        row = await self._first(update(prompts).where(*this).values(retired_at=at).returning(prompts.c.suggestion_id))
        if row is not None:
            self._note(PromptRetired(row.suggestion_id))

    async def for_suggestion(self, suggestion_id: int) -> Prompt | None:
        """The live one."""
        return await self._one(prompts.c.suggestion_id == suggestion_id, _LIVE)

    async def by_message(self, message_id: int) -> Prompt | None:
        """The prompt that is or was this message."""
        return await self._one(prompts.c.message_id == message_id)

    async def unposted(self) -> list[Prompt]:
        """Live reservations, oldest first."""
        return await self._several(_LIVE, prompts.c.message_id.is_(None))

    async def live(self, limit: int = 500) -> list[Prompt]:
        """Live ones that may have to change: their suggestion is unsettled, or has changed since they last showed it. The latter first."""
        stale = func.coalesce(prompts.c.version, 0) != suggestions.c.version
        joined = prompts.join(suggestions, prompts.c.suggestion_id == suggestions.c.id)
        statement = select(*PROMPT_COLUMNS).select_from(joined).where(self._mine(prompts), _LIVE, stale | ~in_state(SETTLED))
        return [Prompt(*row) for row in await self._rows(statement.order_by(stale.desc(), prompts.c.id).limit(limit))]

    async def shown_of(
        self,
        suggestion_ids: Collection[int],
        user_ids: Collection[int],
        message_ids: Collection[int],
        states: Collection[SuggestionState],
    ) -> list[Prompt]:
        """The live ones in the channel: of these suggestions, about these people, these messages, and of suggestions in these states."""
        found: dict[int, Prompt] = {}
        wanted = [in_state(states), *(suggestions.c.id.in_(some) for some in chunks(suggestion_ids))]
        wanted += [suggestions.c.user_id.in_(some) for some in chunks(user_ids)]
        wanted += [and_(self._mine(prompts), prompts.c.message_id.in_(some)) for some in chunks(message_ids)]
        for some in wanted:
            joined = prompts.join(suggestions, prompts.c.suggestion_id == suggestions.c.id)
            there = self._mine(suggestions), _LIVE, prompts.c.message_id.is_not(None), some
            found |= {row.id: Prompt(*row) for row in await self._rows(select(*PROMPT_COLUMNS).select_from(joined).where(*there))}
        return list(found.values())

    async def unprompted(self, states: Collection[SuggestionState], limit: int = 1_000) -> list[int]:
        """The suggestions in these states that no live prompt shows, in the order in which they came there."""
        prompted = exists().where(prompts.c.suggestion_id == suggestions.c.id, _LIVE)
        statement = select(suggestions.c.id).where(self._mine(suggestions), in_state(states), ~prompted)
        rows = await self._rows(statement.order_by(suggestions.c.state_changed_at, suggestions.c.id).limit(limit))
        return [row.id for row in rows]

    async def count_on(self, local_date: date, kind: SuggestionKind | None = None) -> int:
        """Suggestions that a prompt was reserved for on this day."""
        joined = prompts.join(suggestions, prompts.c.suggestion_id == suggestions.c.id)
        statement = select(func.count(distinct(prompts.c.suggestion_id))).select_from(joined)
        return await self._count(statement.where(self._mine(prompts), prompts.c.local_date == local_date, *of_kind(kind)))

    async def waiting_best(self, limit: int, *, kind: SuggestionKind | None = None, came_by: datetime | None = None) -> list[Suggestion]:
        """Open suggestions that no live prompt shows and whose person is not suppressed, best first.

        came_by: only about people who were first seen at this moment or earlier.
        """
        prompted = exists().where(prompts.c.suggestion_id == suggestions.c.id, _LIVE)
        statement = self._select_suggestions(AWAITS_DECISION, ~prompted, *of_kind(kind))
        if came_by is not None:
            later = followers.c.first_seen_at > came_by
            statement = statement.where(~exists().where(self._same_person(followers, suggestions), later))
        return await self._suggestions(statement.order_by(*BEST_FIRST).limit(limit))

    async def _set(self, prompt_id: int, **values: Any) -> None:
        await self._changed(update(prompts).where(prompts.c.id == prompt_id, self._mine(prompts)).values(**values))

    async def _one(self, *conditions: ColumnElement[bool]) -> Prompt | None:
        statement = select(*PROMPT_COLUMNS).where(self._mine(prompts), *conditions).order_by(prompts.c.id.desc()).limit(1)
        row = await self._first(statement)
        return None if row is None else Prompt(*row)

    async def _several(self, *conditions: ColumnElement[bool]) -> list[Prompt]:
        statement = select(*PROMPT_COLUMNS).where(self._mine(prompts), *conditions).order_by(prompts.c.id)
        return [Prompt(*row) for row in await self._rows(statement)]
