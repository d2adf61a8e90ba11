"""Why nothing was sent on a day, as far as what is stored tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain import Act, Explanation, Note, Route, SuggestionKind, SuggestionState, Why
from bot.domain.acts import ACTS
from bot.domain.kinds import KINDS
from bot.domain.local_days import midnights
from bot.planning.pace import after_quiet_hours
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.delivery.blockers import blocker_reasons
from bot.workflow.money.budgets import snapshot_of
from bot.workflow.why.interruptions import interruptions

_STATES = SuggestionState
_TICK = timedelta(microseconds=1)

_Standing = Mapping[SuggestionKind, Mapping[Act | None, int]]
"""By which act those were left that were not settled when the day ended."""


@dataclass(frozen=True, slots=True)
class _Day:
    """A local day, or as much of it as has passed. lasts: whether it is today."""

    since: datetime
    until: datetime
    lasts: bool


class WhyNothingSent:
    """Answers /why day. Asks X nothing."""

    def __init__(self, context: Context) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock

    def today(self) -> date:
        """By the team's clock."""
        return self._context.policy.local_date(self._clock.now())

    async def explain(self, day: date) -> Explanation:
        """What went out on this day of the team's, and what kept the rest from it, the strongest first."""
        since, until = midnights(day, 1, self._context.policy.timezone)
        now = self._clock.now()
        if since > now:
            return Explanation((Note(Why.DAY_TO_COME),))
        async with self._store.read() as tx:
            started_at = (await tx.accounts.get()).baseline_finished_at
            if started_at is not None and until <= started_at:
                return Explanation((Note(Why.DAY_BEFORE_START, {"at": started_at}),))
            # What happens at this very moment counts.
            passed = _Day(max(since, started_at or since), min(until, now + _TICK), lasts=now < until)
            return Explanation(tuple(await self._explain(tx, passed, now)))

    async def _explain(self, tx: Tx, day: _Day, now: datetime) -> list[Note]:
        standing = await tx.suggestions.last_acts(day.until)
        stops = await interruptions(tx, day.since, day.until, now)
        work = [
            *await self._approved(tx, day, standing, stopped=any(stop.lasts(now) for stop in stops) if day.lasts else bool(stops)),
            *_counted(Why.NOT_DONE_BY_HAND, standing, _STATES.HANDED_OFF),
            *await _ended(tx, day),
            *await _undecided(tx, day, standing),
        ]
        if not work:
            work = [Note(Why.NOTHING_TO_DECIDE, {"count": await tx.digest_counts.gained(day.since, day.until)})]
        return [*await _sent(tx, day), *(stop.note(day.until, now) for stop in stops), *work]

    async def _approved(self, tx: Tx, day: _Day, standing: _Standing, *, stopped: bool) -> list[Note]:
        """What was approved and not sent by the end of the day, and why as far as it can be told. stopped: interruptions explain it."""
        waited = list(_counted(Why.APPROVED_WAITED, standing, _STATES.APPROVED))
        kinds = [SuggestionKind(note.text("kind")) for note in waited]
        if day.lasts:
            return [*waited, *([] if stopped else await self._blocking(tx, kinds))]
        slowed = await self._slowed(tx, day, kinds)
        return [*waited, *(slowed or ([] if stopped else map(self._spread, kinds)))]

    def _spread(self, kind: SuggestionKind) -> Note:
        """The pace alone."""
        return Note(Why.SPREAD_OVER_HOURS, {"kind": kind.value, "per_hour": KINDS[kind].pace(self._context.policy).per_hour})

    async def _blocking(self, tx: Tx, kinds: Iterable[SuggestionKind]) -> list[Note]:
        """What holds up the next one of each kind at this moment."""
        now = self._clock.now()
        snapshot = await snapshot_of(tx, self._context.policy, now)
        found = [next(iter((await blocker_reasons(tx, snapshot, kind, self._context, now)).values()), None) for kind in kinds]
        return list(dict.fromkeys(note for note in found if note is not None))

    async def _slowed(self, tx: Tx, day: _Day, kinds: Sequence[SuggestionKind]) -> list[Note]:
        """Caps that were reached, a budget of which too little was left, and quiet hours that reached beyond the day."""
        policy, last, found = self._context.policy, day.until - _TICK, list[Note]()
        funds = await tx.ledger.funds(policy.daily_budget, policy.monthly_budget, last)
        for kind in kinds:
            per_day = KINDS[kind].pace(policy).per_day
            sent = await tx.suggestions.sent_since(day.until - timedelta(days=1), kind)
            if sum(at < day.until for at in sent) >= per_day:
                found.append(Note(Why.PACE_USED_UP, {"kind": kind.value, "per_day": per_day}))
            if funds.today + self._context.prices.of_kind(kind, text="", summoned=True).micros > policy.daily_budget:
                found.append(Note(Why.BUDGET_LEFT_LITTLE, {"spent": funds.today, "budget": policy.daily_budget}))
        if kinds and policy.quiet_hours is not None and after_quiet_hours(last, policy) > last:
            begin, end = policy.quiet_hours
            found.append(Note(Why.QUIET_HOURS_CAME, {"begin": f"{begin:%H:%M}", "end": f"{end:%H:%M}"}))
        return list(dict.fromkeys(found))


async def _sent(tx: Tx, day: _Day) -> list[Note]:
    found = await tx.digest_counts.went_out(day.since, day.until)
    routes = {Route.API: Why.SENT, Route.HAND_OFF: Why.HANDED_OFF_THEN}
    counts = [(why, kind, found.get((kind, route), 0)) for route, why in routes.items() for kind in SuggestionKind]
    return [Note(why, {"kind": kind.value, "count": count}) for why, kind, count in counts if count]


async def _ended(tx: Tx, day: _Day) -> list[Note]:
    """What came to an end on this day without having happened."""
    found: list[Note] = []
    for kind in SuggestionKind:
        outcomes = await tx.digest_counts.outcomes(day.since, day.until, kind)
        counts = {
            Why.FAILED_THEN: outcomes[_STATES.FAILED],
            Why.LAPSED_THEN: outcomes[_STATES.LAPSED],
            Why.RAN_OUT: await tx.digest_counts.expired(day.since, day.until, kind),
        }
        found += [Note(why, {"kind": kind.value, "count": count}) for why, count in counts.items() if count]
    return found


async def _undecided(tx: Tx, day: _Day, standing: _Standing) -> list[Note]:
    """What still waited for a decision when the day ended, and how often members decided on it."""
    decided = sum(member.count for member in await tx.digest_highlights.decisions_by_member(day.since, day.until))
    waited = _counted(Why.NOT_DECIDED, standing, _STATES.OPEN)
    return [Note(note.code, {**note.figures, "times": decided}) for note in waited]


def _counted(why: Why, standing: _Standing, state: SuggestionState) -> Iterator[Note]:
    """Of each kind, how many were in this state."""
    for kind in SuggestionKind:
        count = sum(n for act, n in standing.get(kind, {}).items() if state in _leads_to(act))
        if count:
            yield Note(why, {"kind": kind.value, "count": count})


def _leads_to(act: Act | None) -> set[SuggestionState | None]:
    """The states in which an act leaves what is not settled. What nobody has touched is open."""
    return {_STATES.OPEN} if act is None else {*ACTS[act].moves.values(), ACTS[act].begins}
