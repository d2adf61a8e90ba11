"""Looks at a simulated history as the running bot does: with what is known at the moment, again and again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from datetime import datetime, timedelta

from bot.scoring.bursts.baseline import Usual
from bot.scoring.bursts.detect import RUNS_ON, Found, Running, notice
from bot.scoring.bursts.recent_arrivals import LOOKS_BACK
from bot.scoring.bursts.rhythm import HourCount, Rhythm
from tests.benchmarks.histories import History

RELEARN = timedelta(hours=6)
SAMPLE = 500


class Watcher:
    """Keeps what the bot would keep between two looks."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._times = [arrival.at for arrival in history.arrivals]
        self._known: frozenset[int] = frozenset()
        self._learnt_at: datetime | None = None
        self.burst: Found | None = None

    def look(self, now: datetime) -> Found | None:
        """What is new about bursts at this moment."""
        if self._learnt_at is None or now - self._learnt_at >= RELEARN:
            self._learn(now)
        if self.burst is not None and now - self.burst.until > RUNS_ON:
            self._known |= set(self.burst.members)
            self.burst = None
        running = Running(self.burst.kind, self.burst.since, frozenset(self.burst.members)) if self.burst else None
        start, end = bisect_left(self._times, now - LOOKS_BACK), bisect_right(self._times, now)
        before = self._times[start - 1] if start else None
        arrivals = self._history.arrivals[start:end]
        found = notice(arrivals, self._rhythm, self._usual, now, before=before, known=self._known, running=running)
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
        self._rhythm = Rhythm.learn(hours, since=history.since, until=now, followers=history.account.followers)
        before = bisect_left(self._times, now - LOOKS_BACK)
        earlier = history.arrivals[max(0, before - SAMPLE) : before]
        self._usual = Usual.learn([a for a in earlier if a.user_id not in self._known], now)
