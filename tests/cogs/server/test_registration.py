"""Slash commands: registered where they changed, and whatever Discord says to them, the bot is online and its buttons work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.views.digest.insights import TOPIC_NAMES
from bot.views.format.i18n import _, language, speaking
from bot.views.words.commands import COMMANDS, OPTIONS
from bot.views.words.sentences import sentence
from cogs.server.registration import DAILY_LIMIT_BACKOFF, MAX_BACKOFF, differ
from tests.support.discord import DiscordWorld
from tests.support.store import STATES


def sent(world: DiscordWorld) -> int:
    return sum(request.method == "PUT" and request.path.endswith("/commands") for request in world.discord.requests)


def asked(world: DiscordWorld) -> int:
    return sum(request.method == "GET" and request.path.endswith("/commands") for request in world.discord.requests)


@pytest.mark.parametrize(
    ("fault", "words", "pause"),
    [
        ({"status": 400, "code": 30034}, "accepts no more new slash commands today", DAILY_LIMIT_BACKOFF),
        ({"status": 429, "code": 30034, "retry_after": 40_000.0}, "did not accept the slash commands", timedelta(seconds=40_000)),
        ({"status": 503}, "did not accept the slash commands (status 503)", MAX_BACKOFF),
    ],
)
async def test_commands_that_discord_does_not_take_keep_nobody_from_deciding(
    world: DiscordWorld, fault: dict[str, Any], words: str, pause: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    await world.stop()
    world.discord.forget_commands()
    mended = world.discord.refuse(path_contains="/commands", method="PUT", **fault)
    await world.start(registered=False)
    card = await world.card_about("ada")
    await world.maya.presses(card, "Approve")

    assert await world.state_of(suggestion_id) is STATES.APPROVED
    await world.until(lambda: words in caplog.text)
    assert any(words in sentence(why) for why in (await world.services.status.now()).why_idle)
    mended()
    world.advance(pause)
    await world.until(lambda: bool(world.discord.commands))
    await world.until_idle()
    assert "All is well." in (await world.maya.types("/status")).text
    assert "Traceback" not in caplog.text


async def test_a_bot_invited_without_the_scope_says_how_to_invite_it_and_goes_on(
    world: DiscordWorld, caplog: pytest.LogCaptureFixture
) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    await world.stop()
    world.discord.commands_scope = False
    await world.start()
    card = await world.card_about("ada")
    await world.maya.presses(card, "Skip")

    assert await world.state_of(suggestion_id) is STATES.SKIPPED
    assert "invited without slash commands" in caplog.text
    assert f"client_id={world.discord.application_id}" in caplog.text
    assert "applications.commands" in caplog.text
    assert "34359856128" in caplog.text


async def test_what_has_not_changed_is_not_sent_again_and_what_somebody_took_away_is(world: DiscordWorld) -> None:
    assert sent(world) == 1
    looks = asked(world)
    await world.restart()
    await world.until(lambda: asked(world) > looks)
    await world.until_idle()
    assert sent(world) == 1
    world.discord.forget_commands()
    world.advance(timedelta(days=1))
    await world.until(lambda: len(world.discord.commands) == 15)


async def test_commands_describe_themselves_in_the_teams_language(world: DiscordWorld) -> None:
    await world.stop()
    with speaking(language("de")):
        await world.start()
        await world.until(lambda: sent(world) == 2)
        described = {command["name"]: command for command in world.discord.commands}
        saved = next(option for option in described["replies"]["options"] if option["name"] == "saved")

        assert described["pause"]["description"] == _(COMMANDS["pause"]) != COMMANDS["pause"]
        assert saved["description"] == _(COMMANDS["replies saved"]) != COMMANDS["replies saved"]
        topics = described["insights"]["options"][0]["options"][0]["choices"]
        assert [choice["name"] for choice in topics] == [_(name) for name in TOPIC_NAMES.values()] != [*TOPIC_NAMES.values()]
        assert described["history"]["options"][0]["description"] == _(OPTIONS["history"]["member"]) != OPTIONS["history"]["member"]


def test_what_counts_as_a_change() -> None:
    ours = {
        "type": 1,
        "name": "history",
        "description": "Who decided",
        "nsfw": False,
        "contexts": None,
        "default_member_permissions": 32,
        "options": [{"type": 3, "name": "day", "description": "A day", "required": False, "choices": [{"name": "One", "value": 1}]}],
    }
    theirs = ours | {
        "id": "1",
        "version": "7",
        "application_id": "2",
        "default_member_permissions": "32",
        "dm_permission": True,
        "options": [{"type": 3, "name": "day", "description": "A day", "choices": [{"name": "One", "value": 1, "more": None}]}],
    }
    assert not differ([ours], [theirs])
    assert differ([ours], [])
    assert differ([ours], [theirs, theirs | {"name": "another"}])
    assert differ([ours], [theirs | {"description": "Something else"}])
    assert differ([ours], [theirs | {"default_member_permissions": None}])
    assert differ([ours], [theirs | {"options": []}])
