"""How Mutuals is doing, and why nothing was sent if nothing was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from bot.domain import (
    Account,
    BaselineStatus,
    Idle,
    KindStatus,
    Note,
    RateLimit,
    Status,
    StreamState,
    SuggestionKind,
    SuggestionState,
)
from bot.domain.jobs import Job
from bot.domain.kinds import KINDS
from bot.planning.pace import after_quiet_hours
from bot.planning.routes import Routes
from bot.planning.shortage import shortage
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.delivery.blockers import blocker_reasons
from bot.workflow.digest.digest import DigestService
from bot.workflow.money.budgets import funds_of, snapshot_of
from bot.workflow.team.job_errors import JobError, JobErrors
from bot.workflow.team.pause import why_paused
from bot.workflow.team.setup import SetUp
from bot.x.limits.rate_limits import RateLimits


class StatusService:
    """Answers /status.

    stream: how the activity stream is doing at this moment; None where none is wanted.
    """

    def __init__(
        self,
        context: Context,
        digest: DigestService,
        job_errors: JobErrors,
        limits: RateLimits,
        setup: SetUp,
        stream: Callable[[], StreamState | None] = lambda: None,
    ) -> None:
        self._context, self._digest, self._job_errors, self._limits, self._stream = context, digest, job_errors, limits, stream
        self._setup = setup

    async def now(self) -> Status:
        """The state of things at this moment."""
        now, policy = self._context.clock.now(), self._context.policy
        async with self._context.store.read() as tx:
            account = await tx.accounts.get()
            funds = await funds_of(tx, policy, now)
            routes = Routes(await tx.permissions.all(), policy.access, now)
            kinds = {kind: await self._kind(tx, kind, routes, now) for kind in SuggestionKind}
            quiet_until = after_quiet_hours(now, policy)
            return Status(
                account=account,
                kinds=kinds,
                permissions=[learnt for learnt in await tx.permissions.all() if learnt.access is policy.access],
                next_digest=self._digest.next_due(),
                limits=await self._known_limits(tx),
                funds=funds,
                shortage=shortage(funds, self._context.prices, now),
                quiet_until=quiet_until if quiet_until > now else None,
                stream=self._stream(),
                channel_fails=self._channel_fails(),
                problems=self._failures(error for error in self._job_errors.present if not error.ends_by_itself),
                why_idle=await self._why_idle(tx, account, kinds, now),
            )

    async def _kind(self, tx: Tx, kind: SuggestionKind, routes: Routes, now: datetime) -> KindStatus:
        policy = self._context.policy
        return KindStatus(
            expected_route=routes.expected(kind),
            counts=await tx.suggestions.counts(kind),
            cards_today=await tx.prompts.count_on(policy.local_date(now), kind),
            cards_per_day=KINDS[kind].cards_per_day(policy),
        )

    def _channel_fails(self) -> bool:
        """Whether messages do not come into the team's channel, or not all of them."""
        cards = self._context.policy.channels.cards
        failing = any((job_error.job, job_error.channel_id) == (Job.POST_MESSAGES, cards) for job_error in self._job_errors.present)
        return failing or self._setup.breaks(cards)

    def _failures(self, job_errors: Iterable[JobError]) -> tuple[Note, ...]:
        """The channel's first; where the set-up says already what is wrong with it, that is enough."""
        by_weight = sorted(job_errors, key=lambda job_error: job_error.job is not Job.POST_MESSAGES)
        shown = [error.note for error in by_weight if not (error.job is Job.POST_MESSAGES and self._setup.breaks(error.channel_id))]
        return (*dict.fromkeys([*self._setup.faults, *shown]),)

    async def _known_limits(self, tx: Tx) -> list[RateLimit]:
        """By endpoint and window; what was kept of an earlier run stands until X says more."""
        known = {(limit.endpoint, limit.window): limit for limit in [*await tx.limits.all(), *self._limits.snapshot()]}
        return [known[place] for place in sorted(known)]

    async def _why_idle(self, tx: Tx, account: Account, kinds: Mapping[SuggestionKind, KindStatus], now: datetime) -> tuple[Note, ...]:
        """None when something is on its way."""
        why: list[Note | None] = [*self._failures(self._job_errors.present), why_paused(account)]
        if account.on_hold_since is not None:
            why.append(Note(Idle.ON_HOLD))
        if account.writes_stopped:
            why.append(account.writes_stopped)
        if not account.username:
            why.append(Note(Idle.NO_ANSWER_YET))
        elif account.baseline is BaselineStatus.PENDING:
            why.append(Note(Idle.SYNCING, {"read": account.baseline_read, "followers": account.followers}))
        if account.paused_at is None and not account.writes_stopped:
            snapshot = await snapshot_of(tx, self._context.policy, now)
            for kind in kinds:
                soonest_first = await blocker_reasons(tx, snapshot, kind, self._context, now)
                why.append(next(iter(soonest_first.values()), None))
        known = [note for note in dict.fromkeys(why) if note is not None]
        return (*known, *_why_nothing_to_send(kinds))


def _why_nothing_to_send(kinds: Mapping[SuggestionKind, KindStatus]) -> list[Note]:
    by_hand = _in_state(kinds, SuggestionState.HANDED_OFF)
    if by_hand or _in_state(kinds, SuggestionState.APPROVED):
        return [Note(Idle.BY_HAND, {"kind": kind, "count": count}) for kind, count in by_hand.items()]
    undecided = _in_state(kinds, SuggestionState.OPEN)
    return [Note(Idle.NOTHING_APPROVED, undecided) if undecided else Note(Idle.NOTHING_WAITING)]


def _in_state(kinds: Mapping[SuggestionKind, KindStatus], state: SuggestionState) -> dict[str, int]:
    """How many there are, of the kinds of which there are any."""
    return {kind: count for kind, status in kinds.items() if (count := status.counts.get(state, 0))}
