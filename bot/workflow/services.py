"""The use cases that Discord's side may call, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from bot.config import Settings
from bot.domain import StreamState
from bot.workflow.context import Context
from bot.workflow.digest.digest import DigestService
from bot.workflow.digest.insights import InsightService
from bot.workflow.followers.audit import AuditService
from bot.workflow.followers.bursts import BurstService
from bot.workflow.followers.lost import LostService
from bot.workflow.followers.neglected import NeglectedService
from bot.workflow.followers.stream_health import StreamHealth
from bot.workflow.inbox.reply_stats import ReplyStatsService
from bot.workflow.inbox.saved_replies import SavedReplyService
from bot.workflow.money.budget_service import BudgetService
from bot.workflow.people.assessor import Assessor
from bot.workflow.people.keywords import KeywordService
from bot.workflow.people.lookup import PeopleService
from bot.workflow.people.opt_outs import OptOutService
from bot.workflow.people.overrides import OverrideService
from bot.workflow.people.suggest import SuggestService
from bot.workflow.suggestions.channel_state import ChannelState
from bot.workflow.suggestions.decisions import DecisionService
from bot.workflow.suggestions.discussions import DiscussionService
from bot.workflow.suggestions.drafts import DraftService
from bot.workflow.team.first_start import FirstStart
from bot.workflow.team.job_errors import JobErrors
from bot.workflow.team.notifications import Notifications
from bot.workflow.team.pause import PauseService
from bot.workflow.team.settings import SettingsService
from bot.workflow.team.setup import SetUp
from bot.workflow.team.status import StatusService
from bot.workflow.why.day import WhyNothingSent
from bot.workflow.why.person import WhyNotAsked
from bot.workflow.why.post import WhyNotAnswered
from bot.x.limits.rate_limits import RateLimits


@dataclass(frozen=True, slots=True)
class Services:
    """What the cogs are given."""

    context: Context
    assessor: Assessor
    decisions: DecisionService
    channel_state: ChannelState
    people: PeopleService
    suggest: SuggestService
    digest: DigestService
    status: StatusService
    pause: PauseService
    job_errors: JobErrors
    setup: SetUp
    overrides: OverrideService
    keywords: KeywordService
    bursts: BurstService
    audit: AuditService
    lost: LostService
    neglected: NeglectedService
    insights: InsightService
    budget: BudgetService
    drafts: DraftService
    discussions: DiscussionService
    saved_replies: SavedReplyService
    reply_stats: ReplyStatsService
    opt_outs: OptOutService
    first_start: FirstStart
    settings: SettingsService
    notifications: Notifications
    why_not_asked: WhyNotAsked
    why_not_answered: WhyNotAnswered
    why_nothing_sent: WhyNothingSent

    @classmethod
    def of(cls, context: Context, limits: RateLimits, stream_health: StreamHealth, host: Settings) -> Self:
        """Every use case, on this context.

        limits: what X allows by now. stream_health: of X's activity stream. host: the settings of whoever runs Mutuals.
        """
        assessor, digest, job_errors, setup = Assessor(context), DigestService(context), JobErrors(context), SetUp(context)
        overrides = OverrideService(context, assessor)
        return cls(
            context=context,
            assessor=assessor,
            decisions=DecisionService(context, overrides),
            channel_state=ChannelState(context),
            people=PeopleService(context),
            suggest=SuggestService(context, assessor),
            digest=digest,
            status=StatusService(context, digest, job_errors, limits, setup, lambda: _stream(context, stream_health)),
            pause=PauseService(context),
            job_errors=job_errors,
            setup=setup,
            overrides=overrides,
            keywords=KeywordService(context),
            bursts=BurstService(context, assessor),
            audit=AuditService(context),
            lost=LostService(context),
            neglected=NeglectedService(context),
            insights=InsightService(context),
            budget=BudgetService(context),
            drafts=DraftService(context),
            discussions=DiscussionService(context),
            saved_replies=SavedReplyService(context),
            reply_stats=ReplyStatsService(context),
            opt_outs=OptOutService(context),
            first_start=FirstStart(context),
            settings=SettingsService(context, host, setup),
            notifications=Notifications(context),
            why_not_asked=WhyNotAsked(context),
            why_not_answered=WhyNotAnswered(context, job_errors),
            why_nothing_sent=WhyNothingSent(context),
        )


def _stream(context: Context, stream_health: StreamHealth) -> StreamState | None:
    if not context.policy.stream:
        return None
    return StreamState(stream_health.connected_since, stream_health.last_event_at, stream_health.reported, stream_health.missed)
