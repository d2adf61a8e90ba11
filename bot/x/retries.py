"""What is tried again when X did not do it, how often and when: one policy for a single request, for the jobs and for the stream.

- No usable answer (no connection, a 5xx such as 503, no JSON): a read is asked again at once, three times in all. A write is never sent
  twice, because it may have been carried out: its outcome is looked up.
- What still fails, the job tries again, with waits that double. It sleeps until it is woken while X refuses everything.
- A 429 is waited for until the reset that X names, and with doubling waits where it names none or does not keep to it.
- What the team's own budget or pace does not allow is tried again at the moment when they do; what somebody has to fix, every 15 minutes.
- What the access level lacks is asked about once a day.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from random import Random

from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, stop_after_delay, wait_random_exponential

from bot.domain import RateLimitWindow
from bot.runtime.backoff import delay_after
from bot.x.errors import Locked, NotSetUp, OutOfCredits, OverBudget, RateLimited, TooFast, Unreachable, XError

# A single request

READ_ATTEMPTS = 3
_SHORTEST_WAIT_SECONDS = 0.2
_LONGEST_WAIT_SECONDS = 3.0


def did_not_answer(status: int) -> bool:
    """Whether an answer of this status is none: X, or what stands before it, has a fault of its own."""
    return status >= 500


def read_attempts(*, within: float, sleep: Callable[[float], Awaitable[None]]) -> AsyncRetrying:
    """Runs a read, and again a little later while X is not answering.

    within: real seconds after which it is not tried again. sleep: waits the real seconds between two tries.
    """
    return AsyncRetrying(
        retry=retry_if_exception_type(Unreachable),
        stop=stop_after_attempt(READ_ATTEMPTS) | stop_after_delay(within),
        wait=wait_random_exponential(multiplier=1, min=_SHORTEST_WAIT_SECONDS, max=_LONGEST_WAIT_SECONDS),
        sleep=sleep,
        reraise=True,
    )


# A 429

LONGEST_WAIT = RateLimitWindow.QUARTER_HOUR.length
"""The most that a refusal without a date, or with a wrong one, holds us up. Only a window that X says is used up lasts longer."""
WAIT_FOR_STREAM = timedelta(minutes=1)
"""When X says within a stream that it is too much."""
_FIRST_WAIT = timedelta(minutes=1)


def after_too_many(refusals: int, told: datetime, now: datetime) -> datetime:
    """When to ask again after so many 429s in a row. told: the reset that X named; in the past where it named none.

    It is trusted once; where X then refuses all the same, and where it is over, waits double.
    """
    return told if refusals == 1 and told > now else max(told, now + delay_after(refusals, _FIRST_WAIT, LONGEST_WAIT))


# A job

FIRST_DELAY = timedelta(seconds=15)
MAX_DELAY = timedelta(minutes=15)

ENDS_BY_ITSELF = (RateLimited, OverBudget, TooFast)
"""Nothing is wrong: the job resumes at a known moment."""

NEEDS_ATTENTION = (Locked, NotSetUp, OutOfCredits)
"""What somebody has to fix."""

PROBE_EVERY = timedelta(minutes=15)
"""How often it is probed whether X accepts calls again after it refused all of them."""
VERIFY_EVERY = timedelta(minutes=1)
"""How often a single refusal of the keys is probed, at most: X may refuse some calls and accept others."""
ASK_AGAIN_AFTER = timedelta(days=1)
"""How long it is trusted that the access level lacks something: X changes what it allows with a week's notice."""


def job_again_at(error: XError, times: int, now: datetime) -> datetime:
    """When a job tries again that has met an error for so many times in a row."""
    if isinstance(error, ENDS_BY_ITSELF):
        return max(error.until, now + timedelta(seconds=1))
    return now + (MAX_DELAY if isinstance(error, NEEDS_ATTENTION) else delay_after(times, FIRST_DELAY, MAX_DELAY))


# The stream

FIRST_RECONNECT = timedelta(seconds=5)
MAX_RECONNECT = timedelta(minutes=15)
WORKED = timedelta(minutes=2)
"""A connection that lasted this long resets the backoff."""


class Reconnects:
    """Waits that double from one short-lived connection to the next, each cut by up to a half."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._failures = 0

    def next_delay(self, lasted: timedelta) -> timedelta:
        """lasted: how long the connection stood that has just ended; nothing when none came about."""
        if lasted >= WORKED:
            self._failures = 0
        self._failures += 1
        return delay_after(self._failures, FIRST_RECONNECT, MAX_RECONNECT) * self._rng.uniform(0.5, 1.0)
