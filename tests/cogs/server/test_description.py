"""What discord.py knows of the server becomes the facts that the rules are about."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

import discord

from bot.domain import ChannelPurpose
from bot.workflow.team.team_server import PERMISSIONS, THREADS, ServerChannel
from cogs.server.description import HIDDEN, describe, describe_channel, invitation
from tests.support.discord import DiscordWorld


def described(
    world: DiscordWorld, channel: discord.abc.GuildChannel | None, *, out_of_sight: bool = False, mentioned: Sequence[int] = ()
) -> ServerChannel:
    guild = world.bot.get_guild(world.discord.guild_id)
    assert guild is not None
    return describe_channel(world.discord.channel_id, ChannelPurpose.CARDS, channel, guild.me, mentioned, out_of_sight=out_of_sight)


def channel(world: DiscordWorld) -> discord.TextChannel:
    found = world.bot.get_channel(world.discord.channel_id)
    assert isinstance(found, discord.TextChannel)
    return found


def test_the_link_invites_with_the_commands_and_what_the_channel_needs() -> None:
    asked = parse_qs(urlsplit(invitation(4711)).query)

    assert asked["client_id"] == ["4711"]
    assert set(asked["scope"][0].split()) == {"bot", "applications.commands"}
    assert discord.Permissions(int(asked["permissions"][0])) == discord.Permissions(**dict.fromkeys((*PERMISSIONS, THREADS), True))


async def test_a_server_in_which_all_is_well(world: DiscordWorld) -> None:
    server = world.services.setup.server
    assert server is not None
    (found,) = server.channels

    assert found == described(world, channel(world))
    assert (found.exists, found.is_text_channel, found.name) == (True, True, channel(world).name)
    assert set(found.granted) == {*PERMISSIONS, THREADS}
    assert set(server.text_channel_ids) == {world.discord.channel_id}
    assert set(server.role_names or ()) >= set(world.policy.approver_role_ids)


async def test_a_role_that_not_everybody_may_mention_asks_for_a_permission(world: DiscordWorld) -> None:
    def found() -> ServerChannel:
        return described(world, channel(world), mentioned=(world.discord.approver_role_id, world.discord.viewer_role_id))

    assert (set(found().mentions), found().unmentionable) == ({"Approver", "Viewer"}, ["Viewer"])

    world.discord.permissions.add("MENTION_EVERYONE")
    await world.until(lambda: not found().unmentionable)


async def test_a_channel_that_is_out_of_sight_is_there_and_grants_nothing(world: DiscordWorld) -> None:
    hidden = channel(world)
    hidden.name = HIDDEN
    for found in (described(world, hidden), described(world, None, out_of_sight=True)):
        assert (found.exists, found.name, set(found.granted)) == (True, "", set())
    assert not described(world, None).exists


def test_of_a_server_in_which_the_bot_is_not_nothing_is_known() -> None:
    server = describe(None, [], guild_id=1, approver_role_ids=(3,), viewer_role_ids=(), notified_role_ids=(), application_id=4)

    assert (server.name, server.role_names, server.channels) == (None, None, [])
    assert server.invitation == invitation(4)
