"""Whom the account was seen to follow."""

from __future__ import annotations

from bot.store import Store
from tests.support.store import DAY, NOW


async def test_each_is_new_once_in_the_given_order(store: Store) -> None:
    async with store.write() as tx:
        assert await tx.following.add([3, 1, 3], NOW) == [3, 1]
        assert await tx.following.add([2, 3], NOW + DAY) == [2]
        assert await tx.following.known([1, 2, 3, 4]) == {1, 2, 3}


async def test_nobody(store: Store) -> None:
    async with store.write() as tx:
        assert await tx.following.add([], NOW) == []
        assert await tx.following.known([]) == set()
