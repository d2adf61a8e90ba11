"""How long a message rests after it failed, and when it is not the message but Discord."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.jobs import Job
from cogs.channel.attempts import IN_A_ROW, INITIAL_BACKOFF, MAX_BACKOFF, MAX_CHANNEL_BACKOFF, ChannelError, RequestFailed, Retries
from tests.support.discord import DiscordWorld
from tests.support.samples.notes import written

KEY = ("post card", 1)


class _ManualClock:
    """A clock that is set by hand, also back."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def seconds_until(self, moment: datetime) -> float:
        return (moment - self.time).total_seconds()

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        return lambda: None


class _ReportedErrors:
    """What the team would be told."""

    def __init__(self) -> None:
        self.now: dict[Job, str] = {}

    def report(self, job: Job, sentence: str, again_at: datetime | None, channel_id: int) -> None:
        self.now[job] = sentence

    def clear(self, job: Job, channel_id: int) -> None:
        self.now.pop(job, None)


def retries() -> tuple[Retries, _ManualClock, _ReportedErrors]:
    clock, told = _ManualClock(), _ReportedErrors()
    return Retries(clock, told, 77), clock, told  # type: ignore[arg-type]  # what it needs of JobErrors


async def fails() -> None:
    raise ConnectionResetError("the line is dead")


async def works() -> int:
    return 7


async def fail(made: Retries, key: tuple[str, int] = KEY) -> RequestFailed:
    with pytest.raises(RequestFailed) as raised:
        await made.send(key, fails())
    return raised.value


@given(st.integers(1, 30))
def test_pauses_double_and_stay_below_the_longest(failures: int) -> None:
    async def story() -> None:
        made, clock, _ = retries()
        for n in range(failures):
            assert not made.is_backing_off(KEY)
            await fail(made)
            pause = min(MAX_BACKOFF, INITIAL_BACKOFF * 2**n)
            assert made.next_due([KEY]) == clock.time + pause
            assert made.is_backing_off(KEY)
            clock.time += pause
        assert await made.send(KEY, works()) == 7
        assert (made.failures(KEY), made.next_due([KEY])) == (0, None)

    asyncio.run(story())


async def test_a_clock_that_is_set_back_makes_nothing_rest_longer() -> None:
    made, clock, _ = retries()
    await fail(made)
    clock.time -= timedelta(hours=3)

    assert not made.is_backing_off(KEY)


async def test_different_messages_in_a_row_are_discord_the_same_one_again_is_not() -> None:
    made, _, told = retries()
    for _ in range(IN_A_ROW + 2):
        assert not isinstance(await fail(made), ChannelError)
    made.channel_works()
    assert list(told.now) == [Job.EDIT_MESSAGES]
    for n in range(2, IN_A_ROW):
        assert not isinstance(await fail(made, ("edit card", n)), ChannelError)
    await made.send(("edit card", 99), works())
    for n in range(1, IN_A_ROW):
        assert not isinstance(await fail(made, ("edit card", n)), ChannelError)
    fault = await fail(made, ("edit card", 77))
    assert isinstance(fault, ChannelError)
    assert not fault.channel_unavailable
    assert made.channel_failed(fault, in_use=True) - _ManualClock().time <= MAX_CHANNEL_BACKOFF
    made.channel_works()
    assert Job.POST_MESSAGES in told.now
    await made.send(KEY, works())
    made.channel_works()
    assert Job.POST_MESSAGES not in told.now


async def test_what_is_no_longer_wanted_is_forgotten() -> None:
    made, _, told = retries()
    for _ in range(IN_A_ROW):
        await fail(made)
    made.prune("post card", [])
    made.channel_works()

    assert told.now == {}
    assert not made.is_backing_off(KEY)


async def test_the_real_troubles_take_what_is_reported(tmp_path: Path, discord_elsewhere: None) -> None:
    async with DiscordWorld(tmp_path) as world:
        world.services.job_errors.report(Job.EDIT_MESSAGES, written("Once."), None)
        world.services.job_errors.report(Job.EDIT_MESSAGES, written("Twice."), world.clock.now())
        (trouble,) = world.services.job_errors.present
        assert (trouble.note, trouble.times, trouble.since) == (written("Twice."), 2, world.clock.now())
        world.services.job_errors.clear(Job.EDIT_MESSAGES)
        assert world.services.job_errors.present == ()
