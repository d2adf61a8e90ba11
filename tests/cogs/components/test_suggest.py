"""The button on a look-up and the menus on lists: one choice, one card."""

from __future__ import annotations

import discord

from bot.domain import BaselineStatus
from tests.cogs.components.test_clicks import UNKNOWN, buttons
from tests.cogs.test_suggest import knows
from tests.support.discord import DiscordWorld, labels

MENU = "Suggest one of them to the team…"
AUDIT_MENU = "Worth a follow-back, and never suggested…"


async def test_a_look_up_has_a_button_until_they_are_suggested(world: DiscordWorld) -> None:
    await knows(world, 501, "ada")
    found = await world.maya.types("/followers lookup", handle="ada")
    await world.restart()

    answer = await world.maya.presses(found, "Suggest")

    assert answer.private
    assert "Suggested [@ada]" in answer.text
    await world.card_about("ada")
    after = (await world.maya.types("/followers lookup", handle="ada")).message
    assert after is not None
    assert "Suggest" not in labels(after)


async def test_one_of_the_newest_is_suggested_once_more(world: DiscordWorld) -> None:
    for name in ("ada", "bo"):
        await world.suggest_follow_back(name)
        await world.maya.presses(await world.card_about(name), "Skip")
    found = await world.maya.types("/followers new")

    answer = await world.maya.picks(found, MENU, ["1001"])

    assert "Suggested [@ada]" in answer.text
    assert "**Maya** skipped @ada" in answer.text
    await world.discord.channel.shows(lambda m: "@ada" in m.text and "Approve" in labels(m))


async def test_the_worthwhile_whom_an_audit_names_can_be_suggested(world: DiscordWorld) -> None:
    await knows(world, 501, "ada")
    async with world.store.write() as tx:
        await tx.accounts.set_baseline(BaselineStatus.COMPLETE, None, 1, world.clock.now())
    audit = await (await world.maya.types("/followers audit")).arrives()

    assert "Suggested [@ada]" in (await world.maya.picks(audit, AUDIT_MENU, ["501"])).text
    await world.card_about("ada")


async def test_what_another_version_offered_is_answered(world: DiscordWorld) -> None:
    (message, custom_id), (button, of_nobody) = await buttons(world, "suggest_one", "suggest:999")
    assert UNKNOWN in (await world.maya.presses(message, custom_id=custom_id)).text
    assert "does not know anyone" in (await world.maya.presses(button, custom_id=of_nobody)).text
    channel = world.bot.get_channel(world.discord.channel_id)
    assert isinstance(channel, discord.TextChannel)
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Select(custom_id="suggest_one", placeholder="Old", options=[discord.SelectOption(label="x", value="ada")]))
    posted = await channel.send(view=view)
    old = next(one for one in world.discord.channel.messages if one.id == posted.id)
    assert UNKNOWN in (await world.maya.picks(old, "Old", ["ada"])).text
