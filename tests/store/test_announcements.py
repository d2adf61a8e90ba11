"""What the team is told, once."""

from __future__ import annotations

from bot.model import Announcement, AnnouncementKind
from bot.store import Store
from tests.store.people import DAY, NOW

DIGEST, BASELINE = AnnouncementKind.DIGEST, AnnouncementKind.BASELINE


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

        await tx.announcements.posted(waiting[1].id, 2**63 - 1)

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
