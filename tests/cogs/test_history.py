"""Who decided what: in pages, filtered, and as a file."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

from bot.demo.discord import Answer
from bot.domain import Act, Draft, Intent, Interaction, InteractionKind
from tests.cogs.house import STATES, House


async def decided(house: House, *handles: str) -> None:
    """Maya skips the first, Leo puts the next off, and so on."""
    for number, handle in enumerate(handles):
        await house.arrives(handle)
        who, button = ((house.maya, "Skip"), (house.leo, "Later"))[number % 2]
        await who.presses(await house.card_about(handle), button)


async def rows(answer: Answer) -> list[dict[str, str]]:
    (file,) = (await answer.arrives()).files
    assert file.name == "history.csv"
    return list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))


async def test_everything_newest_first(house: House) -> None:
    await decided(house, "ada", "bo")
    answer = await house.maya.types("/history")

    assert answer.private
    assert answer.text.index("**Leo** put @bo off") < answer.text.index("**Maya** skipped @ada")


async def test_by_member_by_person_and_by_both(house: House) -> None:
    await decided(house, "ada", "bo", "cy")

    by_maya = await house.maya.types("/history", member=house.maya)
    about_cy = await house.maya.types("/history", person="cy")
    neither = await house.maya.types("/history", member=house.leo, person="cy")

    assert ["@ada" in by_maya.text, "@bo" in by_maya.text, "@cy" in by_maya.text] == [True, False, True]
    assert ["@ada" in about_cy.text, "@cy" in about_cy.text] == [False, True]
    assert "Nothing was decided yet that fits." in neither.text


async def test_a_day_is_the_teams_own(house: House) -> None:
    await decided(house, "ada")  # 2 March, 11:00 in Berlin
    house.passes(timedelta(hours=13))  # 3 March, 00:00 in Berlin; still 2 March in UTC
    await decided(house, "bo")

    second, third = [await house.maya.types("/history", day=f"2026-03-0{day}") for day in (2, 3)]

    assert ["@ada" in second.text, "@bo" in second.text] == [True, False]
    assert ["@ada" in third.text, "@bo" in third.text] == [False, True]


async def test_a_day_that_is_none(house: House) -> None:
    for day in ("31.03.2026", "2026-02-30", "yesterday", "20260302T10", "**x**"):
        answer = await house.maya.types("/history", day=day)
        assert answer.private
        assert "is not a day. Write it like 2026-03-31" in answer.text


async def test_a_person_nobody_knows(house: House) -> None:
    assert "does not know anybody" in (await house.maya.types("/history", person="nobody")).text


async def test_people_are_suggested_while_somebody_types(house: House) -> None:
    await house.arrives("ada")
    ((name, key),) = await house.maya.completes("/history", "person", "a")
    assert name == "@ada · Ada"
    assert "@ada" in (await house.maya.types("/followers lookup", handle=key)).text, "what is offered stands for the person"


async def test_pages_keep_what_was_asked_for_even_over_a_restart(house: House) -> None:
    await house.arrives("other")
    await house.leo.presses(await house.card_about("other"), "Skip")
    for number in range(12):
        await house.arrives(f"person{number}")
        await house.maya.presses(await house.card_about(f"person{number}"), "Skip")
    answer = await house.maya.types("/history", member=house.maya, day="2026-03-02")
    assert "1 to 10 of 12" in answer.text
    await house.restarts()

    following = await house.maya.presses(answer, "Next")

    assert "11 to 12 of 12" in following.text
    assert "@other" not in following.text


async def test_the_file(house: House) -> None:
    await decided(house, "ada", "bo")
    answer = await house.maya.types("/history", member=house.maya, csv=True)

    assert answer.private
    (row,) = await rows(answer)
    assert (row["act"], row["kind"], row["member"], row["member_id"]) == ("skip", "follow_back", "Maya", str(house.maya.id))
    assert row["handle"] == "ada"
    assert "1 line" in answer.text


async def test_replies_are_told_apart_from_follow_backs(house: House) -> None:
    suggestion_id = await house.speaks("ada")
    await house.moves(suggestion_id, STATES.DONE, Act.ANSWERED)
    post = Interaction(77, 4711, house.clock.now(), InteractionKind.MENTION, "Buy now", "en", summoned=True)
    async with house.store.write() as tx:
        await tx.interactions.add([post], house.clock.now())
        await tx.replies.leave_out(post, Draft("", 1, Intent.OTHER), "looks like spam", house.clock.now() + timedelta(minutes=1))

    said = (await house.maya.types("/history")).text
    newest, oldest = await rows(await house.maya.types("/history", csv=True))

    assert "A post by somebody Mutuals does not know was left out: looks like spam" in said
    assert "The team answered @ada on X by itself" in said
    assert (newest["act"], newest["kind"], newest["handle"], newest["user_id"]) == ("leave_out", "reply", "", "4711")
    assert (oldest["act"], oldest["kind"], oldest["handle"]) == ("answered", "reply", "ada")


async def test_a_file_of_nothing(house: House) -> None:
    assert await rows(await house.maya.types("/history", csv=True)) == []
