"""A server has any number of text channels, each with messages, permissions and events of its own."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.demo.discord import SimulatedDiscord, SimulatedMember
from tests.demo.discord.example_bot import SampleBot, running
from tests.demo.discord.raw_client import Caller

Interaction = discord.Interaction[Any]


class Chooses(discord.ui.Modal):
    """A channel."""

    def __init__(self, chosen: discord.TextChannel) -> None:
        super().__init__(title="Where to")
        self.channel = discord.ui.ChannelSelect[Any](channel_types=[discord.ChannelType.text], default_values=[chosen])
        self.add_item(discord.ui.Label(text="Channel", component=self.channel))

    async def on_submit(self, interaction: Interaction) -> None:
        (chosen,) = self.channel.values
        await interaction.response.send_message(f"{chosen.name} of {interaction.channel_id}", ephemeral=True)


@app_commands.command(description="Asks for a channel")
async def where(interaction: Interaction) -> None:
    assert isinstance(interaction.channel, discord.TextChannel)
    await interaction.response.send_modal(Chooses(interaction.channel))


async def post(api: Caller, channel_id: int, text: str) -> tuple[int, int]:
    """The status, and Discord's code of an error."""
    reply = await api.post(f"/channels/{channel_id}/messages", {"content": text}, "/channels/{channel_id}/messages")
    return reply.status, reply.json.get("code", 0)


async def test_each_channel_holds_its_own_messages_and_shuts_and_goes_alone(d: SimulatedDiscord, api: Caller) -> None:
    alerts = d.adds_channel("alerts")
    assert await post(api, alerts.id, "Look here") == (200, 0)
    assert ([message.text for message in alerts.messages], d.channel.messages) == (["Look here"], [])
    alerts.bot_permissions.discard("SEND_MESSAGES")
    assert await post(api, alerts.id, "Again") == (403, 50013)
    alerts.bot_permissions.discard("VIEW_CHANNEL")
    assert await post(api, alerts.id, "Again") == (403, 50001)
    assert [channel["name"] for channel in (await api.get(f"/guilds/{d.guild_id}/channels")).json] == ["new-followers"]
    d.deletes_channel(alerts)

    assert await post(api, alerts.id, "Again") == (404, 10003)
    assert await post(api, d.channel_id, "Still here") == (200, 0)
    assert d.channels == [d.channel]


async def test_a_bot_that_is_there_hears_of_a_new_channel_and_of_one_that_is_deleted(d: SimulatedDiscord) -> None:
    async with running(SampleBot(d.guild_id), d) as team:
        alerts = d.adds_channel("alerts")
        created = await team.wait_for("guild_channel_create", timeout=20)
        d.deletes_channel(alerts)
        deleted = await team.wait_for("guild_channel_delete", timeout=20)

    assert [(channel.id, channel.name) for channel in (created, deleted)] == [(alerts.id, "alerts")] * 2


async def test_what_somebody_types_is_typed_in_the_channel_that_is_open(d: SimulatedDiscord, maya: SimulatedMember) -> None:
    alerts = d.adds_channel("alerts")
    async with running(SampleBot(d.guild_id, where), d):
        maya.opens(alerts)
        form = await maya.types("/where")
        kept = await maya.submits(form)
        chosen = await maya.submits(await maya.types("/where"), Channel=str(d.channel_id))

    assert kept.text == f"alerts of {alerts.id}"
    assert chosen.text == f"new-followers of {alerts.id}"
    assert [message.text for message in maya.sees] == [kept.text, chosen.text]
    assert d.channel.seen_by(maya.id) == []
