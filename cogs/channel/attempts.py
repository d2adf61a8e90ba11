"""Requests about single messages: one that fails rests alone, with growing pauses, and what concerns the whole channel is told apart."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import discord

from bot.runtime.clock import Clock
from bot.workflow.context import Job
from bot.workflow.team.job_errors import Troubles
from cogs.channel.discord_errors import (
    REQUEST_FAULTS,
    cause,
    concerns_the_channel,
    cure,
    is_rate_limit,
    is_refusal,
    may_have_happened,
    retry_after,
)

log = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=5)
"""Of one message. It doubles from the first to this one."""
LONGEST_CHANNEL_PAUSE = timedelta(minutes=1)
"""While nothing at all can be done in the channel."""
AFTER_A_REFUSAL = timedelta(minutes=10)
"""How long a form rests that Discord does not want, unless it changes meanwhile."""
IN_A_ROW = 3
"""Different messages that fail one after the other, and none succeeds in between: then it is Discord, and not the messages."""
TOLD_FROM = 3
"""Failures from which on a single message is spoken of in /status."""
PATIENCE = 8.0
"""Real seconds for one request. discord.py repeats a 5xx by itself for up to 25 s, in which nobody else would have their turn; and it may
wait up to 5 s for its turn within Discord's limit of five messages in five seconds."""

Key = tuple[str, int]
"""What is done with which thing, such as ("post prompt", 7)."""

T = TypeVar("T")


