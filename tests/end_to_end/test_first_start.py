"""A first start goes on by itself; a database that was lost is not taken for one, and costs nothing before somebody said so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.town import Town


def empty(folder: Path) -> None:
    for file in folder.glob("mutuals.sqlite3*"):
        file.unlink()


@pytest.mark.timeout(240)
async def test_a_database_that_was_emptied_is_told_before_anything_is_read(tmp_path: Path) -> None:
    async with Town(tmp_path) as town:
        await town.arrives("ada")
        await town.closes()
        billed, calls = town.x.spent_micros, len(town.x.calls)
        empty(tmp_path)

        await town.comes_online()
        told = await town.discord.channel.shows(lambda message: "its database is new" in message.text)
        assert "mutuals restore FILE" in told.text
        assert "for $5.00 at most" in told.text
        await town.restarts_online()
        assert "paused by itself: its database is new" in (await town.discord.person("Maya").types("/status")).text
        assert len(town.messages_saying("its database is new")) == 1
        assert (town.x.spent_micros, len(town.x.calls)) == (billed, calls)

        await town.discord.person("Maya").types("/resume")
        await town.until(lambda: len(town.messages_saying("followers now")) == 2)
        await town.restarts_online()
        await town.arrives("bo")
        assert len(town.messages_saying("its database is new")) == 1
