"""The team's keywords: topics that rank people higher, and muted words that suppress them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import KEYWORD_SETTINGS, Keyword, Member, Note, SettingChange
from bot.scoring.interests import clean_keywords, matching
from bot.workflow.context import Context
from bot.workflow.permission import require_manage
from bot.workflow.setting_changes import record_change

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
        self._context, self._store, self._clock = context, context.store, context.clock

    async def words(self, kind: Keyword) -> tuple[str, ...]:
        """The keywords as they are."""
        async with self._store.read() as tx:
            keywords = await tx.keywords.get()
        return keywords.of(kind)

    async def save(self, kind: Keyword, typed: str, member: Member) -> Saved | Invalid:
        """Replace the keywords with what a member typed. Raises NotPermitted."""
        require_manage(member, self._context.policy)
        words, faults = clean_keywords(typed)
        if faults:
            return Invalid(tuple(faults))
        (setting,) = (name for name, known in KEYWORD_SETTINGS.items() if known is kind)
        async with self._store.write() as tx:
            before = (await tx.keywords.get()).of(kind)
            if before != tuple(words):
                await tx.keywords.replace(kind, words)
                change = SettingChange(setting, ", ".join(before), ", ".join(words), False, member, self._clock.now())
                await record_change(tx, change)
        return await self._told(words)

    async def _told(self, words: Sequence[str]) -> Saved:
        async with self._store.read() as tx:
            newest = await tx.followers.newest_profiles(SAMPLE)
        found = sum(bool(matching(words, f"{profile.name}\n{profile.bio}")) for profile in newest) if words else 0
        return Saved(tuple(words), found, len(newest))