class Failed(Exception):
    """A request about one message failed; it rests. unsure: it may have been carried out all the same."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error
        self.unsure = may_have_happened(error)


class ChannelFault(Failed):
    """Nothing can be done in the channel for now. unseen: nobody tells of what happens in it meanwhile, either."""

    @property
    def unseen(self) -> bool:
        return concerns_the_channel(self.error)


@dataclass(slots=True)
class _Rest:
    failures: int
    pause: timedelta
    until: datetime
    error: Exception
    content: str

    def is_over(self, now: datetime) -> bool:
        """Also where the clock was set back: no pause is longer than it was meant to be."""
        return not timedelta() < self.until - now <= self.pause


class Attempts:
    """Makes requests, keeps what rests, and tells the team's /status when the channel is not kept up."""

    def __init__(self, clock: Clock, troubles: Troubles) -> None:
        self._clock, self._troubles = clock, troubles
        self._rests: dict[Key, _Rest] = {}
        self._failed_in_a_row: set[Key] = set()
        self._channel_failures = 0

    def rests(self, key: Key, content: str = "") -> bool:
        """Whether it is too early to try again. content: what would be sent; what Discord refused may be sent once it reads otherwise."""
        rest = self._rests.get(key)
        if rest is None or rest.is_over(self._clock.now()):
            return False
        return not is_refusal(rest.error) or rest.content == content

    def failures(self, key: Key) -> int:
        """How often it failed since it last succeeded: what never failed is tried first, so that it never waits for what keeps failing."""
        rest = self._rests.get(key)
        return rest.failures if rest else 0

    def next_due(self, keys: Iterable[Key]) -> datetime | None:
        """When the first of these may be tried again."""
        return min((self._rests[key].until for key in keys if key in self._rests), default=None)

    def keep_only(self, purpose: str, keys: Iterable[Key]) -> None:
        """Forget what rests for this purpose and is no longer wanted."""
        wanted = set(keys)
        for key in [key for key in self._rests if key[0] == purpose and key not in wanted]:
            self._succeeded(key)

    def release(self) -> None:
        """Something about the connection or the permissions changed: whatever rests may be tried at once, but for Discord's own limits."""
        now = self._clock.now()
        for rest in self._rests.values():
            if not is_rate_limit(rest.error) and not is_refusal(rest.error):
                rest.until = now

    async def make(self, key: Key, request: Awaitable[T], content: str = "", patience: float = PATIENCE) -> T:
        """Make one request about a message. Raises Failed, and ChannelFault where it is not about this message."""
        try:
            async with asyncio.timeout(patience):
                answer = await request
        except REQUEST_FAULTS as error:
            raise self._failed(key, error, content) from error
        self._channel_failures = 0
        self._failed_in_a_row.clear()
        self._succeeded(key)
        return answer

    async def ask(self, request: Awaitable[T], patience: float) -> T:
        """Make a request about the channel as a whole. Raises ChannelFault."""
        try:
            async with asyncio.timeout(patience):
                return await request
        except REQUEST_FAULTS as error:
            raise ChannelFault(error) from error

    def broke(self, key: Key, error: Exception, content: str) -> None:
        """A message could not even be made, which is a fault of ours: it rests like any other that fails."""
        log.error("Could not %s %d", *key, exc_info=error)
        self._rest(key, error, content)

    def channel_failed(self, fault: ChannelFault) -> datetime:
        """Say so where the team looks; returns when to try again."""
        self._channel_failures += 1
        again_at = self._clock.now() + self._pause(self._channel_failures, LONGEST_CHANNEL_PAUSE, fault.error)
        log.warning("The channel is not up to date: %s", cure(fault.error))
        self._troubles.report(Job.SHOW, cure(fault.error), again_at)
        return again_at

    def channel_works(self) -> None:
        """A run got to its end: unless Discord fails at everything, only single messages are left to be told of."""
        if len(self._failed_in_a_row) >= IN_A_ROW:
            return
        self._channel_failures = 0
        self._troubles.clear(Job.SHOW)
        stuck = [rest for rest in self._rests.values() if rest.failures >= TOLD_FROM and not is_rate_limit(rest.error)]
        if not stuck:
            self._troubles.clear(Job.EDIT)
            return
        what = "a message" if len(stuck) == 1 else f"{len(stuck)} messages"
        error = stuck[-1].error
        whose = "Discord does not take" if isinstance(error, REQUEST_FAULTS) else "Mutuals cannot make"
        sentence = f"{whose} {what} in the team's channel ({cause(error)}). It is tried again by itself."
        self._troubles.report(Job.EDIT, sentence, min(rest.until for rest in stuck))

    def _succeeded(self, key: Key) -> None:
        self._rests.pop(key, None)
        self._failed_in_a_row.discard(key)

    def _failed(self, key: Key, error: Exception, content: str) -> Failed:
        if concerns_the_channel(error):
            return ChannelFault(error)
        pause = self._rest(key, error, content)
        self._say(key, error, pause)
        if is_refusal(error) or is_rate_limit(error):
            return Failed(error)
        self._failed_in_a_row.add(key)
        return ChannelFault(error) if len(self._failed_in_a_row) >= IN_A_ROW else Failed(error)

    def _rest(self, key: Key, error: Exception, content: str) -> timedelta:
        failures = self.failures(key) + 1
        pause = self._pause(failures, LONGEST_PAUSE, error)
        self._rests[key] = _Rest(failures, pause, self._clock.now() + pause, error, content)
        return pause

    def _pause(self, failures: int, longest: timedelta, error: Exception) -> timedelta:
        pause: timedelta = min(longest, FIRST_PAUSE * 2 ** min(failures - 1, 10))
        if is_refusal(error):
            pause = max(pause, AFTER_A_REFUSAL)
        return max(pause, timedelta(seconds=retry_after(error) or 0))

    def _say(self, key: Key, error: Exception, pause: timedelta) -> None:
        purpose, number = key
        if is_refusal(error):
            text = error.text if isinstance(error, discord.HTTPException) else str(error)
            log.error("Discord refused to %s %d (%s); it is tried again later.", purpose, number, text)
        else:
            level = logging.INFO if is_rate_limit(error) else logging.WARNING
            log.log(level, "Could not %s %d, which rests for %d s: %s", purpose, number, pause.total_seconds(), cure(error))
