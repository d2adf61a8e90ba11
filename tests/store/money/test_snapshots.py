"""The account with its permissions, used-up limits and money is read at one moment, and is what each of them says by itself."""

from __future__ import annotations

from datetime import timedelta

from bot.domain import Access, Capability, Evidence, Permission, Purpose, RateLimit, RateLimitWindow
from bot.store import Store
from tests.support.store import NOW

DAILY, MONTHLY = 1_000, 20_000
HOUR = timedelta(hours=1)


async def test_of_an_account_that_has_done_nothing_nothing_is_known(store: Store) -> None:
    async with store.read() as tx:
        snapshot = await tx.snapshots.take(DAILY, MONTHLY, NOW)
        assert snapshot.account == await tx.accounts.get()

    assert (list(snapshot.permissions), list(snapshot.used_up)) == ([], [])
    assert (snapshot.funds.today, snapshot.funds.this_month) == (0, 0)


async def test_it_is_what_each_repository_says(store: Store) -> None:
    found = (Capability.FOLLOW, True), (Capability.REPLY, False)
    permissions = [Permission(capability, allowed, NOW, Evidence.PROBE, Access.AUTO) for capability, allowed in found]
    day = RateLimit("POST follow", 50, 0, NOW + 24 * HOUR, RateLimitWindow.USER_DAY)
    async with store.write() as tx:
        for permission in permissions:
            await tx.permissions.save(permission)
        await tx.limits.save(RateLimit("POST follow", 15, 0, NOW + HOUR, others=(day,)))
        await tx.limits.save(RateLimit("GET followers", 15, 3, NOW + HOUR))
        for at, micros in ((NOW, 30), (NOW - 24 * HOUR, 500)):
            call = await tx.ledger.reserve(purpose=Purpose.DETECTION, endpoint="GET followers", micros=micros, at=at)
            await tx.ledger.settle_request(call, micros, at, 200)
        await tx.ledger.reserve(purpose=Purpose.DETECTION, endpoint="GET followers", micros=7, at=NOW)
    async with store.read() as tx:
        snapshot = await tx.snapshots.take(DAILY, MONTHLY, NOW)
        assert snapshot.funds == await tx.ledger.funds(DAILY, MONTHLY, NOW)

    assert snapshot.funds.today == 37
    assert sorted(snapshot.permissions, key=str) == sorted(permissions, key=str)
    assert {(limit.endpoint, limit.window) for limit in snapshot.used_up} == {
        ("POST follow", RateLimitWindow.USER_DAY),
        ("POST follow", RateLimitWindow.QUARTER_HOUR),
    }


async def test_another_account_s_money_is_not_ours(store: Store) -> None:
    async with store.write() as tx:
        await tx.ledger.reserve(purpose=Purpose.DETECTION, endpoint="GET followers", micros=7, at=NOW)
        tx.snapshots._account_id = 7
        tx.accounts._account_id = 7
        await tx.accounts.ensure()
        assert (await tx.snapshots.take(DAILY, MONTHLY, NOW)).funds.today == 0
