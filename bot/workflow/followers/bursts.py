"""Notice when far more people follow than usual, tell a purchase from a good day, and hold back the prompts for what was bought."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.domain import AnnouncementKind, Assessment, Burst, BurstKind, BurstState, Member, PostedIn, Profile
from bot.scoring.bursts.baseline import UsualFollowers
from bot.scoring.bursts.detect import ENDS_AFTER, ActiveBurst, DetectedBurst, detect_burst
from bot.scoring.bursts.recent_arrivals import LOOKBACK
from bot.scoring.bursts.rhythm import ArrivalModel, HourCount
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.people.assessor import Assessor
from bot.workflow.permission import require_decide

RHYTHM_WINDOW = timedelta(weeks=8)
"""How much of the past makes the arrival model."""

ORDINARY_SAMPLE = 2_000
"""Earlier newcomers from whom the ordinary profile is learnt."""

LEARN_EVERY = timedelta(hours=1)

EXAMPLES = 3
BEST = 3
"""How many people an alert names: of a purchase, or the best of a viral day."""

SHOWN_EVERY = timedelta(minutes=5)
"""How often the alert is edited while the burst grows: drawing its chart takes a third of a second."""

_NARROW_BAR, _WIDE_BAR = timedelta(minutes=10), timedelta(hours=1)
_NARROW_UP_TO = timedelta(hours=6)
_LEAST_CONTEXT = timedelta(hours=1)


_ANNOUNCED_AS = {BurstKind.PURCHASE: AnnouncementKind.PURCHASE, BurstKind.VIRAL: AnnouncementKind.VIRAL}
"""The announcement of a burst, with its id as the key."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Everything that the message about a burst shows.

    people: examples of a purchase's members, or the best of a viral day's.
    bars: from when, how many came, how many of them belong to it; expected: how many would be usual in a bar.
    """

    burst: Burst
    announcement_id: int
    people: Sequence[tuple[Profile, Assessment]]
    bars: Sequence[tuple[datetime, int, int]]
    expected: float


class BurstDecision(Enum):
    """What became of a member's decision about a burst."""

    DONE = auto()
    UNCHANGED = auto()


