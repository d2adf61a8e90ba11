"""What X was found to let this app do."""

from __future__ import annotations

from dataclasses import asdict, fields

from sqlalchemy import bindparam, select

from bot.domain import Capability, Permission
from bot.domain.changes import PermissionChanged
from bot.store.repository import Repository, mine
from bot.store.tables import permissions
from bot.store.upsert import save

_ALL = select(*(permissions.c[field.name] for field in fields(Permission))).where(mine(permissions)).order_by(permissions.c.capability)
_OF = _ALL.where(permissions.c.capability == bindparam("capability"))


class Permissions(Repository):
    """What was last learnt about each capability."""

    async def get(self, capability: Capability) -> Permission | None:
        """None while nothing is known."""
        row = await self._first(_OF, capability=capability)
        return None if row is None else Permission(*row)

    async def all(self) -> list[Permission]:
        """By capability."""
        return [Permission(*row) for row in await self._rows(_ALL)]

    async def save(self, permission: Permission) -> None:
        """It takes the place of what was learnt before."""
        before = await self.get(permission.capability)
        await save(self._connection, permissions, [{"account_id": self._account_id} | asdict(permission)])
        if before is None or (before.allowed, before.access) != (permission.allowed, permission.access):
            self._note(PermissionChanged(permission.capability))
