"""Saved replies are written and changed in a form; every fault is named, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain import Intent, SavedReply
from bot.drafting.visible_text import MAX_TEXT_LENGTH
from tests.support.discord import DiscordWorld


async def saved(world: DiscordWorld, *texts: str, intent: Intent = Intent.QUESTION, language: str = "en") -> list[SavedReply]:
    """These are among the saved replies."""
    async with world.store.write() as tx:
        kept = [await tx.saved_replies.add(intent, text, language) for text in texts]
    assert all(kept)
    return [reply for reply in kept if reply]


def choice(reply: SavedReply) -> str:
    """What Discord sends where this one was chosen."""
    return f"saved reply no. {reply.id}"


async def all_saved(world: DiscordWorld) -> list[tuple[str, str, str]]:
    async with world.store.read() as tx:
        return [(reply.intent.value, reply.language, reply.text) for reply in await tx.saved_replies.all()]


async def test_a_new_one(world: DiscordWorld) -> None:
    form = await world.maya.types("/replies saved add")
    answer = await world.maya.submits(form, **{"What it answers": "thanks", "Text": " Our pleasure, {name}! ", "language": "EN"})

    assert answer.private
    assert "Saved, for thanks in en:\n```\nOur pleasure, {name}!\n```" in answer.text
    assert await all_saved(world) == [("thanks", "en", "Our pleasure, {name}!")]


async def test_a_form_that_was_open_over_a_restart_is_taken(world: DiscordWorld) -> None:
    form = await world.maya.types("/replies saved add")
    await world.restart()

    await world.maya.submits(form, intent="other", text="Good to hear from you.")

    assert await all_saved(world) == [("other", "", "Good to hear from you.")]


async def test_every_fault_is_named_and_nothing_typed_is_lost(world: DiscordWorld) -> None:
    typed = "Hi @bo, {name}!\n```not code```\n$ABC and $DEF @everyone"
    form = await world.maya.types("/replies saved add")
    answer = await world.maya.submits(form, intent="question", text=typed, language="english")

    assert answer.private
    assert "Nothing was changed:\n- X takes at most one cashtag, and this has 2." in answer.text
    assert "this always mentions @bo and @\u200beveryone. Write {handle} for the author." in answer.text
    assert "“english” is no language" in answer.text
    assert answer.text.endswith("You wrote:\n```\n" + typed.replace("```", "``\u200b`") + "\n```")
    assert await all_saved(world) == []


@pytest.mark.parametrize(
    "typed", ["`" * MAX_TEXT_LENGTH, "{" * MAX_TEXT_LENGTH, "好" * MAX_TEXT_LENGTH, "a\n" * (MAX_TEXT_LENGTH // 2), "{x} @a @b"]
)
async def test_whatever_is_typed_is_answered(world: DiscordWorld, typed: str) -> None:
    form = await world.maya.types("/replies saved add")
    answer = await world.maya.submits(form, intent="question", text=typed)

    assert not answer.failed
    assert typed.strip() in answer.text.replace("``\u200b`", "```").replace("\u200b", "")


async def test_the_same_text_twice(world: DiscordWorld) -> None:
    await saved(world, "Thank you!")
    answer = await world.maya.submits(await world.maya.types("/replies saved add"), intent="praise", text="Thank you!")

    assert "exactly this text already" in answer.text
    assert "```\nThank you!\n```" in answer.text


async def test_one_is_changed_in_a_form_that_is_filled_in(world: DiscordWorld) -> None:
    (reply,) = await saved(world, "Thanks for asking, {name}!")
    form = await world.maya.types("/replies saved edit", reply=choice(reply))
    answer = await world.maya.submits(form, text="Thanks for asking!")

    assert "Saved, for questions in en" in answer.text
    assert await all_saved(world) == [("question", "en", "Thanks for asking!")]

    again = await world.maya.submits(await world.maya.types("/replies saved edit", reply=choice(reply)), intent="other", language="")
    assert "for other posts in any language" in again.text
    assert await all_saved(world) == [("other", "", "Thanks for asking!")]


async def test_one_that_is_gone_when_the_form_is_sent_gives_its_text_back(world: DiscordWorld) -> None:
    (reply,) = await saved(world, "Thanks for asking!")
    form = await world.maya.types("/replies saved edit", reply=choice(reply))
    await world.leo.types("/replies saved remove", reply=choice(reply))
    answer = await world.maya.submits(form, text="Thanks a lot for asking!")

    assert "This saved reply is no longer there: somebody has removed it." in answer.text
    assert "```\nThanks a lot for asking!\n```" in answer.text
    assert await all_saved(world) == []


async def test_a_removed_one_is_given_back(world: DiscordWorld) -> None:
    (reply,) = await saved(world, "Thanks for\nasking, {name}!")
    answer = await world.maya.types("/replies saved remove", reply=choice(reply))

    assert answer.private
    assert "Removed, for questions in en. Add it again with /replies saved add:\n```\nThanks for\nasking, {name}!\n```" in answer.text
    assert await all_saved(world) == []


async def test_a_number_that_somebody_looks_for_is_nobody_s_id(world: DiscordWorld) -> None:
    (reply,) = await saved(world, "We give 10 % off on Sundays.")

    answer = await world.maya.types("/replies saved remove", reply=str(reply.id))

    assert "none of the saved replies" in answer.text
    assert await all_saved(world) == [("question", "en", "We give 10 % off on Sundays.")]


async def test_saved_replies_are_suggested_while_somebody_types(world: DiscordWorld) -> None:
    thanks, price, long = await saved(world, "Thanks for asking!", "It costs nothing.", "x" * 300)

    assert await world.maya.completes("/replies saved edit", "reply", "THANKS f") == [("question · Thanks for asking!", choice(thanks))]
    assert [value for _, value in await world.maya.completes("/replies saved remove", "reply", "question")] == [
        choice(reply) for reply in (thanks, price, long)
    ]
    assert await world.maya.completes("/replies saved edit", "reply", "nowhere") == []
    await saved(world, *(f"Answer {n}." for n in range(40)))
    assert len(await world.maya.completes("/replies saved edit", "reply", "")) == 25


@pytest.mark.parametrize("command", ["/replies saved edit", "/replies saved remove"])
async def test_what_is_none_of_them(world: DiscordWorld, command: str) -> None:
    (reply,) = await saved(world, "Thanks for asking!")

    typed = await world.maya.types(command, reply="Thanks **for** @everyone")
    gone = await world.maya.types(command, reply=choice(replace(reply, id=999_999_999_999_999_999)))

    assert typed.private
    assert "“Thanks \\*\\*for\\*\\* @\u200beveryone” is none of the saved replies" in typed.text
    assert "no longer there" in gone.text
    assert "none of the saved replies" in (await world.maya.types(command, reply=f"saved reply no. {'9' * 80}")).text
