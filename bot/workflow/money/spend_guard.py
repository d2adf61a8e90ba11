"""The ledger as the X room sees it: whatever stops calls to X is decided here, in the transaction that sets their price aside."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain import Account, AnnouncementKind, Coverage, Purpose, Rank, RateLimit
from bot.store import Tx
from bot.store.money.ledger import Unanswered
from bot.workflow.context import Context, Job
from bot.workflow.delivery.kind_policy import BY_PURPOSE, Deed
from bot.workflow.delivery.pace import no_sooner_than, pace_of
from bot.workflow.money.budgets import LEVELS, Budget, budgets
from bot.workflow.money.funding import charged, funds_of, shortfall
from bot.x.errors import BadCredentials, Locked, OutOfCredits, Paused, TooFast, XError


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """A call that is being sent. micros: the most it can cost, for which what stands for the unanswered ones before it is part."""

    micros: int
    at: datetime
    unanswered: Sequence[Unanswered]

    @property
    def counted_on(self) -> list[int]:
        return [call.reservation_id for call in self.unanswered]


class LedgerMeter:
    """Keeps X's charges and limits in the store, and the kill switch, the budgets and X's own refusals where no call can go around them."""

    def __init__(self, context: Context) -> None:
        self._store, self._clock, self._policy, self._wake = context.store, context.clock, context.policy, context.wake
        self._looks_for_credits: set[int] = set()
        self._under_way: dict[int, _UnderWay] = {}
        self._unrecorded: set[int] = set()

    async def known_limits(self) -> Sequence[RateLimit]:
        async with self._store.read() as tx:
            return await tx.limits.all()

    async def reserve(self, *, purpose: Purpose, endpoint: str, micros: int, write: bool, question: str = "") -> int:
        """Raises Paused, Locked (the writes that are stopped), OutOfCredits, TooFast or OverBudget."""
        now = self._clock.now()
        # Before something is written to X it must be certain, a power cut or not, that this was about to happen: or it is sent again.
        async with self._store.write(durable=write) as tx:
            _check(await tx.accounts.get(), purpose, write=write)
            if (deed := BY_PURPOSE.get(purpose)) is not None:
                await self._check_pace(tx, deed, now)
            await tx.ledger.doubt(unrecorded := frozenset(self._unrecorded))
            unanswered = await tx.ledger.unanswered(question, now) if question else ()
            more = max(0, micros - sum(call.reserved for call in unanswered))
            lacking = await shortfall(tx, self._policy, purpose, more, now) if more or not unanswered else None
            if lacking is None:
                reservation = await tx.ledger.reserve(purpose=purpose, endpoint=endpoint, micros=more, at=now, question=question)
                await tx.ledger.count_on([call.reservation_id for call in unanswered])
            told = (
                lacking is not None
                and purpose.rank >= Rank.DETECTION
                and await self._tell(tx, [(budget, LEVELS[-1]) for budget in lacking.used_up], now)
            )
        self._unrecorded -= unrecorded
        if lacking is not None:
            self._show_if(told)
            raise lacking.error
        self._under_way[reservation] = _UnderWay(micros, now, unanswered)
        if purpose is Purpose.CREDITS:
            self._looks_for_credits.add(reservation)
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
        coverage: Coverage = Coverage.NOTHING,
    ) -> int:
        now = self._clock.now()
        async with self._ending(reservation) as call, self._store.write() as tx:
            if coverage is Coverage.NOTHING or call.at.astimezone(UTC).date() != now.astimezone(UTC).date():
                await tx.ledger.doubt(call.counted_on)  # the answer says nothing about them, or may be on another day's bill
            elif call.unanswered:
                newcomers = await tx.ledger.newcomers(reservation, price, resource_ids, now) if coverage is Coverage.TOP else 0
                await self._close_unanswered(tx, call, coverage, newcomers * unit_micros, now)
            charged = await tx.ledger.settle(
                reservation, price=price, resource_ids=resource_ids, unit_micros=unit_micros, at=now, status=status
            )
            await _keep(tx, limit)
            told, credits_back = await self._tell_crossed(tx, now), await self._note_credits(tx, reservation, now)
        self._go_on(reservation, told=told, credits_back=credits_back)
        return charged

    async def settle_request(self, reservation: int, *, micros: int, status: int, limit: RateLimit | None) -> None:
        now = self._clock.now()
        async with self._ending(reservation), self._store.write() as tx:
            await tx.ledger.settle_request(reservation, micros=micros, at=now, status=status)
            await _keep(tx, limit)
            told, credits_back = await self._tell_crossed(tx, now), await self._note_credits(tx, reservation, now)
        self._go_on(reservation, told=told, credits_back=credits_back)

    async def doubt(self, reservation: int) -> None:
        async with self._ending(reservation) as call, self._store.write() as tx:
            await tx.ledger.doubt([reservation, *call.counted_on])

    async def release(self, reservation: int, *, status: int, limit: RateLimit | None) -> None:
        async with self._ending(reservation) as call, self._store.write() as tx:
            await tx.ledger.release(reservation, status=status, at=self._clock.now())
            await tx.ledger.doubt(call.counted_on)
            await _keep(tx, limit)
        self._looks_for_credits.discard(reservation)

    async def refused(self, error: XError) -> None:
        """No credits: all but the look at whether they are back stops. A lock: nothing more is written. Either is told once.

        Refused keys stop nothing before a look of their own has shown that they are.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            account = await tx.accounts.get()
            if isinstance(error, OutOfCredits):
                first = account.credits_out_at is None
                await tx.accounts.credits_out(now)
            elif isinstance(error, BadCredentials):
                first = not account.writes_stopped and await tx.accounts.keys_refused(now)
            elif first := not account.writes_stopped or account.keys_refused_at is not None:
                await tx.accounts.stop_writes(str(error))
                await tx.announcements.add(AnnouncementKind.WRITES_STOPPED, now.isoformat(), {"reason": str(error)}, now)
        self._show_if(first and not isinstance(error, BadCredentials))
        if first and isinstance(error, OutOfCredits | BadCredentials):
            self._wake(Job.RECOVERY)

    @asynccontextmanager
    async def _ending(self, reservation: int) -> AsyncIterator[_UnderWay]:
        """How a call ended is put on record; where that fails it is one that was never answered."""
        call = self._under_way.pop(reservation, _UnderWay(0, self._clock.now(), ()))
        try:
            yield call
        except BaseException:
            self._unrecorded |= {reservation, *call.counted_on}
            raise

    async def _close_unanswered(self, tx: Tx, call: _UnderWay, coverage: Coverage, pushed_off: int, now: datetime) -> None:
        """The question is answered: what stood for the earlier calls is brought down to what they may have cost beyond the answer.

        Charged that is, not forgotten: X may have given what by now is off the end of the page, or more than was asked for this time.
        """
        beyond = 0 if coverage is Coverage.WHOLE else max(0, sum(earlier.reserved for earlier in call.unanswered) - call.micros)
        for earlier in call.unanswered:
            await tx.ledger.charge_unanswered(earlier.reservation_id, pushed_off + beyond, now)
            pushed_off = beyond = 0

    async def _check_pace(self, tx: Tx, deed: Deed, now: datetime) -> None:
        """Whoever asks for a follow or a reply, and however often: the caps hold by what was let out."""
        sent = await tx.ledger.sent(deed.purpose, now - timedelta(days=1))
        turn = no_sooner_than(sent, now, self._policy, pace_of(deed.kind, self._policy))
        if turn > now:
            raise TooFast(turn)

    async def _tell_crossed(self, tx: Tx, now: datetime) -> bool:
        """Tell the team when half or more of a budget is spent; what is merely set aside may come back."""
        funds = await funds_of(tx, self._policy, now)
        if not any(budget.level for budget in budgets(funds, now)):
            return False
        spent = budgets(await charged(tx, funds, now), now)
        return await self._tell(tx, [(budget, budget.level) for budget in spent if budget.level], now)

    async def _tell(self, tx: Tx, reached: Iterable[tuple[Budget, int]], now: datetime) -> bool:
        """Tell the team of the level that each budget has reached; whether any of it was new."""
        return any([await self._tell_one(tx, budget, level, now) for budget, level in reached])

    async def _tell_one(self, tx: Tx, budget: Budget, level: int, now: datetime) -> bool:
        """Once a period and level, and never one that is below what the team knows."""
        for known in LEVELS[LEVELS.index(level) :]:
            if await tx.announcements.find(AnnouncementKind.BUDGET, f"{budget.day} {known}") is not None:
                return False
        body = {
            "level": level,
            "period": budget.period,
            "spent": budget.spent,
            "budget": budget.micros,
            "until": budget.until.isoformat(),
        }
        return await tx.announcements.add(AnnouncementKind.BUDGET, f"{budget.day} {level}", body, now)

    async def _note_credits(self, tx: Tx, reservation: int, now: datetime) -> bool:
        """Only what was asked to find out counts: an answer to anything else may have been under way before the credits ran out."""
        out_since = (await tx.accounts.get()).credits_out_at if reservation in self._looks_for_credits else None
        if out_since is None:
            return False
        await tx.accounts.credits_back()
        await tx.announcements.add(AnnouncementKind.CREDITS_BACK, out_since.isoformat(), {}, now)
        return True

    def _go_on(self, reservation: int, *, told: bool, credits_back: bool) -> None:
        self._looks_for_credits.discard(reservation)
        self._show_if(told)
        if credits_back:
            for job in Job:
                self._wake(job)

    def _show_if(self, told: bool) -> None:
        if told:
            self._wake(Job.SHOW)


def _check(account: Account, purpose: Purpose, *, write: bool) -> None:
    if account.paused_at is not None or account.held_at is not None:
        raise Paused
    if write and account.writes_stopped:
        raise Locked(account.writes_stopped)
    if account.credits_out_at is not None and purpose is not Purpose.CREDITS:
        raise OutOfCredits


async def _keep(tx: Tx, limit: RateLimit | None) -> None:
    if limit is not None:
        await tx.limits.save(limit)
