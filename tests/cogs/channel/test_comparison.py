"""The channel is compared with the store for next to nothing while nothing changes, and what changed is edited."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from discord import ui

from cogs.channel.projection import EVERY
from tests.cogs.channel.conftest import Cost
from tests.support.discord import DiscordWorld


async def test_a_look_at_a_channel_in_which_nothing_changed_costs_the_same_however_many_cards_there_are(
    tmp_path: Path, discord_elsewhere: None, cost: Cost
) -> None:
    async with DiscordWorld(tmp_path, prompts_per_day=50) as world:
        for number in range(25):
            await world.suggest_follow_back(f"fan{number}")
        await world.card_about("fan24")
        await world.until_shown()
        cost.writing, cost.statements = 0, []
        await world.until_shown()

        assert cost.writing == 0
        assert len(cost.statements) <= 12, cost.statements
        assert not [statement for statement in cost.statements if "profiles" in statement], "no card is read"


async def test_a_card_whose_person_changed_is_edited(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada", followers=120)
    card = await world.card_about("ada")
    async with world.store.write() as tx:
        profile = (await tx.profiles.by_username("ada")) or pytest.fail("unknown")
        await tx.profiles.save([replace(profile, followers=345)])
    await world.until_idle()

    assert "345 followers" in card.text


async def test_a_card_that_shows_something_else_is_mended_at_the_start(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    other = ui.LayoutView(timeout=None).add_item(ui.TextDisplay("Something else"))
    await world.bot.get_partial_messageable(world.discord.channel_id).get_partial_message(card.id).edit(view=other)
    assert card.text == "Something else"
    await world.restart()

    await world.card_says("ada", "**quiet**")
    assert world.cards_about("ada") == [card]


async def test_while_nothing_changes_discord_is_left_alone(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    await world.card_about("ada")
    await world.until_shown()
    before = len(world.discord.requests)
    world.advance(EVERY)
    await world.until_shown()

    assert len(world.discord.requests) == before
