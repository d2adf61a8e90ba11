"""How Mutuals is doing, and why nothing was sent if nothing was."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.model import Account, BaselineStatus, Outlook, SuggestionState
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.pace import next_turn
from bot.workflow.report import Report
from bot.workflow.route import outlook
from bot.workflow.troubles import Trouble, Troubles
from bot.x.limits import Limit, RateLimits


@dataclass(frozen=True, slots=True)
class Status:
    """Everything /status shows. spent_today: micro-dollars since midnight UTC, when X's own day begins."""

    account: Account
    outlook: Outlook
    counts: dict[SuggestionState, int]
    next_digest: datetime
    limits: Collection[Limit]
    spent_today: int
    prompted_today: int
    prompts_per_day: int
    troubles: Collection[Trouble]
    why_idle: tuple[str, ...]


class StatusDesk:
    """Answers /status."""

    def __init__(self, context: Context, report: Report, troubles: Troubles, limits: RateLimits) -> None:
        self._store, self._clock, self._policy = context.store, context.clock, context.policy
        self._report, self._troubles, self._limits = report, troubles, limits

    async def now(self) -> Status:
        """The state of things at this moment."""
        now = self._clock.now()
        async with self._store.read() as tx:
            account = await tx.accounts.get()
            counts = await tx.suggestions.counts()
            return Status(
                account=account,
                outlook=outlook(account, self._policy.access, now),
                counts=counts,
                next_digest=self._report.next_due(),
                limits=self._limits.snapshot(),
                spent_today=await tx.ledger.spent(since=datetime.combine(now.date(), time(), UTC)),
                prompted_today=await tx.prompts.count_on(self._policy.local_date(now)),
                prompts_per_day=self._policy.prompts_per_day,
                troubles=self._troubles.present,
                why_idle=await self._why_idle(tx, account, counts, now),
            )

    async def _why_idle(self, tx: Tx, account: Account, counts: dict[SuggestionState, int], now: datetime) -> tuple[str, ...]:
        """Plain sentences; none when something is on its way."""
        why = [trouble.sentence for trouble in self._troubles.present]
        if account.paused_at is not None:
            why.append(f"{account.paused_by} paused Mutuals. /resume lets it go on.")
        if account.writes_stopped:
            why.append(account.writes_stopped)
        if not account.username:
            why.append("X has not answered yet, so Mutuals does not know the account.")
        elif account.baseline is BaselineStatus.PENDING:
            of_all = f" of {account.followers:,}" if account.followers is not None else ""
            why.append(
                f"Mutuals is still taking stock of the present followers: {account.baseline_read:,}{of_all} so far. New ones come next."
            )
        why += await self._why_nothing_sent(tx, counts, now)
        return tuple(why)

    async def _why_nothing_sent(self, tx: Tx, counts: dict[SuggestionState, int], now: datetime) -> list[str]:
        approved, handed_off = counts.get(SuggestionState.APPROVED, 0), counts.get(SuggestionState.HANDED_OFF, 0)
        per_hour, per_day = self._policy.follow_backs_per_hour, self._policy.follow_backs_per_day
        why: list[str] = []
        if approved and next_turn(await tx.suggestions.sent_since(now - timedelta(days=1)), now, per_hour=per_hour, per_day=per_day) > now:
            why.append(f"The pace is used up: at most {per_hour} follow-backs an hour and {per_day} a day. The rest follows by itself.")
        if handed_off:
            people = "person has" if handed_off == 1 else "people have"
            why.append(f"{handed_off} approved {people} yet to be followed on X by hand; the cards have the link.")
        if not approved and not handed_off:
            waiting = counts.get(SuggestionState.OPEN, 0)
            wait = "waits" if waiting == 1 else "wait"
            why.append(
                f"Nothing is approved. {waiting} {wait} for a decision: /queue." if waiting else "Nothing is waiting for a decision."
            )
        return why
