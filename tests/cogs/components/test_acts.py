"""What another member is on is asked about once more, whatever is done to it, and done where it was asked for."""

from __future__ import annotations

from bot.domain import Act, Intent
from tests.cogs.components.test_clicks import buttons
from tests.support.discord import DiscordWorld, chooses, labels
from tests.support.store import STATES

ON_IT = "Maya has been on this since"
OWN_WORDS = "We open at nine."


async def claimed_reply(world: DiscordWorld, handle: str = "ada", worth: int = 10) -> int:
    """A reply that Maya is on."""
    suggestion_id = await world.suggest_reply(handle, "When do you open?", worth=worth)
    await chooses(world.maya, await world.card_about(handle), Act.CLAIM)
    await world.card_says(handle, "Maya is on it")
    return suggestion_id


async def test_to_write_asks_before_the_form_opens(world: DiscordWorld) -> None:
    await claimed_reply(world)
    card = await world.card_about("ada")
    told = await world.leo.presses(card, "Edit")
    assert told.private
    assert ON_IT in told.text
    assert told.modal is None

    form = await world.leo.presses(told, "Edit anyway")
    answer = await world.leo.submits(form, text=OWN_WORDS)

    assert "This is what is proposed now." in answer.text
    await world.card_says("ada", OWN_WORDS, "written by Leo", "Maya is on it")
    assert (await world.maya.presses(card, "Edit")).modal, "who is on it is asked nothing"


async def test_what_is_written_and_approved_anyway_is_asked_about_once(world: DiscordWorld) -> None:
    suggestion_id = await claimed_reply(world)
    told = await world.leo.presses(await world.card_about("ada"), "Edit")
    answer = await world.leo.submits(await world.leo.presses(told, "Edit anyway"), text=OWN_WORDS, then="approve")

    assert answer.text.startswith("Approved the reply to [@ada]")
    assert await world.state_of(suggestion_id) is STATES.APPROVED


async def test_a_text_that_cannot_go_out_is_changed_without_being_asked_again(world: DiscordWorld) -> None:
    await claimed_reply(world)
    told = await world.leo.presses(await world.card_about("ada"), "Edit")
    refused = await world.leo.submits(await world.leo.presses(told, "Edit anyway"), text="$ADA $BO")
    assert "Your text cannot go out as it is:" in refused.text

    assert "$ADA $BO" in str((await world.leo.presses(refused, "Edit again")).modal)


async def test_whoever_claims_it_while_somebody_writes_is_asked_about_and_nothing_is_lost(world: DiscordWorld) -> None:
    await world.suggest_reply("ada", "When do you open?", draft="It is $5.")
    card = await world.card_about("ada")
    form = await world.leo.presses(card, "Edit")
    await chooses(world.maya, card, Act.CLAIM)
    told = await world.leo.submits(form, text=OWN_WORDS)

    assert ON_IT in told.text
    assert "Nothing you typed is lost: **Edit anyway** brings it back." in told.text
    await world.card_says("ada", "It is $5.")
    again = await world.leo.presses(told, "Edit anyway")
    assert OWN_WORDS in str(again.modal)
    await world.leo.submits(again)
    await world.card_says("ada", OWN_WORDS)


async def test_another_text_asks_as_well(world: DiscordWorld) -> None:
    async with world.store.write() as tx:
        await tx.saved_replies.add(Intent.QUESTION, "Our hours are on the door.", "")
    await claimed_reply(world)
    told = await chooses(world.leo, await world.card_about("ada"), Act.ANOTHER)
    assert ON_IT in told.text
    await world.card_says("ada", "It is $5.")

    answer = await world.leo.presses(told, "Another text anyway")

    assert "This is what is proposed now." in answer.text
    await world.card_says("ada", "Our hours are on the door.")


async def test_anyway_in_a_queue_shows_what_came_of_it_and_the_next_card(world: DiscordWorld) -> None:
    await world.suggest_reply("low", worth=1)
    suggestion_id = await claimed_reply(world, "high", worth=9)
    told = await world.leo.presses(await world.leo.types("/replies queue"), "Skip")
    assert ON_IT in told.text
    assert "@high" in told.text, "the card stays below"

    answer = await world.leo.presses(told, "Skip anyway")

    assert answer.text.startswith("Skipped what [@high]")
    assert "[@low]" in answer.text
    assert await world.state_of(suggestion_id) is STATES.SKIPPED
    assert answer.message is not None
    assert "Skip anyway" not in labels(answer.message)


async def test_to_write_anyway_in_a_queue_goes_on_there(world: DiscordWorld) -> None:
    await world.suggest_reply("low", worth=1)
    await claimed_reply(world, "high", worth=9)
    told = await world.leo.presses(await world.leo.types("/replies queue"), "Edit")
    assert ON_IT in told.text

    kept = await world.leo.submits(await world.leo.presses(told, "Edit anyway"), text=OWN_WORDS)
    assert OWN_WORDS in kept.text
    assert "1 of 2 waiting" in kept.text
    told = await world.leo.presses(kept, "Edit")
    answer = await world.leo.submits(await world.leo.presses(told, "Edit anyway"), text="At nine sharp.", then="approve")
    assert answer.text.startswith("Approved the reply to [@high]")
    assert "[@low]" in answer.text


async def test_what_has_no_button_is_decided_on_none(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_reply("ada")
    await world.card_about("ada")
    for message, custom_id in await buttons(world, *(f"suggestion:{suggestion_id}:{act}:1" for act in (Act.ANOTHER, Act.DISCUSS))):
        assert "no longer exists" in (await world.maya.presses(message, custom_id=custom_id)).text
    assert await world.history_of(suggestion_id) == []
