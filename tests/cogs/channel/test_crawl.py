"""Our own messages are found by their marks among everything else that stands in the channel."""

from __future__ import annotations

import discord

from bot.domain import AnnouncementKind
from cogs.channel.crawl import ScanResult, message_texts, scan_channel
from tests.support.discord import DiscordWorld


async def scan(world: DiscordWorld) -> ScanResult:
    channel = world.bot.get_channel(world.discord.channel_id)
    assert isinstance(channel, discord.TextChannel)
    assert world.bot.user is not None
    return await scan_channel(channel, world.bot.user.id)


async def test_cards_and_announcements_are_told_apart_and_everything_else_is_left_out(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    await world.card_about("ada")
    await world.announce(AnnouncementKind.ROUTE_CHANGED, route="hand_off")
    told = await world.discord.channel.shows(lambda message: "no longer lets" in message.text)
    channel = world.bot.get_channel(world.discord.channel_id)
    assert isinstance(channel, discord.TextChannel)
    plain = await channel.send("Good morning")
    found = await scan(world)

    assert [[message.id for message in messages] for messages in found.announcements.values()] == [[told.id]]
    assert list(found.prompts) == [suggestion_id]
    assert plain.id in found.messages
    assert list(found.messages) == sorted(found.messages, reverse=True), "newest first"


async def test_what_stands_on_a_message_is_read_in_order(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    found = await scan(world)

    assert "\n".join(message_texts(found.messages[card.id])) == card.text


async def test_messages_of_others_are_none_of_ours(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    await world.card_about("ada")
    channel = world.bot.get_channel(world.discord.channel_id)
    assert isinstance(channel, discord.TextChannel)

    assert (await scan_channel(channel, author_id=1)).messages == {}
