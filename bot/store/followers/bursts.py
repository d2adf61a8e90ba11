"""Unusual numbers of arrivals, and who belongs to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, Text, and_, cast, exists, func, select, update

from bot.domain import AnnouncementKind, Burst, BurstKind, BurstState, Cohort, CohortMembership, Member
from bot.domain.changes import BurstChanged
from bot.store.followers.arrivals import Arrivals
from bot.store.followers.followers import STILL_FOLLOWS
from bot.store.people.assessments import NOT_SUPPRESSED, Person, PersonReader
from bot.store.repository import chunks
from bot.store.tables import announcements, assessments, burst_members, bursts, followers, profiles
from bot.store.upsert import add_missing

_COLUMNS = [
    bursts.c[name] for name in ("id", "kind", "state", "since", "until", "detected_at", "cohort", "version", "decided_by", "decided_at")
]


class Bursts(Arrivals, PersonReader):
    """A burst grows while its members arrive; a member may belong to several."""

    async def open(self, kind: BurstKind, since: datetime, until: datetime, detected_at: datetime, cohort: Cohort) -> int:
        """Store a burst that nobody has said anything about; returns its id."""
        span = {"since": since, "until": until, "detected_at": detected_at, "cohort": cohort}
        values = {"account_id": self._account_id, "kind": kind, "state": BurstState.OPEN, **span, "version": 1, "decided_by": ""}
        result = await self._connection.execute(bursts.insert().values(**values).returning(bursts.c.id))
        burst_id = int(result.scalar_one())
        self._note(BurstChanged(burst_id))
        return burst_id

    async def get(self, burst_id: int) -> Burst | None:
        row = await self._first(select(*_COLUMNS).where(self._mine(bursts), bursts.c.id == burst_id))
        return None if row is None else Burst(*row)

    async def latest(self, since: datetime) -> list[Burst]:
        """Those whose newest member came at this moment or later, newest first."""
        statement = select(*_COLUMNS).where(self._mine(bursts), bursts.c.until >= since)
        return [Burst(*row) for row in await self._rows(statement.order_by(bursts.c.until.desc(), bursts.c.id.desc()))]

    async def grow(self, burst_id: int, until: datetime, cohort: Cohort) -> None:
        """Its newest member came then, and this is what its members have in common now."""
        await self._change(burst_id, until=until, cohort=cohort)
        self._note(BurstChanged(burst_id))

    async def add_members(self, burst_id: int, user_ids: Sequence[int]) -> list[int]:
        """Add followers; returns those that did not belong to it before, in the given order."""
        ids = list(dict.fromkeys(user_ids))
        suspicious = await self.suspicious_by_profile(ids)
        rows = [
            {"account_id": self._account_id, "burst_id": burst_id, "user_id": user_id, "suspicious": user_id in suspicious}
            for user_id in ids
        ]
        added = set(await add_missing(self._connection, burst_members, rows, "user_id"))
        return [user_id for user_id in ids if user_id in added]

    async def member_ids(self, burst_id: int) -> list[int]:
        statement = select(burst_members.c.user_id).where(self._mine(burst_members), burst_members.c.burst_id == burst_id)
        return [row.user_id for row in await self._rows(statement.order_by(burst_members.c.user_id))]

    async def cohort_memberships(self, user_ids: Collection[int]) -> dict[int, CohortMembership]:
        """The cohorts of those of these people who came in a purchase; the latest of several."""
        latest: dict[int, int] = {}
        for some in chunks(user_ids):
            joined = burst_members.join(bursts, burst_members.c.burst_id == bursts.c.id)
            purchased = bursts.c.kind == BurstKind.PURCHASE, self._mine(burst_members), burst_members.c.user_id.in_(some)
            columns = burst_members.c.user_id, func.max(burst_members.c.burst_id).label("burst_id")
            rows = await self._rows(select(*columns).select_from(joined).where(*purchased).group_by(burst_members.c.user_id))
            latest |= {row.user_id: row.burst_id for row in rows}
        found = {burst_id: await self._cohort_membership(burst_id) for burst_id in set(latest.values())}
        return {user_id: found[burst_id] for user_id, burst_id in latest.items()}

    async def decide(self, burst_id: int, to: BurstState, member: Member, at: datetime) -> Burst | None:
        """A member said FINE or HELD, perhaps after somebody said otherwise; None when nothing changed."""
        decided = {"decided_by_id": member.id, "decided_by": member.name, "decided_at": at}
        if not await self._change(burst_id, bursts.c.state != to, state=to, **decided):
            return None
        return await self.get(burst_id)

    async def examples(self, burst_id: int, limit: int) -> list[Person]:
        """Members spread evenly from the most suspicious, and among equals the one with most followers, to the least."""
        order = assessments.c.suspicion.desc(), func.coalesce(profiles.c.followers, 0).desc(), profiles.c.user_id
        ranked = self._members(burst_id).with_only_columns(profiles.c.user_id).order_by(*order)
        ids = [row.user_id for row in await self._rows(ranked)]
        chosen = ids if len(ids) <= limit else [ids[number * len(ids) // limit] for number in range(limit)]
        return await self._people(self._members(burst_id).where(profiles.c.user_id.in_(chosen)).order_by(*order))

    async def best(self, burst_id: int, limit: int) -> list[Person]:
        """Members who still follow, who are not suppressed and whom the account neither follows nor has asked, best first."""
        follows = exists().where(self._same_person(followers, burst_members), STILL_FOLLOWS)
        wanted = NOT_SUPPRESSED, ~profiles.c.followed_by_us, ~profiles.c.follow_requested, follows
        best_first = assessments.c.worth.desc(), profiles.c.user_id
        return await self._people(self._members(burst_id).where(*wanted).order_by(*best_first).limit(limit))

    async def shown(self, burst_id: int, version: int) -> None:
        """Its message shows this version now."""
        await self._changed(update(bursts).where(self._mine(bursts), bursts.c.id == burst_id).values(shown_version=version))

    async def stale(self) -> list[tuple[Burst, int]]:
        """Purchases whose message shows another version than the present one, each with the message's id, oldest first."""
        told = self._mine(announcements), announcements.c.kind == AnnouncementKind.PURCHASE, announcements.c.message_id.is_not(None)
        joined = bursts.join(announcements, announcements.c.key == cast(bursts.c.id, Text))
        outdated = func.coalesce(bursts.c.shown_version, 0) != bursts.c.version
        purchases = self._mine(bursts), bursts.c.kind == BurstKind.PURCHASE, outdated
        statement = select(*_COLUMNS, announcements.c.message_id).select_from(joined).where(*purchases, *told).order_by(bursts.c.id)
        return [(Burst(*burst), message_id) for *burst, message_id in await self._rows(statement)]

    async def arrivals_every(self, step: timedelta, since: datetime, until: datetime, burst_id: int) -> list[tuple[datetime, int, int]]:
        """Each span of this length that touches since <= moment < until: how many came in it, and how many of them belong to this burst.

        Spans are counted from 1970, so they begin on the hour where an hour is a multiple of them.
        """
        belongs = exists().where(burst_members.c.burst_id == burst_id, burst_members.c.user_id == followers.c.user_id)
        return await self._arrivals_every(step, since, until, belongs)

    def _members(self, burst_id: int) -> Select[Any]:
        belongs = self._same_person(profiles, burst_members), burst_members.c.burst_id == burst_id
        return self._select_people().join(burst_members, and_(*belongs)).where(self._mine(burst_members))

    async def _cohort_membership(self, burst_id: int) -> CohortMembership:
        members = select(func.count()).where(self._mine(burst_members), burst_members.c.burst_id == burst_id).scalar_subquery()
        statement = select(members.label("members"), bursts.c.state).where(self._mine(bursts), bursts.c.id == burst_id)
        row = (await self._connection.execute(statement)).one()
        return CohortMembership(burst_id, row.members - 1, row.state)

    async def _change(self, burst_id: int, *conditions: Any, **values: Any) -> int:
        mine = self._mine(bursts), bursts.c.id == burst_id, *conditions
        return await self._changed(update(bursts).where(*mine).values(version=bursts.c.version + 1, **values))
