"""Whether X's activity stream tells of everybody whom a look at the followers finds."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

log = logging.getLogger(__name__)

PROVEN_AFTER = timedelta(minutes=2)
"""So long a connection must have stood before looks become rarer because of it."""
DISTRUSTED_FOR = timedelta(hours=1)
"""So long after somebody was missed, looks stay as frequent as without a stream."""
LATE = timedelta(seconds=60)
"""X promises events within a second; who was not told of after so long was missed."""
SETTLES = timedelta(minutes=2)
"""So long X's list of followers may still show what was before an event: looks stay frequent after a follow was told of."""
_REMEMBERED = 10_000
"""People of whom the stream told lately: more than follow between two looks."""


class Agreement:
    """Compares what the stream tells of new followers with what looks find. In memory: after a restart it begins anew.

    told: how many follows the stream told of; missed: how many people a look found of whom it should have told.
    connected_since: None while there is no connection that tells of follows. last_event_at: of any event.
    """

    def __init__(self) -> None:
        self.told = 0
        self.missed = 0
        self.connected_since: datetime | None = None
        self.last_event_at: datetime | None = None
        self.last_missed_at: datetime | None = None
        self._told: dict[int, None] = {}
        self._awaited: dict[int, datetime] = {}
        self._looked_at: datetime | None = None
        self._told_at: datetime | None = None

    def connected(self, at: datetime) -> None:
        """From now on the stream tells of every follow."""
        self.connected_since = at

    def disconnected(self) -> None:
        """From now on it does not. Whoever is still awaited may be missing for that reason alone."""
        self.connected_since = None
        self._awaited.clear()

    def heard(self, at: datetime) -> None:
        """An event came, of whatever kind."""
        self.last_event_at = at

    def told_of(self, user_ids: Collection[int], at: datetime) -> None:
        """The stream said that these people follow now."""
        self.told += len(user_ids)
        self._told_at = at
        for user_id in user_ids:
            self._awaited.pop(user_id, None)
            self._told.pop(user_id, None)
            self._told[user_id] = None
        while len(self._told) > _REMEMBERED:
            del self._told[next(iter(self._told))]

    def polled(self, newcomers: Mapping[int, datetime], now: datetime) -> None:
        """A look has ended. newcomers: whom it found that were not known, and when it first saw them."""
        if self._heard_all_since(self._looked_at):
            self._awaited |= {user_id: seen for user_id, seen in newcomers.items() if user_id not in self._told}
        self._looked_at = now
        self._count_missed(now)

    def healthy(self, now: datetime) -> bool:
        """Whether the stream can be relied on to tell of new followers."""
        self._count_missed(now)
        proven = self.connected_since is not None and now - self.connected_since >= PROVEN_AFTER
        return proven and (self.last_missed_at is None or now - self.last_missed_at >= DISTRUSTED_FOR)

    def nothing_to_look_for(self, now: datetime) -> bool:
        """Whether looks may be rare: the stream can be relied on, and whoever it told of can be seen by now."""
        return self.healthy(now) and (self._told_at is None or now - self._told_at >= SETTLES)

    def _heard_all_since(self, moment: datetime | None) -> bool:
        return moment is not None and self.connected_since is not None and self.connected_since <= moment

    def _count_missed(self, now: datetime) -> None:
        missed = [user_id for user_id, seen in self._awaited.items() if now - seen > LATE]
        if not missed:
            return
        for user_id in missed:
            del self._awaited[user_id]
        self.missed += len(missed)
        self.last_missed_at = now
        log.warning("X's stream did not tell of %d new followers that a look found; looks stay frequent for an hour", len(missed))
