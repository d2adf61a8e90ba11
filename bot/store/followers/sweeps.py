"""Sweeps of the followers: how far the present one has come, and where the last one began."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from bot.domain import Sweep
from bot.store.repository import OURS, Repository, mine
from bot.store.tables import sweeps
from bot.store.upsert import insert_unless_there

_FIELDS = ("id", "begun_at", "followers", "counted_at", "page_token", "read", "passes", "resume_at", "read_at")
_COLUMNS = [sweeps.c[name] for name in _FIELDS]
_UNFINISHED = mine(sweeps), sweeps.c.finished_at.is_(None)
_BEGIN = insert_unless_there(sweeps).values(account_id=OURS, read=0, passes=1)
_CURRENT = select(*_COLUMNS).where(*_UNFINISHED)
_LAST = select(*_COLUMNS).where(mine(sweeps), sweeps.c.finished_at.is_not(None)).order_by(sweeps.c.id.desc()).limit(1)
_ABANDON = delete(sweeps).where(*_UNFINISHED, sweeps.c.id == bindparam("this"))
_SET = update(sweeps).where(*_UNFINISHED, sweeps.c.id == bindparam("this"))


class Sweeps(Repository):
    """At most one is under way."""

    async def begin(self, at: datetime, followers: int, counted_at: datetime) -> None:
        """Begin one, unless one is under way. followers: X's own count of `counted_at`."""
        await self._changed(_BEGIN, begun_at=at, followers=followers, counted_at=counted_at)

    async def current(self) -> Sweep | None:
        """The one that is under way."""
        return _sweep(await self._first(_CURRENT))

    async def last(self) -> Sweep | None:
        """The latest one that came to an end."""
        return _sweep(await self._first(_LAST))

    async def progress(self, sweep_id: int, page_token: str | None, read: int, read_at: datetime | None = None) -> None:
        """Where this pass resumes, and how many entries it has read. read_at: it has come to the end of the list."""
        await self._changed(_SET, this=sweep_id, page_token=page_token, read=read, read_at=read_at)

    async def read_again(self, sweep: Sweep, resume_at: datetime) -> None:
        """Read the list once more, not before this moment; whoever was seen stays seen."""
        again = {"page_token": None, "read": 0, "read_at": None, "resume_at": resume_at, "passes": sweep.passes + 1}
        await self._changed(_SET, this=sweep.id, **again)

    async def finish(self, sweep_id: int, at: datetime) -> None:
        await self._changed(_SET, this=sweep_id, finished_at=at)

    async def abandon(self, sweep_id: int) -> None:
        """It ends without having found out anything: the next one reckons from the one before."""
        await self._changed(_ABANDON, this=sweep_id)


def _sweep(row: Any | None) -> Sweep | None:
    return None if row is None else Sweep(*row)
