"""Transactions: all or nothing, one writer at a time, and readers that see one moment."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.domain import Act, Decision, Purpose
from bot.store import Store, StoreError, Tx
from tests.store.conftest import ACCOUNT
from tests.support.forked import fork_script
from tests.support.store import DAY, LEO, MAYA, NOW, STATES, suggest_follow_back


async def spend(tx: Tx, micros: int = 1) -> None:
    await tx.ledger.reserve(purpose=Purpose.CHECK, endpoint="GET /2/users/me", micros=micros, at=NOW)


def damage(file: Path) -> None:
    """Overwrite everything but the first page."""
    with file.open("r+b") as pages:
        pages.seek(4096)
        pages.write(b"\xff" * (file.stat().st_size - 4096))


async def spent(store: Store) -> int:
    async with store.read() as tx:
        return await tx.ledger.spent()


async def test_what_is_left_by_an_exception_leaves_nothing(store: Store) -> None:
    async def stumble() -> None:
        async with store.write() as tx:
            await spend(tx)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await stumble()
    assert await spent(store) == 0


async def test_what_a_killed_process_had_not_finished_leaves_nothing(store: Store, url: str, tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    script = f"""
import asyncio, os, pathlib, signal
from bot.store import Store
from tests.store.test_store import spend
async def main():
    store = await Store.open({url!r}, account_id={ACCOUNT})
    async with store.write() as tx:
        await spend(tx, 3)
    async with store.write() as tx:
        await spend(tx, 5)
        pathlib.Path({str(ready)!r}).touch()
        os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(main())
"""
    await (await fork_script(script)).wait()

    assert ready.exists()
    assert await spent(store) == 3
    async with store.write() as tx:
        await spend(tx, 7)
    assert await spent(store) == 10


async def test_a_cancelled_write_leaves_nothing_and_lets_the_next_one_in(store: Store) -> None:
    halfway = asyncio.Event()

    async def interrupted() -> None:
        async with store.write() as tx:
            await spend(tx)
            halfway.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(interrupted())
    await halfway.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await spent(store) == 0
    async with store.write() as tx:
        await spend(tx)
    assert await spent(store) == 1


async def test_cancelling_anywhere_never_leaves_half(store: Store) -> None:
    async def twice() -> None:
        async with store.write() as tx:
            await spend(tx)
            await spend(tx)

    for steps in range(60):
        task = asyncio.create_task(twice())
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert await spent(store) % 2 == 0


async def test_a_reader_sees_one_moment(store: Store, second: Store) -> None:
    async with store.read() as tx:
        before = await tx.ledger.spent()
        async with second.write() as other:
            await spend(other)
        assert await tx.ledger.spent() == before

    assert await spent(store) == before + 1


async def test_a_reader_does_not_wait_for_a_writer(store: Store, second: Store) -> None:
    async with store.write() as tx:
        await spend(tx)
        assert await spent(store) == await spent(second) == 0


async def test_writing_while_reading_is_an_error(store: Store) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        async with store.read() as tx:
            await spend(tx)


async def test_a_write_within_a_write_is_an_error_not_a_deadlock(store: Store) -> None:
    async with store.write() as tx:
        with pytest.raises(RuntimeError, match="within a write"):
            async with store.write():
                pass
        await spend(tx)

    assert await spent(store) == 1


async def test_many_writers_from_two_processes_lose_nothing(store: Store, second: Store) -> None:
    async def add_one(to: Store) -> None:
        async with to.write() as tx:
            sofar = await tx.ledger.spent()
            await spend(tx, sofar + 1)

    await asyncio.gather(*(add_one(one) for one in [store, second] * 12))

    assert await spent(store) == 2**24 - 1


async def test_of_two_who_decide_at_once_exactly_one_wins(store: Store, second: Store) -> None:
    async with store.write() as tx:
        ids = [await suggest_follow_back(tx, user_id) for user_id in range(1, 16)]

    async def decide(where: Store, suggestion_id: int, act: Act) -> bool:
        member, to = (MAYA, STATES.APPROVED) if act is Act.APPROVE else (LEO, STATES.SKIPPED)
        async with where.write() as tx:
            return await tx.suggestions.move(suggestion_id, to=to, from_={STATES.OPEN}, decision=Decision(act, NOW, member)) is not None

    approved = [decide(store, suggestion_id, Act.APPROVE) for suggestion_id in ids]
    skipped = [decide(second, suggestion_id, Act.SKIP) for suggestion_id in ids]
    won = await asyncio.gather(*approved, *skipped)

    assert [first + other for first, other in zip(won[: len(ids)], won[len(ids) :], strict=True)] == [1] * len(ids)
    async with store.read() as tx:
        for suggestion_id, maya_won in zip(ids, won[: len(ids)], strict=True):
            decision = await tx.suggestions.last_decision(suggestion_id)
            suggestion = await tx.suggestions.get(suggestion_id)
            assert decision is not None
            assert decision.member == (MAYA if maya_won else LEO)
            assert suggestion is not None
            assert suggestion.state is (STATES.APPROVED if maya_won else STATES.SKIPPED)
        assert await tx.suggestions.count_history() == len(ids)


async def test_accounts_do_not_see_each_other(store: Store, url: str) -> None:
    async with store.write() as tx:
        await suggest_follow_back(tx, 1)
        await tx.suggestions.move(1, to=STATES.APPROVED, from_={STATES.OPEN}, decision=Decision(Act.APPROVE, NOW, MAYA))
        await tx.opt_outs.add(1, MAYA, NOW)
        await spend(tx)
    other = await Store.open(url, account_id=7)
    try:
        async with other.write() as tx:
            assert (await tx.accounts.get()).username == ""
            assert await tx.profiles.get(1) is None
            assert await tx.followers.known([1]) == set()
            assert await tx.suggestions.get(1) is None
            assert await tx.suggestions.history() == []
            assert await tx.opt_outs.of(1) is None
            assert await tx.ledger.spent() == 0
            moved = await tx.suggestions.move(1, to=STATES.DONE, from_={STATES.APPROVED}, decision=Decision(Act.CONFIRM, NOW))
            assert moved is None
            await tx.followers.mark_seen([1], NOW + DAY)
    finally:
        await other.close()

    async with store.read() as tx:
        suggestion, follower = await tx.suggestions.get(1), await tx.followers.get(1)
    assert suggestion is not None
    assert suggestion.state is STATES.APPROVED
    assert follower is not None
    assert follower.last_seen_at == NOW


async def test_a_damaged_file_is_told_in_plain_words(store: Store, file: Path) -> None:
    async with store.write() as tx:
        await suggest_follow_back(tx, 1)
    await store.close()
    damage(file)

    with pytest.raises(StoreError, match="is damaged; restore a backup with `mutuals restore"):
        async with store.read() as tx:
            await tx.profiles.get(1)
