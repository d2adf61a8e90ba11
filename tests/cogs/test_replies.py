"""The desk of answers, how well the team answers, and its saved replies."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.demo.discord import Response, Upload
from bot.domain import Act, Intent, SavedReply
from bot.drafting.import_export import MAX_FILE_BYTES
from bot.drafting.visible_text import MAX_TEXT_LENGTH
from tests.support.discord import DiscordWorld, labels
from tests.support.store import STATES

FILE = "saved-replies.csv"


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


async def imports(world: DiscordWorld, data: bytes, who: str = "Maya", name: str = "mine.csv") -> Response:
    answer = await world.discord.person(who).types("/replies saved import", file=Upload(name, data))
    return await answer.arrives()


def csv(*rows: str) -> bytes:
    return "\r\n".join(["intent,language,text", *rows]).encode()


async def test_the_desk_is_private_and_shows_the_best_post(world: DiscordWorld) -> None:
    await world.suggest_reply("low", "Hello there", worth=1)
    await world.suggest_reply("high", "How much is it?", worth=9)

    desk = await world.maya.types("/replies queue")

    assert desk.private
    assert ["@high" in desk.text, "@low" in desk.text] == [True, False]
    assert "How much is it?" in desk.text
    assert "It is $5" in desk.text
    assert "@low" in (await world.maya.presses(desk, "Next")).text
    assert "@high" not in (await world.maya.types("/queue")).text


async def test_how_well_the_team_answers(world: DiscordWorld) -> None:
    first, second, third, _ = [await world.suggest_reply(handle) for handle in ("ada", "bo", "cy", "di")]
    world.advance(timedelta(minutes=38))
    for suggestion_id in (first, second):
        await world.move(suggestion_id, STATES.DONE, Act.ANSWERED)
    await world.move(third, STATES.EXPIRED, Act.EXPIRE)
    world.advance(timedelta(hours=1))

    answer = await world.maya.types("/replies stats")

    assert answer.private
    assert "4 posts to you · **2 answered** · 1 not answered in time\nMedian time to an answer: **38 minutes**" in answer.text
    assert "- by hand on X: 2 · median 38 minutes" in answer.text


async def test_no_figures_yet(world: DiscordWorld) -> None:
    assert "Nothing was answered yet" in (await world.maya.types("/replies stats")).text


async def test_the_list_in_pages(world: DiscordWorld) -> None:
    await saved(world, *(f"Answer number {n}." for n in range(9)))
    await saved(world, "**Sorry** @everyone", intent=Intent.COMPLAINT, language="")

    answer = await world.maya.types("/replies saved list")

    assert answer.private
    assert (
        "**For complaints**\n- \\*\\*Sorry\\*\\* @\u200beveryone · any language\n**For questions**\n- Answer number 0. · en" in answer.text
    )
    assert "1 to 8 of 10" in answer.text
    await world.restart()
    assert "Answer number 8." in (await world.maya.presses(answer, "Next")).text


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


async def test_the_file_goes_out_and_comes_back_in(world: DiscordWorld) -> None:
    texts = ("=SUM(A1) {name}", "Thanks,\n“friend” 💙")
    replies = await saved(world, *texts, language="")
    answer = await world.discord.person("Sam").types("/replies saved export")
    assert answer.private
    (file,) = answer.files
    assert file.name == FILE

    assert "Nothing was changed: all 2 in the file were there already." in (await imports(world, file.data)).text
    await world.maya.types("/replies saved remove", reply=choice(replies[0]))
    assert "Added 1 saved reply. 1 was there already." in (await imports(world, file.data)).text
    assert sorted(text for _, _, text in await all_saved(world)) == sorted(texts)


async def test_a_file_with_faults_changes_nothing(world: DiscordWorld) -> None:
    answer = await imports(world, csv("thanks,en,You are welcome!", "joke,en,Ha", "praise,english,So {kind}"))

    assert answer.private
    assert "Nothing was changed:\n- Line 3: “joke” is no intent." in answer.text
    assert "- Line 4: “english” is no language." in answer.text
    assert "- Line 4: There is no placeholder {kind}." in answer.text
    assert "You wrote" not in answer.text
    assert await all_saved(world) == []


async def test_the_worst_file_is_answered(world: DiscordWorld) -> None:
    answer = await imports(world, csv(*(f'question,en,"{"[" * 300}{{{n}}}"' for n in range(100))))
    assert "Lines from 12 on were not checked" in answer.text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "This file is empty."),
        (b"\x89PNG\r\n\x1a\n\x00", "not UTF-8 text"),
        (b"x" * (MAX_FILE_BYTES + 1), "This file has 2,048 KiB; there is room for 2,048. Nothing was changed."),
    ],
)
async def test_what_is_no_such_file(world: DiscordWorld, data: bytes, says: str) -> None:
    assert says in (await imports(world, data)).text


async def test_a_file_that_discord_does_not_give_out(world: DiscordWorld) -> None:
    answer = await imports(world, csv("thanks,en,Welcome!"), name="..")  # no server finds anything behind an address that ends so
    assert "Discord did not deliver the file" in answer.text
    assert await all_saved(world) == []


async def test_whoever_may_not_decide_changes_nothing(world: DiscordWorld) -> None:
    (reply,) = await saved(world, "Thanks for asking!")
    sam = world.discord.person("Sam")
    answers = [
        await sam.types("/replies saved add"),
        await sam.types("/replies saved edit", reply=choice(reply)),
        await sam.types("/replies saved remove", reply=choice(reply)),
        await imports(world, csv("thanks,en,Welcome!"), "Sam"),
    ]

    for answer in answers:
        assert answer.private
        assert "Only members with the role" in answer.text
    assert await all_saved(world) == [("question", "en", "Thanks for asking!")]
    assert "Thanks for asking!" in (await sam.types("/replies saved list")).text


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
    assert labels(card) == ["Opt out", "Approve", "Edit", "Skip", "Later"]
    desk = await world.maya.types("/replies queue")
    assert "They may be opting out" in desk.text
    assert "You are very welcome!" not in desk.text
    assert desk.message
    assert labels(desk.message)[:5] == labels(card)

    assert [button.disabled for button in card.buttons][1], "there is nothing to approve"
    assert await world.state_of(suggestion_id) is STATES.OPEN

    await world.maya.presses(card, "Opt out")
    assert await world.state_of(suggestion_id) is STATES.SKIPPED
    assert "@ada" in (await world.maya.types("/people opt-outs")).text
