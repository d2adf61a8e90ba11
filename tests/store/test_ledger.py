"""What X charged: reserved before, settled once after, each resource once a UTC day."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store import Store, Tx
from tests.store.people import DAY, MINUTE, NOW, undone

OWNED, USER = 1_000, 10_000


async def reserve(tx: Tx, micros: int = 50_000, at: datetime = NOW, purpose: str = "detection") -> int:
    return await tx.ledger.reserve(purpose=purpose, endpoint="GET /2/users/:id/followers", micros=micros, at=at)


async def read(tx: Tx, resources: list[str], at: datetime = NOW, price: str = "owned", unit: int = OWNED) -> int:
    """One whole call; returns what it was charged."""
    reservation = await reserve(tx, len(resources) * unit, at)
    return await tx.ledger.settle(reservation, price=price, resource_ids=resources, unit_micros=unit, at=at, status=200)


async def test_what_is_not_settled_counts_with_all_it_may_cost(store: Store) -> None:
    async with store.write() as tx:
        first, second, third = await reserve(tx, 50_000), await reserve(tx, 7_000), await reserve(tx, 900)
        assert await tx.ledger.spent() == 57_900

        assert await tx.ledger.settle(first, price="owned", resource_ids=["1", "2"], unit_micros=OWNED, at=NOW, status=200) == 2_000
        assert await tx.ledger.spent() == 9_900
        await tx.ledger.settle_request(second, micros=15_000, at=NOW, status=201)
        assert await tx.ledger.spent() == 17_900
        await tx.ledger.release(third, status=503, at=NOW)
        assert await tx.ledger.spent() == 17_000


async def test_a_reservation_is_settled_once(store: Store) -> None:
    async with store.write() as tx:
        reservation = await reserve(tx)
        await tx.ledger.release(reservation, status=None, at=NOW)

        for again in (
            tx.ledger.release(reservation, status=None, at=NOW),
            tx.ledger.settle_request(reservation, micros=1, at=NOW, status=200),
            tx.ledger.settle(reservation, price="user", resource_ids=["1"], unit_micros=1, at=NOW, status=200),
            tx.ledger.release(99, status=None, at=NOW),
        ):
            with pytest.raises(LookupError, match="no open reservation"):
                await again


async def test_a_resource_is_charged_once_a_utc_day_under_each_price(store: Store) -> None:
    late_evening = datetime(2026, 3, 1, 23, 59, tzinfo=UTC)
    still_that_day = datetime(2026, 3, 2, 9, 58, tzinfo=timezone(timedelta(hours=10)))
    async with store.write() as tx:
        assert await read(tx, ["1", "2", "2"], late_evening) == 2 * OWNED
        assert await read(tx, ["2", "3"], still_that_day) == OWNED
        assert await read(tx, ["2", "3"], late_evening, "user", USER) == 2 * USER
        assert await read(tx, ["2", "3"], late_evening + 2 * MINUTE) == 2 * OWNED
        assert await read(tx, [], late_evening) == 0


async def test_sums_by_time_and_purpose(store: Store) -> None:
    async with store.write() as tx:
        await reserve(tx, 1, NOW, "detection")
        await reserve(tx, 20, NOW + DAY, "baseline")
        await reserve(tx, 300, NOW + 2 * DAY, "detection")

        assert await tx.ledger.spent(since=NOW, until=NOW + 2 * DAY) == 21
        assert await tx.ledger.spent(since=NOW + DAY) == 320
        assert await tx.ledger.spent(until=NOW) == 0
        assert await tx.ledger.spent(purpose="detection") == 301
        assert await tx.ledger.spent(purpose="baseline", until=NOW + DAY) == 0


async def test_every_call_stays_on_record(store: Store, file: Path) -> None:
    async with store.write() as tx:
        await read(tx, ["1"])
        await reserve(tx, 5, NOW + DAY, "profile")

    with closing(sqlite3.connect(file)) as connection:
        calls = connection.execute("SELECT purpose, endpoint, reserved, charged, price, status FROM charges ORDER BY id").fetchall()
    endpoint = "GET /2/users/:id/followers"
    assert calls == [("detection", endpoint, OWNED, OWNED, "owned", 200), ("profile", endpoint, 5, None, None, None)]


async def test_spending_is_known_before_the_account_is(url: str) -> None:
    store = await Store.open(url, account_id=1)
    try:
        async with store.write() as tx:
            await read(tx, ["1"])
            assert await tx.ledger.spent() == OWNED
    finally:
        await store.close()


async def test_what_was_charged_days_ago_is_not_kept(store: Store, file: Path) -> None:
    for day in range(5):
        async with store.write() as tx:
            await read(tx, ["1", "2"], NOW + day * DAY)

    with closing(sqlite3.connect(file)) as connection:
        days = connection.execute("SELECT DISTINCT utc_day FROM charged_resources ORDER BY utc_day").fetchall()
    assert days == [("2026-03-04",), ("2026-03-05",)]


calls = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.sampled_from([("owned", OWNED), ("user", USER)]),
        st.lists(st.sampled_from("abcdef"), max_size=8),
        st.sampled_from(["settled", "released", "open"]),
    ),
    max_size=15,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(history=calls)
async def test_any_calls_over_days(store: Store, history: list[tuple[int, tuple[str, int], list[str], str]]) -> None:
    at, counted = NOW, 0
    charged: set[tuple[object, ...]] = set()
    async with undone(store) as tx:
        for hours, (price, unit), resources, end in history:
            at += timedelta(hours=hours)
            reservation = await reserve(tx, 8 * unit, at)
            if end == "settled":
                first_today = {(at.date(), price, resource) for resource in resources} - charged
                charged |= first_today
                got = await tx.ledger.settle(reservation, price=price, resource_ids=resources, unit_micros=unit, at=at, status=200)
                assert got == len(first_today) * unit
                counted += got
            elif end == "released":
                await tx.ledger.release(reservation, status=500, at=at)
            else:
                counted += 8 * unit
        assert await tx.ledger.spent() == counted
        assert await tx.ledger.spent(purpose="detection") == counted
