"""What Approve will really do: X's doors differ by access level and change with a week's notice, so what X last showed decides. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain import Access, Capability, Outlook, Permission

FORGOTTEN_AFTER = timedelta(days=1)
"""How long a refused reply speaks for the next ones: there is no question by which X could be asked beforehand."""

_BY_ACCESS = {
    Capability.FOLLOW: {Access.ENTERPRISE: True, Access.SELF_SERVE: False},
    Capability.REPLY: dict.fromkeys(Access, True),
    Capability.REPLY_UNASKED: {Access.ENTERPRISE: True, Access.SELF_SERVE: False},
}
"""What each access allows, as X says; what is missing is not known."""


class Routes:
    """Which route the next approval takes. permissions: what was learnt."""

    def __init__(self, permissions: Iterable[Permission], access: Access, now: datetime) -> None:
        self._known = {permission.capability: permission for permission in permissions if permission.access is access}
        self._access, self._now = access, now

    @property
    def follow(self) -> Outlook:
        return _outlook(self.presumed(Capability.FOLLOW))

    def reply(self, *, summoned: bool) -> Outlook:
        """summoned: whether the author asked for the account in the post that is answered."""
        return _outlook(self.presumed(Capability.REPLY if summoned else Capability.REPLY_UNASKED))

    def presumed(self, capability: Capability) -> bool | None:
        """Whether X lets this app do it: by what it showed under this access, or else by the owner's word; None when nobody knows."""
        learnt = self._known.get(capability)
        if capability is Capability.FOLLOW:
            return learnt.allowed if learnt and self._access is not Access.SELF_SERVE else self._by_access(capability)
        if learnt is not None and (learnt.allowed or self._now - learnt.learnt_at < FORGOTTEN_AFTER):
            return learnt.allowed
        said = self._by_access(capability)
        # X opens either to the same access, and about following it can be asked.
        return self.presumed(Capability.FOLLOW) if said is None else said

    def _by_access(self, capability: Capability) -> bool | None:
        return _BY_ACCESS[capability].get(self._access)


def _outlook(allowed: bool | None) -> Outlook:
    return {True: Outlook.API, False: Outlook.HAND_OFF, None: Outlook.TRY_API}[allowed]
