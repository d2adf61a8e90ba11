"""What the team has changed of its settings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, func, insert, select, type_coerce

from bot.domain import Member, SettingChange
from bot.domain.changes import SettingsChanged
from bot.domain.pages import Key
from bot.store.repository import OURS, Repository, mine, within
from bot.store.tables import setting_changes

_ADD = insert(setting_changes).values(account_id=OURS).returning(setting_changes.c.id)
_COLUMNS = [setting_changes.c[name] for name in ("setting", "before", "after", "to_host", "member_id", "member_name", "at")]
_ALL = select(*_COLUMNS).where(mine(setting_changes))
_LINES = _ALL.add_columns(type_coerce(setting_changes.c.at, BigInteger).label("moment"), setting_changes.c.id)
_LAST_IDS = select(func.max(setting_changes.c.id)).where(mine(setting_changes)).group_by(setting_changes.c.setting)
_IN_FORCE = _ALL.where(setting_changes.c.id.in_(_LAST_IDS), ~setting_changes.c.to_host).order_by(setting_changes.c.id)
_NEWEST_FIRST = setting_changes.c.at.desc(), setting_changes.c.id.desc()


class SettingChanges(Repository):
    """Every change is kept; the last one of each setting is in force."""

    async def in_force(self) -> dict[str, SettingChange]:
        """The changes that the team's values come from, by setting; the others are the host's."""
        return {row.setting: _change(row) for row in await self._rows(_IN_FORCE)}

    async def add(self, change: SettingChange) -> int:
        """Record a change, which is in force from now on; returns its number."""
        row = await self._first(
            _ADD,
            setting=change.setting,
            before=change.before,
            after=change.after,
            to_host=change.to_host,
            member_id=change.member.id,
            member_name=change.member.name,
            at=change.at,
        )
        self._note(SettingsChanged({setting: known.after for setting, known in (await self.in_force()).items()}))
        return int(row.id) if row is not None else 0

    async def history(
        self, member_id: int | None = None, since: datetime | None = None, until: datetime | None = None
    ) -> list[SettingChange]:
        """Every change, newest first: by one member, and with since <= at < until, where given."""
        by = [] if member_id is None else [setting_changes.c.member_id == member_id]
        wanted = _ALL.where(*by, *within(setting_changes.c.at, since, until)).order_by(*_NEWEST_FIRST)
        return [_change(row) for row in await self._rows(wanted)]

    async def lines(
        self, member_id: int | None = None, since: datetime | None = None, until: datetime | None = None
    ) -> list[tuple[Key, SettingChange]]:
        """The same with where they stand in the history, (moment, 0, id): below the decisions of that moment."""
        by = [] if member_id is None else [setting_changes.c.member_id == member_id]
        wanted = _LINES.where(*by, *within(setting_changes.c.at, since, until))
        return [((row.moment, 0, row.id), _change(row)) for row in await self._rows(wanted)]


def _change(row: Any) -> SettingChange:
    return SettingChange(row.setting, row.before, row.after, row.to_host, Member(row.member_id, row.member_name), row.at)
