"""The desk of answers, how well the team answers, and its saved replies."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.demo.discord import Response, Upload
from bot.domain import Act, Intent
from bot.drafting.import_export import MAX_FILE_BYTES
from tests.cogs.components.test_saved_reply_form import all_saved, choice, saved
from tests.support.discord import DiscordWorld
from tests.support.store import STATES

FILE = "saved-replies.csv"


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
    assert "1 to 6 of 10" in answer.text
    await world.restart()
    assert "Answer number 8." in (await world.maya.presses(answer, "Next")).text


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
        await imports(world, b"x" * (MAX_FILE_BYTES + 1), "Sam"),
    ]

    for answer in answers:
        assert answer.private
        assert "Only members with the role" in answer.text
    assert await all_saved(world) == [("question", "en", "Thanks for asking!")]
    assert "Thanks for asking!" in (await sam.types("/replies saved list")).text
