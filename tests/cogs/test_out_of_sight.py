"""The channel is gone, shut or hidden, a role is missing, the gateway was away: it is said where the team looks, and mends itself."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from bot.demo.discord import Message
from bot.demo.discord.guild import APPROVER
from tests.cogs.house import House

ADMINISTRATORS_ROLE = 1_199_999_999_999_999_999


async def status(house: House) -> str:
    return (await house.discord.owner().types("/status")).text


def set_up_news(house: House) -> list[Message]:
    return [message for message in house.discord.channel.messages if "set-up of Mutuals" in message.text]


async def test_a_card_deleted_while_the_gateway_was_away_comes_back(house: House) -> None:
    await house.arrives("ada")
    card = await house.card_about("ada")
    house.discord.disconnect_gateway(resumable=False)
    house.maya.deletes(card)

    await house.until(lambda: len(house.cards_about("ada")) == 1)
    await house.until(lambda: house.discord.bot_online)
    await house.until_shown()
    assert len(house.cards_about("ada")) == 1


@pytest.mark.parametrize(
    ("permission", "words"),
    [("VIEW_CHANNEL", "View Channel: not allowed in the channel 11"), ("SEND_MESSAGES", "Send Messages: not allowed")],
)
async def test_a_channel_that_is_hidden_or_shut_is_said_first_and_taken_up_again_at_once(
    house: House, permission: str, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    await house.arrives("ada")
    card = await house.card_about("ada")
    house.discord.permissions.discard(permission)
    await house.until(lambda: words in caplog.text)
    house.maya.deletes(card)
    await house.arrives("bo")
    await house.until_shown()

    shown = await status(house)
    assert shown.startswith("### Mutuals cannot use the team's channel")
    assert words in shown
    assert "allow " in shown.split("Why nothing is being sent")[1].splitlines()[1]
    house.discord.permissions.add(permission)
    await house.discord.channel.card_about("bo")
    await house.until(lambda: len(house.cards_about("ada")) == 1)
    await house.until_shown()
    assert "Mutuals is running" in await status(house)
    assert all("is right again" in news.text for news in set_up_news(house)), "what could not be told in time is not told late"
    assert [record.levelname for record in caplog.records if "Traceback" in record.getMessage() or record.exc_info] == []


async def test_a_bot_that_starts_without_seeing_its_channel_says_so(house: House, caplog: pytest.LogCaptureFixture) -> None:
    await house.closes()
    house.discord.permissions.discard("VIEW_CHANNEL")
    await house.opens()
    await house.until(lambda: "View Channel: not allowed" in caplog.text)

    assert (await status(house)).startswith("### Mutuals cannot use the team's channel")


async def test_a_deleted_channel_is_said(house: House) -> None:
    await house.arrives("ada")
    await house.card_about("ada")
    house.discord.deletes_channel()
    await house.until(lambda: bool(house.services.setup.faults))
    await house.arrives("bo")
    await house.until_shown()

    shown = await status(house)
    assert shown.startswith("### Mutuals cannot use the team's channel")
    assert "has no channel" in shown
    assert "Correct DISCORD" in shown


async def test_an_approver_role_that_is_missing_is_told_everywhere_until_it_is_there(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.discord.deletes_role(APPROVER.id)
    await house.until(lambda: len(set_up_news(house)) == 1)
    (news,) = set_up_news(house)

    assert f"The server has no role {APPROVER.id}; nobody may decide." in news.text
    assert "Correct DISCORD" in await status(house)
    assert [record.levelno for record in caplog.records if "Approver roles" in record.getMessage()] == [logging.WARNING]
    await house.restarts()
    await house.until_shown()
    assert set_up_news(house) == [news]
    house.discord.creates_role(APPROVER)
    await house.until(lambda: "is right again" in news.text)
    assert "no role" not in await status(house)
    house.passes(timedelta(hours=2))
    house.discord.deletes_role(APPROVER.id)
    await house.until(lambda: len(set_up_news(house)) == 2)
