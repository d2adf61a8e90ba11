"""What the team is told in its channels besides prompts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update

from bot.domain import Announcement, AnnouncementKind, PostedIn
from bot.domain.changes import AnnouncementAdded, AnnouncementChanged
from bot.store.repository import SOME, Repository, mine
from bot.store.tables import announcements
from bot.store.upsert import add_missing

_THIS = mine(announcements), announcements.c.id == bindparam("this")

_SET = update(announcements).where(*_THIS)
_WITHDRAW = delete(announcements).where(*_THIS, announcements.c.message_id.is_(None))
_KNOWN = select(announcements.c.message_id).where(mine(announcements), announcements.c.message_id.in_(SOME))

_COLUMNS = [announcements.c[name] for name in ("id", "kind", "key", "body", "created_at")]
_ALL = select(*_COLUMNS).where(mine(announcements))
_UNPOSTED = _ALL.where(announcements.c.message_id.is_(None)).order_by(announcements.c.id).limit(bindparam("limit"))
_OF_KIND = _ALL.where(announcements.c.kind == bindparam("kind"))
_FIND = _OF_KIND.where(announcements.c.key == bindparam("key"))
_OF_KINDS = _ALL.where(announcements.c.kind.in_(SOME)).order_by(announcements.c.id)
_BETWEEN = _ALL.where(
    announcements.c.kind.in_(SOME), announcements.c.created_at >= bindparam("since"), announcements.c.created_at < bindparam("until")
).order_by(announcements.c.id)
_LATEST = _OF_KIND.order_by(announcements.c.id.desc()).limit(1)
_LATEST_THAT_BEGINS = _LATEST.where(func.substr(announcements.c.key, 1, func.length(bindparam("begins"))) == bindparam("begins"))
_LATEST_WITH_MESSAGE = _LATEST_THAT_BEGINS.add_columns(announcements.c.message_id, announcements.c.channel_id)


class Announcements(Repository):
    """One of each kind and key, ever; kept until it is posted."""

    async def add(self, kind: AnnouncementKind, key: str, body: Mapping[str, object], at: datetime) -> bool:
        """Have it posted; False when there was one of this kind and key. body: JSON-ready."""
        row = {"account_id": self._account_id, "kind": kind, "key": key, "body": dict(body), "created_at": at}
        added = await add_missing(self._connection, announcements, [row], "id")
        for announcement_id in added:
            self._note(AnnouncementAdded(announcement_id))
        return bool(added)

    async def amend(self, announcement_id: int, body: Mapping[str, object]) -> None:
        """It says this from now on, whether it is posted or not. body: JSON-ready."""
        if await self._changed(_SET, this=announcement_id, body=dict(body)):
            self._note(AnnouncementChanged(announcement_id))

    async def withdraw(self, announcement_id: int) -> bool:
        """Have it not posted; False when it is posted already."""
        withdrawn = bool(await self._changed(_WITHDRAW, this=announcement_id))
        if withdrawn:
            self._note(AnnouncementChanged(announcement_id))
        return withdrawn

    async def unposted(self, limit: int = 200) -> list[Announcement]:
        """Those still to be posted, oldest first."""
        return [Announcement(*row) for row in await self._rows(_UNPOSTED, limit=limit)]

    async def posted(self, announcement_id: int, channel_id: int, message_id: int) -> bool:
        """It is this message; False when it was withdrawn meanwhile."""
        return bool(await self._changed(_SET, this=announcement_id, channel_id=channel_id, message_id=message_id))

    async def known(self, message_ids: Collection[int]) -> set[int]:
        """Those of these messages that are announcements on record."""
        return {row.message_id for row in await self._rows_among(_KNOWN, message_ids)}

    async def between(self, kinds: Collection[AnnouncementKind], since: datetime, until: datetime) -> list[Announcement]:
        """Those of these kinds that were added in since <= moment < until, oldest first."""
        return [Announcement(*row) for row in await self._rows(_BETWEEN, some=list(kinds), since=since, until=until)]

    async def find(self, kind: AnnouncementKind, key: str) -> Announcement | None:
        """The one of this kind and key."""
        row = await self._first(_FIND, kind=kind, key=key)
        return None if row is None else Announcement(*row)

    async def latest(self, kind: AnnouncementKind) -> Announcement | None:
        """The one of this kind that was added last."""
        row = await self._first(_LATEST, kind=kind)
        return None if row is None else Announcement(*row)

    async def last(self, kind: AnnouncementKind, key_begins: str) -> Announcement | None:
        """The newest of this kind whose key begins like this."""
        row = await self._first(_LATEST_THAT_BEGINS, kind=kind, begins=key_begins)
        return None if row is None else Announcement(*row)

    async def last_posted(self, kind: AnnouncementKind, key_begins: str) -> tuple[Announcement, PostedIn] | None:
        """As `last`, with its message; None while it has none."""
        row = await self._first(_LATEST_WITH_MESSAGE, kind=kind, begins=key_begins)
        if row is None or row.message_id is None:
            return None
        return Announcement(*row[: len(_COLUMNS)]), PostedIn(row.message_id, row.channel_id)

    async def of_kinds(self, kinds: Collection[AnnouncementKind]) -> list[Announcement]:
        """All of these kinds that were ever added, oldest first: for those that are rare."""
        return [Announcement(*row) for row in await self._rows_among(_OF_KINDS, kinds)]
