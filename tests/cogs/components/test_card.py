"""A card becomes in its place what a click made of it."""

from __future__ import annotations

from cogs.channel.attempts import REJECTED_BACKOFF
from tests.support.discord import DiscordWorld, labels


async def test_an_outcome_that_does_not_arrive_on_the_card_is_mended(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    world.refused_word = "Skipped by"
    await world.maya.presses(card, "Skip")
    assert "Skip" in labels(card)
    world.refused_word = ""
    world.discord.refusals.clear()
    world.advance(REJECTED_BACKOFF)
    await world.until_shown()

    assert card.text.startswith("Skipped by Maya")
