"""What the team is told, once."""

from __future__ import annotations

from bot.domain import Announcement, AnnouncementKind, PostedIn
from bot.store import Store
from tests.support.store import DAY, NOW

DIGEST, BASELINE, ACTION_NEEDED = AnnouncementKind.DIGEST, AnnouncementKind.BASELINE, AnnouncementKind.ACTION_NEEDED


async def test_one_of_each_kind_and_key_ever(store: Store, second: Store) -> None:
    body: dict[str, object] = {"gained": 3, "lost": None, "days": [{"day": "2026-03-01"}], "text": "ünï \ud800"}
    async with store.write() as tx:
        assert await tx.announcements.add(DIGEST, "2026-03-01", body, NOW)
    async with second.write() as tx:
        assert not await tx.announcements.add(DIGEST, "2026-03-01", {}, NOW + DAY)
        assert await tx.announcements.add(BASELINE, "2026-03-01", {}, NOW)

        assert await tx.announcements.latest(DIGEST) == Announcement(1, DIGEST, "2026-03-01", body, NOW)


async def test_they_wait_in_order_until_they_are_posted_and_stay_known(store: Store) -> None:
    async with store.write() as tx:
        for key in ("a", "b", "c"):
            await tx.announcements.add(DIGEST, key, {}, NOW)
        waiting = await tx.announcements.unposted()
        assert [one.key for one in waiting] == ["a", "b", "c"]
        assert [one.key for one in await tx.announcements.unposted(limit=2)] == ["a", "b"]

        await tx.announcements.posted(waiting[1].id, 77, 2**63 - 1)

        assert [one.key for one in await tx.announcements.unposted()] == ["a", "c"]
        assert not await tx.announcements.add(DIGEST, "b", {}, NOW)
        latest = await tx.announcements.latest(DIGEST)
        assert latest is not None
        assert latest.key == "c"
        assert await tx.announcements.latest(BASELINE) is None


async def test_one_is_found_by_its_kind_and_key(store: Store) -> None:
    async with store.write() as tx:
        for kind, key in ((DIGEST, "1"), (BASELINE, "1"), (DIGEST, "2")):
            await tx.announcements.add(kind, key, {"kind": kind.value}, NOW)

        assert await tx.announcements.find(BASELINE, "1") == Announcement(2, BASELINE, "1", {"kind": "baseline"}, NOW)
        assert await tx.announcements.find(BASELINE, "2") is None


async def test_one_can_be_amended_and_only_what_nobody_has_seen_yet_withdrawn(store: Store) -> None:
    async with store.write() as tx:
        for key in ("set-up 1", "set-up 2", "other"):
            assert await tx.announcements.add(ACTION_NEEDED, key, {"faults": ["a"]}, NOW)
        last = await tx.announcements.last(ACTION_NEEDED, "set-up ")
        assert last is not None
        assert last.key == "set-up 2"
        assert await tx.announcements.last_posted(ACTION_NEEDED, "set-up ") is None
        assert await tx.announcements.withdraw(last.id)
        assert not await tx.announcements.posted(last.id, 7, 77)
        first = await tx.announcements.last(ACTION_NEEDED, "set-up ")
        assert first is not None
        assert await tx.announcements.posted(first.id, 7, 78)
        await tx.announcements.amend(first.id, {"faults": []})
        assert not await tx.announcements.withdraw(first.id)
        found = await tx.announcements.last_posted(ACTION_NEEDED, "set-up ")
        assert found is not None
        assert (found[0].body, found[1]) == ({"faults": []}, PostedIn(78, 7))
        assert await tx.announcements.last(ACTION_NEEDED, "set_up ") is None, "an underscore is no wildcard"


async def test_all_of_some_kinds_whether_they_are_posted_or_not(store: Store) -> None:
    async with store.write() as tx:
        for kind, key in ((BASELINE, "1"), (DIGEST, "1"), (ACTION_NEEDED, "1"), (BASELINE, "2")):
            await tx.announcements.add(kind, key, {}, NOW)
        await tx.announcements.posted(1, 5, 77)

        found = await tx.announcements.of_kinds([BASELINE, ACTION_NEEDED])
        assert [(one.kind, one.key) for one in found] == [(BASELINE, "1"), (ACTION_NEEDED, "1"), (BASELINE, "2")]
        assert await tx.announcements.of_kinds([]) == []
