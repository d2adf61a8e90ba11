"""A first start goes on by itself; a database that was lost is not taken for one, and costs nothing before somebody said so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.bot import BotWorld


def empty(folder: Path) -> None:
    for file in folder.glob("mutuals.sqlite3*"):
        file.unlink()


@pytest.mark.timeout(240)
async def test_a_database_that_was_emptied_is_told_before_anything_is_read(tmp_path: Path) -> None:
    async with BotWorld(tmp_path) as world:
        await world.follower_arrives("ada")
        await world.stop()
        billed, calls = world.x.spent_micros, len(world.x.calls)
        empty(tmp_path)

        await world.start_online()
        told = await world.discord.channel.shows(lambda message: "its database is new" in message.text)
        assert "mutuals restore FILE" in told.text
        assert "for $5.00 at most" in told.text
        await world.restart_online()
        assert "paused by itself: its database is new" in (await world.discord.person("Maya").types("/status")).text
        assert len(world.messages_saying("its database is new")) == 1
        assert (world.x.spent_micros, len(world.x.calls)) == (billed, calls)

        await world.discord.person("Maya").types("/resume")
        await world.until(lambda: len(world.messages_saying("Mutuals now knows")) == 2)
        await world.restart_online()
        await world.follower_arrives("bo")
        assert len(world.messages_saying("its database is new")) == 1
