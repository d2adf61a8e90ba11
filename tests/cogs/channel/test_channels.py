"""Cards, digests and alerts come into channels of their own, and none waits for another; cards follow when their channel is changed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.discord import Channel, Message
from bot.domain import Act, AnnouncementKind, Channels, Member, SuggestionState
from bot.workflow.team.settings import Saved
from bot.workflow.team.team_server import TeamServer
from cogs.channel.channels import EVERY
from tests.cogs.channel.test_announcements import digest_body
from tests.cogs.components.test_discussion import discusses
from tests.support.discord import DiscordWorld, labels

OLGA = Member(99, "Olga", manages_server=True)
CARDS, DIGEST, ALERTS = "discord_channel_id", "discord_digest_channel_id", "discord_alert_channel_id"


@pytest.fixture
async def world(tmp_path: Path, discord_elsewhere: None) -> AsyncIterator[DiscordWorld]:
    """Everything comes into the first channel; there are three others."""
    world = DiscordWorld(tmp_path)
    for name in ("digests", "alerts", "other"):
        world.discord.adds_channel(name)
    async with world:
        yield world


@pytest.fixture
async def three(tmp_path: Path, discord_elsewhere: None) -> AsyncIterator[DiscordWorld]:
    """The host has digests and alerts come into channels of their own."""
    world = DiscordWorld(tmp_path)
    channels = [world.discord.channel, *map(world.discord.adds_channel, ("digests", "alerts", "other"))]
    world.policy = replace(world.policy, channels=Channels(*(channel.id for channel in channels[:3])))
    async with world:
        yield world


def channel(world: DiscordWorld, name: str) -> Channel:
    return next(channel for channel in world.discord.channels if channel.name == name)


async def choose(world: DiscordWorld, setting: str, channel: Channel) -> None:
    """A manager has this come into that channel."""
    assert isinstance(await world.services.settings.change(setting, str(channel.id), OLGA), Saved)
    world.bot.dispatch("settings_changed")


def server_of(world: DiscordWorld, *channels: Channel) -> TeamServer:
    """What Discord has said, and the bot has not heard yet."""
    return TeamServer(world.discord.guild_id, [], (), "", name="Team", text_channel_ids=[channel.id for channel in channels])


def about(channel: Channel, handle: str) -> list[Message]:
    return [message for message in channel.messages if f"@{handle}" in message.text]


def says(word: str) -> Callable[[Message], bool]:
    return lambda message: word in message.text


async def places(world: DiscordWorld) -> int:
    """How many of the day's are taken."""
    async with world.store.read() as tx:
        return await tx.prompts.count_on(world.policy.local_date(world.clock.now()))


async def test_each_comes_into_its_own_channel(three: DiscordWorld) -> None:
    world, digests, alerts = three, channel(three, "digests"), channel(three, "alerts")
    await world.suggest_follow_back("ada")
    await world.announce(AnnouncementKind.DIGEST, **digest_body())
    await world.announce(AnnouncementKind.ROUTE_CHANGED, route="hand_off")
    await world.announce(AnnouncementKind.DAY_FULL, suggestion_kind="follow_back", shown=1, waiting=2)
    await world.until_shown()

    assert ["Digest ·" in message.text for message in digests.messages] == [True]
    assert ["no longer lets" in message.text for message in alerts.messages] == [True]
    assert ["@ada" in message.text or "1 shown today" in message.text for message in world.discord.channel.messages] == [True, True]
    requests = len(world.discord.requests)
    await world.restart()
    world.advance(EVERY)
    await world.until_shown()
    assert [len(channel.messages) for channel in (digests, alerts)] == [1, 1]
    assert not [request for request in list(world.discord.requests)[requests:] if request.method == "POST"]


