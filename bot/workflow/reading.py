"""How the newest entries of a list on X are read: far enough that nobody new can be missed, and no further.

X gives a list newest first, in pages that shift while they are read and without a promise of strict order. Somebody who leaves
and comes back stands on top again although long known, with new people below. So one known entry proves nothing; `overlap` known
entries in a row do, as long as fewer people than that came back since the last reading, and nobody is displaced by more places.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.model import Profile
from bot.x.door import Page

ReadPage = Callable[[int, str | None], Awaitable[Page]]
Known = Callable[[Collection[int]], Awaitable[set[int]]]

LARGEST_PAGE = 1000
"""X's own limit for a page of followers."""

_PAGE_GROWTH = 4
"""A burst is read in ever larger pages: few calls for many people, small pages on a quiet day."""

_MOST_REPEATS = 5

PASSED_BY = 10
"""People further down who followed later, from which somebody is said to have come back: X promises no strict order."""


@dataclass(slots=True)
class Reading:
    """What was read, in the list's order, each person once. pages: how many it took; reached_end: whether the list was read to its end."""

    profiles: dict[int, Profile] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)
    pages: int = 0
    reached_end: bool = False

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


async def read_newest(read_page: ReadPage, known: Known, *, first_page: int, overlap: int, most: int | None = None) -> Reading:
    """Read from the top until `overlap` known entries stood in a row, the list ended, or `most` entries were read."""
    reading = Reading()
    token: str | None = None
    size = first_page
    run = 0
    while True:
        page = await read_page(size, token)
        reading.pages += 1
        fresh = {p.user_id: p for p in page.profiles if p.user_id not in reading.profiles}
        reading.known |= await known(fresh)
        reading.profiles |= fresh
        for user_id in fresh:
            run = run + 1 if user_id in reading.known else (run if run >= overlap else 0)
        token = page.next_token
        reading.reached_end = token is None
        if reading.reached_end or run >= overlap or (most is not None and len(reading.profiles) >= most):
            return reading
        size = min(LARGEST_PAGE, size * _PAGE_GROWTH)


async def read_until_settled(read_page: ReadPage, known: Known, *, first_page: int, overlap: int, most: int | None = None) -> Reading:
    """Like `read_newest`, but a reading of several pages is repeated until it shows nobody new.

    Somebody who leaves while pages are read moves the next page up, and whoever stood on the seam is skipped.
    Reading again on the same UTC day is free.
    """
    reading = await read_newest(read_page, known, first_page=first_page, overlap=overlap, most=most)
    for _ in range(_MOST_REPEATS):
        if reading.pages == 1:
            break
        again = await read_newest(read_page, known, first_page=first_page, overlap=overlap, most=most)
        missed = again.profiles.keys() - reading.profiles.keys()
        gone = {user_id: p for user_id, p in reading.profiles.items() if user_id not in again.profiles}
        again.profiles = gone | again.profiles
        again.known |= reading.known
        reading = again
        if not missed:
            break
    return reading


def came_back(reading: Reading, followed_at: Mapping[int, datetime]) -> list[int]:
    """Those who stand above at least PASSED_BY people who followed after them: they left, and have followed again.

    followed_at: of everybody known in the reading.
    """
    back: list[int] = []
    below: list[datetime] = []
    for user_id in reversed(reading.profiles):
        if (moment := followed_at.get(user_id)) is not None:
            if len(below) - bisect_right(below, moment) >= PASSED_BY:
                back.append(user_id)
            insort(below, moment)
    return back
