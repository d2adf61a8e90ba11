"""The team's saved replies."""

from __future__ import annotations

from dataclasses import fields
from typing import TypeVar

from sqlalchemy import bindparam, delete, exists, func, select, update

from bot.domain import Intent, SavedReply
from bot.domain.changes import SavedRepliesChanged
from bot.store.repository import OURS, Repository, mine
from bot.store.tables import saved_replies
from bot.store.types import storable
from bot.store.upsert import insert_unless_there

Changed = TypeVar("Changed", int, SavedReply | None)

_COLUMNS = [saved_replies.c[field.name] for field in fields(SavedReply)]
_OTHER = saved_replies.alias()
_THIS = mine(saved_replies), saved_replies.c.id == bindparam("this")

_ALL = select(*_COLUMNS).where(mine(saved_replies)).order_by(saved_replies.c.intent, saved_replies.c.id)
_GET = select(*_COLUMNS).where(*_THIS)
_COUNT = select(func.count()).where(mine(saved_replies))
_ADD = insert_unless_there(saved_replies).values(account_id=OURS).returning(*_COLUMNS)
_SAME = exists().where(mine(_OTHER), _OTHER.c.text == bindparam("new_text"), _OTHER.c.id != saved_replies.c.id)
_CHANGE = update(saved_replies).where(*_THIS, ~_SAME)
_REMOVE = delete(saved_replies).where(*_THIS).returning(*_COLUMNS)


class SavedReplies(Repository):
    """No text is there twice."""

    async def all(self) -> list[SavedReply]:
        """By intent, and within one in the order in which they were written."""
        return [SavedReply(*row) for row in await self._rows(_ALL)]

    async def get(self, saved_reply_id: int) -> SavedReply | None:
        row = await self._first(_GET, this=saved_reply_id)
        return None if row is None else SavedReply(*row)

    async def count(self) -> int:
        return await self._count(_COUNT)

    async def add(self, intent: Intent, text: str, language: str) -> SavedReply | None:
        """None when there is one of this text."""
        row = await self._first(_ADD, intent=intent, text=storable(text), language=language)
        return self._noted(None if row is None else SavedReply(*row))

    async def change(self, saved_reply_id: int, intent: Intent, text: str, language: str) -> bool:
        """False when it is gone, or another one has this text."""
        new_text = storable(text)
        changed = await self._changed(_CHANGE, this=saved_reply_id, new_text=new_text, intent=intent, text=new_text, language=language)
        return bool(self._noted(changed))

    async def remove(self, saved_reply_id: int) -> SavedReply | None:
        """The one that was removed."""
        row = await self._first(_REMOVE, this=saved_reply_id)
        return self._noted(None if row is None else SavedReply(*row))

    def _noted(self, changed: Changed) -> Changed:
        if changed:
            self._note(SavedRepliesChanged())
        return changed
