"""Which route an approval will take, as X's refusals, its successes and a probe that changes nothing have shown.

Access levels differ and change with a week's notice, so what X last showed decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain import Access, Capability, ExpectedRoute, Permission, SuggestionKind
from bot.domain.kinds import KINDS

REFUSAL_VALID_FOR = timedelta(days=1)
"""How long a refused reply counts for the next ones: X cannot be asked beforehand."""

_BY_ACCESS = {
    Capability.FOLLOW: {Access.ENTERPRISE: True, Access.SELF_SERVE: False},
    Capability.REPLY: dict.fromkeys(Access, True),
    Capability.REPLY_UNSOLICITED: {Access.ENTERPRISE: True, Access.SELF_SERVE: False},
}
"""What each access allows, as X says; what is missing is not known."""


class Routes:
    """Which route the next approval takes. permissions: what was learnt."""

    def __init__(self, permissions: Iterable[Permission], access: Access, now: datetime) -> None:
        self._known = {permission.capability: permission for permission in permissions if permission.access is access}
        self._access, self._now = access, now

    def expected(self, kind: SuggestionKind, *, summoned: bool = True) -> ExpectedRoute:
        """summoned: of an answer, whether the author asked for the account in the post that is answered."""
        rules = KINDS[kind]
        return _expected_route(self.presumed(rules.capability if summoned else rules.unsolicited))

    def presumed(self, capability: Capability) -> bool | None:
        """Whether X lets this app do it: by what it showed under this access, or else by the owner's word; None when nobody knows."""
        learnt = self._known.get(capability)
        if capability is Capability.FOLLOW:
            return learnt.allowed if learnt and self._access is not Access.SELF_SERVE else self._by_access(capability)
        if learnt is not None and (learnt.allowed or self._now - learnt.observed_at < REFUSAL_VALID_FOR):
            return learnt.allowed
        said = self._by_access(capability)
        # X opens either to the same access, and about following it can be asked.
        return self.presumed(Capability.FOLLOW) if said is None else said

    def _by_access(self, capability: Capability) -> bool | None:
        return _BY_ACCESS[capability].get(self._access)


def _expected_route(allowed: bool | None) -> ExpectedRoute:
    return {True: ExpectedRoute.API, False: ExpectedRoute.HAND_OFF, None: ExpectedRoute.TRY_API}[allowed]
