"""The text of a reply is changed before it is approved, and nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

from tests.support.discord import DiscordWorld, chooses_setting, labels
from tests.support.store import STATES


async def test_the_desk_stays_with_the_card_on_which_somebody_writes(world: DiscordWorld) -> None:
    await world.suggest_reply("low", "Hello there", worth=1)
    desk = await world.maya.types("/replies queue")
    form = await world.maya.presses(desk, "Edit")
    await world.suggest_reply("high", "How much is it?", worth=9)

    answer = await world.maya.submits(form, text="We open at nine.")
    assert "We open at nine." in answer.text
    assert ["@high" in answer.text, "@low" in answer.text] == [False, True]
    assert "@high" in (await world.maya.presses(answer, "Skip")).text


async def test_whoever_may_not_decide_any_more_gets_back_what_they_wrote(world: DiscordWorld) -> None:
    await world.suggest_reply("ada")
    saved_form = await world.maya.types("/replies saved add")
    reply_form = await world.maya.presses(await world.maya.types("/replies queue"), "Edit")
    world.maya.loses_roles()

    answers = [
        await world.maya.submits(saved_form, intent="question", text="We open at nine, *and* close late."),
        await world.maya.submits(reply_form, text="We open at nine, *and* close late."),
    ]
    for answer in answers:
        assert "Only members with the role" in answer.text
        assert "We open at nine, \\*and\\* close late." in answer.text


async def test_a_possible_opt_out_gets_no_reply_that_nobody_wrote(world: DiscordWorld) -> None:
    """Also where a draft was made before their words were understood."""
    suggestion_id = await world.suggest_reply(
        "ada", "love it, but please stop secretly replying to my posts", draft="You are very welcome!"
    )
    card = await world.card_says("ada", "**They may be opting out:** “stop secretly replying to my posts”.")
    assert "You are very welcome!" not in card.text
    assert labels(card) == ["Do not answer", "Edit", "Skip", "Later", "More"]
    desk = await world.maya.types("/replies queue")
    assert "They may be opting out" in desk.text
    assert "You are very welcome!" not in desk.text
    assert desk.message
    assert labels(desk.message)[:5] == labels(card)

    assert await world.state_of(suggestion_id) is STATES.OPEN

    await world.maya.presses(card, "Do not answer")
    assert await world.state_of(suggestion_id) is STATES.SKIPPED
    assert "@ada" in (await world.maya.types("/people opt-outs")).text


async def test_the_form_shows_the_post_and_may_approve_what_was_written_at_once(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_reply("ada", "When do you open?")
    card = await world.card_about("ada")
    form = await world.maya.presses(card, "Edit")
    assert form.modal is not None
    assert form.modal["components"][0]["content"] == "> When do you open?"

    answer = await world.maya.submits(form, text="We open at nine.", then="approve")

    assert answer.text.startswith("Approved by Maya")
    assert "We open at nine" in card.text
    assert await world.state_of(suggestion_id) is STATES.APPROVED


async def test_by_the_four_eyes_rule_somebody_else_approves_what_was_written(tmp_path: Path, discord_elsewhere: None) -> None:
    async with DiscordWorld(tmp_path, four_eyes=True) as world:
        suggestion_id = await world.suggest_reply("ada", "When do you open?")
        card = await world.card_about("ada")
        form = await world.maya.presses(card, "Edit")
        assert "Somebody else has to approve what you write." in str(form.modal)
        assert "Save and approve" not in str(form.modal)

        await world.maya.submits(form, text="We open at nine.")
        await world.card_says("ada", "written by Maya; somebody else approves")
        refused = await world.maya.presses(card, "Approve")
        in_queue = await world.maya.presses(await world.maya.types("/replies queue"), "Approve")

        for answer in (refused, in_queue):
            assert answer.private
            assert "You wrote this reply, so somebody else has to approve it." in answer.text
        assert "We open at nine." in in_queue.text, "the card is still there"
        assert (await world.leo.presses(card, "Approve")).text.startswith("Approved by Leo")
        assert await world.state_of(suggestion_id) is STATES.APPROVED


async def test_a_form_that_was_opened_before_the_rule_saves_and_does_not_approve(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_reply("ada", "When do you open?")
    card = await world.card_about("ada")
    form = await world.maya.presses(card, "Edit")
    changed = await world.leo.submits(await chooses_setting(world.leo, "four_eyes"), value="true")

    answer = await world.maya.submits(form, text="We open at nine.", then="approve")

    assert "Four-eyes rule: **on**" in changed.text
    assert answer.text == "You wrote this reply, so somebody else has to approve it."
    await world.card_says("ada", "We open at nine.", "somebody else approves")
    assert await world.state_of(suggestion_id) is STATES.OPEN


async def test_what_somebody_else_has_decided_meanwhile_is_not_approved(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_reply("ada")
    card = await world.card_about("ada")
    form = await world.maya.presses(card, "Edit")
    await world.discord.person("Leo").presses(card, "Skip")

    answer = await world.maya.submits(form, text="We open at nine.", then="approve")

    assert "Leo skipped this" in answer.text
    assert "We open at nine" in answer.text, "what was written is given back"
    assert await world.state_of(suggestion_id) is STATES.SKIPPED


async def test_in_the_queue_the_next_one_follows_what_was_written_and_approved(world: DiscordWorld) -> None:
    for worth, handle in enumerate(("low", "high")):
        await world.suggest_reply(handle, worth=worth)
    form = await world.maya.presses(await world.maya.types("/replies queue"), "Edit")

    answer = await world.maya.submits(form, text="We open at nine.", then="approve")

    assert answer.text.startswith("Approved the reply to [@high]")
    assert "[@low]" in answer.text


async def test_a_text_that_cannot_go_out_is_explained_where_it_can_be_changed_at_once(world: DiscordWorld) -> None:
    for handle in ("ada", "bo"):
        await world.suggest_reply(handle, draft="It is five dollars, every day of the week.")
    await world.maya.presses(await world.card_about("ada"), "Approve")

    refused = await world.maya.presses(await world.card_about("bo"), "Approve")

    assert refused.private
    assert refused.text.startswith("This cannot go out as it is:")
    form = await world.maya.presses(refused, "Edit again")
    answer = await world.maya.submits(form, text="Bo, it costs five dollars. See you soon at the harbour!", then="approve")
    assert answer.text.startswith("Approved the reply to [@bo]")