class BurstService:
    """Detects bursts among recent arrivals, after every poll that found somebody new."""

    def __init__(self, context: Context, assessor: Assessor) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._assessor = assessor
        self._learnt: tuple[datetime, ArrivalModel, UsualFollowers] | None = None
        self._shown_at: dict[int, datetime] = {}

    async def detect(self) -> None:
        """Find a burst, or whoever has joined the one that is running. Its members are reassessed, because their cohort counts."""
        now = self._clock.now()
        async with self._store.read() as tx:
            arrival_model, usual = await self._ordinary(tx, now)
            recent = await tx.bursts.arrivals(now - LOOKBACK)
            before = await tx.bursts.last_arrival(before=now - LOOKBACK)
            latest = await tx.bursts.latest(now - LOOKBACK)
            current = next((burst for burst in latest if burst.until >= now - ENDS_AFTER), None)
            members = {burst.id: frozenset(await tx.bursts.member_ids(burst.id)) for burst in latest}
        running = None if current is None else ActiveBurst(current.kind, current.since, members.pop(current.id))
        known = frozenset().union(*members.values()) - (running.members if running else frozenset())
        found = await asyncio.to_thread(detect_burst, recent, arrival_model, usual, now, before=before, known=known, running=running)
        if found is not None:
            await self._record(found, current if current is not None and current.kind is found.kind else None)

    async def expected(self, since: datetime, until: datetime) -> float:
        """How many newcomers the arrival model brings in this span."""
        if since >= until:
            return 0.0
        now = self._clock.now()
        if self._learnt is None or now - self._learnt[0] >= LEARN_EVERY:
            async with self._store.read() as tx:
                arrival_model, _ = await self._ordinary(tx, now)
        else:
            arrival_model = self._learnt[1]
        return arrival_model.expected(since, until)

    async def alert(self, burst_id: int) -> Alert | None:
        """What the message about this burst shows now; None when there is no such burst."""
        now = self._clock.now()
        async with self._store.read() as tx:
            burst = await tx.bursts.get(burst_id)
            if burst is None:
                return None
            told = await tx.announcements.find(_ANNOUNCED_AS[burst.kind], str(burst_id))
            announcement_id = told.id if told else 0
            if burst.kind is BurstKind.VIRAL:
                return Alert(burst, announcement_id, await tx.bursts.best(burst_id, BEST), (), 0.0)
            arrival_model, _ = await self._ordinary(tx, now)
            step, since, until = _span_of_chart(burst, now)
            bars = await tx.bursts.arrivals_every(step, since, until, burst_id)
            usual = arrival_model.expected(since, until) * (step / (until - since))
            return Alert(burst, announcement_id, await tx.bursts.examples(burst_id, EXAMPLES), bars, usual)

    async def decide(self, burst_id: int, state: BurstState, member: Member) -> BurstDecision:
        """Record whether the prompts for a purchase's members may come. Nothing happens on X. Raises NotPermitted."""
        require_decide(member, self._context.policy)
        async with self._store.write() as tx:
            if await tx.bursts.decide(burst_id, state, member, self._clock.now()) is None:
                return BurstDecision.UNCHANGED
            await tx.assessments.invalidate(await tx.bursts.member_ids(burst_id))
        return BurstDecision.DONE

    async def stale(self) -> list[tuple[Burst, PostedIn]]:
        """Purchases whose message shows an older state, each with the message."""
        now = self._clock.now()
        async with self._store.read() as tx:
            stale = await tx.bursts.stale()
        return [(burst, message) for burst, message in stale if now - self._shown_at.get(burst.id, burst.detected_at) >= SHOWN_EVERY]

    async def shown(self, burst: Burst) -> None:
        """The message shows the burst like this now."""
        self._shown_at[burst.id] = self._clock.now()
        async with self._store.write() as tx:
            await tx.bursts.shown(burst.id, burst.version)

    async def _ordinary(self, tx: Tx, now: datetime) -> tuple[ArrivalModel, UsualFollowers]:
        """How many people usually come, and what they look like; learnt anew every hour, from the time before the present burst."""
        if self._learnt is None or now - self._learnt[0] >= LEARN_EVERY:
            account = await tx.accounts.get()
            until = now - LOOKBACK
            since = max(account.baseline_finished_at or now, now - RHYTHM_WINDOW)
            hours = [HourCount(*count) for count in await tx.bursts.arrivals_per_hour(since, now)] if since < now else []
            earlier = await tx.bursts.ordinary_arrivals(until, ORDINARY_SAMPLE)
            arrival_model = await asyncio.to_thread(ArrivalModel.learn, hours, since=since, until=now, followers=account.followers)
            self._learnt = now, arrival_model, await asyncio.to_thread(UsualFollowers.learn, earlier, now)
        return self._learnt[1:]

    async def _record(self, found: DetectedBurst, grown: Burst | None) -> None:
        now = self._clock.now()
        async with self._store.write() as tx:
            if grown is not None:
                burst_id = grown.id
                await tx.bursts.grow(burst_id, found.until, found.cohort)
            else:
                burst_id = await tx.bursts.open(found.kind, found.since, found.until, now, found.cohort)
                await tx.announcements.add(_ANNOUNCED_AS[found.kind], str(burst_id), {}, now)
            before = len(await tx.bursts.member_ids(burst_id))
            joined = await tx.bursts.add_members(burst_id, found.members)
            affected = joined if found.kind is BurstKind.PURCHASE else []
            # Should this process stop now, the job that brings stale assessments up to date comes to them. Those who joined earlier are
            # reassessed with every doubling, so that the cohort size in their reasons stays about right.
            doubled = affected and len(found.members).bit_length() > before.bit_length()
            await tx.assessments.invalidate(found.members if doubled else affected)
        await self._assessor.reassess(affected)


def _span_of_chart(burst: Burst, now: datetime) -> tuple[timedelta, datetime, datetime]:
    """The length of a bar, and from when to when: the burst, and half as much before it to compare with."""
    length = burst.until - burst.since
    step = _NARROW_BAR if length <= _NARROW_UP_TO else _WIDE_BAR
    return step, burst.since - max(_LEAST_CONTEXT, length / 2), min(now, burst.until) + step
