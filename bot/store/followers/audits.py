"""Audits of older followers that a member asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from bot.domain import Audit, Member
from bot.domain.changes import AuditRequested
from bot.store.followers.audience_stats import AudienceStats
from bot.store.repository import OURS, mine
from bot.store.tables import audits
from bot.store.upsert import insert_unless_there

_COLUMNS = [audits.c[name] for name in ("id", "requested_at", "member_id", "member_name", "max_profiles", "read", "finished_at")]
_UNFINISHED = mine(audits), audits.c.finished_at.is_(None)
_ASK = insert_unless_there(audits).values(account_id=OURS, read=0).returning(*_COLUMNS)
_CURRENT = select(*_COLUMNS).where(*_UNFINISHED)
_SET = update(audits).where(*_UNFINISHED, audits.c.id == bindparam("this"))


class Audits(AudienceStats):
    """At most one is running; and the figures that an audit reports."""

    async def ask(self, member: Member, max_profiles: int, at: datetime) -> Audit | None:
        """Begin one; None when one is running. max_profiles: how many are read at most."""
        asked = {"requested_at": at, "member_id": member.id, "member_name": member.name, "max_profiles": max_profiles}
        audit = _audit(await self._first(_ASK, **asked))
        if audit is not None:
            self._note(AuditRequested())
        return audit

    async def current(self) -> Audit | None:
        """The one that is running."""
        return _audit(await self._first(_CURRENT))

    async def progress(self, audit_id: int, read: int) -> None:
        """So many profiles were read by now."""
        await self._changed(_SET, this=audit_id, read=read)

    async def finish(self, audit_id: int, at: datetime) -> None:
        await self._changed(_SET, this=audit_id, finished_at=at)


def _audit(row: Any | None) -> Audit | None:
    if row is None:
        return None
    return Audit(row.id, row.requested_at, Member(row.member_id, row.member_name), row.max_profiles, row.read, row.finished_at)
