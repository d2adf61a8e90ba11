"""Requests about single messages: one that fails backs off alone, and failures of the whole channel are told apart."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import discord

from bot.domain import DiscordFault, Note
from bot.domain.jobs import Job
from bot.runtime.backoff import delay_after
from bot.runtime.clock import Clock
from bot.views.words.sentences import logged
from bot.workflow.team.job_errors import JobErrors
from cogs.discord_errors import (
    REQUEST_ERRORS,
    answer_figures,
    error_advice,
    is_channel_closed,
    is_channel_error,
    is_rate_limit,
    is_rejected,
    may_have_been_processed,
    retry_after,
)

log = logging.getLogger(__name__)

INITIAL_BACKOFF = timedelta(seconds=2)
MAX_BACKOFF = timedelta(minutes=5)
"""Of one message. It doubles from the first to this one."""
MAX_CHANNEL_BACKOFF = timedelta(minutes=1)
"""While nothing at all can be done in the channel."""
REJECTED_BACKOFF = timedelta(minutes=10)
"""How long a message backs off that Discord rejects, unless it changes meanwhile."""
IN_A_ROW = 3
"""Different messages that fail one after the other, and none succeeds in between: then it is Discord, and not the messages."""
REPORT_AFTER = 3
"""Failures from which on a single message is reported in /status."""
REQUEST_TIMEOUT = 8.0
"""Real seconds for one request. discord.py repeats a 5xx by itself for up to 25 s, in which nothing else would be sent; and it may
wait up to 5 s for its turn within Discord's limit of five messages in five seconds."""

Key = tuple[str, int]
"""What is done with which thing, such as ("post prompt", 7)."""

T = TypeVar("T")


