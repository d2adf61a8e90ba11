"""What X lets this app do: recorded whenever X shows it, and asked once a day."""

from __future__ import annotations

from datetime import datetime

from bot.domain import Access, AnnouncementKind, Capability, Evidence, Permission, Purpose, Route
from bot.domain.kinds import KIND_OF_CAPABILITY
from bot.planning.pace import after_quiet_hours
from bot.planning.routes import Routes
from bot.store import Tx
from bot.workflow.context import Context
from bot.x.client import XClient
from bot.x.errors import NotAllowed, NotFound, Rejected
from bot.x.retries import ASK_AGAIN_AFTER


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
        self._context, self._store, self._clock = context, context.store, context.clock
        self._x = x

    async def run(self) -> datetime | None:
        """Ask if it is time; returns when to ask next, or None while nothing may be asked. Raises XError."""
        if self._context.policy.access is Access.SELF_SERVE:
            return None
        now = self._clock.now()
        async with self._store.read() as tx:
            account = await tx.accounts.get()
            known = await tx.permissions.get(Capability.FOLLOW)
        if account.paused_at is not None or account.writes_stopped:
            return None
        fresh = known is not None and known.access is self._context.policy.access
        due = after_quiet_hours(max(now, known.observed_at + ASK_AGAIN_AFTER) if known and fresh else now, self._context.policy)
        return due if due > now else await self._probe()

    async def _probe(self) -> datetime:
        try:
            allowed = await self._x.may_follow(purpose=Purpose.ACCESS)
        except (NotAllowed, NotFound, Rejected):
            return self._clock.now() + ASK_AGAIN_AFTER  # an answer from which nothing can be learnt
        now = self._clock.now()
        async with self._store.write() as tx:
            await record_permission(tx, self._context.policy.access, Capability.FOLLOW, allowed=allowed, evidence=Evidence.PROBE, now=now)
        return now + ASK_AGAIN_AFTER
