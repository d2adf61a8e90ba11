"""Audits: one at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain import Audit
from bot.store import Store
from tests.store.conftest import ACCOUNT
from tests.support.store import DAY, LEO, MAYA, NOW


async def test_an_audit_from_the_question_to_its_end(store: Store) -> None:
    async with store.write() as tx:
        assert await tx.audits.current() is None
        asked = await tx.audits.ask(MAYA, 5_000, NOW)
        assert asked is not None
        assert asked == Audit(asked.id, NOW, MAYA, max_profiles=5_000, read=0)
        assert await tx.audits.current() == asked

        await tx.audits.progress(asked.id, 3_000)
        assert await tx.audits.current() == replace(asked, read=3_000)

        await tx.audits.finish(asked.id, NOW + DAY)
        assert await tx.audits.current() is None


async def test_there_is_one_at_a_time(store: Store) -> None:
    async with store.write() as tx:
        first = await tx.audits.ask(MAYA, 10, NOW)
        assert first is not None
        assert await tx.audits.ask(LEO, 20, NOW + DAY) is None
        assert await tx.audits.current() == first

        await tx.audits.finish(first.id, NOW)
        second = await tx.audits.ask(LEO, 20, NOW + DAY)
        assert second is not None
        await tx.audits.progress(first.id, 7)
        await tx.audits.finish(first.id, NOW)
        assert await tx.audits.current() == second


async def test_another_accounts_audit_is_no_obstacle(store: Store, url: str) -> None:
    other = await Store.open(url, account_id=ACCOUNT - 1)
    async with store.write() as tx:
        mine = await tx.audits.ask(MAYA, 10, NOW)
        assert mine is not None
    async with other.write() as tx:
        theirs = await tx.audits.ask(LEO, 20, NOW)
        assert theirs is not None
        await tx.audits.finish(mine.id, NOW)
    await other.close()

    async with store.read() as tx:
        assert await tx.audits.current() == mine


@pytest.mark.parametrize("max_profiles", [0, 2**62])
async def test_any_size_is_kept(store: Store, max_profiles: int) -> None:
    async with store.write() as tx:
        asked = await tx.audits.ask(MAYA, max_profiles, NOW)
    assert asked is not None
    assert asked.max_profiles == max_profiles
