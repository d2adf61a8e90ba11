"""The ledger as the X client sees it: whatever stops calls to X is decided here, in the transaction that reserves their price."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain import Account, AnnouncementKind, Coverage, Priority, Purpose, RateLimit
from bot.domain.kinds import KIND_OF_PURPOSE, KINDS, KindRules
from bot.planning.pace import earliest_allowed
from bot.store import Tx
from bot.store.money.ledger import UnsettledRead
from bot.workflow.context import Context
from bot.workflow.money.budgets import LEVELS, Budget, budgets, charged, funds_of, shortfall, snapshot_of
from bot.x.errors import BadCredentials, Locked, OutOfCredits, Paused, TooFast, XError


@dataclass(frozen=True, slots=True)
class _InFlight:
    """A call that is being sent. micros: the most it can cost, of which the reservations of the unsettled reads before it are part."""

    endpoint: str
    micros: int
    at: datetime
    unsettled: Sequence[UnsettledRead]

    @property
    def claimed(self) -> list[int]:
        return [call.reservation_id for call in self.unsettled]


class LedgerSpendGuard:
    """Keeps X's charges and limits in the store, and checks pause, budgets and X's own refusals where no call can bypass them."""

    def __init__(self, context: Context) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._credit_probes: set[int] = set()
        self._in_flight: dict[int, _InFlight] = {}
        self._unrecorded: set[int] = set()

    async def known_limits(self) -> Sequence[RateLimit]:
        async with self._store.read() as tx:
            return await tx.limits.all()

    async def reserve(self, *, purpose: Purpose, endpoint: str, micros: int, write: bool, query: str = "") -> int:
        """Raises Paused, Locked (the writes that are stopped), OutOfCredits, TooFast or OverBudget."""
        now = self._clock.now()
        # Before something is written to X it must be certain, a power cut or not, that this was about to happen: or it is sent again.
        async with self._store.write(durable=write) as tx:
            snapshot = await snapshot_of(tx, self._context.policy, now)
            _check(snapshot.account, purpose, write=write)
            if (kind := KIND_OF_PURPOSE.get(purpose)) is not None:
                await self._check_pace(tx, KINDS[kind], now)
            await tx.ledger.mark_unsettled(unrecorded := frozenset(self._unrecorded))
            unsettled = await tx.ledger.unsettled_reads(query, now) if query else ()
            more = max(0, micros - sum(call.reserved for call in unsettled))
            missing = await shortfall(tx, self._context.policy, purpose, more, now, snapshot.funds) if more or not unsettled else None
            if missing is None:
                reservation = await tx.ledger.reserve(purpose=purpose, endpoint=endpoint, micros=more, at=now, query=query)
                await tx.ledger.claim([call.reservation_id for call in unsettled])
            elif purpose.priority >= Priority.DETECTION:
                await self._announce(tx, [(budget, LEVELS[-1]) for budget in missing.used_up], now)
        self._unrecorded -= unrecorded
        if missing is not None:
            raise missing.error
        self._in_flight[reservation] = _InFlight(endpoint, micros, now, unsettled)
        if purpose is Purpose.CREDITS:
            self._credit_probes.add(reservation)
        return reservation

    async def settle(
        self,
        reservation: int,
        *,
        price: str,
        resource_ids: Sequence[str],
        unit_micros: int,
        status: int,
        limit: RateLimit | None,
        coverage: Coverage = Coverage.NONE,
    ) -> int:
        now = self._clock.now()
        async with self._ending(reservation) as call, self._store.write() as tx:
            if coverage is Coverage.NONE or call.at.astimezone(UTC).date() != now.astimezone(UTC).date():
                await tx.ledger.mark_unsettled(call.claimed)  # the answer says nothing about them, or may be on another day's bill
            elif call.unsettled:
                newcomers = await tx.ledger.newcomers(reservation, price, resource_ids, now) if coverage is Coverage.NEWEST_PAGE else 0
                await self._close_unsettled(tx, call, coverage, newcomers * unit_micros, now)
            charged = await tx.ledger.settle(
                reservation,
                price=price,
                resource_ids=resource_ids,
                unit_micros=unit_micros,
                at=now,
                status=status,
                endpoint=call.endpoint,
            )
            await _keep(tx, limit)
            if charged or call.unsettled:  # or no more is spent than was before
                await self._announce_crossed(tx, now)
            await self._note_credits(tx, reservation, now)
        self._credit_probes.discard(reservation)
        return charged

    async def settle_request(self, reservation: int, *, micros: int, status: int, limit: RateLimit | None) -> None:
        now = self._clock.now()
        async with self._ending(reservation), self._store.write() as tx:
            await tx.ledger.settle_request(reservation, micros=micros, at=now, status=status)
            await _keep(tx, limit)
            await self._announce_crossed(tx, now)
            await self._note_credits(tx, reservation, now)
        self._credit_probes.discard(reservation)

    async def mark_unsettled(self, reservation: int) -> None:
        async with self._ending(reservation) as call, self._store.write() as tx:
            await tx.ledger.mark_unsettled([reservation, *call.claimed])

    async def release(self, reservation: int, *, status: int, limit: RateLimit | None) -> None:
        async with self._ending(reservation) as call, self._store.write() as tx:
            await tx.ledger.release(reservation, status=status, at=self._clock.now())
            await tx.ledger.mark_unsettled(call.claimed)
            await _keep(tx, limit)
        self._credit_probes.discard(reservation)

    async def refused(self, error: XError) -> None:
        """No credits: everything stops but the probe whether they are back. A lock: nothing more is written. Either is announced once.

        Refused keys stop nothing before a probe of their own has confirmed it.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            account = await tx.accounts.get()
            if isinstance(error, OutOfCredits):
                await tx.accounts.mark_credits_depleted(now)
            elif isinstance(error, BadCredentials):
                if not account.writes_stopped:
                    await tx.accounts.keys_refused(now)
            elif not account.writes_stopped or account.keys_refused_at is not None:
                await tx.accounts.stop_writes(error.note)
                await tx.announcements.add(AnnouncementKind.WRITES_STOPPED, now.isoformat(), {"reason": error.note.to_json()}, now)

    @asynccontextmanager
    async def _ending(self, reservation: int) -> AsyncIterator[_InFlight]:
        """Records how a call ended; where that fails, the call counts as unsettled."""
        call = self._in_flight.pop(reservation, _InFlight("", 0, self._clock.now(), ()))
        try:
            yield call
        except BaseException:
            self._unrecorded |= {reservation, *call.claimed}
            raise

    async def _close_unsettled(self, tx: Tx, call: _InFlight, coverage: Coverage, displaced: int, now: datetime) -> None:
        """The query is answered: the reservations of the earlier reads are reduced to what they may have cost beyond the answer.

        Charged that is, not forgotten: X may have given what by now is off the end of the page, or more than was asked for this time.
        """
        beyond = 0 if coverage is Coverage.COMPLETE else max(0, sum(earlier.reserved for earlier in call.unsettled) - call.micros)
        for earlier in call.unsettled:
            await tx.ledger.charge_unsettled(earlier.reservation_id, displaced + beyond, now)
            displaced = beyond = 0

    async def _check_pace(self, tx: Tx, rules: KindRules, now: datetime) -> None:
        """The caps hold for what was actually sent, whoever asks for a follow or a reply, and however often."""
        sent = await tx.ledger.sent(rules.purpose, now - timedelta(days=1))
        turn = earliest_allowed(sent, now, self._context.policy, rules.pace(self._context.policy))
        if turn > now:
            raise TooFast(turn)

    async def _announce_crossed(self, tx: Tx, now: datetime) -> None:
        """Tell the team when half or more of a budget is spent; what is merely reserved may be released."""
        funds = await funds_of(tx, self._context.policy, now)
        if any(budget.level for budget in budgets(funds, now)):
            spent = budgets(await charged(tx, funds, now), now)
            await self._announce(tx, [(budget, budget.level) for budget in spent if budget.level], now)

    async def _announce(self, tx: Tx, reached: Iterable[tuple[Budget, int]], now: datetime) -> None:
        """Tell the team of the level that each budget has reached."""
        for budget, level in reached:
            await self._announce_one(tx, budget, level, now)

    async def _announce_one(self, tx: Tx, budget: Budget, level: int, now: datetime) -> None:
        """Once a period and level, and never one that is below what the team knows."""
        for known in LEVELS[LEVELS.index(level) :]:
            if await tx.announcements.find(AnnouncementKind.BUDGET, f"{budget.day} {known}") is not None:
                return
        body = {
            "level": level,
            "period": budget.period,
            "spent": budget.spent,
            "budget": budget.micros,
            "until": budget.until.isoformat(),
        }
        await tx.announcements.add(AnnouncementKind.BUDGET, f"{budget.day} {level}", body, now)

    async def _note_credits(self, tx: Tx, reservation: int, now: datetime) -> None:
        """Only what was asked to find out counts: an answer to anything else may have been under way before the credits ran out."""
        out_since = (await tx.accounts.get()).credits_depleted_at if reservation in self._credit_probes else None
        if out_since is not None:
            await tx.accounts.mark_credits_restored()
            await tx.announcements.add(AnnouncementKind.CREDITS_RESTORED, out_since.isoformat(), {}, now)


def _check(account: Account, purpose: Purpose, *, write: bool) -> None:
    if account.paused_at is not None or account.on_hold_since is not None:
        raise Paused
    if write and account.writes_stopped:
        raise Locked(account.writes_stopped)
    if account.credits_depleted_at is not None and purpose is not Purpose.CREDITS:
        raise OutOfCredits


async def _keep(tx: Tx, limit: RateLimit | None) -> None:
    if limit is not None:
        await tx.limits.save(limit)
