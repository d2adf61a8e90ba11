"""Jobs that fail at present, for the team. When a job tries again stands in `bot.x.retries`."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain import AnnouncementKind, Note
from bot.domain.jobs import Job
from bot.workflow.context import Context
from bot.x.errors import BadCredentials, OutOfCredits, Paused, XError
from bot.x.retries import ENDS_BY_ITSELF, job_again_at

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JobError:
    """Why a job could not do its work, since when, and when it is tried again; None: when it is woken.

    channel_id: in which channel it could not, 0 where it is about none. ends_by_itself: nothing is wrong; it waits for a known moment.
    """

    job: Job
    note: Note
    since: datetime
    again_at: datetime | None
    times: int
    ends_by_itself: bool = False
    channel_id: int = 0


class JobErrors:
    """The present errors, one a job and channel; a job that works again has none."""

    def __init__(self, context: Context) -> None:
        self._store, self._clock = context.store, context.clock
        self._present: dict[tuple[Job, int], JobError] = {}

    @property
    def present(self) -> tuple[JobError, ...]:
        return tuple(self._present.values())

    def report(self, job: Job, note: Note, again_at: datetime | None, channel_id: int = 0) -> None:
        """A job that does not ask X cannot do its work; it says itself why, and when it tries again."""
        before = self._present.get((job, channel_id))
        since, times = (before.since, before.times + 1) if before else (self._clock.now(), 1)
        self._present[job, channel_id] = JobError(job, note, since, again_at, times, channel_id=channel_id)

    def clear(self, job: Job, channel_id: int = 0) -> None:
        """The job works."""
        self._present.pop((job, channel_id), None)

    def guarded(self, job: Job, work: Callable[[], Awaitable[datetime | None]]) -> Callable[[], Awaitable[datetime | None]]:
        """The same work, backing off after what X refuses instead of failing."""

        async def guarded() -> datetime | None:
            try:
                again_at = await work()
            except Paused:
                return None
            except XError as error:
                return self._back_off(job, error, until_woken=await self._blocks_everything(error))
            self.clear(job)
            return again_at

        return guarded

    async def _blocks_everything(self, error: XError) -> bool:
        """Whether X refuses everything, so that nothing is worth a try before it is known to take calls again."""
        if isinstance(error, OutOfCredits):
            return await self._announce(error)
        if isinstance(error, BadCredentials):
            async with self._store.read() as tx:
                account = await tx.accounts.get()
            return bool(account.writes_stopped and account.keys_refused_at)
        return False

    async def _announce(self, error: OutOfCredits) -> bool:
        """Tell the team, once, that X's credits are used up; False when they are back by now."""
        now = self._clock.now()
        async with self._store.write() as tx:
            out_since = (await tx.accounts.get()).credits_depleted_at
            if out_since is None:
                return False
            key = f"OutOfCredits {out_since.isoformat()}"
            await tx.announcements.add(AnnouncementKind.ACTION_NEEDED, key, {"reason": error.note.to_json()}, now)
        return True

    def _back_off(self, job: Job, error: XError, *, until_woken: bool) -> datetime | None:
        now = self._clock.now()
        before = self._present.get((job, 0))
        times = before.times + 1 if before else 1
        again_at = None if until_woken else job_again_at(error, times, now)
        ends_by_itself = isinstance(error, ENDS_BY_ITSELF)
        log.log(logging.INFO if ends_by_itself else logging.WARNING, "%s: %s", job.value, error)
        self._present[job, 0] = JobError(job, error.note, before.since if before else now, again_at, times, ends_by_itself)
        return again_at
