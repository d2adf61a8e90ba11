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
from bot.workflow.context import Job
from bot.workflow.delivery.capabilities import Learn
from bot.workflow.delivery.deliver import Deliver
from bot.workflow.delivery.follow import FollowCarrier
from bot.workflow.delivery.recovery import Recovery
from bot.workflow.delivery.verify import Verify
from bot.workflow.people.assessor import Judge
from bot.workflow.people.overrides import Overrules
from bot.workflow.suggestions.decisions import Decided, Desk
from bot.workflow.team.job_errors import Troubles
from bot.workflow.team.pause import Switch
from tests.workflow.loopback import POLICY, Loopback, loopback

MAYA = Member(11, "Maya", manages_server=True)


class Outbox:
    """Every job as it runs in the bot: what X refuses has it rest."""

    def __init__(self, there: Loopback) -> None:
        self.x, self.clock, self.store, self.door = there.x, there.clock, there.store, there.door
        self.context, self.woken = there.context, there.woken
        self.desk = Desk(self.context, Overrules(self.context, Judge(self.context)))
        self.switch = Switch(self.context)
        self.restarts()

    def restarts(self) -> None:
        """What is kept in memory is gone."""
        context, door = self.context, self.door
        self.troubles = Troubles(context)
        self.delivers = self.troubles.guarded(Job.DELIVER, Deliver(context, FollowCarrier(context, door)).run)
        self.verifies = self.troubles.guarded(Job.VERIFY, Verify(context, door).run)
        self.learns = self.troubles.guarded(Job.ACCESS, Learn(context, door).run)
        self.recovers = self.troubles.guarded(Job.RECOVERY, Recovery(context, door).run)

    async def approved(self, *handles: str) -> list[Person]:
        """These people follow, and Maya approves following them back."""
        people = []
        for handle in handles:
            person = self.x.gains_follower(handle)
            people.append(person)
            outcome = await self.desk.decide(await self._suggested(person), Act.APPROVE, MAYA)
            assert isinstance(outcome, Decided)
        return people

    async def goes_on(self, until: datetime) -> None:
        """Deliver whenever that is due, up to this moment."""
        again_at = await self.delivers()
        while again_at is not None and again_at <= until:
            self.clock.advance(again_at - self.clock.now())
            again_at = await self.delivers()
        self.clock.advance(until - self.clock.now())

    def passes(self, span: timedelta) -> None:
        self.clock.advance(span)

    async def card(self, person: Person) -> Card:
        async with self.store.read() as tx:
            (suggestion,) = await tx.suggestions.about(person.id)
        card = await self.desk.card(suggestion.id)
        assert card is not None
        return card

    async def waiting(self, *people: Person) -> list[str]:
        """Why each of them waits, as their cards say."""
        return [(await self.card(person)).waiting for person in people]

    async def acts(self, person: Person) -> list[Act]:
        """What happened about them, in order."""
        async with self.store.read() as tx:
            return [entry.decision.act for entry in reversed(await tx.suggestions.history(user_id=person.id))]

    async def told(self, kind: AnnouncementKind) -> list[dict[str, object]]:
        """What the team is told of this kind."""
        async with self.store.read() as tx:
            return [announcement.body for announcement in await tx.announcements.unposted(1_000) if announcement.kind is kind]

    async def learnt(self) -> Permission | None:
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
async def outbox(
    folder: Path, *, tier: Tier = Tier.ENTERPRISE, access: Access = Access.ENTERPRISE, **policy: object
) -> AsyncIterator[Outbox]:
    """policy: of the team, where it differs from the usual."""
    given = replace(POLICY, access=access, **policy)  # type: ignore[arg-type]  # its own fields
    async with loopback(folder, tier=tier, policy=given) as there:
        yield Outbox(there)
