"""Snapshots of X users."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import BindParameter, Update, and_, bindparam, exists, or_, select, update

from bot.domain import Profile
from bot.domain.changes import ProfilesChanged
from bot.store.people.name_words import NameWords
from bot.store.repository import SOME, Repository, about, mine
from bot.store.tables import profiles
from bot.store.types import storable
from bot.store.upsert import save

_FIELDS = [field.name for field in fields(Profile)]

PROFILE_COLUMNS = [profiles.c[name] for name in _FIELDS]
"""In the order of the fields of `Profile`."""

_PORTION = 250
"""Snapshots stored at once: their ids and handles fit into one statement."""
_AFTER_EVERY_HANDLE = "~"
"""Sorts behind every character of an X handle."""


def _without_taken_handles() -> Update:
    """Of two people with one handle whoever was seen later has it; at the same moment, whoever was saved last."""
    saved: BindParameter[Any] = bindparam("saved", expanding=True)
    other = profiles.alias()
    last = other.c.user_id.in_(saved), or_(profiles.c.user_id.not_in(saved), other.c.user_id > profiles.c.user_id)
    later = or_(other.c.fetched_at > profiles.c.fetched_at, and_(other.c.fetched_at == profiles.c.fetched_at, *last))
    taken = exists().where(other.c.account_id == profiles.c.account_id, other.c.handle == profiles.c.handle, later)
    return update(profiles).where(mine(profiles), profiles.c.handle.in_(SOME), taken).values(username="", handle="")


_LEAVE_WITHOUT_TAKEN_HANDLES = _without_taken_handles()
_GET = select(*PROFILE_COLUMNS).where(about(profiles))
_CLEAR = (
    update(profiles)
    .where(mine(profiles), profiles.c.user_id.in_(SOME))
    .values(username="", handle="", name="", bio="", location="", url="", avatar_url="")
)
_AMONG = select(*PROFILE_COLUMNS).where(mine(profiles), profiles.c.user_id.in_(SOME))
_FOLLOWED_AMONG = select(profiles.c.handle).where(mine(profiles), profiles.c.handle.in_(SOME), profiles.c.followed_by_us)
_HANDLES = (
    select(*PROFILE_COLUMNS)
    # Two comparisons, because PostgreSQL takes no collation within a BETWEEN.
    .where(mine(profiles), profiles.c.handle >= bindparam("first"), profiles.c.handle <= bindparam("last"), profiles.c.handle != "")
    .order_by(profiles.c.handle)
    .limit(bindparam("limit"))
)
_BY_HANDLE = (
    select(*PROFILE_COLUMNS)
    .where(mine(profiles), profiles.c.handle == bindparam("handle"))
    .order_by(profiles.c.fetched_at.desc(), profiles.c.user_id.desc())
    .limit(1)
)


class Profiles(Repository):
    """The latest snapshot of everybody whom X told us about."""

    async def save(self, snapshots: Sequence[Profile]) -> None:
        """Store snapshots; one that is older than what is stored changes nothing. Whose handle another one has now is left without."""
        for start in range(0, len(snapshots), _PORTION):
            rows = [self._row(profile) for profile in snapshots[start : start + _PORTION]]
            await save(self._connection, profiles, rows, newest_by="fetched_at")
            handles = {row["handle"] for row in rows} - {""}
            await self._changed(_LEAVE_WITHOUT_TAKEN_HANDLES, saved=list({row["user_id"] for row in rows}), some=list(handles))
            await self._name_words.update([row["user_id"] for row in rows])
        if snapshots:
            self._note(ProfilesChanged(frozenset(profile.user_id for profile in snapshots)))

    async def clear(self, user_ids: Collection[int]) -> None:
        """Keep nothing of these people by which they can be known, but X's id."""
        if await self._changed_among(_CLEAR, user_ids):
            await self._name_words.update(user_ids)
            self._note(ProfilesChanged(frozenset(user_ids)))

    async def get(self, user_id: int) -> Profile | None:
        return profile_of(await self._first(_GET, person=user_id))

    async def get_many(self, user_ids: Collection[int]) -> dict[int, Profile]:
        """Those of these people who are stored, by user id in the given order."""
        found = {row.user_id: Profile(*row) for row in await self._rows_among(_AMONG, user_ids)}
        return {user_id: found[user_id] for user_id in user_ids if user_id in found}

    async def followed_among(self, handles: Collection[str]) -> set[str]:
        """Those of these handles, in lower case, that belong to stored people whom the account follows."""
        return {row.handle for row in await self._rows_among(_FOLLOWED_AMONG, [_folded_handle(handle) for handle in handles])}

    async def by_username(self, handle: str) -> Profile | None:
        """Whoever was last seen with this handle, in any case and with or without @."""
        if not (folded := _folded_handle(handle)):
            return None
        return profile_of(await self._first(_BY_HANDLE, handle=folded))

    async def handles(self, prefix: str, limit: int) -> list[Profile]:
        """People whose handle begins with this, by handle, then people of whose name a word begins so, by the name from there on."""
        beginning = _folded_handle(prefix)
        rows = await self._rows(_HANDLES, first=beginning, last=beginning + _AFTER_EVERY_HANDLE, limit=limit)
        found = {row.user_id: Profile(*row) for row in rows}
        if len(found) < limit:
            named = await self._name_words.find(prefix, limit)
            found |= await self.get_many([user_id for user_id in named if user_id not in found][: limit - len(found)])
        return list(found.values())

    @property
    def _name_words(self) -> NameWords:
        return NameWords(self._connection, self._account_id, self._changes)

    def _row(self, profile: Profile) -> dict[str, Any]:
        row = {name: getattr(profile, name) for name in _FIELDS}
        return row | {"account_id": self._account_id, "handle": _folded_handle(profile.username)}


def _folded_handle(handle: str) -> str:
    return storable(handle).strip().removeprefix("@").lower()


def profile_of(row: Any | None) -> Profile | None:
    """The profile in a row of `PROFILE_COLUMNS`."""
    return None if row is None else Profile(*row)
