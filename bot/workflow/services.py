"""The use cases that Discord's side may call, in one hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from bot.workflow.context import Context
from bot.workflow.digest.digest import Report
from bot.workflow.followers.audit import AuditDesk
from bot.workflow.followers.bursts import Bursts
from bot.workflow.followers.stream_health import Agreement
from bot.workflow.inbox.drafts import ReplyDesk
from bot.workflow.inbox.reply_stats import ReplyStatsDesk
from bot.workflow.inbox.saved_replies import SavedReplyDesk
from bot.workflow.money.budget_service import BudgetDesk
from bot.workflow.people.assessor import Judge
from bot.workflow.people.keywords import TasteDesk
from bot.workflow.people.lookup import People
from bot.workflow.people.opt_outs import LeftAloneDesk
from bot.workflow.people.overrides import Overrules
from bot.workflow.suggestions.channel_state import Board
from bot.workflow.suggestions.decisions import Desk
from bot.workflow.team.first_start import FirstStart
from bot.workflow.team.job_errors import Troubles
from bot.workflow.team.pause import Switch
from bot.workflow.team.setup import SetUp
from bot.workflow.team.status import StatusDesk, StreamState
from bot.x.limits.rate_limits import RateLimits


@dataclass(frozen=True, slots=True)
class Services:
    """What the cogs are given."""

    context: Context
    judge: Judge
    desk: Desk
    board: Board
    people: People
    report: Report
    status: StatusDesk
    switch: Switch
    troubles: Troubles
    setup: SetUp
    overrules: Overrules
    tastes: TasteDesk
    bursts: Bursts
    audit: AuditDesk
    budget: BudgetDesk
    replies: ReplyDesk
    saved_replies: SavedReplyDesk
    reply_stats: ReplyStatsDesk
    left_alone: LeftAloneDesk
    first_start: FirstStart

    @classmethod
    def of(cls, context: Context, limits: RateLimits, agreement: Agreement) -> Self:
        """Every use case, on this context.

        limits: what X allows by now. agreement: how X's activity stream is doing.
        """
        judge, report, troubles, setup = Judge(context), Report(context), Troubles(context), SetUp(context)
        overrules = Overrules(context, judge)
        return cls(
            context=context,
            judge=judge,
            desk=Desk(context, overrules),
            board=Board(context),
            people=People(context),
            report=report,
            status=StatusDesk(context, report, troubles, limits, setup, lambda: _stream(context, agreement)),
            switch=Switch(context),
            troubles=troubles,
            setup=setup,
            overrules=overrules,
            tastes=TasteDesk(context),
            bursts=Bursts(context, judge),
            audit=AuditDesk(context),
            budget=BudgetDesk(context),
            replies=ReplyDesk(context),
            saved_replies=SavedReplyDesk(context),
            reply_stats=ReplyStatsDesk(context),
            left_alone=LeftAloneDesk(context),
            first_start=FirstStart(context),
        )


def _stream(context: Context, agreement: Agreement) -> StreamState | None:
    if not context.policy.stream:
        return None
    return StreamState(agreement.connected_since, agreement.last_event_at, agreement.told, agreement.missed)
