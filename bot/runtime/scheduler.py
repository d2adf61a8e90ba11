"""Runs the recurring jobs, each when it next wants to run, when it is woken, or when the clock changes.

A job returns the moment it wants to run again, or None to sleep until it is woken. It never overlaps itself, and waking it while
it runs makes it run once more: a wake-up is never lost. Where the clock is set back, what was due by its former time is due now.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.runtime.clock import Clock
from bot.store import StoreError

log = logging.getLogger(__name__)

Work = Callable[[], Awaitable[datetime | None]]

RETRY_AFTER_ERROR = timedelta(seconds=30)
"""How long a job waits after a bug of ours, so that it never becomes a busy loop."""

LONGEST_REST = 0.25
"""Real seconds for which a job that is woken again and again rests between two runs, at the most: it rests as long as it ran, so that
clicks, which wake several jobs each, are answered in between."""

MAX_SLEEP = timedelta(hours=1)
"""How long a job sleeps at the most, whatever it asks for: as long as the longest FRESHNESS_SECONDS. To be asked again costs it nothing."""


class _MonotonicTime(tzinfo):
    """APScheduler reads the clock through its time zone: this one shows the monotonic clock, which nobody can set.

    It shows the right time when it is made, and from then on goes its own way.
    """

    def __init__(self) -> None:
        self._ahead = time.time() - time.monotonic()

    def fromutc(self, _: datetime, /) -> datetime:
        return datetime.fromtimestamp(time.monotonic() + self._ahead, UTC).replace(tzinfo=self)

    def utcoffset(self, _: datetime | None, /) -> timedelta:
        return timedelta()

    def dst(self, _: datetime | None, /) -> timedelta:
        return timedelta()

    def tzname(self, _: datetime | None, /) -> str:
        return "monotonic"


@dataclass(slots=True)
class _Job:
    """due: when it runs next, None while it sleeps; scheduled_at: when that was set, by the clock of then.

    rests_until: by `time.monotonic`.
    """

    work: Work
    due: datetime | None = None
    scheduled_at: datetime | None = None
    woken: bool = False
    task: asyncio.Task[None] | None = None
    rests_until: float = 0.0

    @property
    def running(self) -> bool:
        return self.task is not None


class Scheduler:
    """APScheduler keeps the timers; the injected clock says for how long."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._jobs: dict[str, _Job] = {}
        # A job sets its next timer before it has quite returned; that it never overlaps itself is seen to in _run.
        self._timers = _MonotonicTime()
        self._scheduler = AsyncIOScheduler(timezone=self._timers, job_defaults={"misfire_grace_time": None, "max_instances": 100})
        self._stopped = False
        self._ended = asyncio.Event()
        self._stop_listening: Callable[[], None] = lambda: None

    def add(self, name: str, work: Work) -> None:
        self._jobs[name] = _Job(work)

    def start(self) -> None:
        """Start the timers and run every job once."""
        self._scheduler.start()
        self._stop_listening = self._clock.on_change(self._reset_timers)
        for name, job in self._jobs.items():
            job.woken, job.due = True, self._clock.now()
            self._set_timer(name, job)

    async def stop(self, grace: float) -> None:
        """Start nothing more; let what is running end within `grace` real seconds, then cancel it."""
        self._stopped = True  # a job that was submitted and has not begun is not among the tasks: it ends where it begins
        self._ended.set()
        if not self._scheduler.running:
            return
        self._stop_listening()
        self._scheduler.pause()
        tasks = {job.task for job in self._jobs.values() if job.task is not None}
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._scheduler.shutdown(wait=False)
        await asyncio.sleep(0)

    @property
    def next_due(self) -> datetime | None:
        """When the next of those that sleep wants to run; None while all of them sleep until they are woken."""
        return min((job.due for job in self._jobs.values() if job.due is not None and not job.running), default=None)

    async def idle(self) -> None:
        """Return once no job runs and none is due: then nothing happens until one is woken or the clock has moved on to `next_due`."""
        while any(map(self._is_busy, self._jobs.values())):
            self._ended.clear()
            await self._ended.wait()

    def wake(self, name: str) -> None:
        """Run this job as soon as possible, though not before what the event loop has to do already, such as to answer a click."""
        job = self._jobs[name]
        was_woken, job.woken = job.woken, True
        if not (job.running or was_woken):
            job.due = self._clock.now()
            if self._scheduler.running:
                asyncio.get_running_loop().call_later(0, self._set_timer_of_woken, name, job)

    def _set_timer_of_woken(self, name: str, job: _Job) -> None:
        if job.woken and not job.running:
            self._set_timer(name, job)

    def _is_busy(self, job: _Job) -> bool:
        if self._stopped:
            return job.running
        return job.running or job.woken or (job.due is not None and job.due <= self._clock.now())

    def _reset_timers(self) -> None:
        now = self._clock.now()
        for name, job in self._jobs.items():
            if job.running:
                continue
            if job.scheduled_at is not None and now < job.scheduled_at:
                job.due, job.scheduled_at = now, None  # the clock was set back, and only the job knows what its moment is now
            self._set_timer(name, job)

    def _set_timer(self, name: str, job: _Job) -> None:
        if not self._scheduler.running:
            return
        wait = math.inf if job.due is None else self._clock.seconds_until(job.due)
        if job.woken:
            wait = max(0.0, job.rests_until - time.monotonic())
        if math.isinf(wait):
            if self._scheduler.get_job(name):
                self._scheduler.remove_job(name)
            return
        self._scheduler.add_job(
            self._run, "date", run_date=datetime.now(self._timers) + timedelta(seconds=wait), args=[name], id=name, replace_existing=True
        )

    def _schedule(self, job: _Job, until: datetime | None) -> None:
        job.scheduled_at = self._clock.now()
        job.due = None if until is None else min(until, job.scheduled_at + MAX_SLEEP)

    async def _run(self, name: str) -> None:
        job = self._jobs[name]
        if self._stopped:
            return
        if job.running:
            job.woken = True
            return
        job.task, job.woken = asyncio.current_task(), False
        begun = time.monotonic()
        try:
            self._schedule(job, await job.work())
        except asyncio.CancelledError:
            # Only `stop` cancels a job. APScheduler must not notice: it would log an error with a traceback.
            log.info("%s was interrupted; it runs again after the next start.", name)
        except StoreError as error:
            # The database's own sentence says more than where in the code it was met; a lock that another program holds ends by itself.
            log.warning("%s will be retried in %d s: %s", name, RETRY_AFTER_ERROR.total_seconds(), error)
            job.due = self._clock.now() + RETRY_AFTER_ERROR
        except Exception:
            log.exception("%s failed; it is tried again in %d s", name, RETRY_AFTER_ERROR.total_seconds())
            self._schedule(job, self._clock.now() + RETRY_AFTER_ERROR)
        finally:
            job.task = None
            job.rests_until = time.monotonic() + min(LONGEST_REST, time.monotonic() - begun)
            self._ended.set()
        self._set_timer(name, job)
