"""The bot as Discord sees it."""

from __future__ import annotations

import discord
import pytest
from discord import app_commands

from bot.views.words.commands import COMMANDS, OPTIONS
from cogs.team import INTENTS
from tests.support.discord import DiscordWorld


async def test_the_slash_commands_exist_in_the_teams_server_alone(world: DiscordWorld) -> None:
    registered = {command["name"]: command for command in world.discord.commands}

    assert set(registered) == {
        *("queue", "replies", "followers", "people", "digest", "budget", "history", "settings", "pause", "resume", "status"),
        *("suggest", "help", "why", "insights"),
    }
    assert {command["guild_id"] for command in registered.values()} == {str(world.discord.guild_id)}
    assert [option["name"] for option in registered["followers"]["options"]] == ["new", "neglected", "lost", "lookup", "audit", "export"]
    assert [option["name"] for option in registered["history"]["options"]] == ["member", "person", "day", "csv"]
    assert all(command["description"] for command in registered.values())


async def test_every_command_and_option_says_what_stands_in_the_table(world: DiscordWorld) -> None:
    described: dict[str, str] = {}
    options: dict[str, dict[str, str]] = {}
    for command in world.bot.tree.walk_commands(guild=discord.Object(world.discord.guild_id)):
        described[command.qualified_name] = command.description
        if isinstance(command, app_commands.Command) and command.parameters:
            options[command.qualified_name] = {option.name: str(option.description) for option in command.parameters}

    assert described == COMMANDS
    assert options == OPTIONS


async def test_no_intent_is_privileged_and_nothing_is_kept_of_what_people_write(world: DiscordWorld) -> None:
    assert {name for name, wanted in INTENTS if wanted} == {"guilds", "guild_messages"}
    assert not INTENTS.message_content
    assert list(world.bot.cached_messages) == []


async def test_the_log_warns_of_no_intent_that_is_not_wanted(world: DiscordWorld, caplog: pytest.LogCaptureFixture) -> None:
    await world.restart()
    assert "message content" not in caplog.text


async def test_logging_in_again_after_a_fault_is_possible(world: DiscordWorld) -> None:
    await world.bot.setup_hook()
    await world.bot.registration.run()
    assert len(world.discord.commands) == 15


async def test_nobody_is_pinged_whatever_a_card_says(world: DiscordWorld) -> None:
    await world.suggest_follow_back("everyone", name="@everyone", bio="<@1100000000000000100> @here")
    message = await world.discord.channel.shows(lambda m: "**quiet**" in m.text)

    assert message.payload["mentions"] == []
    assert not message.payload["mention_everyone"]
    posts = [request for request in world.discord.requests if request.method == "POST" and request.route.endswith("/messages")]
    assert [request.payload["allowed_mentions"]["parse"] for request in posts] == [[]]
