"""The bot as Discord sees it."""

from __future__ import annotations

import pytest

from cogs.client import INTENTS
from tests.cogs.house import House


async def test_the_slash_commands_exist_in_the_teams_server_alone(house: House) -> None:
    registered = {command["name"]: command for command in house.discord.commands}

    assert set(registered) == {
        *("queue", "replies", "followers", "people", "digest", "budget", "history", "settings", "pause", "resume", "status"),
    }
    assert {command["guild_id"] for command in registered.values()} == {str(house.discord.guild_id)}
    assert [option["name"] for option in registered["followers"]["options"]] == ["new", "lookup", "audit", "export"]
    assert [option["name"] for option in registered["history"]["options"]] == ["member", "person", "day", "csv"]
    assert all(command["description"] for command in registered.values())


async def test_no_intent_is_privileged_and_nothing_is_kept_of_what_people_write(house: House) -> None:
    assert {name for name, wanted in INTENTS if wanted} == {"guilds", "guild_messages"}
    assert not INTENTS.message_content
    assert list(house.bot.cached_messages) == []


async def test_the_log_warns_of_no_intent_that_is_not_wanted(house: House, caplog: pytest.LogCaptureFixture) -> None:
    await house.restarts()
    assert "message content" not in caplog.text


async def test_logging_in_again_after_a_fault_is_possible(house: House) -> None:
    await house.bot.setup_hook()
    await house.bot.registration.run()
    assert len(house.discord.commands) == 11


async def test_nobody_is_pinged_whatever_a_card_says(house: House) -> None:
    await house.arrives("everyone", name="@everyone", bio="<@1100000000000000100> @here")
    message = await house.discord.channel.shows(lambda m: "Verdict" in m.text)

    assert message.payload["mentions"] == []
    assert not message.payload["mention_everyone"]
    posts = [request for request in house.discord.requests if request.method == "POST" and request.route.endswith("/messages")]
    assert [request.payload["allowed_mentions"]["parse"] for request in posts] == [[]]
