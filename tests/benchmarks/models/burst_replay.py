"""Replays a simulated history as the running bot sees it: with what is known at each moment."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from datetime import datetime, timedelta

from bot.scoring.bursts.baseline import UsualFollowers
from bot.scoring.bursts.detect import ENDS_AFTER, ActiveBurst, DetectedBurst, detect_burst
from bot.scoring.bursts.recent_arrivals import LOOKBACK
from bot.scoring.bursts.rhythm import ArrivalModel, HourCount
from tests.benchmarks.models.histories import History

RELEARN = timedelta(hours=6)
SAMPLE = 500


class BurstReplay:
    """Keeps what the bot would keep between two polls."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._times = [arrival.at for arrival in history.arrivals]
        self._known: frozenset[int] = frozenset()
        self._learnt_at: datetime | None = None
        self.burst: DetectedBurst | None = None

    def advance_to(self, now: datetime) -> DetectedBurst | None:
        """EventKind is new about bursts at this moment."""
        if self._learnt_at is None or now - self._learnt_at >= RELEARN:
            self._learn(now)
        if self.burst is not None and now - self.burst.until > ENDS_AFTER:
            self._known |= set(self.burst.members)
            self.burst = None
        running = ActiveBurst(self.burst.kind, self.burst.since, frozenset(self.burst.members)) if self.burst else None
        start, end = bisect_left(self._times, now - LOOKBACK), bisect_right(self._times, now)
        before = self._times[start - 1] if start else None
        arrivals = self._history.arrivals[start:end]
        found = detect_burst(arrivals, self._rhythm, self._usual, now, before=before, known=self._known, running=running)
        self.burst = found or self.burst
        return found

    def _learn(self, now: datetime) -> None:
        history = self._history
        self._learnt_at = now
        end = bisect_right(self._times, now)
        arrived: Counter[datetime] = Counter()
        suspicious: Counter[datetime] = Counter()
        for arrival in history.arrivals[:end]:
            hour = arrival.at.replace(minute=0)
            arrived[hour] += 1
            suspicious[hour] += arrival.suspicious
        hours = [*history.counts, *(HourCount(hour, count, suspicious[hour]) for hour, count in arrived.items())]
        self._rhythm = ArrivalModel.learn(hours, since=history.since, until=now, followers=history.account.followers)
        before = bisect_left(self._times, now - LOOKBACK)
        earlier = history.arrivals[max(0, before - SAMPLE) : before]
        self._usual = UsualFollowers.learn([a for a in earlier if a.user_id not in self._known], now)
