"""The kill switch, and answers to whoever asks too early or when something breaks."""

from __future__ import annotations

import pytest

from bot.domain.jobs import Job
from tests.support.discord import DiscordWorld


async def test_pause_and_resume(world: DiscordWorld) -> None:
    paused = await world.maya.types("/pause")
    again = await world.leo.types("/pause")
    resumed = await world.leo.types("/resume")
    and_again = await world.leo.types("/resume")

    assert all(answer.private for answer in (paused, again, resumed, and_again))
    assert "Mutuals is paused" in paused.text
    assert "already paused" in again.text
    assert resumed.text == "Resumed."
    assert "was not paused" in and_again.text
    assert Job.POLL_FOLLOWERS in world.woken


async def test_everybody_reads_in_the_channel_who_paused_and_who_resumed(world: DiscordWorld) -> None:
    await world.maya.types("/pause")
    await world.leo.types("/pause")
    await world.discord.channel.shows(lambda message: "**Maya** has paused Mutuals" in message.text)
    await world.leo.types("/resume")
    await world.leo.types("/resume")
    await world.discord.channel.shows(lambda message: "**Leo** has resumed Mutuals" in message.text)

    assert len(world.discord.channel.messages) == 2


async def test_nobody_is_prompted_while_paused_even_after_a_restart(world: DiscordWorld) -> None:
    await world.maya.types("/pause")
    await world.suggest_follow_back("ada")
    await world.until_shown()
    await world.restart()
    await world.until_shown()
    assert world.cards_about("ada") == []
    await world.maya.types("/resume")

    await world.card_about("ada")


@pytest.mark.parametrize("command", ["/pause", "/resume"])
async def test_the_switch_is_for_those_who_may_decide(world: DiscordWorld, command: str) -> None:
    answer = await world.discord.person("Sam").types(command)

    assert answer.private
    assert "“Approver”" in answer.text
    assert "All is well." in (await world.maya.types("/status")).text


async def test_before_x_has_answered(world: DiscordWorld) -> None:
    await world.stop()
    world.file = world.file.with_name("fresh.sqlite3")
    await world.start(identified=False)

    assert "Mutuals has not reached X yet" in (await world.maya.types("/status")).text
    assert "was not paused" in (await world.maya.types("/resume")).text
    assert "Nobody is waiting" in (await world.maya.types("/queue")).text
    assert "Digest ·" in (await (await world.maya.types("/digest now")).arrives()).text
    assert "Mutuals is paused" in (await world.maya.types("/pause")).text
