"""One sweep at a time goes on where it was, and the next one reckons from the last that came to an end."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import Sweep
from bot.store import Store
from tests.support.store import DAY, MINUTE, NOW


async def test_a_sweep_goes_on_where_it_was_until_it_is_finished(store: Store) -> None:
    async with store.write() as tx:
        await tx.sweeps.begin(NOW, 2_400, NOW - MINUTE)
        await tx.sweeps.begin(NOW + DAY, 9, NOW + DAY)
        begun = Sweep(1, NOW, 2_400, NOW - MINUTE)
        assert await tx.sweeps.current() == begun
        await tx.sweeps.progress(1, "next", 1_000)
        assert await tx.sweeps.current() == replace(begun, page_token="next", read=1_000)
        await tx.sweeps.progress(1, None, 2_300, NOW + MINUTE)
        assert await tx.sweeps.current() == (read := replace(begun, read=2_300, read_at=NOW + MINUTE))
        assert await tx.sweeps.last() is None

        await tx.sweeps.finish(1, NOW + DAY)
        assert (await tx.sweeps.current(), await tx.sweeps.last()) == (None, read)


async def test_a_list_that_is_read_again_is_read_from_the_top(store: Store) -> None:
    async with store.write() as tx:
        await tx.sweeps.begin(NOW, 2_400, NOW)
        await tx.sweeps.progress(1, None, 2_300, NOW)
        read = await tx.sweeps.current()
        assert read is not None
        await tx.sweeps.read_again(read, NOW + DAY)

        assert await tx.sweeps.current() == Sweep(1, NOW, 2_400, NOW, passes=2, resume_at=NOW + DAY)


async def test_one_that_is_abandoned_leaves_no_trace(store: Store) -> None:
    async with store.write() as tx:
        await tx.sweeps.begin(NOW, 2_400, NOW)
        await tx.sweeps.abandon(1)

        assert (await tx.sweeps.current(), await tx.sweeps.last()) == (None, None)
