"""A verdict is overridden where somebody is looked up, and the look-up shows it at once."""

from __future__ import annotations

import pytest

from bot.demo.discord import NotPossible, Response
from bot.domain import OverrideKind, Verdict
from tests.cogs.components.test_clicks import UNKNOWN, buttons
from tests.support.discord import DiscordWorld


async def look_up(world: DiscordWorld, who: str = "Maya") -> Response:
    return await world.discord.person(who).types("/followers lookup", handle="ada")


async def override(world: DiscordWorld) -> OverrideKind | None:
    async with world.store.read() as tx:
        profile = await tx.profiles.by_username("ada")
        assert profile is not None
        found = await tx.overrides.get(profile.user_id)
    return None if found is None else found.kind


async def test_it_is_set_and_cleared_in_place(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada", verdict=Verdict.SUSPICIOUS)
    person = await look_up(world)

    shown = await world.maya.presses(person, "Not for us")
    assert await override(world) is OverrideKind.NOT_FOR_US
    assert "Maya" in shown.text
    cleared = await world.maya.presses(shown, "Clear override")
    assert await override(world) is None
    with pytest.raises(NotPossible):
        await world.maya.presses(cleared, "Clear override")


async def test_whoever_may_not_decide_is_refused(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    person = await look_up(world, "Olga")

    refused = await world.discord.person("Olga").presses(person, "Not for us")
    assert refused.private
    assert await override(world) is None


async def test_somebody_unknown_and_a_word_of_another_version_get_a_kind_answer(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")

    for message, custom_id in await buttons(world, "override:999:fine", "override:1001:wonderful"):
        assert UNKNOWN in (await world.maya.presses(message, custom_id=custom_id)).text
