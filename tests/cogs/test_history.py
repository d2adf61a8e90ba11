"""Who decided what: in pages, filtered, and as a file."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

from bot.demo.discord import Response
from bot.domain import Act, Draft, Intent, Interaction, InteractionKind
from tests.support.discord import DiscordWorld
from tests.support.samples.notes import written
from tests.support.store import STATES


async def decided(world: DiscordWorld, *handles: str) -> None:
    """Maya skips the first, Leo puts the next off, and so on."""
    for number, handle in enumerate(handles):
        await world.suggest_follow_back(handle)
        who, button = ((world.maya, "Skip"), (world.leo, "Later"))[number % 2]
        await who.presses(await world.card_about(handle), button)


async def rows(answer: Response) -> list[dict[str, str]]:
    (file,) = (await answer.arrives()).files
    assert file.name == "history.csv"
    return list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))


async def test_everything_newest_first(world: DiscordWorld) -> None:
    await decided(world, "ada", "bo")
    answer = await world.maya.types("/history")

    assert answer.private
    assert answer.text.index("**Leo** snoozed @bo") < answer.text.index("**Maya** skipped @ada")


async def test_by_member_by_person_and_by_both(world: DiscordWorld) -> None:
    await decided(world, "ada", "bo", "cy")

    by_maya = await world.maya.types("/history", member=world.maya)
    about_cy = await world.maya.types("/history", person="cy")
    neither = await world.maya.types("/history", member=world.leo, person="cy")

    assert ["@ada" in by_maya.text, "@bo" in by_maya.text, "@cy" in by_maya.text] == [True, False, True]
    assert ["@ada" in about_cy.text, "@cy" in about_cy.text] == [False, True]
    assert "No decisions match." in neither.text


async def test_a_day_is_the_teams_own(world: DiscordWorld) -> None:
    await decided(world, "ada")  # 2 March, 11:00 in Berlin
    world.advance(timedelta(hours=13))  # 3 March, 00:00 in Berlin; still 2 March in UTC
    await decided(world, "bo")

    second, third = [await world.maya.types("/history", day=f"2026-03-0{day}") for day in (2, 3)]

    assert ["@ada" in second.text, "@bo" in second.text] == [True, False]
    assert ["@ada" in third.text, "@bo" in third.text] == [False, True]


async def test_a_day_that_is_none(world: DiscordWorld) -> None:
    for day in ("31.03.2026", "2026-02-30", "yesterday", "20260302T10", "**x**"):
        answer = await world.maya.types("/history", day=day)
        assert answer.private
        assert "is not a day. Write it like 2026-03-31" in answer.text


async def test_a_person_nobody_knows(world: DiscordWorld) -> None:
    assert "does not know anyone" in (await world.maya.types("/history", person="nobody")).text


async def test_the_file(world: DiscordWorld) -> None:
    await decided(world, "ada", "bo")
    answer = await world.maya.types("/history", member=world.maya, csv=True)

    assert answer.private
    (row,) = await rows(answer)
    assert (row["act"], row["kind"], row["member"], row["member_id"]) == ("skip", "follow_back", "Maya", str(world.maya.id))
    assert row["handle"] == "ada"
    assert "1 line" in answer.text


async def test_replies_are_told_apart_from_follow_backs(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_reply("ada")
    await world.move(suggestion_id, STATES.DONE, Act.ANSWERED)
    post = Interaction(77, 4711, world.clock.now(), InteractionKind.MENTION, "Buy now", "en", summoned=True)
    async with world.store.write() as tx:
        await tx.interactions.add([post], world.clock.now())
        await tx.replies.leave_out(post, Draft("", 1, Intent.OTHER), written("looks like spam"), world.clock.now() + timedelta(minutes=1))

    said = (await world.maya.types("/history")).text
    newest, oldest = await rows(await world.maya.types("/history", csv=True))

    assert "A post by somebody Mutuals does not know was left out: looks like spam" in said
    assert "The team answered @ada directly on X" in said
    assert (newest["act"], newest["kind"], newest["handle"], newest["user_id"]) == ("leave_out", "reply", "", "4711")
    assert (oldest["act"], oldest["kind"], oldest["handle"]) == ("answered", "reply", "ada")


async def test_a_file_of_nothing(world: DiscordWorld) -> None:
    assert await rows(await world.maya.types("/history", csv=True)) == []