async def test_a_channel_that_is_shut_or_gone_holds_no_other_up_and_what_belongs_there_comes_with_the_cards(three: DiscordWorld) -> None:
    world, digests, alerts = three, channel(three, "digests"), channel(three, "alerts")
    alerts.bot_permissions.discard("SEND_MESSAGES")
    world.discord.deletes_channel(digests)
    await world.until(lambda: len(world.services.setup.faults) > 1)
    await world.announce(AnnouncementKind.PAUSE, by="Maya", paused=True)
    await world.announce(AnnouncementKind.DIGEST, **digest_body())
    await world.suggest_follow_back("ada")
    await world.card_about("ada")

    team = world.discord.channel
    set_up = await team.shows(says("Something is wrong"))
    assert "Send Messages: not allowed in #alerts." in set_up.text
    assert "Digest channel: The server Team Harbour Light has no channel" in set_up.text
    await team.shows(says("has paused Mutuals"))
    await team.shows(says("Digest ·"))
    status = (await world.maya.types("/status")).text
    assert status.startswith("### Something needs attention")
    assert "Send Messages: not allowed in #alerts." in status

    alerts.bot_permissions.add("SEND_MESSAGES")
    await choose(world, DIGEST, alerts)
    await team.shows(says("is fixed"))
    await world.announce(AnnouncementKind.ROUTE_CHANGED, route="hand_off")
    await alerts.shows(says("no longer lets"))
    await world.until_shown()
    assert "All is well." in (await world.maya.types("/status")).text


async def test_when_cards_come_elsewhere_those_that_wait_move_and_the_others_stay_and_can_be_undone(world: DiscordWorld) -> None:
    team = world.discord.channel
    for handle in ("ada", "bo"):
        await world.suggest_follow_back(handle)
    waits, settled = await world.card_about("ada"), await world.card_about("bo")
    await world.maya.presses(settled, "Skip")
    await world.until_shown()
    taken = await places(world)
    world.advance(timedelta(days=1))
    cards = channel(world, "other")
    await choose(world, CARDS, cards)
    await cards.card_about("ada")
    await world.until_shown()

    (moved,) = about(cards, "ada")
    assert (about(team, "ada"), waits.deleted, about(team, "bo"), about(cards, "bo")) == ([], True, [settled], [])
    assert (taken, await places(world)) == (2, 0), "they keep the places of the day before"
    await world.maya.presses(moved, "Skip")
    world.maya.opens(cards)
    assert moved.text.startswith("Skipped by Maya")

    await world.leo.presses(settled, "Undo")
    await world.until_shown()
    assert about(team, "bo") == []
    (back,) = about(cards, "bo")
    assert "Approve" in labels(back)
    world.maya.deletes(back)
    await world.until(lambda: len(about(cards, "bo")) == 1)


async def test_nothing_is_lost_or_there_twice_when_the_bot_ends_while_cards_move(world: DiscordWorld) -> None:
    suggestions = [await world.suggest_follow_back(handle) for handle in ("ada", "bo", "cy")]
    first, _, _ = [await world.card_about(handle) for handle in ("ada", "bo", "cy")]
    cards = channel(world, "other")
    world.discord.drop_responses(1, path_contains=f"/{world.discord.channel_id}/messages")
    unrecorded = await world.suggest_follow_back("di")
    await world.discord.channel.card_about("di")
    await world.stop()
    await world.open_store()
    async with world.store.read() as tx:
        prompt = await tx.prompts.for_suggestion(unrecorded)
        assert prompt is not None
        assert prompt.message_id is None
    await world.services.setup.seen(server_of(world, cards))
    await world.services.settings.change(CARDS, str(cards.id), OLGA)
    world.discord.channel.delete(first)  # by the bot, which did not get to record that
    await world.store.close()
    await world.start()
    await cards.card_about("di")
    await world.until_shown()
    await world.until_shown()

    assert [len(about(cards, handle)) for handle in ("ada", "bo", "cy", "di")] == [1, 1, 1, 1]
    assert [about(world.discord.channel, handle) for handle in ("ada", "bo", "cy", "di")] == [[], [], [], []]
    assert [await world.state_of(suggestion) for suggestion in suggestions] == [SuggestionState.OPEN] * 3


