"""How Mutuals is doing, and why nothing was sent if nothing was."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from bot.model import Account, BaselineStatus, Capability, Funds, Outlook, Permission, RateLimit, SuggestionState
from bot.planning.shortage import Shortage, shortage
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.funding import funds_of
from bot.workflow.pace import after_quiet_hours
from bot.workflow.report import Report
from bot.workflow.route import outlook
from bot.workflow.troubles import Trouble, Troubles
from bot.workflow.waiting import reasons
from bot.x.limits import RateLimits


@dataclass(frozen=True, slots=True)
class StreamState:
    """How X's activity stream is doing, where it is wanted.

    connected_since: None while no connection tells of follows. last_event_at: of any kind. told: follows that it told of since the start.
    missed: people of whom it should have told.
    """

    connected_since: datetime | None = None
    last_event_at: datetime | None = None
    told: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Status:
    """Everything /status shows.

    permissions: what X was found to allow or not under the present access. quiet_until: the end of the quiet hours, while they last.
    stream: None where none is wanted.
    """

    account: Account
    outlook: Outlook
    permissions: Collection[Permission]
    counts: dict[SuggestionState, int]
    next_digest: datetime
    limits: Collection[RateLimit]
    funds: Funds
    shortage: Shortage
    quiet_until: datetime | None
    stream: StreamState | None
    prompted_today: int
    prompts_per_day: int
    troubles: Collection[Trouble]
    why_idle: tuple[str, ...]


class StatusDesk:
    """Answers /status.

    stream: how the activity stream is doing at this moment; None where none is wanted.
    """

    def __init__(
        self,
        context: Context,
        report: Report,
        troubles: Troubles,
        limits: RateLimits,
        stream: Callable[[], StreamState | None] = lambda: None,
    ) -> None:
        self._context, self._report, self._troubles, self._limits, self._stream = context, report, troubles, limits, stream

    async def now(self) -> Status:
        """The state of things at this moment."""
        now, policy = self._context.clock.now(), self._context.policy
        async with self._context.store.read() as tx:
            account = await tx.accounts.get()
            counts = await tx.suggestions.counts()
            funds = await funds_of(tx, policy, now)
            route = outlook(await tx.permissions.get(Capability.FOLLOW), policy.access)
            quiet_until = after_quiet_hours(now, policy)
            return Status(
                account=account,
                outlook=route,
                permissions=[learnt for learnt in await tx.permissions.all() if learnt.access is policy.access],
                counts=counts,
                next_digest=self._report.next_due(),
                limits=await self._known_limits(tx),
                funds=funds,
                shortage=shortage(funds, self._context.prices, now),
                quiet_until=quiet_until if quiet_until > now else None,
                stream=self._stream(),
                prompted_today=await tx.prompts.count_on(policy.local_date(now)),
                prompts_per_day=policy.prompts_per_day,
                troubles=self._troubles.present,
                why_idle=await self._why_idle(tx, account, route, counts, now),
            )

    async def _known_limits(self, tx: Tx) -> list[RateLimit]:
        """By endpoint; what was kept of an earlier run stands until X says more."""
        known = {limit.endpoint: limit for limit in [*await tx.limits.all(), *self._limits.snapshot()]}
        return [known[endpoint] for endpoint in sorted(known)]

    async def _why_idle(
        self, tx: Tx, account: Account, route: Outlook, counts: dict[SuggestionState, int], now: datetime
    ) -> tuple[str, ...]:
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
        if account.paused_at is None and not account.writes_stopped:
            soonest_first = await reasons(tx, account, route, self._context, now)
            why.append(next(iter(soonest_first.values()), ""))
        return (*filter(None, dict.fromkeys(why)), *_why_nothing_to_send(counts))


def _why_nothing_to_send(counts: dict[SuggestionState, int]) -> list[str]:
    approved, handed_off = counts.get(SuggestionState.APPROVED, 0), counts.get(SuggestionState.HANDED_OFF, 0)
    if handed_off:
        people = "person has" if handed_off == 1 else "people have"
        return [f"{handed_off} approved {people} yet to be followed on X by hand; the cards have the link."]
    if approved:
        return []
    waiting = counts.get(SuggestionState.OPEN, 0)
    wait = "waits" if waiting == 1 else "wait"
    return [f"Nothing is approved. {waiting} {wait} for a decision: /queue." if waiting else "Nothing is waiting for a decision."]
