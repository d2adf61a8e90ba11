"""What went wrong lately, in words for the team; and how a job rests after X refused it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import AnnouncementKind
from bot.workflow.context import Context, Job
from bot.x.errors import BadCredentials, Locked, NotSetUp, OutOfCredits, OverBudget, Paused, RateLimited, TooFast, XError

log = logging.getLogger(__name__)

FIRST_REST = timedelta(seconds=15)
LONGEST_REST = timedelta(minutes=15)

TELLS_WHEN_IT_ENDS = (RateLimited, OverBudget, TooFast)
"""Nothing is wrong: it goes on by itself at a known moment."""

NEEDS_SOMEBODY = (Locked, NotSetUp, OutOfCredits)
"""What does not mend itself."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a job could not do its work, since when, and when it is tried again; None: when it is woken."""

    job: Job
    sentence: str
    since: datetime
    again_at: datetime | None
    times: int


class Troubles:
    """Keeps the present troubles, one a job; a job that works again has none."""

    def __init__(self, context: Context) -> None:
        self._store, self._clock, self._wake = context.store, context.clock, context.wake
        self._present: dict[Job, Trouble] = {}

    @property
    def present(self) -> tuple[Trouble, ...]:
        return tuple(self._present.values())

    def report(self, job: Job, sentence: str, again_at: datetime | None) -> None:
        """A job that does not ask X cannot do its work; it says itself why, and when it tries again."""
        before = self._present.get(job)
        self._present[job] = Trouble(
            job, sentence, before.since if before else self._clock.now(), again_at, before.times + 1 if before else 1
        )

    def clear(self, job: Job) -> None:
        """The job works."""
        self._present.pop(job, None)

    def guarded(self, job: Job, work: Callable[[], Awaitable[datetime | None]]) -> Callable[[], Awaitable[datetime | None]]:
        """The same work, resting after what X refuses instead of failing."""

        async def guarded() -> datetime | None:
            try:
                again_at = await work()
            except Paused:
                return None
            except XError as error:
                return self._rest(job, error, until_woken=await self._stands(error))
            self._present.pop(job, None)
            return again_at

        return guarded

    async def _stands(self, error: XError) -> bool:
        """Whether X refuses everything, so that nothing is worth a try before it is known to take calls again."""
        if isinstance(error, OutOfCredits):
            return await self._tell(error)
        if isinstance(error, BadCredentials):
            async with self._store.read() as tx:
                account = await tx.accounts.get()
            return bool(account.writes_stopped and account.keys_refused_at)
        return False

    async def _tell(self, error: OutOfCredits) -> bool:
        """Tell the team, once, that X's credits are used up; False when they are back by now."""
        now = self._clock.now()
        async with self._store.write() as tx:
            out_since = (await tx.accounts.get()).credits_out_at
            if out_since is None:
                return False
            key = f"OutOfCredits {out_since.isoformat()}"
            new = await tx.announcements.add(AnnouncementKind.TROUBLE, key, {"reason": str(error)}, now)
        if new:
            self._wake(Job.SHOW)
        return True

    def _rest(self, job: Job, error: XError, *, until_woken: bool) -> datetime | None:
        now = self._clock.now()
        before = self._present.get(job)
        times = before.times + 1 if before else 1
        again_at: datetime | None = now + min(LONGEST_REST, FIRST_REST * 2 ** min(times - 1, 10))
        if isinstance(error, TELLS_WHEN_IT_ENDS):
            again_at = max(error.until, now + timedelta(seconds=1))
        elif until_woken:
            again_at = None
        elif isinstance(error, NEEDS_SOMEBODY):
            again_at = now + LONGEST_REST
        log.log(logging.INFO if isinstance(error, TELLS_WHEN_IT_ENDS) else logging.WARNING, "%s: %s", job.value, error)
        self._present[job] = Trouble(job, str(error), before.since if before else now, again_at, times)
        return again_at
