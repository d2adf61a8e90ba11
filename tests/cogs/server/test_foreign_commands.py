"""Commands that an earlier set-up left elsewhere are cleared, whatever Discord makes of it."""

from __future__ import annotations

import asyncio
import logging

import pytest

from tests.support.discord import DiscordWorld


class Logged(logging.Filter):
    """Passes everything. written: whether a line with these words was written to the log."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words, self.written = words, asyncio.Event()

    def filter(self, record: logging.LogRecord) -> bool:
        if self._words in record.getMessage():
            self.written.set()
        return True


async def test_commands_of_earlier_set_ups_are_cleared_everywhere_else(world: DiscordWorld) -> None:
    await world.stop()
    world.discord.joins_other_guild()
    for everywhere in (True, False):
        world.discord.registers({"name": "pause", "description": "Stop."}, everywhere=everywhere)
    ours = [command["name"] for command in world.discord.commands if "guild_id" in command]

    await world.start()
    await world.until(lambda: world.discord.commands_elsewhere == [])

    assert sorted(command["name"] for command in world.discord.commands) == sorted(ours)
    assert "Mutuals is paused" in (await world.maya.types("/pause")).text


async def test_what_cannot_be_cleared_keeps_nobody_waiting_and_the_next_start_tries_again(
    world: DiscordWorld, caplog: pytest.LogCaptureFixture
) -> None:
    await world.stop()
    world.discord.registers({"name": "gone", "description": "Once there was a command."}, everywhere=True)
    everywhere = f"/applications/{world.discord.application_id}/commands"
    world.discord.drop_responses(2, method="GET", path_contains=everywhere)  # aiohttp asks once more by itself
    warning = Logged("may still stand in other servers")
    with caplog.filtering(warning):
        await world.start()
        async with asyncio.timeout(20):
            await warning.written.wait()
    assert "All is well." in (await world.maya.types("/status")).text
    assert [command["name"] for command in world.discord.commands_elsewhere] == ["gone"]

    await world.restart()

    await world.until(lambda: world.discord.commands_elsewhere == [])
