"""Bursts, and who belongs to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain import AnnouncementKind, Burst, BurstKind, BurstState, Cohort, CohortMembership, PostedIn
from bot.store import Store, Tx
from tests.store.conftest import ACCOUNT
from tests.support.store import DAY, LEO, MAYA, MINUTE, NOW, add_followers, assessment, cohort

HOUR = timedelta(hours=1)
PURCHASE, VIRAL = BurstKind.PURCHASE, BurstKind.VIRAL


async def burst(tx: Tx, *members: int, kind: BurstKind = PURCHASE) -> int:
    burst_id = await tx.bursts.open(kind, NOW, NOW + HOUR, NOW + HOUR, cohort())
    await tx.bursts.add_members(burst_id, members)
    return burst_id


async def announce(tx: Tx, burst_id: int, message_id: int | None, kind: AnnouncementKind = AnnouncementKind.PURCHASE) -> None:
    await tx.announcements.add(kind, str(burst_id), {}, NOW)
    announcement = await tx.announcements.latest(kind)
    assert announcement is not None
    if message_id is not None:
        await tx.announcements.posted(announcement.id, 7, message_id)


async def now(tx: Tx, burst_id: int) -> Burst:
    found = await tx.bursts.get(burst_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "figures",
    [
        cohort(),
        cohort(made_from=None, made_until=None),
        cohort(members=0, expected=0.0, shape="*"),
    ],
)
async def test_a_burst_comes_back_with_everything_known_of_it(store: Store, figures: Cohort) -> None:
    async with store.write() as tx:
        burst_id = await tx.bursts.open(VIRAL, NOW, NOW + HOUR, NOW + DAY, figures)

        assert await tx.bursts.get(burst_id) == Burst(burst_id, VIRAL, BurstState.OPEN, NOW, NOW + HOUR, NOW + DAY, figures, version=1)
        assert await tx.bursts.get(burst_id + 1) is None


async def test_the_latest_come_first(store: Store) -> None:
    async with store.write() as tx:
        spans = [(NOW, NOW + DAY), (NOW, NOW + MINUTE), (NOW + DAY, NOW + 2 * DAY)]
        first, short, last = [await tx.bursts.open(PURCHASE, since, until, NOW, cohort()) for since, until in spans]

        assert [found.id for found in await tx.bursts.latest(NOW + MINUTE)] == [last, first, short]
        assert [found.id for found in await tx.bursts.latest(NOW + DAY)] == [last, first]
        assert await tx.bursts.latest(NOW + 3 * DAY) == []


async def test_a_burst_grows(store: Store) -> None:
    async with store.write() as tx:
        burst_id, other = await burst(tx), await burst(tx)
        before = await now(tx, burst_id)
        await tx.bursts.grow(burst_id, NOW + DAY, cohort(members=900))

        assert await tx.bursts.get(burst_id) == replace(before, until=NOW + DAY, cohort=cohort(members=900), version=2)
        assert (await now(tx, other)).version == 1


async def test_each_member_belongs_to_it_once(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, 2, 3, 4)
        burst_id = await burst(tx, 2)
        assert await tx.bursts.add_members(burst_id, [3, 2, 1, 3]) == [3, 1]
        assert await tx.bursts.add_members(burst_id, []) == []
        other = await burst(tx, 2, 4)

        assert await tx.bursts.member_ids(burst_id) == [1, 2, 3]
        assert await tx.bursts.member_ids(other) == [2, 4]


async def test_thousands_can_join(store: Store) -> None:
    everybody = list(range(1, 5001))
    async with store.write() as tx:
        await add_followers(tx, *everybody)
        burst_id = await burst(tx)
        assert await tx.bursts.add_members(burst_id, everybody) == everybody

        cohorts = await tx.bursts.cohort_memberships(everybody)
    assert cohorts.keys() == set(everybody)
    assert set(cohorts.values()) == {CohortMembership(burst_id, 4999, BurstState.OPEN)}


async def test_the_cohort_of_a_person_is_the_latest_purchase_they_belong_to(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, *range(1, 8))
        first = await burst(tx, 1, 2, 3)
        second = await burst(tx, 3, 4)
        await burst(tx, 1, 5, 6, kind=VIRAL)
        await tx.bursts.decide(second, BurstState.FINE, MAYA, NOW)

        assert await tx.bursts.cohort_memberships([1, 3, 4, 5, 7]) == {
            1: CohortMembership(first, 2, BurstState.OPEN),
            3: CohortMembership(second, 1, BurstState.FINE),
            4: CohortMembership(second, 1, BurstState.FINE),
        }


async def test_a_team_may_change_its_mind_and_nothing_else_changes_anything(store: Store) -> None:
    async with store.write() as tx:
        burst_id, other = await burst(tx), await burst(tx)
        before = await now(tx, burst_id)

        held = await tx.bursts.decide(burst_id, BurstState.HELD, MAYA, NOW)
        assert held == replace(before, state=BurstState.HELD, version=2, decided_by="Maya", decided_at=NOW)
        assert await tx.bursts.decide(burst_id, BurstState.HELD, LEO, NOW + DAY) is None
        assert await now(tx, burst_id) == held

        fine = await tx.bursts.decide(burst_id, BurstState.FINE, LEO, NOW + DAY)
        assert fine == replace(before, state=BurstState.FINE, version=3, decided_by="Leo", decided_at=NOW + DAY)
        assert fine == await now(tx, burst_id)
        assert await tx.bursts.decide(99, BurstState.FINE, LEO, NOW) is None
        assert (await now(tx, other)).version == 1


async def test_what_was_decided_does_not_become_undecided(store: Store) -> None:
    async with store.write() as tx:
        burst_id = await burst(tx)
        await tx.bursts.decide(burst_id, BurstState.HELD, MAYA, NOW)
        with pytest.raises(IntegrityError):
            await tx.bursts.decide(burst_id, BurstState.OPEN, MAYA, NOW)


async def test_examples_are_spread_from_the_most_suspicious_to_the_least(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, *range(1, 10), followers=5)
        await add_followers(tx, 10, followers=None)
        await add_followers(tx, 11, 12, followers=50)
        # Ranked 9, 8 … 1, then by followers 12, 10; 11 is no member.
        await tx.assessments.save({user_id: assessment(suspicion=user_id * 10) for user_id in range(1, 10)}, NOW, "1")
        await tx.assessments.save({user_id: assessment(suspicion=0) for user_id in (10, 11, 12)}, NOW, "1")
        burst_id = await burst(tx, *range(1, 11), 12)

        async def shown(limit: int) -> list[int]:
            return [person.user_id for person, _ in await tx.bursts.examples(burst_id, limit)]

        assert await shown(20) == [9, 8, 7, 6, 5, 4, 3, 2, 1, 12, 10]
        assert await shown(4) == [9, 7, 4, 1]
        assert await shown(1) == [9]
        person, verdict = (await tx.bursts.examples(burst_id, 1))[0]
        assert (person, verdict) == (await tx.profiles.get(9), await tx.assessments.get(9))
        assert await tx.bursts.examples(burst_id + 1, 5) == []


async def test_the_best_members_are_those_somebody_may_be_asked_about(store: Store) -> None:
    async with store.write() as tx:
        for user_id, worth in ((1, 10), (2, 30), (3, 20), (4, 99)):
            await add_followers(tx, user_id, worth=worth)
        await add_followers(tx, 5, worth=99, suppressed="Not for us")
        await add_followers(tx, 6, worth=99, followed_by_us=True)
        await add_followers(tx, 7, worth=99, follow_requested=True)
        burst_id = await burst(tx, 1, 2, 3, 5, 6, 7, kind=VIRAL)

        assert [person.user_id for person, _ in await tx.bursts.best(burst_id, 10)] == [2, 3, 1]
        assert [person.user_id for person, _ in await tx.bursts.best(burst_id, 1)] == [2]

        await tx.followers.mark_unfollowed([2], NOW + DAY)
        assert [person.user_id for person, _ in await tx.bursts.best(burst_id, 10)] == [3, 1]


async def test_a_posted_purchase_is_stale_until_its_present_version_is_shown(store: Store) -> None:
    async with store.write() as tx:
        burst_id = await burst(tx)
        unposted, viral = await burst(tx), await burst(tx, kind=VIRAL)
        await announce(tx, burst_id, 500)
        await announce(tx, unposted, None)
        await announce(tx, viral, 501, AnnouncementKind.VIRAL)
        assert await tx.bursts.stale() == [(await now(tx, burst_id), PostedIn(500, 7))]

        await tx.bursts.shown(burst_id, 1)
        assert await tx.bursts.stale() == []

        await tx.bursts.decide(burst_id, BurstState.FINE, MAYA, NOW)
        assert [(stale.version, posted) for stale, posted in await tx.bursts.stale()] == [(2, PostedIn(500, 7))]
        await tx.bursts.shown(burst_id, 2)
        assert await tx.bursts.stale() == []


async def test_another_accounts_bursts_are_not_seen(store: Store, url: str) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1)
        burst_id = await burst(tx, 1)
        await announce(tx, burst_id, 500)
    other = await Store.open(url, account_id=ACCOUNT - 1)
    async with other.write() as tx:
        assert await tx.bursts.get(burst_id) is None
        assert await tx.bursts.latest(NOW - DAY) == []
        assert await tx.bursts.stale() == []
        assert await tx.bursts.cohort_memberships([1]) == {}
        assert await tx.bursts.member_ids(burst_id) == []
        assert await tx.bursts.decide(burst_id, BurstState.FINE, MAYA, NOW) is None
    await other.close()
