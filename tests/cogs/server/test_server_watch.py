"""The channel is gone, shut or hidden, a role is missing, the gateway was away: it is said where the team looks, and mends itself."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from bot.demo.discord import Message
from bot.demo.discord.guild import APPROVER
from tests.support.discord import DiscordWorld

ADMINISTRATORS_ROLE = 1_199_999_999_999_999_999


async def status(world: DiscordWorld) -> str:
    return (await world.discord.owner().types("/status")).text


def set_up_news(world: DiscordWorld) -> list[Message]:
    return [message for message in world.discord.channel.messages if "set-up" in message.text]


async def test_a_card_deleted_while_the_gateway_was_away_comes_back(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    world.discord.disconnect_gateway(resumable=False)
    world.maya.deletes(card)

    await world.until(lambda: len(world.cards_about("ada")) == 1)
    await world.until(lambda: world.discord.bot_online)
    await world.until_shown()
    assert len(world.cards_about("ada")) == 1


@pytest.mark.parametrize(
    ("permission", "words"),
    [("VIEW_CHANNEL", "View Channel: not allowed in the channel 11"), ("SEND_MESSAGES", "Send Messages: not allowed")],
)
async def test_a_channel_that_is_hidden_or_shut_is_said_first_and_taken_up_again_at_once(
    world: DiscordWorld, permission: str, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    world.discord.permissions.discard(permission)
    await world.until(lambda: words in caplog.text)
    world.maya.deletes(card)
    await world.suggest_follow_back("bo")
    await world.until_shown()

    shown = await status(world)
    assert shown.startswith("### Mutuals cannot use the team's channel")
    assert words in shown
    assert "allow " in shown.splitlines()[1]
    world.discord.permissions.add(permission)
    await world.discord.channel.card_about("bo")
    await world.until(lambda: len(world.cards_about("ada")) == 1)
    await world.until_shown()
    assert "All is well." in await status(world)
    assert all("is fixed" in news.text for news in set_up_news(world)), "what could not be told in time is not told late"
    assert [record.levelname for record in caplog.records if "Traceback" in record.getMessage() or record.exc_info] == []


async def test_what_only_discuss_needs_is_told_in_the_log_and_is_no_fault(world: DiscordWorld, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    world.discord.permissions.discard("CREATE_PUBLIC_THREADS")
    await world.until(lambda: "Optional: Create Public Threads: not allowed" in caplog.text)
    await world.until_shown()

    assert set_up_news(world) == []
    assert "All is well." in await status(world)


async def test_a_bot_that_starts_without_seeing_its_channel_says_so(world: DiscordWorld, caplog: pytest.LogCaptureFixture) -> None:
    await world.stop()
    world.discord.permissions.discard("VIEW_CHANNEL")
    await world.start()
    await world.until(lambda: "View Channel: not allowed" in caplog.text)

    assert (await status(world)).startswith("### Mutuals cannot use the team's channel")


async def test_a_deleted_channel_is_said(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    await world.card_about("ada")
    world.discord.deletes_channel()
    await world.until(lambda: bool(world.services.setup.faults))
    await world.suggest_follow_back("bo")
    await world.until_shown()

    shown = await status(world)
    assert shown.startswith("### Mutuals cannot use the team's channel")
    assert "has no channel" in shown
    assert "Correct DISCORD" in shown


async def test_an_approver_role_that_is_missing_is_told_everywhere_until_it_is_there(
    world: DiscordWorld, caplog: pytest.LogCaptureFixture
) -> None:
    world.discord.deletes_role(APPROVER.id)
    await world.until(lambda: len(set_up_news(world)) == 1)
    (news,) = set_up_news(world)

    assert f"The server has no role {APPROVER.id}; nobody may decide." in news.text
    assert "Correct DISCORD" in await status(world)
    assert [record.levelno for record in caplog.records if "Approver roles" in record.getMessage()] == [logging.WARNING]
    await world.restart()
    await world.until_shown()
    assert set_up_news(world) == [news]
    world.discord.creates_role(APPROVER)
    await world.until(lambda: "is fixed" in news.text)
    assert "no role" not in await status(world)
    world.advance(timedelta(hours=2))
    world.discord.deletes_role(APPROVER.id)
    await world.until(lambda: len(set_up_news(world)) == 2)
