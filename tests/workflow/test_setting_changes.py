"""A change of a setting is kept, and told to the team where anything is different."""

from __future__ import annotations

from pathlib import Path

from bot.domain import AnnouncementKind, SettingChange
from bot.workflow.setting_changes import record_change
from tests.support.store import MAYA, StoreWorld


async def test_it_is_kept_and_told_once_with_before_and_after(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        change = SettingChange("topics", "coffee", "tea", False, MAYA, world.clock.now())
        async with world.store.write() as tx:
            await record_change(tx, change)
        async with world.store.read() as tx:
            assert await tx.settings.history() == [change]

        told = {"setting": "topics", "before": "coffee", "after": "tea", "to_host": False, "by": "Maya"}
        assert await world.announcements(AnnouncementKind.SETTING) == [told]


async def test_what_makes_no_difference_is_kept_and_told_to_nobody(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        async with world.store.write() as tx:
            await record_change(tx, SettingChange("digest_time", "09:00", "09:00", True, MAYA, world.clock.now()))
        async with world.store.read() as tx:
            assert len(await tx.settings.history()) == 1
        assert await world.announcements(AnnouncementKind.SETTING) == []
