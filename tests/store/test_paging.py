"""A list is read page by page from a row's key: every row once and in order, in both directions, whatever comes on top meanwhile."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import Page, Place, Side
from bot.store import Store
from bot.store.paging import page_of, turns_to_top
from tests.support.store import NOW, add_followers, rolled_back


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(0, 12), size=st.integers(1, 5), more=st.integers(0, 3))
async def test_pages_hold_every_row_once_and_lead_back(store: Store, count: int, size: int, more: int) -> None:
    async with rolled_back(store) as tx:
        if count:
            await add_followers(tx, *range(1, count + 1), at=NOW)
        pages = [await tx.followers.newest(size)]
        if more:
            await add_followers(tx, *range(100, 100 + more), at=NOW)
        while pages[-1].below:
            pages.append(await tx.followers.newest(size, pages[-1].below))

        stored = [follower.profile.user_id for page in pages for follower, _ in page.rows]
        assert sorted(stored) == list(range(1, count + 1))
        assert all(len(page.rows) == size for page in pages[:-1])
        for before, after in pairwise(pages):
            assert after.above is not None
            assert (await tx.followers.newest(size, after.above)).rows == before.rows


def test_less_than_a_page_above_and_nothing_below_turn_to_the_top() -> None:
    above, below = Place(Side.ABOVE, (5,)), Place(Side.BELOW, (5,))

    assert [turns_to_top(above, found, 3) for found in (0, 2, 3, 4)] == [True, True, False, False]
    assert [turns_to_top(below, found, 3) for found in (0, 1, 3)] == [True, False, False]
    assert not turns_to_top(None, 0, 3)


def test_a_page_names_the_places_beside_it() -> None:
    found = [((9 - n,), n) for n in range(4)]

    assert page_of(found, 3, None) == Page((0, 1, 2), None, Place(Side.BELOW, (7,)))
    assert page_of(found[:3], 3, Place(Side.BELOW, (10,))) == Page((0, 1, 2), Place(Side.ABOVE, (9,)), None)
    assert page_of(found, 3, Place(Side.ABOVE, (10,))) == Page((2, 1, 0), Place(Side.ABOVE, (7,)), Place(Side.BELOW, (9,)))
    assert page_of([], 3, Place(Side.BELOW, (1,))) == Page()
