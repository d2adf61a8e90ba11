"""A list of posts is read down to what is known, and once in a while as far down as X lists posts late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.planning.inbox_polls import FULL_SCAN_EVERY, LISTING_DELAY
from bot.workflow.inbox.overlap import KNOWN_PAGES, KNOWN_PAGES_AT_MIDNIGHT, Overlap, known_from, pages
from bot.x.client import PostPage
from bot.x.errors import IncompleteList
from bot.x.parse.snowflake import first_id_at

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def page(oldest_id: int | None, next_token: str | None) -> PostPage:
    return PostPage((), newest_id=oldest_id, oldest_id=oldest_id, next_token=next_token)


async def read(*given: PostPage) -> list[int | None]:
    """The oldest post of each page that is read, where X gives these; the last one again and again."""
    ahead = list(given)

    async def read_page(token: str | None) -> PostPage:
        return ahead.pop(0) if len(ahead) > 1 else ahead[0]

    return [each.oldest_id async for each in pages(read_page)]


async def test_pages_are_read_to_the_end_of_the_list() -> None:
    assert await read(page(30, "a"), page(20, "b"), page(10, None)) == [30, 20, 10]


@pytest.mark.parametrize("astray", [[page(30, "a"), page(30, "b")], [page(30, "a"), page(None, "b")], [page(30, "a"), page(20, "a")]])
async def test_a_list_that_leads_nowhere_ends_and_says_so(astray: Sequence[PostPage]) -> None:
    with pytest.raises(IncompleteList):
        await read(*astray)


def test_everything_listed_late_is_read_after_a_start_and_every_half_hour() -> None:
    overlap, since = Overlap(), first_id_at(NOON - MINUTE)
    full = []
    for minutes in range(0, 65, 5):
        now = NOON + minutes * MINUTE
        scan = overlap.scan(since, now)
        full.append(scan.full)
        overlap.read(since, now, full=scan.full)

    assert [index for index, whole in enumerate(full) if whole] == [0, FULL_SCAN_EVERY // (5 * MINUTE), 2 * FULL_SCAN_EVERY // (5 * MINUTE)]


def test_a_clock_that_is_set_back_has_everything_read_again() -> None:
    overlap = Overlap()
    overlap.read(1, NOON, full=True)
    assert overlap.scan(1, NOON - MINUTE).full


def test_in_between_few_pages_with_nothing_new_end_a_poll() -> None:
    overlap = Overlap()
    overlap.read(100, NOON, full=True)
    scan = overlap.scan(1, NOON + MINUTE)

    assert [scan.ends_after(newest, fresh=fresh) for newest, fresh in ((120, False), (90, False), (80, True), (70, False))] == [False] * 4
    assert scan.ends_after(60, fresh=False) is (KNOWN_PAGES == 2)


def test_a_full_scan_reads_on_but_not_far_into_a_day_that_is_charged_again() -> None:
    overlap, midnight = Overlap(), NOON.replace(hour=0)
    overlap.read(first_id_at(midnight + MINUTE), midnight - timedelta(days=1), full=False)
    today, yesterday = overlap.scan(first_id_at(NOON - MINUTE), NOON), overlap.scan(first_id_at(midnight - MINUTE), midnight + MINUTE)

    assert not any(today.ends_after(1, fresh=False) for _ in range(50))
    assert [yesterday.ends_after(1, fresh=False) for _ in range(KNOWN_PAGES_AT_MIDNIGHT)].index(True) == KNOWN_PAGES_AT_MIDNIGHT - 1


def test_x_s_list_is_complete_below_the_time_in_which_it_lists_late() -> None:
    assert known_from(NOON) == first_id_at(NOON - LISTING_DELAY)
