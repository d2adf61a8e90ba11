"""How well the team answers: how many, how soon, and who."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from bot.domain import SuggestionKind
from bot.workflow.context import Context

SPAN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class MemberStats:
    """name: empty for answers that nobody approved here, because the team wrote them on X."""

    name: str
    answered: int
    median_time: timedelta


@dataclass(frozen=True, slots=True)
class ReplyStats:
    """Since then. spoke: posts to the account; median_time: from a post to its answer, None without any; missed: whose time ran out."""

    since: datetime
    spoke: int
    answered: int
    median_time: timedelta | None
    missed: int
    members: tuple[MemberStats, ...]


class ReplyStatsService:
    """Answers /replies stats, from the store alone."""

    def __init__(self, context: Context) -> None:
        self._store, self._clock = context.store, context.clock

    async def now(self) -> ReplyStats:
        """The last 30 days."""
        now = self._clock.now()
        since = now - SPAN
        async with self._store.read() as tx:
            answers = await tx.replies.answered(since, now)
            spoke = await tx.interactions.count(since, now)
            missed = await tx.digest_counts.missed(since, now, SuggestionKind.REPLY)
        times = [max(timedelta(), at - spoken) for spoken, at, _ in answers]
        by_member = Counter(name for _, _, name in answers)
        members = tuple(
            MemberStats(name, count, _median([time for time, (_, _, by) in zip(times, answers, strict=True) if by == name]))
            for name, count in sorted(by_member.items(), key=lambda entry: (-entry[1], entry[0]))
        )
        return ReplyStats(since, spoke, len(answers), _median(times) if times else None, missed, members)


def _median(times: Sequence[timedelta]) -> timedelta:
    return timedelta(seconds=median(time.total_seconds() for time in times))
