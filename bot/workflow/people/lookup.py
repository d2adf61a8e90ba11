"""What is known about people: for look-ups, lists and the history."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from bot.domain import Assessment, Follower, HistoryEntry, OptOut, Override, Profile, SettingChange, Suggestion, SuggestionKind
from bot.store import Tx
from bot.store.suggestions import decisions as store
from bot.workflow.context import Context
from bot.x.parse.profiles import parse_id

_KEY = "#"


BATCH_SIZE = 500
"""Followers read in one transaction when all are read, so that no click waits long."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person as the store knows them. suggestions: newest first."""

    profile: Profile
    follower: Follower | None
    assessment: Assessment | None
    suggestions: tuple[Suggestion, ...]
    history: tuple[HistoryEntry, ...]
    opt_out: OptOut | None
    override: Override | None

    @property
    def latest(self) -> dict[SuggestionKind, Suggestion]:
        """The newest suggestion of each kind about them."""
        return {suggestion.kind: suggestion for suggestion in reversed(self.suggestions)}


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which lines of the history are asked for; None leaves a side open."""

    member_id: int | None = None
    user_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


class PeopleService:
    """Looks people up in the store; asks X nothing."""

    def __init__(self, context: Context) -> None:
        self._store = context.store

    async def handles(self, typed: str, limit: int) -> list[Profile]:
        """Known people whose handle or name begins like this, at most so many."""
        async with self._store.read() as tx:
            return await tx.profiles.handles(typed.lstrip("@"), limit=limit)

    async def look_up(self, handle: str) -> Person | None:
        """Everything known about the person behind this handle, or this `key_of` somebody; None when nothing is."""
        async with self._store.read() as tx:
            return await _person(tx, await find_profile(tx, handle))

    async def look_up_id(self, user_id: int) -> Person | None:
        """As `look_up`, by X's id."""
        async with self._store.read() as tx:
            return await _person(tx, await tx.profiles.get(user_id))

    async def newest(self, limit: int, offset: int = 0) -> tuple[list[tuple[Follower, Assessment | None]], int]:
        """New followers, newest first, with their assessments; and how many there are in all."""
        async with self._store.read() as tx:
            followers = await tx.followers.newest(limit, offset)
            found = [(follower, await tx.assessments.get(follower.profile.user_id)) for follower in followers]
            return found, await tx.followers.count_new()

    async def followers(self) -> AsyncIterator[list[tuple[Follower, Assessment | None]]]:
        """Everybody who follows now, newest first, in batches, with their assessments."""
        before: int | None = None
        while True:
            async with self._store.read() as tx:
                found, before = await tx.followers.present(BATCH_SIZE, before)
            yield found
            if before is None:
                return

    async def history(self, wanted: HistoryFilter, limit: int, offset: int = 0) -> tuple[list[HistoryEntry | SettingChange], int]:
        """What was decided and done, newest first; and how many lines there are in all. Settings are changed rarely: all are read."""
        asked: store.HistoryFilter = {
            "member_id": wanted.member_id,
            "user_id": wanted.user_id,
            "since": wanted.since,
            "until": wanted.until,
        }
        async with self._store.read() as tx:
            changes = [] if wanted.user_id else await tx.settings.history(wanted.member_id, wanted.since, wanted.until)
            first = max(0, offset - len(changes))  # of the decisions before it, all lines stand before the offset
            decisions = await tx.suggestions.history(**asked, limit=offset - first + limit, offset=first)
            lines: list[HistoryEntry | SettingChange] = [*decisions, *changes]
            lines.sort(key=attrgetter("at"), reverse=True)
            return lines[offset - first :][:limit], len(changes) + await tx.suggestions.count_history(**asked)


def key_of(profile: Profile) -> str:
    """What stands for this person whatever they are called by then. No handle looks like it."""
    return key_of_id(profile.user_id)


def key_of_id(user_id: int) -> str:
    """`key_of` the person with this id."""
    return f"{_KEY}{user_id}"


async def find_profile(tx: Tx, typed: str) -> Profile | None:
    """The person behind this handle, or this `key_of` somebody; None when nothing is known."""
    if (user_id := _id_in(typed)) is not None:
        return await tx.profiles.get(user_id)
    return await tx.profiles.by_username(typed.strip().lstrip("@"))


def _id_in(key: str) -> int | None:
    typed = key.strip()
    return parse_id(typed.removeprefix(_KEY)) if typed.startswith(_KEY) else None


async def _person(tx: Tx, profile: Profile | None) -> Person | None:
    if profile is None:
        return None
    return Person(
        profile=profile,
        follower=await tx.followers.get(profile.user_id),
        assessment=await tx.assessments.get(profile.user_id),
        suggestions=tuple(await tx.suggestions.about(profile.user_id)),
        history=tuple(await tx.suggestions.history(user_id=profile.user_id, limit=20)),
        opt_out=await tx.opt_outs.of(profile.user_id),
        override=await tx.overrides.get(profile.user_id),
    )
