"""What is known of the present followers, what it would cost to know more, and a member's approval of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from bot.domain import Account, Assessment, Audit, AuditReport, BaselineStatus, Member, Note, Profile, Purpose, Share, Verdict
from bot.scoring.sampling import margin_for, share_of
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.money.budgets import funds_of
from bot.workflow.permission import require_decide

STEPS = (1_000, 5_000)
"""How many more people are offered to be assessed, besides everyone."""

LISTED, FIRST_LISTED = 5, 3

_BLOCKS = 40
_LARGEST_BLOCK = 500
"""Followers who came one after the other are counted in so many blocks of at most this size, which tells how alike neighbours are."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An audit of older followers that may be approved.

    more: people who were never assessed. max_profiles: profiles at most, with those known already that X has to give again.
    cost: of max_profiles, in micro-dollars. margin: of error afterwards, 0 to 1; None where nobody can say.
    in_budget: what the budgets for X leave for it today, in micro-dollars; what costs more has to wait in between.
    """

    more: int
    max_profiles: int
    cost: int
    margin: float | None
    everyone: bool
    in_budget: int


@dataclass(frozen=True, slots=True)
class Started:
    """The audit was approved and runs by itself."""

    audit: Audit


@dataclass(frozen=True, slots=True)
class AlreadyRunning:
    """An audit is running already; one at a time."""

    audit: Audit


@dataclass(frozen=True, slots=True)
class NothingToRead:
    """There is nothing that could be read. baseline: because everyone is known, or because that is just being found out."""

    baseline: BaselineStatus


Quote = Offer | AlreadyRunning | NothingToRead


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything `/followers audit` shows."""

    report: AuditReport
    baseline: BaselineStatus
    running: Audit | None
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class FirstLook:
    """The followers who are known at first: how many of each verdict, and the most worthwhile whom nobody was ever asked about."""

    by_verdict: Mapping[Verdict, int]
    neglected: tuple[tuple[Profile, Assessment], ...]


@dataclass(frozen=True, slots=True)
class AuditResult:
    """What the team is told after an audit. cost: in micro-dollars. stopped_by: why it ended early; None where it did not."""

    report: AuditReport
    baseline: BaselineStatus
    audit: Audit
    cost: int
    stopped_by: Note | None


AUDIT_RESULT = TypeAdapter(AuditResult)


class AuditService:
    """Reads the store alone; an approval is carried out by `AuditRun`. Quotes and approvals raise NotPermitted."""

    def __init__(self, context: Context) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._price = context.prices.own_list

    async def overview(self) -> Overview:
        """What is known for free, and what more would cost."""
        async with self._store.read() as tx:
            account = await tx.accounts.get()
            running = await tx.audits.current()
            report = await report_of(tx, account, self._clock.now())
            partial = account.baseline is BaselineStatus.PARTIAL and running is None
            offers = await self._offers(tx, account) if partial else ()
        return Overview(report, account.baseline, running, offers)

    async def first_look(self) -> FirstLook:
        """What the initial sync brought."""
        async with self._store.read() as tx:
            return FirstLook(await tx.audits.by_verdict(), tuple(await tx.audits.neglected(FIRST_LISTED)))

    async def quote(self, more: int, member: Member) -> Quote:
        """What assessing so many more would cost now."""
        require_decide(member, self._context.policy)
        async with self._store.read() as tx:
            return await self._quote(tx, more)

    async def approve(self, more: int, agreed: int, member: Member) -> Started | Quote:
        """Record that a member agreed to assess so many more for at most `agreed` micro-dollars.

        An Offer in answer says that it would cost more by now: nothing was recorded.
        """
        require_decide(member, self._context.policy)
        async with self._store.write() as tx:
            quote = await self._quote(tx, more)
            if not isinstance(quote, Offer) or quote.cost > agreed:
                return quote
            audit = await tx.audits.ask(member, quote.max_profiles, self._clock.now())
            if audit is None:
                return await self._quote(tx, more)
        return Started(audit)

    async def _quote(self, tx: Tx, more: int) -> Quote:
        running, account = await tx.audits.current(), await tx.accounts.get()
        if running is not None:
            return AlreadyRunning(running)
        if account.baseline is not BaselineStatus.PARTIAL:
            return NothingToRead(account.baseline)
        return self._offer(await _extent(tx, account), more, await self._in_budget(tx))

    async def _offers(self, tx: Tx, account: Account) -> tuple[Offer, ...]:
        extent = await _extent(tx, account)
        left = extent.left
        steps = STEPS if left is None else (*(step for step in STEPS if step < left), left or STEPS[0])
        in_budget = await self._in_budget(tx)
        return tuple(self._offer(extent, step, in_budget) for step in steps)

    async def _in_budget(self, tx: Tx) -> int:
        funds = await funds_of(tx, self._context.policy, self._clock.now())
        return funds.left_for(Purpose.AUDIT.priority)

    def _offer(self, extent: _Extent, more: int, in_budget: int) -> Offer:
        left = extent.left
        more = max(1, min(more, left) if left else more)
        everyone = left is not None and more >= left
        margin = margin_for(extent.assessed + more, extent.assessed + left) if left and not everyone else None
        max_profiles = more + extent.again
        return Offer(more, max_profiles, max_profiles * self._price.micros, margin, everyone, in_budget)


def dump_result(result: AuditResult) -> dict[str, object]:
    """What `parse_result` reads."""
    return AUDIT_RESULT.dump_python(result, mode="json")  # type: ignore[no-any-return]  # pydantic says Any


def parse_result(body: dict[str, object]) -> AuditResult:
    """A stored announcement's figures."""
    return AUDIT_RESULT.validate_python(body)


async def report_of(tx: Tx, account: Account, now: datetime) -> AuditReport:
    """The present followers by verdict, as far as they are known."""
    by_verdict = await tx.audits.by_verdict()
    assessed = sum(by_verdict.values())
    return AuditReport(
        made_at=now,
        assessed=assessed,
        followers=account.followers,
        by_verdict=by_verdict,
        shares=await _shares(tx, assessed, _population(account, assessed)) if assessed else {},
        suspicious=tuple(await tx.audits.biggest(Verdict.SUSPICIOUS, LISTED)),
        neglected=tuple(await tx.audits.neglected(LISTED)),
    )


async def _shares(tx: Tx, assessed: int, population: int | None) -> dict[Verdict, Share]:
    blocks = await tx.audits.blocks(max(1, min(_LARGEST_BLOCK, assessed // _BLOCKS)))
    return {verdict: share_of([(block.get(verdict, 0), sum(block.values())) for block in blocks], population) for verdict in Verdict}


def _population(account: Account, assessed: int) -> int | None:
    """Of how many the shares are: people leave and come while X's own count stands, so never of fewer than are known."""
    if account.baseline is BaselineStatus.COMPLETE:
        return assessed
    return None if account.followers is None else max(account.followers, assessed)


@dataclass(frozen=True, slots=True)
class _Extent:
    """How far the followers are known.

    left: about how many were never assessed; 0 where the counts show none although the list was not read to its end; None when X did
    not say how many there are. again: known ones below the place from which is read on, who are paid for again.
    """

    assessed: int
    left: int | None
    again: int


async def _extent(tx: Tx, account: Account) -> _Extent:
    assessed = sum((await tx.audits.by_verdict()).values())
    left = None if account.followers is None else max(0, account.followers - assessed)
    above = await tx.followers.count_new() + account.baseline_read if account.baseline_page_token else 0
    return _Extent(assessed, left, again=max(0, assessed - above))
