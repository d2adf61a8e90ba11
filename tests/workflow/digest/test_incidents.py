"""What was out of the ordinary is told in the digest of its span alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot.domain import AnnouncementKind, BaselineStatus, Incident, Note
from bot.workflow.digest.incidents import LONG_WITHOUT_POLL, incidents
from tests.support.store import MAYA, StoreWorld
from tests.support.team import START

HOUR = timedelta(hours=1)
KINDS = AnnouncementKind


async def told(world: StoreWorld, since: datetime, until: datetime) -> list[Note]:
    async with world.store.read() as tx:
        return [*await incidents(tx, await tx.accounts.get(), since, until)]


async def announce(world: StoreWorld, kind: AnnouncementKind, key: datetime | str, at: datetime, **body: object) -> None:
    async with world.store.write() as tx:
        await tx.announcements.add(kind, key if isinstance(key, str) else key.isoformat(), body, at)


async def test_an_outage_counts_as_far_as_it_lies_in_the_span(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        await announce(world, KINDS.OUTAGE, START - HOUR, START - HOUR / 2)
        assert await told(world, START, START + 2 * HOUR) == [Note(Incident.OUTAGE, {"minutes": 120})], "it still lasts"
        await announce(world, KINDS.OUTAGE_OVER, START - HOUR, START + HOUR / 2)

        assert await told(world, START, START + 2 * HOUR) == [Note(Incident.OUTAGE, {"minutes": 30})]
        assert await told(world, START + HOUR, START + 2 * HOUR) == []


async def test_the_last_change_of_what_x_allows_is_told(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        for n, route in enumerate(("hand_off", "api", "hand_off")):
            await announce(world, KINDS.ROUTE_CHANGED, str(n), START + n * HOUR, route=route, suggestion_kind="reply")

        at = START + 2 * HOUR
        assert await told(world, START, START + 3 * HOUR) == [Note(Incident.API_CLOSED, {"kind": "reply", "at": at})]
        assert await told(world, START, at) == [Note(Incident.API_OPEN, {"kind": "reply", "at": START + HOUR})]


async def test_refusals_are_told_and_a_fault_of_the_set_up_is_none(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        await announce(world, KINDS.ACTION_NEEDED, "1", START, faults=[])
        assert await told(world, START, START + HOUR) == []
        await announce(world, KINDS.ACTION_NEEDED, "2", START, reason={})
        await announce(world, KINDS.WRITES_STOPPED, "3", START, reason={})

        assert [note.code for note in await told(world, START, START + HOUR)] == [Incident.WRITES_STOPPED, Incident.CANNOT_READ]


async def test_what_keeps_mutuals_from_its_work_is_told_while_it_does(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        later = START + LONG_WITHOUT_POLL + HOUR
        async with world.store.write() as tx:
            await tx.accounts.set_baseline(BaselineStatus.COMPLETE, None, 1, START)
            await tx.accounts.polled(START)
        assert await told(world, START, START + LONG_WITHOUT_POLL) == []
        assert await told(world, START, later) == [Note(Incident.NOT_POLLED, {"since": START})]
        async with world.store.write() as tx:
            await tx.accounts.mark_credits_depleted(START + HOUR)
        assert await told(world, START, later) == [Note(Incident.CREDITS_DEPLETED, {"since": START + HOUR})]
        async with world.store.write() as tx:
            await tx.accounts.pause(START + 2 * HOUR, MAYA.name)
        assert await told(world, START, later) == [Note(Incident.PAUSED, {"since": START + 2 * HOUR})]
