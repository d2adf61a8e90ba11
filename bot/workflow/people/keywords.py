"""The team's keywords: topics that rank people higher, and muted words that suppress them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import Keyword, Member, Note
from bot.scoring.interests import clean_keywords, matching
from bot.workflow.context import Context
from bot.workflow.permission import require_decide

SAMPLE = 1_000
"""Newest followers who are searched for the keywords, to tell at once how often they occur."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The keywords now stored, and in how many of the newest followers they occur."""

    words: tuple[str, ...]
    matching: int
    of: int


@dataclass(frozen=True, slots=True)
class Invalid:
    """Nothing was changed, and why."""

    faults: tuple[Note, ...]


class KeywordService:
    """Shows and changes the keywords."""

    def __init__(self, context: Context) -> None:
        self._context, self._store = context, context.store

    async def words(self, kind: Keyword) -> tuple[str, ...]:
        """The keywords as they are."""
        async with self._store.read() as tx:
            keywords = await tx.keywords.get()
        return keywords.topics if kind is Keyword.TOPIC else keywords.muted

    async def save(self, kind: Keyword, typed: str, member: Member) -> Saved | Invalid:
        """Replace the keywords with what a member typed. Raises NotPermitted."""
        require_decide(member, self._context.policy)
        words, faults = clean_keywords(typed)
        if faults:
            return Invalid(tuple(faults))
        async with self._store.write() as tx:
            await tx.keywords.replace(kind, words)
        return await self._told(words)

    async def _told(self, words: Sequence[str]) -> Saved:
        async with self._store.read() as tx:
            newest = await tx.followers.newest_profiles(SAMPLE)
        found = sum(bool(matching(words, f"{profile.name}\n{profile.bio}")) for profile in newest) if words else 0
        return Saved(tuple(words), found, len(newest))
