"""A task may wait for the database so long in all; whoever it wakes may take their time."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.store import Store, StoreBusy
from bot.store.deadline import MIN_SECONDS, Deadline, current_deadline, set_deadline


async def test_it_belongs_to_the_task_that_has_it_and_not_to_those_it_starts() -> None:
    async def started() -> Deadline | None:
        return current_deadline()

    assert current_deadline() is None
    given = set_deadline(2.0)

    assert current_deadline() is given
    assert await asyncio.create_task(started()) is None


async def test_the_first_one_stands() -> None:
    assert set_deadline(2.0) is set_deadline(60.0)


def test_a_moment_is_left_even_when_it_has_passed() -> None:
    passed = Deadline(time.monotonic() - 10)

    assert passed.seconds_left == MIN_SECONDS
    assert passed.whole_steps_left == 250
    assert Deadline(time.monotonic() + 1.9).whole_steps_left % 250 == 0


async def test_whoever_has_none_left_is_told_that_the_store_is_busy_and_the_writer_goes_on(store: Store) -> None:
    async def hurries() -> None:
        set_deadline(0.0)
        async with store.write():
            pytest.fail("it should not have had its turn")

    async with store.write() as tx:
        with pytest.raises(StoreBusy):
            await asyncio.create_task(hurries())
        await tx.keywords.get()


async def test_it_knows_whether_anything_was_committed(store: Store) -> None:
    deadline = set_deadline(60.0)
    async with store.read():
        pass
    assert not deadline.committed
    async with store.write():
        pass
    assert deadline.committed
