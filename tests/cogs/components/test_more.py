"""The menu behind More: what is known, and what has no button on the card."""

from __future__ import annotations

from bot.domain import Act
from bot.domain.acts import CLAIM_LASTS
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


async def test_others_are_told_before_they_act_on_what_somebody_is_on(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card, leo = await world.card_about("ada"), world.discord.person("Leo")
    await chooses(world.maya, card, Act.CLAIM)
    await world.card_says("ada", "Maya is on it, since")

    told = await leo.presses(card, "Approve")
    assert told.private
    assert "Maya has been on this since" in told.text
    assert await world.state_of(suggestion_id) is STATES.OPEN
    in_queue = await leo.presses(await leo.types("/queue"), "Skip")
    assert "Maya has been on this since" in in_queue.text
    assert "@ada" in in_queue.text

    assert "Approved [@ada]" in (await leo.presses(told, "Approve anyway")).text
    await world.card_says("ada", "Approved by Leo")
    assert "**Maya** claimed @ada" in (await leo.types("/history")).text


async def test_who_is_on_it_decides_at_once_and_a_claim_ends(world: DiscordWorld) -> None:
    card, leo = {}, world.discord.person("Leo")
    for handle in ("ada", "bo", "cy"):
        await world.suggest_follow_back(handle)
        card[handle] = await world.card_about(handle)
        await chooses(world.maya, card[handle], Act.CLAIM)

    assert (await world.maya.presses(card["ada"], "Skip")).text.startswith("Skipped by Maya")
    await chooses(leo, card["bo"], Act.RELEASE)
    assert (await leo.presses(card["bo"], "Skip")).text.startswith("Skipped by Leo")
    await world.until_shown()
    assert "is on it" in (await world.card_about("cy")).text
    world.advance(CLAIM_LASTS)
    await world.until_shown()
    assert "is on it" not in (await world.card_about("cy")).text
    assert (await leo.presses(card["cy"], "Skip")).text.startswith("Skipped by Leo")
