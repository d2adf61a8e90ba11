"""What is known about people: for look-ups, lists and the history."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from bot.domain import (
    Assessment,
    Follower,
    HistoryEntry,
    OptOut,
    Override,
    Page,
    Place,
    Profile,
    SettingChange,
    Side,
    Suggestion,
    SuggestionKind,
)
from bot.domain.pages import Key
from bot.store import Tx
from bot.store.followers.followers import AssessedFollower
from bot.store.paging import page_of, turns_to_top
from bot.store.suggestions import decisions as store
from bot.workflow.context import Context
from bot.x.parse.profiles import parse_id

HistoryLine = HistoryEntry | SettingChange

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

    @property
    def of_decisions(self) -> store.HistoryFilter:
        return {"member_id": self.member_id, "user_id": self.user_id, "since": self.since, "until": self.until}


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

    async def newest(self, size: int, place: Place | None = None) -> tuple[Page[AssessedFollower], int]:
        """New followers, newest first; and how many there are in all."""
        async with self._store.read() as tx:
            return await tx.followers.newest(size, place), await tx.followers.count_new()

    async def followers(self) -> AsyncIterator[tuple[AssessedFollower, ...]]:
        """Everybody who follows now, newest first, in batches."""
        key: Key | None = None
        while True:
            async with self._store.read() as tx:
                page = await tx.followers.present(BATCH_SIZE, key)
            yield page.rows
            if page.below is None:
                return
            key = page.below.key

    async def history(self, wanted: HistoryFilter, size: int, place: Place | None = None) -> Page[HistoryLine]:
        """What was decided and done, newest first."""
        lines = await self._lines(wanted, size + 1, place)
        if turns_to_top(place, len(lines), size):
            place, lines = None, await self._lines(wanted, size + 1, None)
        return page_of(lines, size, place)

    async def whole_history(self, wanted: HistoryFilter, limit: int) -> tuple[list[HistoryLine], int]:
        """The same in one piece, at most so many lines; and how many lines there are in all."""
        lines = [line for _key, line in await self._lines(wanted, limit, None)]
        if len(lines) < limit:
            return lines, len(lines)
        async with self._store.read() as tx:
            changes = await self._changes(tx, wanted)
            return lines, len(changes) + await tx.suggestions.count_history(**wanted.of_decisions)

    async def _lines(self, wanted: HistoryFilter, limit: int, place: Place | None) -> list[tuple[Key, HistoryLine]]:
        """Those nearest to a place, nearest first. Settings are changed rarely: all changes are read."""
        async with self._store.read() as tx:
            decisions = await tx.suggestions.lines(limit, place, **wanted.of_decisions)
            changes = await self._changes(tx, wanted)
        upwards = place is not None and place.side is Side.ABOVE
        beside = [line for line in changes if place is None or (line[0] > place.key if upwards else line[0] < place.key)]
        lines: list[tuple[Key, HistoryLine]] = [*decisions, *beside]
        return sorted(lines, key=itemgetter(0), reverse=not upwards)[:limit]

    async def _changes(self, tx: Tx, wanted: HistoryFilter) -> list[tuple[Key, SettingChange]]:
        return [] if wanted.user_id else await tx.settings.lines(wanted.member_id, wanted.since, wanted.until)


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
