"""/help: what there is, in private."""

from __future__ import annotations

import re

from bot.demo.discord import Response
from bot.views.words.commands import EXAMPLES
from tests.cogs.server.test_gate import commands
from tests.support.discord import DiscordWorld


async def test_every_command_that_is_registered_is_told_of_in_pages(world: DiscordWorld) -> None:
    answer = await world.discord.person("Sam").types("/help")
    told = answer.text

    assert answer.private
    assert "who follows @harbourlight on X" in told
    assert "/settings topics" in told
    for _ in range(9):
        if not has_next(answer):
            break
        told += (await world.discord.person("Sam").presses(answer, "Next")).text
    registered = {path for path, _ in commands(world)} | {"/replies saved import"}
    shown = re.findall(r"^- `(/[^`]+)`: .", told, re.MULTILINE)
    assert len(shown) == len(registered)
    assert all(any(line == path or line.startswith(f"{path} ") for line in shown) for path in registered)


async def test_an_example_has_everything_that_a_command_needs(world: DiscordWorld) -> None:
    needed = {path: given.keys() for path, given in commands(world) if given}

    assert needed
    assert {path: options - EXAMPLES[path.removeprefix("/")].keys() for path, options in needed.items()} == {path: set() for path in needed}


def has_next(answer: Response) -> bool:
    buttons = answer.message.buttons if answer.message else []
    return any(button.label == "Next" and not button.disabled for button in buttons)
