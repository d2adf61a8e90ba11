"""The recurring jobs that need no Discord, in one place."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from bot.domain.jobs import Job
from bot.workflow.context import Context
from bot.workflow.delivery.access import ProbeAccess
from bot.workflow.delivery.recovery import Recovery
from bot.workflow.delivery.registry import Run, delivery_jobs
from bot.workflow.followers.audit_run import AuditRun
from bot.workflow.followers.initial_sync import InitialSync
from bot.workflow.followers.poll import PollFollowers
from bot.workflow.followers.stream import StreamConsumer
from bot.workflow.followers.stream_health import StreamHealth
from bot.workflow.followers.sweep import FollowerSweep
from bot.workflow.inbox.poll_mentions import PollMentions
from bot.workflow.inbox.retention import Retention
from bot.workflow.inbox.triage import Triage
from bot.workflow.people.assessor import Reassess
from bot.workflow.services import Services
from bot.workflow.suggestions.expiry import Expiry
from bot.workflow.team.outages import Outages
from bot.x.client import XClient


def jobs_asking_x(services: Services, x: XClient, stream_consumer: StreamConsumer, stream_health: StreamHealth) -> dict[Job, Run]:
    """Those that raise XError, without their backoff."""
    context, assessor = services.context, services.assessor
    return {
        Job.RECOVERY: Recovery(context, x).run,
        Job.PROBE_ACCESS: ProbeAccess(context, x).run,
        Job.POLL_FOLLOWERS: Outages(context).observing(PollFollowers(context, x, assessor, services.bursts, stream_health).run),
        Job.STREAM: stream_consumer.run,
        Job.POLL_MENTIONS: PollMentions(context, x, assessor.reassess).run,
        Job.TRIAGE: Triage(context, x, assessor).run,
        Job.RETENTION: Retention(context, x).run,
        **delivery_jobs(context, x),
        Job.AUDIT: AuditRun(context, x, InitialSync(context, x, assessor)).run,
        Job.SWEEP: FollowerSweep(context, x, assessor).run,
    }


def jobs_on_store(services: Services) -> dict[Job, Run]:
    """Those that need nothing but what is stored."""
    return {
        Job.REASSESS: Reassess(services.context, services.assessor).run,
        Job.EXPIRY: Expiry(services.context, services.digest).run,
        Job.NOTIFY: services.notifications.run,
        Job.ANALYZE: partial(_analyze, services.context),
    }


async def _analyze(context: Context) -> datetime:
    """Now and every day."""
    await context.store.analyze()
    return context.clock.now() + timedelta(days=1)