class RequestFailed(Exception):
    """A request about one message failed; it backs off. may_have_succeeded: it may have been carried out all the same."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error
        self.may_have_succeeded = may_have_been_processed(error)


class ChannelError(RequestFailed):
    """Nothing can be done in the channel for now."""

    @property
    def channel_unavailable(self) -> bool:
        """Nobody tells of what happens in it meanwhile, either."""
        return is_channel_error(self.error)

    @property
    def channel_closed(self) -> bool:
        """Not before somebody gives the bot access, if it is there at all."""
        return is_channel_closed(self.error)


@dataclass(slots=True)
class _Backoff:
    failures: int
    delay: timedelta
    until: datetime
    error: Exception
    content: str

    def has_expired(self, now: datetime) -> bool:
        """Also where the clock was set back: no pause is longer than it was meant to be."""
        return not timedelta() < self.until - now <= self.delay


class Retries:
    """Sends requests about one channel, remembers what is backing off, and tells the team's /status when the channel is not kept up."""

    def __init__(self, clock: Clock, job_errors: JobErrors, channel_id: int) -> None:
        self._clock, self._job_errors, self._channel_id = clock, job_errors, channel_id
        self._backoffs: dict[Key, _Backoff] = {}
        self._failed_in_a_row: set[Key] = set()
        self._channel_failures = 0
        self._channel_backoff: _Backoff | None = None

    @property
    def channel_unavailable_until(self) -> datetime | None:
        """When anything is worth a try in the channel again; None where it is now."""
        backoff = self._channel_backoff
        return None if backoff is None or backoff.has_expired(self._clock.now()) else backoff.until

    def is_backing_off(self, key: Key, content: str = "") -> bool:
        """Whether it is too early to try again. content: what would be sent; what Discord refused may be sent once it reads otherwise."""
        backoff = self._backoffs.get(key)
        if backoff is None or backoff.has_expired(self._clock.now()):
            return False
        return not is_rejected(backoff.error) or backoff.content == content

    def failures(self, key: Key) -> int:
        """How often it failed since it last succeeded: what never failed is tried first, so that it never waits for what keeps failing."""
        backoff = self._backoffs.get(key)
        return backoff.failures if backoff else 0

    def next_due(self, keys: Iterable[Key]) -> datetime | None:
        """When the first of these may be tried again."""
        return min((self._backoffs[key].until for key in keys if key in self._backoffs), default=None)

    def prune(self, purpose: str, keys: Iterable[Key]) -> None:
        """Forget what backs off for this purpose and is no longer wanted."""
        wanted = set(keys)
        for key in [key for key in self._backoffs if key[0] == purpose and key not in wanted]:
            self._succeeded(key)

    def retry_now(self) -> None:
        """The connection or the permissions changed: what backs off may be retried at once, except for Discord's own limits."""
        now = self._clock.now()
        for backoff in (*self._backoffs.values(), *([self._channel_backoff] if self._channel_backoff else [])):
            if not is_rate_limit(backoff.error) and not is_rejected(backoff.error):
                backoff.until = now

    async def send(self, key: Key, request: Awaitable[T], content: str = "", timeout: float = REQUEST_TIMEOUT) -> T:
        """Make one request about a message. Raises RequestFailed, and ChannelError where it is not about this message."""
        try:
            async with asyncio.timeout(timeout):
                answer = await request
        except REQUEST_ERRORS as error:
            raise self._failed(key, error, content) from error
        self._channel_failures = 0
        self._failed_in_a_row.clear()
        self._succeeded(key)
        return answer

    async def send_to_channel(self, request: Awaitable[T], timeout: float) -> T:
        """Make a request about the channel as a whole. Raises ChannelError."""
        try:
            async with asyncio.timeout(timeout):
                return await request
        except REQUEST_ERRORS as error:
            raise ChannelError(error) from error

    def record_failure(self, key: Key, error: Exception, content: str) -> None:
        """A message could not even be made, which is a bug of ours: it backs off like any other that fails."""
        log.error("Could not %s %d", *key, exc_info=error)
        self._back_off(key, error, content)

    def channel_failed(self, fault: ChannelError, *, in_use: bool) -> datetime:
        """Returns when to try again. in_use: whether the team is to know that the channel is not kept up."""
        self._channel_failures += 1
        delay = self._next_backoff(self._channel_failures, MAX_CHANNEL_BACKOFF, fault.error)
        again_at = self._clock.now() + delay
        self._channel_backoff = _Backoff(self._channel_failures, delay, again_at, fault.error, "") if fault.channel_unavailable else None
        if in_use:
            log.warning("The channel %d is not up to date: %s", self._channel_id, logged(error_advice(fault.error)))
            self._job_errors.report(Job.POST_MESSAGES, error_advice(fault.error), again_at, self._channel_id)
        return again_at

    def channel_works(self) -> None:
        """A run got to its end: unless Discord fails at everything, only single messages are left to be told of."""
        if len(self._failed_in_a_row) >= IN_A_ROW:
            return
        self._channel_failures = 0
        self._job_errors.clear(Job.POST_MESSAGES, self._channel_id)
        stuck = [backoff for backoff in self._backoffs.values() if backoff.failures >= REPORT_AFTER and not is_rate_limit(backoff.error)]
        if not stuck:
            self._job_errors.clear(Job.EDIT_MESSAGES, self._channel_id)
            return
        error = stuck[-1].error
        code = DiscordFault.MESSAGES_REJECTED if isinstance(error, REQUEST_ERRORS) else DiscordFault.MESSAGES_NOT_MADE
        note = Note(code, {"count": len(stuck)} | answer_figures(error))
        self._job_errors.report(Job.EDIT_MESSAGES, note, min(backoff.until for backoff in stuck), self._channel_id)

    def not_in_use(self) -> None:
        """Nothing is posted in the channel any more: it is nothing that the team has to know of."""
        for job in (Job.POST_MESSAGES, Job.EDIT_MESSAGES):
            self._job_errors.clear(job, self._channel_id)

    def _succeeded(self, key: Key) -> None:
        self._backoffs.pop(key, None)
        self._failed_in_a_row.discard(key)

    def _failed(self, key: Key, error: Exception, content: str) -> RequestFailed:
        if is_channel_error(error):
            return ChannelError(error)
        delay = self._back_off(key, error, content)
        self._say(key, error, delay)
        if is_rejected(error) or is_rate_limit(error):
            return RequestFailed(error)
        self._failed_in_a_row.add(key)
        return ChannelError(error) if len(self._failed_in_a_row) >= IN_A_ROW else RequestFailed(error)

    def _back_off(self, key: Key, error: Exception, content: str) -> timedelta:
        failures = self.failures(key) + 1
        delay = self._next_backoff(failures, MAX_BACKOFF, error)
        self._backoffs[key] = _Backoff(failures, delay, self._clock.now() + delay, error, content)
        return delay

    def _next_backoff(self, failures: int, longest: timedelta, error: Exception) -> timedelta:
        delay = delay_after(failures, INITIAL_BACKOFF, longest)
        if is_rejected(error):
            delay = max(delay, REJECTED_BACKOFF)
        return max(delay, timedelta(seconds=retry_after(error) or 0))

    def _say(self, key: Key, error: Exception, delay: timedelta) -> None:
        purpose, number = key
        if is_rejected(error):
            text = error.text if isinstance(error, discord.HTTPException) else str(error)
            log.error("Discord refused to %s %d (%s); it will be retried later.", purpose, number, text)
        else:
            level = logging.INFO if is_rate_limit(error) else logging.WARNING
            log.log(
                level,
                "Could not %s %d, which backs off for %d s: %s",
                purpose,
                number,
                delay.total_seconds(),
                logged(error_advice(error)),
            )
