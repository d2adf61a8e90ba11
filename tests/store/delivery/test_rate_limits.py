"""What X said about its limits outlives a restart."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import RateLimit, RateLimitWindow
from bot.store import Store
from tests.support.store import MINUTE, NOW

FOLLOWERS, FOLLOW = "GET /2/users/:id/followers", "POST /2/users/:id/following"


async def test_the_last_word_about_each_endpoint_stands(store: Store, second: Store) -> None:
    async with store.write() as tx:
        assert await tx.limits.all() == []
        await tx.limits.save(RateLimit(FOLLOW, None, 0, NOW + 15 * MINUTE))
        await tx.limits.save(RateLimit(FOLLOWERS, 300, 299, NOW + 15 * MINUTE))
        await tx.limits.save(RateLimit(FOLLOW, 50, 10**15, NOW + MINUTE))

    async with second.read() as tx:
        assert await tx.limits.all() == [
            RateLimit(FOLLOWERS, 300, 299, NOW + 15 * MINUTE),
            RateLimit(FOLLOW, 50, 10**15, NOW + MINUTE),
        ]


async def test_limits_belong_to_one_account(store: Store, url: str) -> None:
    async with store.write() as tx:
        await tx.limits.save(RateLimit(FOLLOWERS, 300, 299, NOW))
    other = await Store.open(url, account_id=7)
    try:
        async with other.write() as tx:
            assert await tx.limits.all() == []
            await tx.limits.save(RateLimit(FOLLOWERS, 300, 0, NOW))
    finally:
        await other.close()

    async with store.read() as tx:
        assert await tx.limits.all() == [RateLimit(FOLLOWERS, 300, 299, NOW)]


async def test_each_window_is_kept_by_itself(store: Store) -> None:
    day = RateLimit(FOLLOW, 17, 0, NOW + 600 * MINUTE, RateLimitWindow.USER_DAY)
    quarter = RateLimit(FOLLOW, 50, 49, NOW + 15 * MINUTE)
    async with store.write() as tx:
        await tx.limits.save(replace(quarter, others=(day,)))
        await tx.limits.save(replace(quarter, remaining=48))

    async with store.read() as tx:
        assert await tx.limits.all() == [replace(quarter, remaining=48), day]
