"""The team's own words: topics that bring people forward, and subjects to keep off the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import Member, Taste
from bot.scoring.interests import clean_words, matching
from bot.workflow.context import Context, Job
from bot.workflow.team.permission import may_decide

SAMPLE = 1_000
"""Newest followers in whom the words are looked for, to tell at once how often they occur."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The words now kept, and in how many of the newest followers they occur."""

    words: tuple[str, ...]
    matching: int
    of: int


@dataclass(frozen=True, slots=True)
class Faulty:
    """Nothing was changed. faults: a sentence each."""

    faults: tuple[str, ...]


class TasteDesk:
    """Shows and changes the words."""

    def __init__(self, context: Context) -> None:
        self._store, self._policy, self._wake = context.store, context.policy, context.wake

    async def words(self, taste: Taste) -> tuple[str, ...]:
        """The words as they are."""
        async with self._store.read() as tx:
            tastes = await tx.tastes.get()
        return tastes.topics if taste is Taste.TOPIC else tastes.never

    async def save(self, taste: Taste, typed: str, member: Member) -> Saved | Faulty | None:
        """Put what a member typed in the place of the words so far; None when this member may not decide."""
        if not may_decide(member, self._policy):
            return None
        words, faults = clean_words(typed)
        if faults:
            return Faulty(tuple(faults))
        async with self._store.write() as tx:
            await tx.tastes.replace(taste, words)
        self._wake(Job.REASSESS)
        return await self._told(words)

    async def _told(self, words: Sequence[str]) -> Saved:
        async with self._store.read() as tx:
            newest = await tx.followers.newest_profiles(SAMPLE)
        found = sum(bool(matching(words, f"{profile.name}\n{profile.bio}")) for profile in newest) if words else 0
        return Saved(tuple(words), found, len(newest))
