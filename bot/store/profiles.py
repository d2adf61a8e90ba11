"""Snapshots of X users."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import select

from bot.model import Profile
from bot.store.repository import Repository, chunks
from bot.store.tables import profiles
from bot.store.types import storable
from bot.store.upsert import save

_FIELDS = [field.name for field in fields(Profile)]

PROFILE_COLUMNS = [profiles.c[name] for name in _FIELDS]
"""In the order of the fields of `Profile`."""

_AFTER_EVERY_HANDLE = "~"
"""Sorts behind every character of an X handle."""


class Profiles(Repository):
    """The latest snapshot of everybody whom X told us about."""

    async def save(self, snapshots: Sequence[Profile]) -> None:
        """Store snapshots; one that is older than what is stored changes nothing."""
        await save(self._connection, profiles, [self._row(profile) for profile in snapshots], newest_by="fetched_at")

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
        statement = select(*PROFILE_COLUMNS).where(self._mine(profiles), profiles.c.handle == _folded_handle(handle))
        return profile_of(await self._first(statement.order_by(profiles.c.fetched_at.desc(), profiles.c.user_id.desc()).limit(1)))

    async def handles(self, prefix: str, limit: int = 25) -> list[Profile]:
        """People whose handle begins with this, by handle, then people whose name contains it."""
        beginning = _folded_handle(prefix)
        begins = profiles.c.handle.between(beginning, beginning + _AFTER_EVERY_HANDLE)
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
