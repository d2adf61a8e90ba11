"""Known people are suggested while somebody types a handle, and the last days while somebody types a day."""

from __future__ import annotations

from tests.support.discord import DiscordWorld


async def test_known_handles_are_suggested_while_somebody_types(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada", name="Ada **Lovelace**\u202e")
    await world.suggest_follow_back("adam")
    await world.suggest_follow_back("bo")

    offered = await world.maya.completes("/followers lookup", "handle", "ad")
    assert [name for name, _ in offered] == ["@ada · Ada **Lovelace**", "@adam · Adam"]
    assert "@adam" in (await world.maya.types("/followers lookup", handle=offered[1][1])).text
    assert len(await world.maya.completes("/followers lookup", "handle", "")) == 3


async def test_at_most_25_are_suggested(world: DiscordWorld) -> None:
    for number in range(30):
        await world.suggest_follow_back(f"person{number}")
    assert len(await world.maya.completes("/followers lookup", "handle", "person")) == 25


async def test_people_are_suggested_while_somebody_types(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    ((name, key),) = await world.maya.completes("/history", "person", "a")
    assert name == "@ada · Ada"
    assert "@ada" in (await world.maya.types("/followers lookup", handle=key)).text, "what is offered stands for the person"


async def test_the_last_days_are_suggested_by_name_and_by_date(world: DiscordWorld) -> None:
    all_days = await world.maya.completes("/why", "day", "")
    assert (len(all_days), all_days[0]) == (25, ("Monday 2 March 2026", "2026-03-02"))

    assert await world.maya.completes("/why", "day", "2026-02-28") == [("Saturday 28 February 2026", "2026-02-28")]
    assert [value for _, value in await world.maya.completes("/why", "day", " SUN")][:2] == ["2026-03-01", "2026-02-22"]
    assert await world.maya.completes("/why", "day", "x" * 200) == []
