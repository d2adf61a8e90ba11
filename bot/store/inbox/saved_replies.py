"""The team's saved replies."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, delete, exists, func, select, update

from bot.domain import Intent, SavedReply
from bot.domain.changes import SavedRepliesChanged
from bot.store.repository import Repository
from bot.store.tables import saved_replies
from bot.store.types import storable
from bot.store.upsert import insert_unless_there

Changed = TypeVar("Changed", int, SavedReply | None)

_COLUMNS = [saved_replies.c[field.name] for field in fields(SavedReply)]


class SavedReplies(Repository):
    """No text is there twice."""

    async def all(self) -> list[SavedReply]:
        """By intent, and within one in the order in which they were written."""
        statement = select(*_COLUMNS).where(self._mine(saved_replies)).order_by(saved_replies.c.intent, saved_replies.c.id)
        return [SavedReply(*row) for row in await self._rows(statement)]

    async def get(self, saved_reply_id: int) -> SavedReply | None:
        row = await self._first(select(*_COLUMNS).where(*self._this(saved_reply_id)))
        return None if row is None else SavedReply(*row)

    async def count(self) -> int:
        return await self._count(select(func.count()).where(self._mine(saved_replies)))

    async def add(self, intent: Intent, text: str, language: str) -> SavedReply | None:
        """None when there is one of this text."""
        values = {"account_id": self._account_id, "intent": intent, "text": storable(text), "language": language}
        row = await self._first(insert_unless_there(saved_replies).values(**values).returning(*_COLUMNS))
        return self._noted(None if row is None else SavedReply(*row))

    async def change(self, saved_reply_id: int, intent: Intent, text: str, language: str) -> bool:
        """False when it is gone, or another one has this text."""
        other = saved_replies.alias()
        same = exists().where(other.c.account_id == self._account_id, other.c.text == storable(text), other.c.id != saved_reply_id)
        statement = update(saved_replies).where(*self._this(saved_reply_id), ~same)
        return bool(self._noted(await self._changed(statement.values(intent=intent, text=storable(text), language=language))))

    async def remove(self, saved_reply_id: int) -> SavedReply | None:
        """The one that was removed."""
        row = await self._first(delete(saved_replies).where(*self._this(saved_reply_id)).returning(*_COLUMNS))
        return self._noted(None if row is None else SavedReply(*row))

    def _noted(self, changed: Changed) -> Changed:
        if changed:
            self._note(SavedRepliesChanged())
        return changed

    def _this(self, saved_reply_id: int) -> tuple[ColumnElement[bool], ColumnElement[Any]]:
        return self._mine(saved_replies), saved_replies.c.id == saved_reply_id
