"""The followers as a file for a spreadsheet, which `mutuals score` reads as well."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain import Assessment, Follower
from bot.drafting.spreadsheet import csv_bytes, more_csv_bytes
from bot.views.format.facts import paragraph
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.numbers import number
from bot.views.words.sentences import sentence

_PROFILE = ("id", "username", "name", "description", "created_at")
_FIGURES = ("followers_count", "following_count", "tweet_count", "listed_count", "like_count")
_REST = ("protected", "verified", "collected_at", "followed_at", "verdict", "suspicion", "reasons", "suppressed")
COLUMNS = (*_PROFILE, *_FIGURES, *_REST)
"""Named as X's API v2 names them; collected_at is when X said all this."""

FILE = "followers.csv"
FILE_DESCRIPTION = N_("Your followers, newest first.")
_MEGABYTE = 1024 * 1024
_AT_THE_END = 64
"""Bytes that gzip may add when it is closed, and then some."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file that may be sent. people: how many are in it; cut: whether there would have been more."""

    name: str
    data: bytes
    people: int
    cut: bool
    largest: int


class FollowersFile:
    """Made portion by portion, and never larger than may be sent: packed where it would be, and cut where even that is not enough.

    largest: bytes that Discord takes. It holds at most twice as many in memory.
    """

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._plain: bytearray | None = bytearray()
        self._file = io.BytesIO()
        self._packed = gzip.GzipFile(FILE, "wb", fileobj=self._file, mtime=0)
        self._people = 0
        self._cut = False
        self._add(csv_bytes(COLUMNS, ()))

    def add(self, followers: Iterable[tuple[Follower, Assessment | None]]) -> bool:
        """Add more people; False where there is no room for them. Takes some milliseconds a hundred people."""
        rows = [_cells(follower, assessment) for follower, assessment in followers]
        data = more_csv_bytes(rows)
        # What does not shrink grows by a few bytes a block, so this is room enough.
        if self._file.tell() + len(data) + len(data) // 1_000 + _AT_THE_END > self._largest:
            self._cut = True
            return False
        self._add(data)
        self._people += len(rows)
        return True

    def made(self) -> Made:
        """The file as it is now; nothing can be added any more."""
        self._packed.close()
        if self._plain is not None:
            return Made(FILE, bytes(self._plain), self._people, self._cut, self._largest)
        return Made(f"{FILE}.gz", self._file.getvalue(), self._people, self._cut, self._largest)

    def _add(self, data: bytes) -> None:
        self._packed.write(data)
        self._packed.flush()  # so that its size is known
        if self._plain is not None and len(self._plain) + len(data) <= self._largest:
            self._plain += data
        else:
            self._plain = None


def followers_file(made: Made) -> str:
    """What goes with the file."""
    limit = number(made.largest // _MEGABYTE)
    if made.cut:
        message = _("The newest {count} of your followers, as more would not fit into the {limit} MB that Discord takes. Times are in UTC.")
        return message.format(count=number(made.people), limit=limit)
    said = ngettext(
        "{count} follower, newest first, as Mutuals knows them. Times are in UTC; `mutuals score` reads this file.",
        "{count} followers, newest first, as Mutuals knows them. Times are in UTC; `mutuals score` reads this file.",
        made.people,
    )
    packed = _("It is packed with gzip to fit into the {limit} MB that Discord takes.") if made.name != FILE else ""
    return paragraph(said.format(count=number(made.people)), packed.format(limit=limit))


def _cells(follower: Follower, assessment: Assessment | None) -> tuple[object, ...]:
    """In the order of the columns. What is not known is left empty."""
    profile = follower.profile
    figures = (profile.followers, profile.following, profile.posts, profile.listed, profile.likes)
    since = None if follower.baseline and not follower.times_returned else follower.followed_at
    judged: tuple[object, ...] = ("",) * 4
    if assessment is not None:
        facts = "; ".join(sentence(reason.fact) for reason in assessment.reasons)
        judged = (assessment.verdict.value, assessment.suspicion, facts, sentence(assessment.suppressed))
    return (
        *(profile.user_id, profile.username, profile.name, profile.bio, _at(profile.created_at)),
        *("" if figure is None else figure for figure in figures),
        *(str(profile.protected).lower(), str(profile.verified).lower(), _at(profile.fetched_at), _at(since)),
        *judged,
    )


def _at(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat(timespec="seconds")
