"""Slash commands: registered where they changed, and whatever Discord says to them, the bot is online and its buttons work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cogs.server.registration import LONGEST_PAUSE, WHILE_THE_DAY_IS_FULL, differ
from tests.cogs.house import STATES, House


def sent(house: House) -> int:
    return sum(request.method == "PUT" and request.path.endswith("/commands") for request in house.discord.requests)


def asked(house: House) -> int:
    return sum(request.method == "GET" and request.path.endswith("/commands") for request in house.discord.requests)


@pytest.mark.parametrize(
    ("fault", "words", "pause"),
    [
        ({"status": 400, "code": 30034}, "takes no more new slash commands today", WHILE_THE_DAY_IS_FULL),
        ({"status": 429, "code": 30034, "retry_after": 40_000.0}, "did not take the slash commands", timedelta(seconds=40_000)),
        ({"status": 503}, "did not take the slash commands (status 503)", LONGEST_PAUSE),
    ],
)
async def test_commands_that_discord_does_not_take_keep_nobody_from_deciding(
    house: House, fault: dict[str, Any], words: str, pause: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    suggestion_id = await house.arrives("ada")
    await house.closes()
    house.discord.forget_commands()
    mended = house.discord.refuse(path_contains="/commands", method="PUT", **fault)
    await house.opens(registered=False)
    card = await house.card_about("ada")
    await house.maya.presses(card, "Approve")

    assert await house.state_of(suggestion_id) is STATES.APPROVED
    await house.until(lambda: words in caplog.text)
    assert any(words in why for why in (await house.services.status.now()).why_idle)
    mended()
    house.passes(pause)
    await house.until(lambda: bool(house.discord.commands))
    await house.idle()
    assert "Mutuals is running" in (await house.maya.types("/status")).text
    assert "Traceback" not in caplog.text


async def test_a_bot_invited_without_the_scope_says_how_to_invite_it_and_goes_on(house: House, caplog: pytest.LogCaptureFixture) -> None:
    suggestion_id = await house.arrives("ada")
    await house.closes()
    house.discord.commands_scope = False
    await house.opens()
    card = await house.card_about("ada")
    await house.maya.presses(card, "Skip")

    assert await house.state_of(suggestion_id) is STATES.SKIPPED
    assert "invited without slash commands" in caplog.text
    assert f"client_id={house.discord.application_id}" in caplog.text
    assert "applications.commands" in caplog.text
    assert "117760" in caplog.text


async def test_what_has_not_changed_is_not_sent_again_and_what_somebody_took_away_is(house: House) -> None:
    assert sent(house) == 1
    looks = asked(house)
    await house.restarts()
    await house.until(lambda: asked(house) > looks)
    await house.idle()
    assert sent(house) == 1
    house.discord.forget_commands()
    house.passes(timedelta(days=1))
    await house.until(lambda: len(house.discord.commands) == 11)


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
