"""Deletes what is stored about a person."""

from __future__ import annotations

from sqlalchemy import delete, select

from bot.model import Prompt
from bot.store.prompts import PROMPT_COLUMNS
from bot.store.repository import Repository
from bot.store.tables import assessments, decisions, followers, profiles, prompts, suggestions


class Oblivion(Repository):
    """For content that X says is deleted. The wish to be left alone is an id and stays."""

    async def forget(self, user_id: int) -> list[Prompt]:
        """Delete profile, edge, assessment, suggestions and their decisions.

        Returns the prompts that were posted about this person: their messages still show what was deleted here.
        """
        about = select(suggestions.c.id).where(self._about(suggestions, user_id))
        posted = select(*PROMPT_COLUMNS).where(prompts.c.suggestion_id.in_(about), prompts.c.message_id.is_not(None)).order_by(prompts.c.id)
        messages = [Prompt(*row) for row in await self._rows(posted)]
        for table in (decisions, prompts):
            await self._changed(delete(table).where(self._mine(table), table.c.suggestion_id.in_(about)))
        for table in (suggestions, assessments, followers, profiles):
            await self._changed(delete(table).where(self._about(table, user_id)))
        return messages