@pytest.mark.parametrize("gone", [True, False], ids=["deleted", "out of sight"])
async def test_an_old_channel_out_of_reach_holds_nothing_up(world: DiscordWorld, gone: bool) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    old = await world.card_about("ada")
    cards = channel(world, "other")
    if gone:
        world.discord.deletes_channel()
    else:
        world.discord.permissions.discard("VIEW_CHANNEL")
    await choose(world, CARDS, cards)
    await cards.card_about("ada")
    await world.until_shown()

    (card,) = about(cards, "ada")
    requests = len(world.discord.requests)
    world.advance(EVERY)
    await world.until_shown()
    assert len(world.discord.requests) == requests, "nothing is tried there again and again"
    if not gone:
        assert "out of date" in (await world.maya.presses(old, "Approve")).text
        assert await world.state_of(suggestion_id) is SuggestionState.OPEN
    await world.maya.presses(card, "Approve")
    assert await world.state_of(suggestion_id) is SuggestionState.APPROVED


async def test_a_link_opens_the_card_where_it_is(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    await world.card_about("ada")
    cards = channel(world, "other")
    await choose(world, CARDS, cards)
    card = await cards.card_about("ada")
    await world.until_shown()

    answer = await world.maya.types("/suggest", handle="ada")

    assert f"https://discord.com/channels/{world.discord.guild_id}/{cards.id}/{card.id}" in answer.text


async def test_a_card_that_moved_is_discussed_anew_and_what_was_said_stays_where_it_was(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    old = await world.card_about("ada")
    await discusses(world, world.maya, old)
    world.advance(timedelta(minutes=5))
    cards = channel(world, "other")
    await choose(world, CARDS, cards)
    card = await cards.card_about("ada")
    await world.until_shown()
    assert (old.deleted, list(world.discord.channel.threads), cards.threads) == (True, [old.id], {})

    world.leo.opens(cards)
    answer = await discusses(world, world.leo, card)

    assert answer.text.endswith(f"<#{card.id}>")
    assert list(cards.threads) == [card.id]
    assert await world.history_of(suggestion_id) == [(Act.DISCUSS, "Maya"), (Act.DISCUSS, "Leo")]


async def test_roles_are_asked_about_in_the_channel_in_which_they_are_mentioned(three: DiscordWorld) -> None:
    world, alerts = three, channel(three, "alerts")
    for setting in ("notify_outages", "notify_complaints"):
        await world.services.settings.change(setting, f"role:{world.discord.viewer_role_id}", OLGA)
    world.discord.permissions.add("MENTION_EVERYONE")
    world.bot.dispatch("settings_changed")

    told = await alerts.shows(says("Something is wrong"))
    assert "The bot may not mention @Viewer in #alerts" in told.text
    await world.until(lambda: len(world.services.setup.faults) == 1)
    alerts.bot_permissions.add("MENTION_EVERYONE")
    await world.until(lambda: "is fixed" in told.text)


async def test_what_changes_is_edited_where_it_stands(three: DiscordWorld) -> None:
    world, alerts, others = three, channel(three, "alerts"), channel(three, "other")
    role = next(iter(world.policy.approver_role_ids))
    world.discord.deletes_role(role)
    told = await alerts.shows(says("Something is wrong"))
    await choose(world, ALERTS, others)
    await world.services.settings.change("discord_approver_role_ids", "", OLGA)
    world.bot.dispatch("settings_changed")

    await alerts.shows(says("is fixed"))
    assert "is fixed" in told.text
    assert not any("is fixed" in message.text for message in others.messages)


async def test_a_lost_database_is_noticed_from_any_channel(three: DiscordWorld) -> None:
    world = three
    await world.announce(AnnouncementKind.ROUTE_CHANGED, route="hand_off")
    await channel(world, "alerts").shows(says("no longer lets"))
    await world.stop()
    world.file = world.file.with_name("another.sqlite3")
    await world.open_store()
    await world.services.first_start.begin()
    await world.store.close()
    await world.start(identified=False)

    await world.discord.channel.shows(says("its database is new"))
