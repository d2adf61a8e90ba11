"""The channel is compared with the store for next to nothing while nothing changes, and what changed is edited."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from discord import ui

from bot.demo.discord import Message
from bot.domain import Act, Route
from cogs.channel.channels import EVERY
from tests.cogs.channel.conftest import Cost
from tests.support.discord import DiscordWorld
from tests.support.store import MINUTE, STATES, move_to


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


async def test_the_cards_of_one_person_link_each_other_and_follow_what_becomes_of_the_other(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    follow_card = await world.card_about("ada")
    reply_id = await world.suggest_reply("ada")
    reply_card = await world.card_says("ada", "How much is it?")
    await world.until_shown()

    assert f"[Reply waiting →]({_link(world, reply_card)})" in follow_card.text
    assert f"[Follow-back waiting →]({_link(world, follow_card)})" in reply_card.text

    world.advance(MINUTE)
    await world.maya.presses(follow_card, "Skip")
    await world.until_shown()

    assert f"[Maya skipped the follow-back →]({_link(world, follow_card)})" in reply_card.text

    await world.maya.presses(reply_card, "Approve")
    await world.move(reply_id, STATES.DONE, Act.CONFIRM, route=Route.API)
    await world.until_shown()

    assert f"[Maya answered their post →]({_link(world, reply_card)})" in follow_card.text


async def test_where_the_other_has_no_card_the_command_to_its_queue_is_named(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    follow_card = await world.card_about("ada")
    await world.suggest_reply("ada")
    reply_card = await world.card_says("ada", "How much is it?")
    async with world.store.write() as tx:
        prompt = await tx.prompts.by_message(follow_card.id) or pytest.fail("unknown")
        await tx.prompts.retire(prompt.id, world.clock.now())
        await tx.accounts.pause(world.clock.now(), "Maya")  # nothing takes its place
    await world.until_shown()

    assert "-# Follow-back waiting: /queue" in reply_card.text


async def test_what_became_of_a_persons_other_suggestion_is_shown_after_a_crash_too(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    follow_card = await world.card_about("ada")
    reply_id = await world.suggest_reply("ada")
    await world.card_says("ada", "How much is it?")
    world.advance(MINUTE)
    await world.maya.presses(follow_card, "Skip")
    await world.until_shown()
    await world.stop()
    await world.open_store()
    async with world.store.write() as tx:
        await move_to(tx, reply_id, STATES.EXPIRED, at=world.clock.now())
    await world.store.close()
    await world.start()
    await world.until_shown()

    assert "Reply expired →" in follow_card.text


def _link(world: DiscordWorld, card: Message) -> str:
    return f"https://discord.com/channels/{world.discord.guild_id}/{world.discord.channel_id}/{card.id}"
