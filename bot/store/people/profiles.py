"""Snapshots of X users."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import and_, exists, or_, select, update

from bot.domain import Profile
from bot.domain.changes import ProfilesChanged
from bot.store.repository import Repository, chunks
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


class Profiles(Repository):
    """The latest snapshot of everybody whom X told us about."""

    async def save(self, snapshots: Sequence[Profile]) -> None:
        """Store snapshots; one that is older than what is stored changes nothing. Whose handle another one has now is left without."""
        for start in range(0, len(snapshots), _PORTION):
            rows = [self._row(profile) for profile in snapshots[start : start + _PORTION]]
            await save(self._connection, profiles, rows, newest_by="fetched_at")
            await self._leave_without_taken_handles(rows)
        if snapshots:
            self._note(ProfilesChanged(frozenset(profile.user_id for profile in snapshots)))

    async def _leave_without_taken_handles(self, saved: Sequence[dict[str, Any]]) -> None:
        """Of two people with one handle whoever was seen later has it; at the same moment, whoever was saved last."""
        ids, handles = {row["user_id"] for row in saved}, {row["handle"] for row in saved} - {""}
        other = profiles.alias()
        last = other.c.user_id.in_(ids), or_(profiles.c.user_id.not_in(ids), other.c.user_id > profiles.c.user_id)
        later = or_(other.c.fetched_at > profiles.c.fetched_at, and_(other.c.fetched_at == profiles.c.fetched_at, *last))
        taken = exists().where(other.c.account_id == profiles.c.account_id, other.c.handle == profiles.c.handle, later)
        these = self._mine(profiles), profiles.c.handle.in_(handles), taken
        await self._changed(update(profiles).where(*these).values(username="", handle=""))

    async def get(self, user_id: int) -> Profile | None:
        return profile_of(await self._first(select(*PROFILE_COLUMNS).where(self._about(profiles, user_id))))

    async def get_many(self, user_ids: Collection[int]) -> dict[int, Profile]:
        """Those of these people who are stored, by user id in the given order."""
        found: dict[int, Profile] = {}
        for some in chunks(user_ids):
            rows = await self._rows(select(*PROFILE_COLUMNS).where(self._mine(profiles), profiles.c.user_id.in_(some)))
            found |= {row.user_id: Profile(*row) for row in rows}
        return {user_id: found[user_id] for user_id in user_ids if user_id in found}

    async def followed_among(self, handles: Collection[str]) -> set[str]:
        """Those of these handles, in lower case, that belong to stored people whom the account follows."""
        found: set[str] = set()
        for some in chunks([_folded_handle(handle) for handle in handles]):
            followed = self._mine(profiles), profiles.c.handle.in_(some), profiles.c.followed_by_us
            found.update(row.handle for row in await self._rows(select(profiles.c.handle).where(*followed)))
        return found

    async def by_username(self, handle: str) -> Profile | None:
        """Whoever was last seen with this handle, in any case and with or without @."""
        if not (folded := _folded_handle(handle)):
            return None
        statement = select(*PROFILE_COLUMNS).where(self._mine(profiles), profiles.c.handle == folded)
        return profile_of(await self._first(statement.order_by(profiles.c.fetched_at.desc(), profiles.c.user_id.desc()).limit(1)))

    async def handles(self, prefix: str, limit: int = 25) -> list[Profile]:
        """People whose handle begins with this, by handle, then people whose name contains it."""
        beginning = _folded_handle(prefix)
        # Two comparisons, because PostgreSQL takes no collation within a BETWEEN.
        begins = and_(profiles.c.handle >= beginning, profiles.c.handle <= beginning + _AFTER_EVERY_HANDLE, profiles.c.handle != "")
        found = await self._people(limit, begins)
        needle = storable(prefix).strip().casefold()
        if needle and len(found) < limit:
            found += await self._people(limit - len(found), ~begins, profiles.c.folded_name.contains(needle, autoescape=True))
        return found

    async def _people(self, limit: int, *conditions: Any) -> list[Profile]:
        statement = select(*PROFILE_COLUMNS).where(self._mine(profiles), *conditions).order_by(profiles.c.handle).limit(limit)
        return [Profile(*row) for row in await self._rows(statement)]

    def _row(self, profile: Profile) -> dict[str, Any]:
        row = {name: getattr(profile, name) for name in _FIELDS}
        return row | {
            "account_id": self._account_id,
            "handle": _folded_handle(profile.username),
            "folded_name": profile.name.casefold(),
        }


def _folded_handle(handle: str) -> str:
    return storable(handle).strip().removeprefix("@").lower()


def profile_of(row: Any | None) -> Profile | None:
    """The profile in a row of `PROFILE_COLUMNS`."""
    return None if row is None else Profile(*row)
