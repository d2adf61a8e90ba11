"""How the newest entries of a list on X are read: far enough that nobody new can be missed, and no further.

X gives a list newest first, in pages that shift while they are read and without a promise of strict order. Somebody who leaves
and comes back stands on top again although long known, with new people below. So one known entry proves nothing; `overlap` known
entries in a row do, as long as fewer people than that came back since the last scan, and nobody is displaced by more places.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain import Profile
from bot.x.client import Page
from bot.x.errors import OverBudget
from bot.x.parse.pagination import LARGEST_PAGE, Pagination

ReadPage = Callable[[int, str | None], Awaitable[Page]]
Known = Callable[[Collection[int]], Awaitable[set[int]]]

_PAGE_GROWTH = 4
"""A burst is read in ever larger pages: few calls for many people."""

_SMALLEST_REST = 5
"""Read at least, where only a few known entries are missing to the overlap: somebody new may stand among them, too."""

_MOST_REPEATS = 5

PASSED_BY = 10
"""People further down who followed later, from which somebody is said to have come back: X promises no strict order."""


@dataclass(slots=True)
class Scan:
    """What was read, in the list's order, each person once.

    pages: how many it took. pagination: whether the list ended, or X led nowhere.
    token, known_in_a_row: where it resumes, and how many known entries stood in a row just above.
    """

    profiles: dict[int, Profile] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)
    pages: int = 0
    pagination: Pagination = field(default_factory=Pagination)
    token: str | None = None
    known_in_a_row: int = 0

    @property
    def unseen(self) -> list[Profile]:
        """Those nobody knew, newest first."""
        return [profile for user_id, profile in self.profiles.items() if user_id not in self.known]

    def split_at_last_known(self) -> tuple[list[Profile], list[Profile]]:
        """The unseen above the last known entry, and those below it."""
        above: list[Profile] = []
        below: list[Profile] = []
        for user_id, profile in self.profiles.items():
            if user_id in self.known:
                above, below = above + below, []
            else:
                below.append(profile)
        return above, below


async def read_newest(
    read_page: ReadPage, known: Known, *, first_page: int, overlap: int, most: int | None = None, scan: Scan | None = None
) -> Scan:
    """Read from the top until `overlap` known entries stood in a row, the list ended or led nowhere, or `most` entries were read.

    scan: one that broke off, to be resumed; it holds whatever was read, also when this breaks off.
    """
    scan = Scan() if scan is None else scan
    size = first_page
    while True:
        page = await read_page(size, scan.token)
        scan.pages += 1
        fresh = {p.user_id: p for p in page.profiles if p.user_id not in scan.profiles}
        scan.known |= await known(fresh)
        scan.profiles |= fresh
        for user_id in fresh:
            scan.known_in_a_row = (
                scan.known_in_a_row + 1 if user_id in scan.known else (scan.known_in_a_row if scan.known_in_a_row >= overlap else 0)
            )
        scan.token = page.next_token
        enough = scan.known_in_a_row >= overlap or (most is not None and len(scan.profiles) >= most)
        if enough or not scan.pagination.has_next(scan.token, empty=not fresh):
            return scan
        nearly = fresh and scan.known_in_a_row
        size = max(_SMALLEST_REST, overlap - scan.known_in_a_row) if nearly else min(LARGEST_PAGE, size * _PAGE_GROWTH)


async def read_until_stable(
    read_page: ReadPage, known: Known, *, first_page: int, overlap: int, most: int | None = None, scan: Scan | None = None
) -> Scan:
    """Like `read_newest`, but a scan of several pages is repeated until it shows nobody new, as far as there is money for that.

    Somebody who leaves while pages are read moves the next page up, and whoever stood on the seam is skipped.
    Another scan on the same UTC day is free.
    """
    scan = await read_newest(read_page, known, first_page=first_page, overlap=overlap, most=most, scan=scan)
    for _ in range(_MOST_REPEATS):
        if scan.pages == 1:
            break
        try:
            again = await read_newest(read_page, known, first_page=first_page, overlap=overlap, most=most)
        except OverBudget:
            break
        missed = again.profiles.keys() - scan.profiles.keys()
        gone = {user_id: p for user_id, p in scan.profiles.items() if user_id not in again.profiles}
        again.profiles = gone | again.profiles
        again.known |= scan.known
        scan = again
        if not missed:
            break
    return scan


def came_back(scan: Scan, followed_at: Mapping[int, datetime]) -> list[int]:
    """Those who stand above at least PASSED_BY people who followed after them: they left, and have followed again.

    followed_at: of everybody known in the scan.
    """
    back: list[int] = []
    below: list[datetime] = []
    for user_id in reversed(scan.profiles):
        if (moment := followed_at.get(user_id)) is not None:
            if len(below) - bisect_right(below, moment) >= PASSED_BY:
                back.append(user_id)
            insort(below, moment)
    return back
