"""Learn what X lets this app do: from what it refuses, from what it carries out, and from a question that changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain import Access, AnnouncementKind, Capability, Lesson, Permission, Purpose, Route
from bot.store import Tx
from bot.workflow.context import Context, Job
from bot.workflow.delivery.pace import after_quiet_hours
from bot.workflow.delivery.route import Routes
from bot.x.client import X
from bot.x.errors import NotAllowed, NotFound, Rejected

ASK_AGAIN_AFTER = timedelta(days=1)
"""X opens and closes its doors with a week's notice."""


_DEED = {Capability.FOLLOW: "follow_back", Capability.REPLY: "reply"}
"""What the team is told of when its route changes, by the word that the announcement keeps."""


async def learn(tx: Tx, access: Access, capability: Capability, *, allowed: bool, lesson: Lesson, now: datetime) -> None:
    """Keep what X showed; where the team had been told or had said otherwise, tell it."""
    before = Routes(await tx.permissions.all(), access, now).presumed(capability)
    await tx.permissions.save(Permission(capability, allowed, now, lesson, access))
    if before is not None and before is not allowed and capability in _DEED:
        route, deed = Route.API if allowed else Route.HAND_OFF, _DEED[capability]
        key = f"{deed} {route.value} {now.isoformat()}"
        await tx.announcements.add(AnnouncementKind.ROUTE_CHANGED, key, {"route": route.value, "deed": deed}, now)


class Learn:
    """The recurring job: asks X whether this app may follow people while nothing is known, and again a day after the last lesson.

    It asks for a follow of the account itself, which X never carries out. With X_ACCESS=self_serve the owner has said enough.
    """

    def __init__(self, context: Context, x: X) -> None:
        self._store, self._clock, self._policy, self._wake = context.store, context.clock, context.policy, context.wake
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
        due = after_quiet_hours(max(now, known.learnt_at + ASK_AGAIN_AFTER) if known and fresh else now, self._policy)
        return due if due > now else await self._ask()

    async def _ask(self) -> datetime:
        try:
            allowed = await self._x.may_follow(purpose=Purpose.ACCESS)
        except (NotAllowed, NotFound, Rejected):
            return self._clock.now() + ASK_AGAIN_AFTER  # an answer from which nothing can be learnt
        now = self._clock.now()
        async with self._store.write() as tx:
            await learn(tx, self._policy.access, Capability.FOLLOW, allowed=allowed, lesson=Lesson.PROBE, now=now)
        for job in (Job.DELIVER, Job.REPLY, Job.SHOW):
            self._wake(job)
        return now + ASK_AGAIN_AFTER
