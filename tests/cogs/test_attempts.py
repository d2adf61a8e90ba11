"""How long a message rests after it failed, and when it is not the message but Discord."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workflow.context import Job
from cogs.channel.attempts import FIRST_PAUSE, IN_A_ROW, LONGEST_CHANNEL_PAUSE, LONGEST_PAUSE, Attempts, ChannelFault, Failed
from tests.cogs.house import House

KEY = ("post card", 1)


class _Watch:
    """A clock that is set by hand, also back."""

    def __init__(self) -> None:
        self.shows = datetime(2026, 3, 2, tzinfo=UTC)

    def now(self) -> datetime:
        return self.shows

    def seconds_until(self, moment: datetime) -> float:
        return (moment - self.shows).total_seconds()

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        return lambda: None


class _Told:
    """What the team would be told."""

    def __init__(self) -> None:
        self.now: dict[Job, str] = {}

    def report(self, job: Job, sentence: str, again_at: datetime | None) -> None:
        self.now[job] = sentence

    def clear(self, job: Job) -> None:
        self.now.pop(job, None)


def attempts() -> tuple[Attempts, _Watch, _Told]:
    watch, told = _Watch(), _Told()
    return Attempts(watch, told), watch, told  # type: ignore[arg-type]  # what it needs of Troubles


async def fails() -> None:
    raise ConnectionResetError("the line is dead")


async def works() -> int:
    return 7


async def fail(made: Attempts, key: tuple[str, int] = KEY) -> Failed:
    with pytest.raises(Failed) as raised:
        await made.make(key, fails())
    return raised.value


@given(st.integers(1, 30))
def test_pauses_double_and_stay_below_the_longest(failures: int) -> None:
    async def story() -> None:
        made, watch, _ = attempts()
        for n in range(failures):
            assert not made.rests(KEY)
            await fail(made)
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2**n)
            assert made.next_due([KEY]) == watch.shows + pause
            assert made.rests(KEY)
            watch.shows += pause
        assert await made.make(KEY, works()) == 7
        assert (made.failures(KEY), made.next_due([KEY])) == (0, None)

    asyncio.run(story())


async def test_a_clock_that_is_set_back_makes_nothing_rest_longer() -> None:
    made, watch, _ = attempts()
    await fail(made)
    watch.shows -= timedelta(hours=3)

    assert not made.rests(KEY)


async def test_different_messages_in_a_row_are_discord_the_same_one_again_is_not() -> None:
    made, _, told = attempts()
    for _ in range(IN_A_ROW + 2):
        assert not isinstance(await fail(made), ChannelFault)
    made.channel_works()
    assert list(told.now) == [Job.EDIT]
    for n in range(2, IN_A_ROW):
        assert not isinstance(await fail(made, ("edit card", n)), ChannelFault)
    await made.make(("edit card", 99), works())
    for n in range(1, IN_A_ROW):
        assert not isinstance(await fail(made, ("edit card", n)), ChannelFault)
    fault = await fail(made, ("edit card", 77))
    assert isinstance(fault, ChannelFault)
    assert not fault.unseen
    assert made.channel_failed(fault) - _Watch().shows <= LONGEST_CHANNEL_PAUSE
    made.channel_works()
    assert Job.SHOW in told.now
    await made.make(KEY, works())
    made.channel_works()
    assert Job.SHOW not in told.now


async def test_what_is_no_longer_wanted_is_forgotten() -> None:
    made, _, told = attempts()
    for _ in range(IN_A_ROW):
        await fail(made)
    made.keep_only("post card", [])
    made.channel_works()

    assert told.now == {}
    assert not made.rests(KEY)


async def test_the_real_troubles_take_what_is_reported(tmp_path: Path, discord_elsewhere: None) -> None:
    async with House(tmp_path) as house:
        house.services.troubles.report(Job.EDIT, "Once.", None)
        house.services.troubles.report(Job.EDIT, "Twice.", house.clock.now())
        (trouble,) = house.services.troubles.present
        assert (trouble.sentence, trouble.times, trouble.since) == ("Twice.", 2, house.clock.now())
        house.services.troubles.clear(Job.EDIT)
        assert house.services.troubles.present == ()
