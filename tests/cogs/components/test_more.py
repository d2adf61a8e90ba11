"""The menu behind More: what is known, and what has no button on the card."""

from __future__ import annotations

from bot.domain import Act
from tests.support.discord import DiscordWorld, chooses, labels
from tests.support.store import STATES


async def test_the_details_are_for_the_member_alone_and_say_everything(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada", bio="Notes on engines.")
    details = await world.discord.person("Sam").presses(await world.card_about("ada"), "More")

    assert details.private
    for words in ("Verdict: **quiet**", "Notes on engines", "**Approve** ", "Skip: not this time."):
        assert words in details.text


async def test_what_is_chosen_shows_on_the_card_and_says_what_came_of_it(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    answer = await chooses(world.maya, card, Act.NOT_FOR_US)

    assert "[@ada](https://x.com/" in answer.text
    await world.card_says("ada", "Not for us, says Maya")
    assert labels(card) == ["Undo"]
    assert await world.state_of(suggestion_id) is STATES.SKIPPED


async def test_whoever_may_not_decide_or_comes_too_late_changes_nothing(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    refused = await chooses(world.discord.person("Sam"), card, Act.OPT_OUT)
    details = await world.maya.presses(card, "More")
    await world.discord.person("Leo").presses(card, "Skip")
    late = await world.maya.picks(details, "What else?", [Act.OPT_OUT.value])

    assert "Only members with the role" in refused.text
    assert "Leo skipped this" in late.text
    assert await world.state_of(suggestion_id) is STATES.SKIPPED
    async with world.store.read() as tx:
        assert await tx.opt_outs.count() == 0
