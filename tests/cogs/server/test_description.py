"""What discord.py knows of the server becomes the facts that the rules are about."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import discord

from bot.workflow.team.team_server import PERMISSIONS, THREADS, TeamServer
from cogs.server.description import HIDDEN, describe, invitation
from tests.support.discord import DiscordWorld


def described(world: DiscordWorld, channel: discord.abc.GuildChannel | None, *, out_of_sight: bool = False) -> TeamServer:
    guild = world.bot.get_guild(world.discord.guild_id)
    assert guild is not None
    return describe(
        guild,
        channel,
        guild.me,
        guild_id=guild.id,
        channel_id=world.discord.channel_id,
        approver_role_ids=world.policy.approver_role_ids,
        viewer_role_ids=world.policy.viewer_role_ids,
        notified_role_ids=(world.discord.approver_role_id, world.discord.viewer_role_id),
        application_id=world.discord.application_id,
        out_of_sight=out_of_sight,
    )


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
    server = described(world, channel(world))

    assert (server.has_channel, server.is_text_channel, server.channel_name) == (True, True, channel(world).name)
    assert set(server.granted) == {*PERMISSIONS, THREADS}
    assert set(server.role_names or ()) >= set(world.policy.approver_role_ids)


async def test_a_role_that_not_everybody_may_mention_asks_for_a_permission(world: DiscordWorld) -> None:
    assert set(described(world, channel(world)).unmentionable_role_ids) == {world.discord.viewer_role_id}

    world.discord.permissions.add("MENTION_EVERYONE")
    await world.until(lambda: not described(world, channel(world)).unmentionable_role_ids)


async def test_a_channel_that_is_out_of_sight_is_there_and_grants_nothing(world: DiscordWorld) -> None:
    hidden = channel(world)
    hidden.name = HIDDEN
    for server in (described(world, hidden), described(world, None, out_of_sight=True)):
        assert (server.has_channel, server.channel_name, set(server.granted)) == (True, "", set())
    assert not described(world, None).has_channel


def test_of_a_server_in_which_the_bot_is_not_nothing_is_known() -> None:
    server = describe(
        None, None, None, guild_id=1, channel_id=2, approver_role_ids=(3,), viewer_role_ids=(), notified_role_ids=(), application_id=4
    )

    assert (server.name, server.role_names, server.has_channel) == (None, None, False)
    assert server.invitation == invitation(4)
