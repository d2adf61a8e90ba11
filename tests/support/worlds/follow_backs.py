"""Approvals on their way to a simulated X, without Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.demo.x import Person, Tier
from bot.domain import (
    Access,
    Account,
    Act,
    AnnouncementKind,
    Assessment,
    Capability,
    Card,
    Member,
    Permission,
    Profile,
    SuggestionKind,
    Verdict,
)
from bot.domain.jobs import Job
from bot.workflow.delivery.access import ProbeAccess
from bot.workflow.delivery.deliver import Deliver
from bot.workflow.delivery.follow import FollowDelivery
from bot.workflow.delivery.recovery import Recovery
from bot.workflow.delivery.verify import VerifyFollowBacks
from bot.workflow.people.assessor import Assessor
from bot.workflow.people.overrides import OverrideService
from bot.workflow.suggestions.decisions import Decided, DecisionService
from bot.workflow.team.job_errors import JobErrors
from bot.workflow.team.pause import PauseService
from tests.support.notes import codes
from tests.support.worlds.x import POLICY, XWorld, x_world

MAYA = Member(11, "Maya", manages_server=True)


class FollowBackWorld:
    """Every job as it runs in the bot, with its backoff."""

    def __init__(self, base: XWorld) -> None:
        self.x, self.clock, self.store, self.client = base.x, base.clock, base.store, base.client
        self.context, self.woken = base.context, base.woken
        self.decisions = DecisionService(self.context, OverrideService(self.context, Assessor(self.context)))
        self.pause = PauseService(self.context)
        self.restart()

    def restart(self) -> None:
        """Lose what is kept in memory, as a restart does."""
        context, client = self.context, self.client
        self.job_errors = JobErrors(context)
        self.deliver = self.job_errors.guarded(Job.DELIVER_FOLLOW_BACKS, Deliver(context, FollowDelivery(context, client)).run)
        self.verify = self.job_errors.guarded(Job.VERIFY_FOLLOW_BACKS, VerifyFollowBacks(context, client).run)
        self.probe_access = self.job_errors.guarded(Job.PROBE_ACCESS, ProbeAccess(context, client).run)
        self.recover = self.job_errors.guarded(Job.RECOVERY, Recovery(context, client).run)

    async def approve(self, *handles: str) -> list[Person]:
        """These people follow, and Maya approves following them back."""
        people = []
        for handle in handles:
            person = self.x.gains_follower(handle)
            people.append(person)
            outcome = await self.decisions.decide(await self._suggested(person), Act.APPROVE, MAYA)
            assert isinstance(outcome, Decided)
        return people

    async def run_until(self, until: datetime) -> None:
        """Deliver whenever that is due, up to this moment."""
        again_at = await self.deliver()
        while again_at is not None and again_at <= until:
            self.clock.advance(again_at - self.clock.now())
            again_at = await self.deliver()
        self.clock.advance(until - self.clock.now())

    def advance(self, span: timedelta) -> None:
        self.clock.advance(span)

    async def card(self, person: Person) -> Card:
        async with self.store.read() as tx:
            (suggestion,) = await tx.suggestions.about(person.id)
        card = await self.decisions.card(suggestion.id)
        assert card is not None
        return card

    async def waiting(self, *people: Person) -> list[str]:
        """Why each of them waits, as their cards say."""
        return codes([(await self.card(person)).waiting for person in people])

    async def acts(self, person: Person) -> list[Act]:
        """What happened about them, in order."""
        async with self.store.read() as tx:
            return [entry.decision.act for entry in reversed(await tx.suggestions.history(user_id=person.id))]

    async def announcements(self, kind: AnnouncementKind) -> list[dict[str, object]]:
        """What the team is told of this kind."""
        async with self.store.read() as tx:
            return [announcement.body for announcement in await tx.announcements.unposted(1_000) if announcement.kind is kind]

    async def permission(self) -> Permission | None:
        async with self.store.read() as tx:
            return await tx.permissions.get(Capability.FOLLOW)

    async def account(self) -> Account:
        async with self.store.read() as tx:
            return await tx.accounts.get()

    async def spent(self) -> int:
        async with self.store.read() as tx:
            return await tx.ledger.spent()

    def asked_to_follow(self) -> list[int]:
        """The status of every answer to a request to follow somebody."""
        return [call.status for call in self.x.calls if call.method == "POST"]

    async def _suggested(self, person: Person) -> int:
        now = self.clock.now()
        profile = Profile(person.id, person.username, person.name, now)
        async with self.store.write() as tx:
            await tx.profiles.save([profile])
            await tx.followers.add([person.id], now, baseline=False)
            await tx.assessments.save([(person.id, Assessment(Verdict.QUIET, 0, (), 10))], now, "1")
            suggestion_id = await tx.suggestions.open(person.id, SuggestionKind.FOLLOW_BACK, now, now + timedelta(days=3))
        assert suggestion_id is not None
        return suggestion_id


@asynccontextmanager
async def follow_back_world(
    folder: Path, *, tier: Tier = Tier.ENTERPRISE, access: Access = Access.ENTERPRISE, **policy: object
) -> AsyncIterator[FollowBackWorld]:
    """policy: of the team, where it differs from the usual."""
    given = replace(POLICY, access=access, **policy)  # type: ignore[arg-type]  # its own fields
    async with x_world(folder, tier=tier, policy=given) as base:
        yield FollowBackWorld(base)
