"""The private queue: one card after the other, the best first."""

from __future__ import annotations

from tests.support.discord import DiscordWorld, labels


async def test_the_next_one_follows_by_itself(world: DiscordWorld) -> None:
    for worth, handle in enumerate(("low", "middle", "high")):
        await world.suggest_follow_back(handle, worth=worth)
    desk = await world.maya.types("/queue")

    after = await world.maya.presses(desk, "Skip")
    assert after.text.startswith("Skipped [@high]")
    assert "@middle" in after.text
    assert "1 of 2 waiting" in after.text
    await world.maya.presses(desk, "Later")
    last = await world.maya.presses(desk, "Skip")

    assert "@low" in last.text.split("\n")[0]
    assert "Nobody is waiting" in last.text
    assert desk.message is not None
    assert labels(desk.message) == []


async def test_looking_further_down_without_deciding(world: DiscordWorld) -> None:
    for worth, handle in enumerate(("low", "middle", "high")):
        await world.suggest_follow_back(handle, worth=worth)
    desk = await world.maya.types("/queue")

    assert "@middle" in (await world.maya.presses(desk, "Next")).text
    assert "2 of 3 waiting" in desk.text
    after = await world.maya.presses(desk, "Skip")

    assert after.text.startswith("Skipped [@middle]")
    assert "@low" in after.text
    assert "2 of 2 waiting" in after.text
    assert "@high" in (await world.maya.presses(desk, "Skip")).text
