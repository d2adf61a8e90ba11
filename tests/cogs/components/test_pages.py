"""Pages are turned in place, keep what was asked for, and work after a restart."""

from __future__ import annotations

from datetime import timedelta

from tests.cogs.test_people import opt_outs
from tests.support.discord import DiscordWorld


async def test_pages_keep_what_was_asked_for_even_over_a_restart(world: DiscordWorld) -> None:
    await world.suggest_follow_back("other")
    await world.leo.presses(await world.card_about("other"), "Skip")
    for number in range(11):
        await world.suggest_follow_back(f"person{number}")
        await world.maya.presses(await world.card_about(f"person{number}"), "Skip")
    answer = await world.maya.types("/history", member=world.maya, day="2026-03-02")
    assert "@person10" in answer.text
    await world.restart()

    following = await world.maya.presses(answer, "Next")

    assert following.text.count("skipped") == 1
    assert "@person0" in following.text
    assert "@other" not in following.text


async def test_pages_are_turned_after_a_restart(world: DiscordWorld) -> None:
    for number in range(10):
        await world.suggest_follow_back(f"person{number}")
    answer = await world.maya.types("/followers new")
    await world.restart()

    assert "@person1" in (await world.maya.presses(answer, "Next")).text


async def test_pages_keep_their_place_even_over_a_restart(world: DiscordWorld) -> None:
    for number in range(6):
        world.advance(timedelta(seconds=1))
        await world.ask_to_opt_out(f"person{number}")
    answer = await opt_outs(world)
    assert "1 to 5 of 6" in answer.text
    await world.restart()

    last = await world.maya.presses(answer, "Next")
    assert "@person0" in last.text
    assert "@person1" not in last.text
    after = await world.maya.presses(answer, "Remove")

    assert "@person0" not in after.text
    assert "@person5" in after.text, "the page is gone, so the one before it is shown"
