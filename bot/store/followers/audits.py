"""Readings of older followers that a member asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from bot.domain import Audit, Member
from bot.store.followers.audience_stats import Census
from bot.store.tables import audits
from bot.store.upsert import insert_unless_there

_COLUMNS = [audits.c[name] for name in ("id", "asked_at", "member_id", "member_name", "to_read", "read", "finished_at")]


class Audits(Census):
    """At most one is under way; and the figures that an audit reports."""

    async def ask(self, member: Member, to_read: int, at: datetime) -> Audit | None:
        """Begin one; None when one is under way. to_read: profiles at most."""
        values = {"account_id": self._account_id, "asked_at": at, "member_id": member.id, "member_name": member.name}
        statement = insert_unless_there(audits).values(**values, to_read=to_read, read=0)
        return _audit(await self._first(statement.returning(*_COLUMNS)))

    async def current(self) -> Audit | None:
        """The one that is under way."""
        return _audit(await self._first(select(*_COLUMNS).where(self._mine(audits), audits.c.finished_at.is_(None))))

    async def progress(self, audit_id: int, read: int) -> None:
        """So many profiles were read by now."""
        await self._set(audit_id, read=read)

    async def finish(self, audit_id: int, at: datetime) -> None:
        await self._set(audit_id, finished_at=at)

    async def _set(self, audit_id: int, **values: Any) -> None:
        under_way = self._mine(audits), audits.c.id == audit_id, audits.c.finished_at.is_(None)
        await self._changed(update(audits).where(*under_way).values(**values))


def _audit(row: Any | None) -> Audit | None:
    if row is None:
        return None
    return Audit(row.id, row.asked_at, Member(row.member_id, row.member_name), row.to_read, row.read, row.finished_at)
