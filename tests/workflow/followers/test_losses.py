"""How many left is reckoned from X's counts, and how many of them have no name yet from what is known of people besides."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain import AnnouncementKind, BaselineStatus, Departure
from bot.store import Store, Tx
from bot.workflow.followers.losses import Count, day_counts, first_count, unnamed_losses
from tests.support.store import DAY, MINUTE, NOW, add_followers
from tests.support.team import POLICY

HOUR = timedelta(hours=1)


async def begin(tx: Tx, followers: int | None = 100) -> None:
    """The initial sync ends, with this count of X's."""
    await tx.accounts.set_baseline(BaselineStatus.COMPLETE, None, 100, NOW)
    await tx.announcements.add(AnnouncementKind.BASELINE, "first", {"followers": followers}, NOW)


@pytest.mark.parametrize(("counted", "lost"), [(95, 7), (102, 0), (110, 0)])
async def test_who_came_and_is_not_counted_has_left(store: Store, counted: int, lost: int) -> None:
    async with store.write() as tx:
        await begin(tx)
        await add_followers(tx, 1, 2, at=NOW + HOUR)
        await tx.accounts.count(counted, NOW + DAY)

        account = await tx.accounts.get()
        assert await first_count(tx, account) == Count(100, NOW)
        assert await unnamed_losses(tx, account) == lost


async def test_without_a_count_nobody_knows(store: Store) -> None:
    async with store.write() as tx:
        await begin(tx, None)
        account = await tx.accounts.get()

        assert await first_count(tx, account) is None
        assert await unnamed_losses(tx, account) is None


async def test_from_a_wrong_count_nothing_is_reckoned(store: Store) -> None:
    async with store.write() as tx:
        await begin(tx)
        await tx.sweeps.begin(NOW + HOUR, 50, NOW + HOUR)
        await tx.sweeps.finish(1, NOW + HOUR)
        await tx.digest_counts.save_count(NOW.date(), 99, NOW)
        await tx.accounts.miscounted(NOW, NOW + DAY)
        await tx.accounts.count(95, NOW + 2 * DAY)

        assert await unnamed_losses(tx, await tx.accounts.get()) == 4


async def test_those_known_by_name_are_taken_off_and_those_who_are_back_put_on(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, *range(1, 9), at=NOW - DAY, baseline=True)
        await tx.followers.mark_unfollowed([8], NOW - HOUR, Departure.SUSPENDED)
        await begin(tx)
        await tx.followers.mark_seen([1, 2], NOW + HOUR)
        await tx.followers.mark_unfollowed([1, 2], NOW + HOUR)
        await tx.followers.mark_refollowed([8], NOW + HOUR)
        await tx.accounts.count(95, NOW + DAY)

        assert await unnamed_losses(tx, await tx.accounts.get()) == 5 - 2 + 1


async def test_after_a_sweep_it_is_reckoned_from_its_beginning(store: Store) -> None:
    async with store.write() as tx:
        await begin(tx)
        await tx.sweeps.begin(NOW + DAY, 90, NOW + DAY - MINUTE)
        await tx.accounts.count(88, NOW + 2 * DAY)
        assert await unnamed_losses(tx, await tx.accounts.get()) == 12
        await tx.sweeps.finish(1, NOW + 2 * DAY)

        assert await unnamed_losses(tx, await tx.accounts.get()) == 2


async def test_who_comes_after_a_days_count_has_not_left_and_a_day_without_a_count_hides_nobody(store: Store) -> None:
    day = NOW.date()
    async with store.write() as tx:
        await begin(tx)
        await tx.digest_counts.save_count(day - DAY, 100, NOW - DAY)
        await tx.digest_counts.save_count(day, 100, NOW + HOUR)
        await add_followers(tx, *range(1, 21), at=NOW + 2 * HOUR)
        await tx.digest_counts.save_count(day + DAY, 120, NOW + DAY)
        await tx.digest_counts.save_count(day + 3 * DAY, 111, NOW + 3 * DAY)

        days = await day_counts(tx, POLICY, day + 3 * DAY, 4, NOW - HOUR)

    assert [(one.gained, one.lost, one.followers) for one in days] == [(20, 0, 100), (0, 0, 120), (0, 0, None), (0, 9, 111)]
