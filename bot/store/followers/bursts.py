"""Unusual numbers of arrivals, and who belongs to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Text, and_, bindparam, cast, exists, func, insert, select, update

from bot.domain import AnnouncementKind, Burst, BurstKind, BurstState, Cohort, CohortMembership, Member, PostedIn
from bot.domain.changes import BurstChanged
from bot.store.followers.arrivals import Arrivals, counted_by_span
from bot.store.followers.followers import STILL_FOLLOWS
from bot.store.people.assessments import NOT_SUPPRESSED, Person, PersonReader, select_people
from bot.store.repository import OURS, SOME, mine, same_person
from bot.store.tables import announcements, assessments, burst_members, bursts, followers, profiles
from bot.store.upsert import add_missing

_COLUMNS = [
    bursts.c[name] for name in ("id", "kind", "state", "since", "until", "detected_at", "cohort", "version", "decided_by", "decided_at")
]
_THIS = bursts.c.id == bindparam("this")
_MEMBER = burst_members.c.burst_id == bindparam("this")
_PURCHASE = bursts.c.kind == BurstKind.PURCHASE

_OPEN = insert(bursts).values(account_id=OURS, state=BurstState.OPEN, version=1, decided_by="").returning(bursts.c.id)
_GET = select(*_COLUMNS).where(mine(bursts), _THIS)
_LATEST = select(*_COLUMNS).where(mine(bursts), bursts.c.until >= bindparam("since")).order_by(bursts.c.until.desc(), bursts.c.id.desc())
_CHANGE = update(bursts).where(mine(bursts), _THIS).values(version=bursts.c.version + 1)
_DECIDE = _CHANGE.where(bursts.c.state != bindparam("decided"))
_SHOWN = update(bursts).where(mine(bursts), _THIS)
_MEMBER_IDS = select(burst_members.c.user_id).where(mine(burst_members), _MEMBER).order_by(burst_members.c.user_id)
_LATEST_PURCHASES = (
    select(burst_members.c.user_id, func.max(burst_members.c.burst_id).label("burst_id"))
    .select_from(burst_members.join(bursts, burst_members.c.burst_id == bursts.c.id))
    .where(_PURCHASE, mine(burst_members), burst_members.c.user_id.in_(SOME))
    .group_by(burst_members.c.user_id)
)
_MEMBERSHIP = select(
    select(func.count()).where(mine(burst_members), _MEMBER).scalar_subquery().label("members"),
    bursts.c.state,
).where(mine(bursts), _THIS)
_STALE = (
    select(*_COLUMNS, announcements.c.message_id, announcements.c.channel_id)
    .select_from(bursts.join(announcements, announcements.c.key == cast(bursts.c.id, Text)))
    .where(mine(bursts), _PURCHASE, func.coalesce(bursts.c.shown_version, 0) != bursts.c.version)
    .where(mine(announcements), announcements.c.kind == AnnouncementKind.PURCHASE, announcements.c.message_id.is_not(None))
    .order_by(bursts.c.id)
)
_MEMBERS_BY_SPAN = counted_by_span(exists().where(_MEMBER, burst_members.c.user_id == followers.c.user_id))

_MEMBERS = select_people().join(burst_members, and_(same_person(profiles, burst_members), _MEMBER)).where(mine(burst_members))
_RANKED = _MEMBERS.order_by(assessments.c.suspicion.desc(), func.coalesce(profiles.c.followers, 0).desc(), profiles.c.user_id)
_RANKED_IDS = _RANKED.with_only_columns(profiles.c.user_id)
_EXAMPLES = _RANKED.where(profiles.c.user_id.in_(SOME))
_BEST = (
    _MEMBERS.where(NOT_SUPPRESSED, ~profiles.c.followed_by_us, ~profiles.c.follow_requested)
    .where(exists().where(same_person(followers, burst_members), STILL_FOLLOWS))
    .order_by(assessments.c.worth.desc(), profiles.c.user_id)
    .limit(bindparam("limit"))
)


class Bursts(Arrivals, PersonReader):
    """A burst grows while its members arrive; a member may belong to several."""

    async def open(self, kind: BurstKind, since: datetime, until: datetime, detected_at: datetime, cohort: Cohort) -> int:
        """Store a burst that nobody has said anything about; returns its id."""
        burst_id = await self._count(_OPEN, kind=kind, since=since, until=until, detected_at=detected_at, cohort=cohort)
        self._note(BurstChanged(burst_id))
        return burst_id

    async def get(self, burst_id: int) -> Burst | None:
        row = await self._first(_GET, this=burst_id)
        return None if row is None else Burst(*row)

    async def latest(self, since: datetime) -> list[Burst]:
        """Those whose newest member came at this moment or later, newest first."""
        return [Burst(*row) for row in await self._rows(_LATEST, since=since)]

    async def grow(self, burst_id: int, until: datetime, cohort: Cohort) -> None:
        """Its newest member came then, and this is what its members have in common now."""
        await self._changed(_CHANGE, this=burst_id, until=until, cohort=cohort)
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
        return [row.user_id for row in await self._rows(_MEMBER_IDS, this=burst_id)]

    async def cohort_memberships(self, user_ids: Collection[int]) -> dict[int, CohortMembership]:
        """The cohorts of those of these people who came in a purchase; the latest of several."""
        latest = {row.user_id: row.burst_id for row in await self._rows_among(_LATEST_PURCHASES, user_ids)}
        found = {burst_id: await self._cohort_membership(burst_id) for burst_id in set(latest.values())}
        return {user_id: found[burst_id] for user_id, burst_id in latest.items()}

    async def decide(self, burst_id: int, to: BurstState, member: Member, at: datetime) -> Burst | None:
        """A member said FINE or HELD, perhaps after somebody said otherwise; None when nothing changed."""
        decided = {"decided_by_id": member.id, "decided_by": member.name, "decided_at": at}
        if not await self._changed(_DECIDE, this=burst_id, decided=to, state=to, **decided):
            return None
        return await self.get(burst_id)

    async def examples(self, burst_id: int, limit: int) -> list[Person]:
        """Members spread evenly from the most suspicious, and among equals the one with most followers, to the least."""
        ids = [row.user_id for row in await self._rows(_RANKED_IDS, this=burst_id)]
        chosen = ids if len(ids) <= limit else [ids[number * len(ids) // limit] for number in range(limit)]
        return await self._people(_EXAMPLES, this=burst_id, some=chosen)

    async def best(self, burst_id: int, limit: int) -> list[Person]:
        """Members who still follow, who are not suppressed and whom the account neither follows nor has asked, best first."""
        return await self._people(_BEST, this=burst_id, limit=limit)

    async def shown(self, burst_id: int, version: int) -> None:
        """Its message shows this version now."""
        await self._changed(_SHOWN, this=burst_id, shown_version=version)

    async def stale(self) -> list[tuple[Burst, PostedIn]]:
        """Purchases whose message shows another version than the present one, each with the message, oldest first."""
        return [(Burst(*burst), PostedIn(message_id, channel_id)) for *burst, message_id, channel_id in await self._rows(_STALE)]

    async def arrivals_every(self, step: timedelta, since: datetime, until: datetime, burst_id: int) -> list[tuple[datetime, int, int]]:
        """Each span of this length that touches since <= moment < until: how many came in it, and how many of them belong to this burst.

        Spans are counted from 1970, so they begin on the hour where an hour is a multiple of them.
        """
        return await self._arrivals_every(step, since, until, _MEMBERS_BY_SPAN, this=burst_id)

    async def _cohort_membership(self, burst_id: int) -> CohortMembership:
        row = (await self._execute(_MEMBERSHIP, this=burst_id)).one()
        return CohortMembership(burst_id, row.members - 1, row.state)
