"""What went wrong lately, in words for the team; and how a job rests after X refused it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import AnnouncementKind
from bot.workflow.context import Context, Job
from bot.x.errors import BadCredentials, Locked, OutOfCredits, Paused, RateLimited, XError

log = logging.getLogger(__name__)

FIRST_REST = timedelta(seconds=15)
LONGEST_REST = timedelta(minutes=15)

NEEDS_SOMEBODY = (Locked, BadCredentials, OutOfCredits)
"""What does not mend itself: the team is told in the channel, once a day."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a job could not do its work, since when, and when it is tried again."""

    job: Job
    sentence: str
    since: datetime
    again_at: datetime
    times: int


class Troubles:
    """Keeps the present troubles, one a job; a job that works again has none."""

    def __init__(self, context: Context) -> None:
        self._store, self._clock, self._policy, self._wake = context.store, context.clock, context.policy, context.wake
        self._present: dict[Job, Trouble] = {}

    @property
    def present(self) -> tuple[Trouble, ...]:
        return tuple(self._present.values())

    def guarded(self, job: Job, work: Callable[[], Awaitable[datetime | None]]) -> Callable[[], Awaitable[datetime | None]]:
        """The same work, resting after what X refuses instead of failing."""

        async def guarded() -> datetime | None:
            try:
                again_at = await work()
            except Paused:
                return None
            except XError as error:
                if isinstance(error, NEEDS_SOMEBODY):
                    await self._tell(error)
                return self._rest(job, error)
            self._present.pop(job, None)
            return again_at

        return guarded

    async def _tell(self, error: XError) -> None:
        now = self._clock.now()
        key = f"{type(error).__name__} {self._policy.local_date(now)}"
        async with self._store.write() as tx:
            new = await tx.announcements.add(AnnouncementKind.TROUBLE, key, {"reason": str(error)}, now)
        if new:
            self._wake(Job.SHOW)

    def _rest(self, job: Job, error: XError) -> datetime:
        now = self._clock.now()
        before = self._present.get(job)
        times = before.times + 1 if before else 1
        again_at: datetime = now + min(LONGEST_REST, FIRST_REST * 2 ** min(times - 1, 10))
        if isinstance(error, RateLimited):
            again_at = max(error.until, now + timedelta(seconds=1))
        elif isinstance(error, NEEDS_SOMEBODY):
            again_at = now + LONGEST_REST
        log.log(logging.INFO if isinstance(error, RateLimited) else logging.WARNING, "%s: %s", job.value, error)
        self._present[job] = Trouble(job, str(error), before.since if before else now, again_at, times)
        return again_at
