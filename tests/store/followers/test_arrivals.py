"""Who came when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import Arrival, BurstKind, Verdict
from bot.store import Store, Tx
from tests.support.store import DAY, MINUTE, NOW, add_followers, assessment, cohort, profile, rolled_back

HOUR = timedelta(hours=1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SUSPICIOUS = Verdict.SUSPICIOUS


async def who(tx: Tx, since: datetime = NOW - DAY, limit: int = 100) -> list[int]:
    return [arrival.user_id for arrival in await tx.bursts.arrivals(since, limit)]


async def suspicious(tx: Tx) -> set[int]:
    return {arrival.user_id for arrival in await tx.bursts.arrivals(NOW - DAY) if arrival.suspicious}


async def test_an_arrival_carries_what_tells_whether_it_resembles_others(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, verdict=SUSPICIOUS, created_at=NOW - 9 * DAY, followers=9, following=4871, posts=0)
        await add_followers(tx, 2, at=NOW + MINUTE)

        assert await tx.bursts.arrivals(NOW) == [
            Arrival(1, NOW, "user_1", NOW - 9 * DAY, 9, 4871, 0, suspicious=True),
            Arrival(2, NOW + MINUTE, "user_2", None, None, None, None, suspicious=False),
        ]


async def test_the_newest_are_given_oldest_first_and_without_those_who_were_there_before(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 7, baseline=True)
        await add_followers(tx, 2, 9, 1)
        await add_followers(tx, 5, at=NOW + MINUTE)

        assert await who(tx) == [1, 9, 2, 5]
        assert await who(tx, limit=2) == [2, 5]
        assert await who(tx, since=NOW + MINUTE) == [5]
        assert await who(tx, since=NOW + DAY) == []


async def test_somebody_who_comes_back_arrived_when_they_first_came(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1)
        await tx.followers.mark_refollowed([1], NOW + DAY)

        assert [arrival.at for arrival in await tx.bursts.arrivals(NOW)] == [NOW]
        assert await who(tx, since=NOW + MINUTE) == []


async def test_ordinary_arrivals_are_those_from_before_who_were_not_bought(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 9, baseline=True)
        for user_id in range(1, 7):
            await add_followers(tx, user_id, at=NOW + user_id * MINUTE)
        for kind, member in ((BurstKind.PURCHASE, 2), (BurstKind.VIRAL, 3), (BurstKind.PURCHASE, 5)):
            await tx.bursts.add_members(await tx.bursts.open(kind, NOW, NOW, NOW, cohort()), [member])

        async def ordinary(until: datetime, limit: int) -> list[int]:
            return [arrival.user_id for arrival in await tx.bursts.ordinary_arrivals(until, limit)]

        assert await ordinary(NOW + 6 * MINUTE, 10) == [1, 3, 4]
        assert await ordinary(NOW + DAY, 2) == [4, 6]


async def test_when_the_last_one_before_a_moment_came(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1)
        await add_followers(tx, 2, at=NOW + MINUTE)
        await add_followers(tx, 3, at=NOW + 2 * MINUTE, baseline=True)

        assert await tx.bursts.last_arrival(NOW) is None
        assert await tx.bursts.last_arrival(NOW + MINUTE) == NOW
        assert await tx.bursts.last_arrival(NOW + DAY) == NOW + MINUTE


async def test_somebody_without_an_assessment_is_not_suspicious(store: Store) -> None:
    async with store.write() as tx:
        await tx.profiles.save([profile(1)])
        await tx.followers.add([1], NOW, baseline=False)

        assert await who(tx) == [1]
        assert await suspicious(tx) == set()


async def test_what_a_cohort_adds_to_a_verdict_does_not_enlarge_the_cohort(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, 2)
        await add_followers(tx, 3, 4, verdict=SUSPICIOUS)
        first = await tx.bursts.open(BurstKind.PURCHASE, NOW, NOW, NOW, cohort())
        await tx.bursts.add_members(first, [1, 3])
        await tx.assessments.save({1: assessment(verdict=SUSPICIOUS), 2: assessment(verdict=SUSPICIOUS)}, NOW, "1")
        second = await tx.bursts.open(BurstKind.PURCHASE, NOW, NOW, NOW, cohort())
        await tx.bursts.add_members(second, [1, 2])
        await tx.assessments.save({user_id: assessment() for user_id in (2, 3, 4)}, NOW, "1")

        # 1 looked ordinary when it joined first, 2 and 3 did not; 4 belongs to none, so its latest verdict counts.
        assert await suspicious(tx) == {2, 3}
        assert await tx.bursts.suspicious_by_profile([1, 2, 4]) == {2}
        assert await tx.bursts.arrivals_per_hour(NOON, NOON + HOUR) == [(NOON, 4, 2)]


async def test_hours_begin_on_the_hour_and_hours_without_anybody_are_there(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, at=NOON)
        await add_followers(tx, 2, at=NOON + HOUR - timedelta(microseconds=1), verdict=SUSPICIOUS)
        await add_followers(tx, 3, at=NOON + 2 * HOUR)
        await add_followers(tx, 4, at=NOON + 3 * HOUR)
        await add_followers(tx, 5, at=NOON + 2 * HOUR, baseline=True)

        assert await tx.bursts.arrivals_per_hour(NOON, NOON + 3 * HOUR) == [
            (NOON, 2, 1),
            (NOON + HOUR, 0, 0),
            (NOON + 2 * HOUR, 1, 0),
        ]
        assert await tx.bursts.arrivals_per_hour(NOON + MINUTE, NOON + 2 * HOUR) == [(NOON, 1, 1), (NOON + HOUR, 0, 0)]
        assert await tx.bursts.arrivals_per_hour(NOON, NOON) == []


async def test_bars_of_any_width_say_how_many_belong_to_a_burst(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, 2, at=NOON)
        await add_followers(tx, 3, at=NOON + 10 * MINUTE)
        await add_followers(tx, 4, at=NOON + 19 * MINUTE)
        burst = await tx.bursts.open(BurstKind.PURCHASE, NOON, NOON, NOON, cohort())
        other = await tx.bursts.open(BurstKind.PURCHASE, NOON, NOON, NOON, cohort())
        await tx.bursts.add_members(burst, [2, 3])
        await tx.bursts.add_members(other, [4])

        ten = 10 * MINUTE
        assert await tx.bursts.arrivals_every(ten, NOON, NOON + 3 * ten, burst) == [
            (NOON, 2, 1),
            (NOON + ten, 2, 1),
            (NOON + 2 * ten, 0, 0),
        ]
        assert await tx.bursts.arrivals_every(DAY, NOON, NOON + ten, burst) == [(NOON - 12 * HOUR, 2, 1)]


arrivals = st.lists(st.tuples(st.integers(0, 300), st.booleans()), max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(came=arrivals, since=st.integers(0, 300), length=st.integers(0, 300), step=st.sampled_from([1, 7, 10, 60]))
async def test_every_arrival_of_a_span_is_in_one_bar(
    store: Store, came: list[tuple[int, bool]], since: int, length: int, step: int
) -> None:
    async with rolled_back(store) as tx:
        for number, (minute, odd) in enumerate(came, 1):
            await add_followers(tx, number, at=NOON + minute * MINUTE, verdict=SUSPICIOUS if odd else Verdict.QUIET)
        members = [number for number, (_, odd) in enumerate(came, 1) if odd]
        burst = await tx.bursts.open(BurstKind.PURCHASE, NOON, NOON, NOON, cohort())
        await tx.bursts.add_members(burst, members)
        begin, end = NOON + since * MINUTE, NOON + (since + length) * MINUTE

        bars = await tx.bursts.arrivals_every(step * MINUTE, begin, end, burst)

        within = [odd for minute, odd in came if since <= minute < since + length]
        assert (sum(arrived for _, arrived, _ in bars), sum(belong for _, _, belong in bars)) == (len(within), sum(within))
        moments = [moment for moment, _, _ in bars]
        assert all(later - earlier == step * MINUTE for earlier, later in pairwise(moments))
        assert not bars or (moments[0] <= begin < moments[0] + step * MINUTE and moments[-1] < end <= moments[-1] + step * MINUTE)
