"""Whoever follows already when Mutuals starts is known and nobody is asked about them, whatever it costs and wherever it breaks off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.demo.x import SimulatedX
from bot.demo.x.conditions import PaginationFault
from bot.domain import BaselineStatus
from bot.views.team.announcements import announcement_view
from bot.x.errors import XError
from tests.support.samples.cards import text
from tests.support.world import World

TWO_PAGES = 1_200
"""Followers whom X does not list on one page."""


def unknown(folder: Path, *, population: int = 60, **flags: Any) -> World:
    """Whoever follows the account is not known yet."""
    return World(folder, population=population, identified=False, guarded=False, **flags)


def after_each_page(x: SimulatedX, act: Callable[[int], None]) -> Callable[[], None]:
    """Call `act` with the number of follower pages asked for so far, after each; returns how to stop that."""
    answered = 0
    acting = False

    def changed() -> None:
        nonlocal answered, acting
        pages = sum(call.path.endswith("/followers") for call in x.calls)
        if pages > answered and not acting:
            answered, acting = pages, True
            act(pages)
            acting = False

    return x.on_change(changed)


async def test_the_first_poll_is_the_initial_sync_and_reports_nobody(tmp_path: Path) -> None:
    async with unknown(tmp_path, population=TWO_PAGES) as world:
        await world.poll_followers()

        assert await world.new_followers() == []
        assert (await world.account()).baseline is BaselineStatus.COMPLETE
        assert (await world.account()).baseline_read == TWO_PAGES


async def test_the_initial_sync_goes_on_where_it_was_after_an_outage(tmp_path: Path) -> None:
    async with unknown(tmp_path, population=TWO_PAGES) as world:

        def fail(pages: int) -> None:
            world.x.down = world.x.down or pages == 1

        stop_failing = after_each_page(world.x, fail)
        with pytest.raises(XError):
            await world.poll_followers()
        stop_failing()
        world.x.down = False
        newcomer = world.x.gains_follower("ada")
        await world.poll_followers()
        await world.poll_followers()

        assert (await world.account()).baseline is BaselineStatus.COMPLETE
        assert await world.new_followers() == [newcomer.id]
        assert world.x.spent_micros <= (TWO_PAGES + 60 + 10) * 1000


async def test_the_initial_sync_begins_anew_when_x_no_longer_knows_the_place(tmp_path: Path) -> None:
    async with unknown(tmp_path, population=TWO_PAGES) as world:
        async with world.store.write() as tx:
            await tx.accounts.set_baseline(BaselineStatus.PENDING, "a-place-of-last-year", 1000, world.clock.now())
        await world.poll_followers()

        assert (await world.account()).baseline is BaselineStatus.COMPLETE
        assert (await world.account()).baseline_read == TWO_PAGES


async def test_the_initial_sync_stays_within_its_budget_and_older_followers_are_never_reported(tmp_path: Path) -> None:
    async with unknown(tmp_path, population=900, baseline_micros=200_000) as world:
        await world.poll_followers()
        assert (await world.account()).baseline is BaselineStatus.PARTIAL
        assert world.x.spent_micros <= 200_000 + 10_000

        for person in world.x.followers[:195]:
            world.x.suspends(person)
        newcomer = world.x.gains_follower("ada")
        await world.poll_followers()
        await world.poll_followers()

        assert await world.new_followers() == [newcomer.id]


async def test_without_a_budget_for_the_initial_sync_only_those_who_come_later_are_new(tmp_path: Path) -> None:
    async with unknown(tmp_path, population=100, baseline_micros=0) as world:
        await world.poll_followers()
        await world.poll_followers()
        newcomer = world.x.gains_follower("ada")
        await world.poll_followers()

        assert await world.new_followers() == [newcomer.id]


@pytest.mark.parametrize("pagination_fault", ["loop", "empty_pages"])
async def test_the_initial_sync_ends_where_x_leads_nowhere_and_takes_nobody_for_new(
    tmp_path: Path, pagination_fault: PaginationFault
) -> None:
    async with unknown(tmp_path, population=2_400) as world:
        world.x.pagination_fault = pagination_fault
        await world.poll_followers()
        account = await world.account()
        assert (account.baseline, account.baseline_page_token) == (BaselineStatus.PARTIAL, None)
        async with world.store.read() as tx:
            (told,) = await tx.announcements.unposted(10)
        assert "X did not show the rest of the list." in text(announcement_view(told))
        assert 1000 <= account.baseline_read < 2_400

        world.x.pagination_fault = "none"
        for person in world.x.followers[: account.baseline_read - 5]:
            world.x.suspends(person)
        newcomer = world.x.gains_follower("ada")
        for _ in range(2):
            await world.poll_followers()
        assert await world.new_followers() == [newcomer.id]
