"""What X charged: reserved before, settled once after, each resource once a UTC day; and the sums of the days."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import DaySpending, Funds, Purpose
from bot.store import Store, Tx
from tests.support.store import DAY, MINUTE, NOW, rolled_back

OWNED, USER = 1_000, 10_000
TODAY = date(2026, 3, 1)
DETECTION, BASELINE, FOLLOW_BACK = Purpose.DETECTION, Purpose.BASELINE, Purpose.FOLLOW_BACK


async def reserve(tx: Tx, micros: int = 50_000, at: datetime = NOW, purpose: Purpose = DETECTION) -> int:
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
        await reserve(tx, 1, NOW, DETECTION)
        await reserve(tx, 20, NOW + DAY, BASELINE)
        await reserve(tx, 300, NOW + 2 * DAY, DETECTION)

        assert await tx.ledger.spent(since=NOW, until=NOW + 2 * DAY) == 21
        assert await tx.ledger.spent(since=NOW + DAY) == 320
        assert await tx.ledger.spent(until=NOW) == 0
        assert await tx.ledger.spent(purpose=DETECTION) == 301
        assert await tx.ledger.spent(purpose=BASELINE, until=NOW + DAY) == 0


async def test_every_call_stays_on_record(store: Store, file: Path) -> None:
    async with store.write() as tx:
        await read(tx, ["1"])
        await reserve(tx, 5, NOW + DAY, FOLLOW_BACK)

    with closing(sqlite3.connect(file)) as connection:
        calls = connection.execute("SELECT purpose, endpoint, reserved, charged, price, status FROM charges ORDER BY id").fetchall()
    endpoint = "GET /2/users/:id/followers"
    assert calls == [("detection", endpoint, OWNED, OWNED, "owned", 200), ("follow_back", endpoint, 5, None, None, None)]


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


async def test_single_calls_are_forgotten_in_time_and_the_sums_of_their_days_never(store: Store, file: Path) -> None:
    async with store.write() as tx:
        await read(tx, ["1", "2"])
        await tx.ledger.release(await reserve(tx), status=500, at=NOW)
        await reserve(tx, 300)
    async with store.write() as tx:
        await read(tx, ["1"], NOW + 62 * DAY)
        assert await tx.ledger.spent(until=NOW + DAY) == 2 * OWNED + 300
    async with store.write() as tx:
        await read(tx, ["3"], NOW + 62 * DAY + MINUTE)

    async with store.read() as tx:
        assert await tx.ledger.spent(until=NOW + DAY) == 300
        assert (await tx.ledger.by_day(TODAY))[0] == DaySpending(TODAY, DETECTION, charged=2 * OWNED, reserved=300, calls=3)
        assert await tx.ledger.spent_in_all(DETECTION) == 4 * OWNED + 300
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT reserved, charged FROM charges ORDER BY id").fetchall() == [
            (300, None),
            (1000, 1000),
            (1000, 1000),
        ]


async def test_the_sums_of_a_day_follow_a_call_from_beginning_to_end(store: Store) -> None:
    async with store.write() as tx:
        assert await tx.ledger.by_day(TODAY) == []
        first, second, third = await reserve(tx, 500), await reserve(tx, 70), await reserve(tx, 9)
        assert await tx.ledger.by_day(TODAY) == [DaySpending(TODAY, DETECTION, charged=0, reserved=579, calls=3)]

        await tx.ledger.settle(first, price="owned", resource_ids=["1"], unit_micros=400, at=NOW, status=200)
        await tx.ledger.settle_request(second, micros=60, at=NOW + DAY, status=201)
        assert await tx.ledger.by_day(TODAY) == [DaySpending(TODAY, DETECTION, charged=460, reserved=9, calls=3)]

        await tx.ledger.release(third, status=403, at=NOW)
        assert await tx.ledger.by_day(TODAY) == [DaySpending(TODAY, DETECTION, charged=460, reserved=0, calls=3)]


@pytest.mark.parametrize("status", [None, 0])
async def test_what_never_reached_x_was_no_call(store: Store, status: int | None) -> None:
    async with store.write() as tx:
        await tx.ledger.release(await reserve(tx), status=status, at=NOW)

        assert await tx.ledger.by_day(TODAY) == [DaySpending(TODAY, DETECTION, charged=0, reserved=0, calls=0)]


async def test_the_days_come_in_order_from_the_one_asked_for(store: Store) -> None:
    async with store.write() as tx:
        for purpose, at in ((FOLLOW_BACK, NOW + 2 * DAY), (DETECTION, NOW), (FOLLOW_BACK, NOW), (BASELINE, NOW - DAY)):
            await reserve(tx, 5, at, purpose)

        days = [(one.day, one.purpose) for one in await tx.ledger.by_day(TODAY)]

    assert days == [(TODAY, DETECTION), (TODAY, FOLLOW_BACK), (TODAY + 2 * DAY, FOLLOW_BACK)]
    assert all(isinstance(purpose, Purpose) for _, purpose in days)


async def test_the_funds_are_of_xs_day_and_month(store: Store) -> None:
    midnight = datetime(2026, 3, 1, tzinfo=UTC)
    berlin = timezone(timedelta(hours=1))
    async with store.write() as tx:
        await reserve(tx, 1, midnight - MINUTE)
        await reserve(tx, 20, datetime(2026, 3, 1, 1, 0, tzinfo=berlin))
        await reserve(tx, 300, midnight + DAY - MINUTE, FOLLOW_BACK)
        await tx.ledger.release(await reserve(tx, 900), status=500, at=NOW)
        await reserve(tx, 4_000, midnight + 30 * DAY)
        await reserve(tx, 50_000, midnight + 31 * DAY)

        budgets = 10_000_000, 50_000_000
        assert await tx.ledger.funds(*budgets, NOW) == Funds(320, 4_320, *budgets)
        assert await tx.ledger.funds(*budgets, midnight + 30 * DAY + MINUTE) == Funds(4_000, 4_320, *budgets)
        assert await tx.ledger.funds(*budgets, datetime(2026, 3, 1, 0, 30, tzinfo=berlin)) == Funds(1, 1, *budgets)
        assert await tx.ledger.funds(*budgets, midnight + 300 * DAY) == Funds(0, 0, *budgets)


async def test_what_a_purpose_cost_in_all(store: Store) -> None:
    async with store.write() as tx:
        assert await tx.ledger.spent_in_all(BASELINE) == 0
        await tx.ledger.settle_request(await reserve(tx, 500, purpose=BASELINE), micros=400, at=NOW, status=200)
        await reserve(tx, 70, NOW + 100 * DAY, BASELINE)
        await reserve(tx, 9, NOW, DETECTION)

        assert await tx.ledger.spent_in_all(BASELINE) == 470


calls = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.sampled_from([("owned", OWNED), ("user", USER)]),
        st.lists(st.sampled_from("abcdef"), max_size=8),
        st.sampled_from(["settled", "released", "open"]),
    ),
    max_size=15,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=calls)
async def test_any_calls_over_days(store: Store, history: list[tuple[int, tuple[str, int], list[str], str]]) -> None:
    at, counted = NOW, 0
    charged: set[tuple[object, ...]] = set()
    async with rolled_back(store) as tx:
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
        assert await tx.ledger.spent(purpose=DETECTION) == counted


zones = st.sampled_from([UTC, timezone(timedelta(hours=10)), timezone(timedelta(hours=-8))])
moments = st.builds(lambda hours, zone: (NOW + timedelta(hours=hours)).astimezone(zone), st.integers(0, 1400), zones)
beginnings = st.tuples(st.just("reserve"), moments, st.sampled_from(Purpose), st.integers(0, 90_000))
endings = st.tuples(
    st.sampled_from(["settle", "request", "release", "not sent"]), moments, st.integers(0, 20), st.lists(st.sampled_from("abc"), max_size=4)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(st.one_of(beginnings, endings), max_size=30), now=moments)
async def test_in_any_history_the_sums_of_the_days_are_those_of_the_calls(
    store: Store, history: list[tuple[Any, ...]], now: datetime
) -> None:
    sums: dict[tuple[date, Purpose], list[int]] = defaultdict(lambda: [0, 0, 0])
    under_way: list[tuple[int, tuple[date, Purpose], int]] = []
    async with rolled_back(store) as tx:
        for what, at, *given in history:
            if what == "reserve":
                purpose, micros = given
                key = at.astimezone(UTC).date(), purpose
                under_way.append((await reserve(tx, micros, at, purpose), key, micros))
                charged, reserved, calls = 0, micros, 1
            elif under_way:
                which, resources = given
                reservation, key, micros = under_way.pop(which % len(under_way))
                charged, reserved, calls = await end(tx, what, reservation, resources, at), -micros, -(what == "not sent")
            else:
                continue
            sums[key] = [sum(both) for both in zip(sums[key], (charged, reserved, calls), strict=True)]

        expected = [DaySpending(day, purpose, *sums[day, purpose]) for day, purpose in sorted(sums)]
        assert await tx.ledger.by_day(TODAY) == expected
        for one in expected:
            midnight = datetime.combine(one.day, time(), UTC)
            assert await tx.ledger.spent(since=midnight, until=midnight + DAY, purpose=one.purpose) == one.charged + one.reserved
        today = now.astimezone(UTC).date()
        taken = {day: sum(sum(sums[key][:2]) for key in sums if key[0] == day) for day, _ in sums}
        of_month = sum(micros for day, micros in taken.items() if (day.year, day.month) == (today.year, today.month))
        assert await tx.ledger.funds(7, 8, now) == Funds(taken.get(today, 0), of_month, 7, 8)
        for purpose in Purpose:
            assert await tx.ledger.spent_in_all(purpose) == sum(sum(sums[key][:2]) for key in sums if key[1] is purpose)


async def end(tx: Tx, how: str, reservation: int, resources: list[str], at: datetime) -> int:
    """End a call this way; returns what it was charged."""
    if how == "settle":
        return await tx.ledger.settle(reservation, price="owned", resource_ids=resources, unit_micros=OWNED, at=at, status=200)
    if how == "request":
        await tx.ledger.settle_request(reservation, micros=15_000, at=at, status=201)
        return 15_000
    await tx.ledger.release(reservation, status=503 if how == "release" else 0, at=at)
    return 0


async def test_when_x_was_asked_and_when_it_last_gave_what_was_asked_for(store: Store) -> None:
    purpose, statuses = Purpose.MENTIONS, (200, 503, 0)
    async with store.write() as tx:
        assert await tx.ledger.last_success(purpose) is None
        for minute, status in enumerate(statuses):
            at = NOW + minute * MINUTE
            await tx.ledger.release(await tx.ledger.reserve(purpose=purpose, endpoint="mentions", micros=1, at=at), status=status, at=at)

        assert await tx.ledger.last_success(purpose) == NOW
        assert await tx.ledger.last_success(Purpose.OWN_POSTS) is None
        assert await tx.ledger.sent(purpose, NOW) == [NOW, NOW + MINUTE], "the third one never reached X"
        assert await tx.ledger.sent(purpose, NOW, NOW + MINUTE) == [NOW]
