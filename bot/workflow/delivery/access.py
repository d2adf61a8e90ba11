"""What X lets this app do, as its refusals, its successes and a probe that changes nothing show; and what Approve will hence really do.

Access levels differ and change with a week's notice, so what X last showed decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain import Access, AnnouncementKind, Capability, Evidence, ExpectedRoute, Permission, Purpose, Route, SuggestionKind
from bot.domain.kinds import KIND_OF_CAPABILITY, KINDS
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.delivery.pace import after_quiet_hours
from bot.x.client import XClient
from bot.x.errors import NotAllowed, NotFound, Rejected

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


ASK_AGAIN_AFTER = timedelta(days=1)
"""X changes what it allows with a week's notice."""


async def record_permission(tx: Tx, access: Access, capability: Capability, *, allowed: bool, evidence: Evidence, now: datetime) -> None:
    """Store what X showed, and announce it to the team where its route changes."""
    before = Routes(await tx.permissions.all(), access, now).presumed(capability)
    await tx.permissions.save(Permission(capability, allowed, now, evidence, access))
    kind = KIND_OF_CAPABILITY.get(capability)
    if before is not None and before is not allowed and kind is not None:
        route = Route.API if allowed else Route.HAND_OFF
        key, body = f"{kind.value} {route.value} {now.isoformat()}", {"route": route.value, "suggestion_kind": kind.value}
        await tx.announcements.add(AnnouncementKind.ROUTE_CHANGED, key, body, now)


class ProbeAccess:
    """The recurring job: asks X whether this app may follow people while nothing is known, and again a day after that was last learnt.

    It asks for a follow of the account itself, which X never carries out. With X_ACCESS=self_serve the owner has said enough.
    """

    def __init__(self, context: Context, x: XClient) -> None:
        self._store, self._clock, self._policy = context.store, context.clock, context.policy
        self._x = x

    async def run(self) -> datetime | None:
        """Ask if it is time; returns when to ask next, or None while nothing may be asked. Raises XError."""
        if self._policy.access is Access.SELF_SERVE:
            return None
        now = self._clock.now()
        async with self._store.read() as tx:
            account = await tx.accounts.get()
            known = await tx.permissions.get(Capability.FOLLOW)
        if account.paused_at is not None or account.writes_stopped:
            return None
        fresh = known is not None and known.access is self._policy.access
        due = after_quiet_hours(max(now, known.observed_at + ASK_AGAIN_AFTER) if known and fresh else now, self._policy)
        return due if due > now else await self._probe()

    async def _probe(self) -> datetime:
        try:
            allowed = await self._x.may_follow(purpose=Purpose.ACCESS)
        except (NotAllowed, NotFound, Rejected):
            return self._clock.now() + ASK_AGAIN_AFTER  # an answer from which nothing can be learnt
        now = self._clock.now()
        async with self._store.write() as tx:
            await record_permission(tx, self._policy.access, Capability.FOLLOW, allowed=allowed, evidence=Evidence.PROBE, now=now)
        return now + ASK_AGAIN_AFTER
