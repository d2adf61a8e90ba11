"""How far a look at a list of posts reads below what it knows, because X lists some posts late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.x.parse.snowflake import first_id_at, snowflake_moment

LISTED_WITHIN = timedelta(hours=1)
"""How long after a post X's list shows it at the latest, and how wrong a clock may be: what a list lacks now it may show later."""

WHOLE_EVERY = timedelta(minutes=30)
"""How often everything within LISTED_WITHIN is read, however much that is. It is free: X charges a post once a UTC day."""

KNOWN_PAGES = 2
"""Pages with nothing new that end the looks in between: of a busy hour's hundreds of posts, few are listed later than so many others."""

KNOWN_PAGES_AT_MIDNIGHT = 5
"""The same for a look at everything where it reaches into X's day before, and would be paid for once more."""


@dataclass(slots=True)
class Descent:
    """One look on its way down. whole: whether it has read all that it set out to, and the next one may begin an hour before it."""

    seen_to: int
    limit: int | None
    whole: bool
    _known_pages: int = 0

    def ends_after(self, newest_id: int, *, fresh: bool) -> bool:
        """Whether nothing new is looked for below the page that begins with this post. fresh: whether anything on it was new."""
        known = not fresh and newest_id <= self.seen_to
        self._known_pages = self._known_pages + 1 if known else 0
        return self.limit is not None and self._known_pages >= self.limit


class Overlap:
    """Decides how far each look goes. In memory: the first one after a restart reads everything."""

    def __init__(self) -> None:
        self._seen_to = 0
        self._whole_at: datetime | None = None

    def descent(self, since_id: int, now: datetime) -> Descent:
        """For a look that begins now and goes down to this post at most."""
        if self._whole_at is not None and timedelta() <= now - self._whole_at < WHOLE_EVERY:
            return Descent(self._seen_to, KNOWN_PAGES, whole=False)
        limit = None if snowflake_moment(max(since_id, 1)).date() == now.date() else KNOWN_PAGES_AT_MIDNIGHT
        return Descent(self._seen_to, limit, whole=True)

    def read(self, newest_id: int, now: datetime, *, whole: bool) -> None:
        """A look that began then has read whatever is new, up to this post."""
        self._seen_to = max(self._seen_to, newest_id)
        if whole:
            self._whole_at = now


def known_from(moment: datetime) -> int:
    """Below which post X's list holds everything at this moment."""
    return first_id_at(moment - LISTED_WITHIN)
