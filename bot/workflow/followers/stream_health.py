"""Whether X's activity stream reports everybody whom a poll of the followers finds."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

log = logging.getLogger(__name__)

PROVEN_AFTER = timedelta(minutes=2)
"""How long a connection must have stood before polls become rarer because of it."""
DISTRUSTED_FOR = timedelta(hours=1)
"""How long after a missed follow polls stay as frequent as without a stream."""
MISSED_AFTER = timedelta(seconds=60)
"""X promises events within a second; a follow that was not reported after so long was missed."""
LIST_LAG = timedelta(minutes=2)
"""How long X's list of followers may lag behind an event: polls stay frequent after a follow was reported."""
_REMEMBERED = 10_000
"""Follows that the stream reported lately: more than happen between two polls."""


class StreamHealth:
    """Compares the follows that the stream reports with those that polls find. In memory: it starts afresh after a restart.

    reported: how many follows the stream reported; missed: how many a poll found that it should have reported.
    connected_since: None while no connection reports follows. last_event_at: of any event.
    """

    def __init__(self) -> None:
        self.reported = 0
        self.missed = 0
        self.connected_since: datetime | None = None
        self.last_event_at: datetime | None = None
        self.last_missed_at: datetime | None = None
        self._recently_reported: dict[int, None] = {}
        self._expected: dict[int, datetime] = {}
        self._polled_at: datetime | None = None
        self._reported_at: datetime | None = None

    def connected(self, at: datetime) -> None:
        """From now on the stream reports every follow."""
        self.connected_since = at

    def disconnected(self) -> None:
        """From now on it does not. Whoever is still expected may be missing for that reason alone."""
        self.connected_since = None
        self._expected.clear()

    def event_received(self, at: datetime) -> None:
        """An event came, of whatever kind."""
        self.last_event_at = at

    def follows_reported(self, user_ids: Collection[int], at: datetime) -> None:
        """The stream reported that these people follow now."""
        self.reported += len(user_ids)
        self._reported_at = at
        for user_id in user_ids:
            self._expected.pop(user_id, None)
            self._recently_reported.pop(user_id, None)
            self._recently_reported[user_id] = None
        while len(self._recently_reported) > _REMEMBERED:
            del self._recently_reported[next(iter(self._recently_reported))]

    def polled(self, newcomers: Mapping[int, datetime], now: datetime) -> None:
        """A poll has ended. newcomers: whom it found that were not known, and when it first saw them."""
        if self._was_connected_since(self._polled_at):
            self._expected |= {user_id: seen for user_id, seen in newcomers.items() if user_id not in self._recently_reported}
        self._polled_at = now
        self._count_missed(now)

    def healthy(self, now: datetime) -> bool:
        """Whether the stream can be relied on to report new followers."""
        self._count_missed(now)
        proven = self.connected_since is not None and now - self.connected_since >= PROVEN_AFTER
        return proven and (self.last_missed_at is None or now - self.last_missed_at >= DISTRUSTED_FOR)

    def polls_may_be_rare(self, now: datetime) -> bool:
        """Whether polls may be rare: the stream can be relied on, and whoever it reported is listed by now."""
        return self.healthy(now) and (self._reported_at is None or now - self._reported_at >= LIST_LAG)

    def _was_connected_since(self, moment: datetime | None) -> bool:
        return moment is not None and self.connected_since is not None and self.connected_since <= moment

    def _count_missed(self, now: datetime) -> None:
        missed = [user_id for user_id, seen in self._expected.items() if now - seen > MISSED_AFTER]
        if not missed:
            return
        for user_id in missed:
            del self._expected[user_id]
        self.missed += len(missed)
        self.last_missed_at = now
        log.warning("X's stream did not report %d new followers that a poll found; polls stay frequent for an hour", len(missed))
