"""Bursts of followers within an hour, on the simulated clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.bursts import BurstKind, FollowerBursts
from bot.demo.clock import SimulatedClock
from bot.demo.x import Persona, SimulatedX

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
SIZE = 200
OVER = timedelta(minutes=40)


class Quay:
    """An account of 50 followers, and a clock that the test moves."""

    def __init__(self) -> None:
        self.clock = SimulatedClock(MORNING, speed=0)
        self.x = SimulatedX(self.clock, seed=1, population=50)
        self.bursts = FollowerBursts(self.clock, self.x, seed=3)
        self._changed = asyncio.Event()
        self.x.on_change(self._changed.set)

    @property
    def arrived(self) -> int:
        return len(self.x.followers) - 50

    async def passes(self, span: timedelta) -> int:
        """Let time pass; how many came. Whoever is due comes within a few turns of the loop."""
        before = self.arrived
        self.clock.advance(span)
        for _ in range(20):
            await asyncio.sleep(0)
        return self.arrived - before

    async def until_over(self) -> None:
        async with asyncio.timeout(20):
            while self.bursts.current:
                self._changed.clear()
                await self._changed.wait()


@pytest.fixture
async def quay() -> AsyncIterator[Quay]:
    quay = Quay()
    yield quay
    await quay.bursts.stop()


async def test_bought_followers_are_delivered_evenly(quay: Quay) -> None:
    people = quay.bursts.buys_followers(SIZE, OVER)
    assert quay.arrived == 0

    quarters = [await quay.passes(OVER / 4) for _ in range(4)]

    assert all(30 < quarter < 70 for quarter in quarters)
    assert sum(quarters) == SIZE
    assert set(quay.x.followers[:SIZE]) == set(people)
    assert all(person.bought for person in people)
    assert quay.bursts.current is None


async def test_the_readers_of_a_post_come_mostly_at_first(quay: Quay) -> None:
    quay.bursts.goes_viral(SIZE, OVER)

    quarters = [await quay.passes(OVER / 4) for _ in range(4)]

    assert sum(quarters) == SIZE
    assert quarters[0] > quarters[1] > quarters[2] > quarters[3]
    assert quarters[0] > SIZE * 0.45


async def test_a_viral_post_begins_with_somebody_of_reach_and_some_readers_speak_up(quay: Quay) -> None:
    quay.bursts.goes_viral(SIZE, OVER)
    (first,) = quay.x.timeline.mentioning(quay.x.account, 1 << 63)
    assert first.author.persona is Persona.BIG
    assert first.quotes is not None
    assert first.quotes.author is quay.x.account

    await quay.passes(OVER)

    authors = {post.author for post in quay.x.timeline.mentioning(quay.x.account, 1 << 63)} - {first.author}
    assert 2 <= len(authors) <= SIZE / 10
    assert authors <= set(quay.x.followers)
    assert all(person.posts_publicly for person in authors)


async def test_a_jump_brings_everybody_who_is_due_at_once(quay: Quay) -> None:
    quay.bursts.buys_followers(SIZE, OVER)

    assert await quay.passes(timedelta(days=1)) == SIZE
    assert quay.bursts.current is None


async def test_nobody_comes_while_the_clock_stands_still_and_they_do_once_it_runs(quay: Quay) -> None:
    quay.bursts.buys_followers(SIZE, OVER)
    await quay.passes(timedelta())
    assert quay.arrived == 0

    quay.clock.run_at(60 * 600)
    await quay.until_over()

    assert quay.arrived == SIZE


async def test_it_says_how_far_a_crowd_is(quay: Quay) -> None:
    quay.bursts.goes_viral(SIZE, OVER)
    came = await quay.passes(OVER / 2)

    burst = quay.bursts.current

    assert burst is not None
    assert (burst.kind, burst.arrived, burst.size) == (BurstKind.VIRAL, came, SIZE)


async def test_one_crowd_comes_at_a_time(quay: Quay) -> None:
    quay.bursts.buys_followers(SIZE, OVER)
    for another in (quay.bursts.buys_followers, quay.bursts.goes_viral):
        with pytest.raises(RuntimeError):
            another()

    assert await quay.passes(OVER) == SIZE
    quay.bursts.goes_viral(SIZE, OVER)
    assert await quay.passes(OVER) == SIZE


async def test_nobody_comes_after_the_end(quay: Quay) -> None:
    quay.bursts.buys_followers(SIZE, OVER)
    await quay.passes(OVER / 2)
    await quay.bursts.stop()

    assert await quay.passes(timedelta(days=1)) == 0
    assert quay.bursts.current is None
