"""An insight has a picture, and menus that show others in its place, also after a restart."""

from __future__ import annotations

import io

import discord
import pytest
from matplotlib.image import imread

from tests.cogs.test_insights import decided
from tests.support.discord import DiscordWorld


async def test_one_insight_and_others_by_menu_also_after_a_restart(world: DiscordWorld) -> None:
    await decided(world)
    answer = await (await world.maya.types("/insights show")).arrives()

    assert answer.private
    assert "### Growth" in answer.text
    assert "You gained **2** and lost **0**" in answer.text
    (chart,) = answer.files
    assert imread(io.BytesIO(chart.data), format="png").shape[:2] == (960, 1200)
    assert "gained 2" in (chart.description or "")
    await world.restart()
    await world.maya.picks(answer, "insight_topic:30", ["decisions"])
    await world.discord.until(lambda: "**2** decisions, 100% of them by Maya." in answer.text)
    await world.maya.picks(answer, "insight_range:decisions", ["7"])
    await world.discord.until(lambda: answer.message is not None and "insight_topic:7" in str(answer.message.components))
    assert len(answer.files) == 1


@pytest.mark.parametrize(
    ("menu", "chosen"), [("insight_topic:31", "growth"), ("insight_topic:30", "wealth"), ("insight_range:wealth", "30")]
)
async def test_what_no_menu_of_ours_offers_is_told_to_be_gone(world: DiscordWorld, menu: str, chosen: str) -> None:
    channel = world.bot.get_channel(world.discord.channel_id)
    assert isinstance(channel, discord.TextChannel)
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Select(custom_id=menu, options=[discord.SelectOption(label="Old", value=chosen)]))
    posted = await channel.send(view=view)
    message = next(one for one in world.discord.channel.messages if one.id == posted.id)

    assert "no longer exists" in (await world.maya.picks(message, menu, [chosen])).text
