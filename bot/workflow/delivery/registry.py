"""How suggestions of each kind are carried out and verified: the one table of what does it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain import SuggestionKind
from bot.domain.jobs import Job
from bot.domain.kinds import KINDS
from bot.workflow.context import Context
from bot.workflow.delivery.deliver import Deliver, Delivery
from bot.workflow.delivery.follow import FollowDelivery
from bot.workflow.delivery.reply import ReplyDelivery
from bot.workflow.delivery.verify import VerifyFollowBacks, VerifyReplies
from bot.x.client import XClient

Run = Callable[[], Awaitable[datetime | None]]


class Verification(Protocol):
    """The recurring job that sees on X whether what was handed off, or sent with an unknown outcome, has happened."""

    async def run(self) -> datetime | None:
        """Look once; returns when to look again, or None when nothing is waiting. Raises XError."""


@dataclass(frozen=True, slots=True)
class KindDelivery:
    """What carries out the suggestions of one kind, and what verifies them."""

    delivery: Callable[[Context, XClient], Delivery]
    verification: Callable[[Context, XClient], Verification]


DELIVERIES: Mapping[SuggestionKind, KindDelivery] = {
    SuggestionKind.FOLLOW_BACK: KindDelivery(FollowDelivery, VerifyFollowBacks),
    SuggestionKind.REPLY: KindDelivery(ReplyDelivery, VerifyReplies),
}


def delivery_jobs(context: Context, x: XClient) -> dict[Job, Run]:
    """The jobs that carry out and verify, of every kind."""
    jobs: dict[Job, Run] = {}
    for kind, entry in DELIVERIES.items():
        jobs[KINDS[kind].deliver_job] = Deliver(context, entry.delivery(context, x)).run
        jobs[KINDS[kind].verify_job] = entry.verification(context, x).run
    return jobs
