"""Every change of a setting is kept; the last one of each is in force."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import Member, SettingChange
from bot.domain.changes import SettingsChanged
from bot.store import Store
from tests.support.store import DAY, LEO, MAYA, NOW

FIRST = SettingChange("digest_time", "09:00", "08:30", False, MAYA, NOW)


async def add(store: Store, *changes: SettingChange) -> list[object]:
    told: list[object] = []
    store.changes.subscribe(lambda changes: told.extend(change for change in changes if isinstance(change, SettingsChanged)))
    async with store.write() as tx:
        for change in changes:
            await tx.settings.add(change)
    return told


async def test_the_last_change_of_each_setting_is_in_force_and_told(store: Store) -> None:
    second = replace(FIRST, before="08:30", after="10:00", member=LEO, at=NOW + DAY)
    other = replace(FIRST, setting="quiet_hours", before="", after="22:00-07:00")

    told = await add(store, FIRST, other, second)

    async with store.read() as tx:
        in_force = await tx.settings.in_force()
    assert {name: (change.after, change.member.name) for name, change in in_force.items()} == {
        "digest_time": ("10:00", "Leo"),
        "quiet_hours": ("22:00-07:00", "Maya"),
    }
    assert told[-1] == SettingsChanged({"digest_time": "10:00", "quiet_hours": "22:00-07:00"})


async def test_what_is_the_hosts_again_is_in_force_no_more(store: Store) -> None:
    told = await add(store, FIRST, replace(FIRST, before="08:30", after="09:00", to_host=True))

    async with store.read() as tx:
        assert await tx.settings.in_force() == {}
    assert told[-1] == SettingsChanged({})


async def test_the_history_has_every_change_newest_first(store: Store) -> None:
    second = replace(FIRST, before="08:30", after="10:00", member=LEO, at=NOW + DAY)
    await add(store, FIRST, second)

    async with store.read() as tx:
        everything = await tx.settings.history()
        by_maya = await tx.settings.history(member_id=MAYA.id)
        first_day = await tx.settings.history(since=NOW, until=NOW + DAY)

    assert [change.after for change in everything] == ["10:00", "08:30"]
    assert by_maya == first_day == [replace(FIRST, member=Member(MAYA.id, MAYA.name))]
