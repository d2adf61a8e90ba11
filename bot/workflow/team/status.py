"""How Mutuals is doing, and why nothing was sent if nothing was."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from bot.domain import Account, BaselineStatus, ExpectedRoute, Funds, Permission, RateLimit, SuggestionKind, SuggestionState
from bot.domain.jobs import Job
from bot.planning.shortage import Shortage, shortage
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.delivery.blockers import blocker_reasons
from bot.workflow.delivery.pace import after_quiet_hours
from bot.workflow.delivery.route import Routes
from bot.workflow.digest.digest import DigestService
from bot.workflow.money.funding import funds_of, snapshot_of
from bot.workflow.team.job_errors import JobError, JobErrors
from bot.workflow.team.setup import SetUp
from bot.workflow.team.team_server import Fault
from bot.x.limits.rate_limits import RateLimits


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

    counts, replies: follow-backs and replies in each state. expected_reply_route: of replies to people who asked for the account.
    permissions: what X was found to allow or not under the present access. quiet_until: the end of the quiet hours, while they last.
    stream: None where none is wanted. faults: of the set-up in Discord.
    """

    account: Account
    expected_route: ExpectedRoute
    permissions: Collection[Permission]
    counts: dict[SuggestionState, int]
    replies: dict[SuggestionState, int]
    expected_reply_route: ExpectedRoute
    next_digest: datetime
    limits: Collection[RateLimit]
    funds: Funds
    shortage: Shortage
    quiet_until: datetime | None
    stream: StreamState | None
    prompted_today: int
    prompts_per_day: int
    reply_prompted_today: int
    reply_prompts_per_day: int
    job_errors: Collection[JobError]
    faults: Collection[Fault]
    why_idle: tuple[str, ...]


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
            counts, replies = [await tx.suggestions.counts(kind) for kind in (SuggestionKind.FOLLOW_BACK, SuggestionKind.REPLY)]
            funds = await funds_of(tx, policy, now)
            routes = Routes(await tx.permissions.all(), policy.access, now)
            quiet_until = after_quiet_hours(now, policy)
            return Status(
                account=account,
                expected_route=routes.expected(SuggestionKind.FOLLOW_BACK),
                permissions=[learnt for learnt in await tx.permissions.all() if learnt.access is policy.access],
                counts=counts,
                replies=replies,
                expected_reply_route=routes.expected(SuggestionKind.REPLY),
                next_digest=self._digest.next_due(),
                limits=await self._known_limits(tx),
                funds=funds,
                shortage=shortage(funds, self._context.prices, now),
                quiet_until=quiet_until if quiet_until > now else None,
                stream=self._stream(),
                prompted_today=await tx.prompts.count_on(policy.local_date(now), SuggestionKind.FOLLOW_BACK),
                prompts_per_day=policy.prompts_per_day,
                reply_prompted_today=await tx.prompts.count_on(policy.local_date(now), SuggestionKind.REPLY),
                reply_prompts_per_day=policy.reply_prompts_per_day,
                job_errors=self._job_errors.present,
                faults=self._setup.faults,
                why_idle=await self._why_idle(tx, account, counts, replies, now),
            )

    def _shown_job_errors(self) -> list[JobError]:
        """The channel's first; where the set-up says already what is wrong with it, that is enough."""
        explained = any(fault.breaks_channel for fault in self._setup.faults)
        present = sorted(self._job_errors.present, key=lambda job_error: job_error.job is not Job.POST_MESSAGES)
        return [job_error for job_error in present if not (explained and job_error.job is Job.POST_MESSAGES)]

    async def _known_limits(self, tx: Tx) -> list[RateLimit]:
        """By endpoint and window; what was kept of an earlier run stands until X says more."""
        known = {(limit.endpoint, limit.window): limit for limit in [*await tx.limits.all(), *self._limits.snapshot()]}
        return [known[place] for place in sorted(known)]

    async def _why_idle(
        self, tx: Tx, account: Account, counts: dict[SuggestionState, int], replies: dict[SuggestionState, int], now: datetime
    ) -> tuple[str, ...]:
        """Plain sentences; none when something is on its way."""
        why = [*map(str, self._setup.faults), *(job_error.sentence for job_error in self._shown_job_errors())]
        if account.paused_at is not None:
            why.append(f"Mutuals is paused by {account.paused_by}. Use /resume to continue.")
        if account.on_hold_since is not None:
            why.append(
                "The database is new: Mutuals first checks whether it was used in this channel before. Nothing is sent to X until then."
            )
        if account.writes_stopped:
            why.append(account.writes_stopped)
        if not account.username:
            why.append("X has not answered yet, so Mutuals does not know the account.")
        elif account.baseline is BaselineStatus.PENDING:
            of_all = f" of {account.followers:,}" if account.followers is not None else ""
            why.append(
                f"The initial sync of your followers is still running: {account.baseline_read:,}{of_all} so far. New ones come next."
            )
        if account.paused_at is None and not account.writes_stopped:
            snapshot = await snapshot_of(tx, self._context.policy, now)
            for kind in SuggestionKind:
                soonest_first = await blocker_reasons(tx, snapshot, kind, self._context, now)
                why.append(next(iter(soonest_first.values()), ""))
        return (*filter(None, dict.fromkeys(why)), *_why_nothing_to_send(counts, replies))


def _why_nothing_to_send(counts: dict[SuggestionState, int], replies: dict[SuggestionState, int]) -> list[str]:
    follow, answer = (found.get(SuggestionState.HANDED_OFF, 0) for found in (counts, replies))
    by_hand = []
    if follow:
        people = "person has" if follow == 1 else "people have"
        by_hand.append(f"{follow} approved {people} yet to be followed on X by hand; the cards have the link.")
    if answer:
        have = "reply has" if answer == 1 else "replies have"
        by_hand.append(f"{answer} approved {have} yet to be sent on X by hand; the cards have the link.")
    if by_hand or any(found.get(SuggestionState.APPROVED, 0) for found in (counts, replies)):
        return by_hand
    waiting = [
        f"{found[SuggestionState.OPEN]} {'waits' if found[SuggestionState.OPEN] == 1 else 'wait'} for a decision: {command}."
        for found, command in ((counts, "/queue"), (replies, "/replies queue"))
        if found.get(SuggestionState.OPEN, 0)
    ]
    return [f"Nothing is approved. {' '.join(waiting)}" if waiting else "Nothing is waiting for a decision."]
