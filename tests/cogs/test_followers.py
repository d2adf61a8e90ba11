"""Who is new, and what is known about somebody."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli.score import run
from bot.demo.discord import Response
from bot.domain import Act, Assessment, Departure, Profile, Verdict
from bot.scoring.assess import assess
from bot.views.followers.lost import LOST
from bot.views.words.sentences import sentence
from cogs.custom_ids import UnknownId
from tests.cogs.components.test_setting_form import change
from tests.support.discord import DiscordWorld
from tests.support.samples.profiles import GENUINE
from tests.support.store import STATES, add_followers
from tests.support.team import START


async def test_new_followers_newest_first_in_pages(world: DiscordWorld) -> None:
    for number in range(10):
        await world.suggest_follow_back(f"person{number}", verdict=Verdict.UNSURE)
    answer = await world.maya.types("/followers new")

    assert answer.private
    assert [f"@person{number}" in answer.text for number in (9, 2, 1)] == [True, True, False]
    assert "unsure" in answer.text
    assert "10 new followers" in answer.text
    await world.suggest_follow_back("late", verdict=Verdict.UNSURE)
    following = await world.maya.presses(answer, "Next")
    assert [f"@person{number}" in following.text for number in (2, 1, 0)] == [False, True, True]
    assert "@person9" in (await world.maya.presses(answer, "Previous")).text


async def test_nobody_new(world: DiscordWorld) -> None:
    assert "No new followers" in (await world.maya.types("/followers new")).text


async def test_a_look_up_tells_what_is_known(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada", bio="Notes on engines.", followers=12_400)
    await world.maya.presses(await world.card_about("ada"), "Skip")

    answer = await world.maya.types("/followers lookup", handle="@Ada")

    assert answer.private
    for fact in ("@ada", "Notes on engines", "**12,400** followers", "Verdict: **quiet**", "no posts in 8 years", "**Maya** skipped @ada"):
        assert fact in answer.text


async def test_a_look_up_tells_of_follow_backs_and_replies_apart(world: DiscordWorld) -> None:
    await world.move(await world.suggest_reply("ada"), STATES.DONE, Act.ANSWERED)
    await world.suggest_follow_back("bo")

    ada, bo = [(await world.maya.types("/followers lookup", handle=handle)).text for handle in ("ada", "bo")]

    assert "Following back was never suggested.\nLatest reply: **done**" in ada
    assert "The team answered @ada directly on X" in ada
    assert "Latest suggestion: **open**" in bo
    assert "Latest reply" not in bo


async def test_a_look_up_says_where_to_find_why_somebody_opted_out(world: DiscordWorld) -> None:
    await world.ask_to_opt_out("ada")
    said = (await world.maya.types("/followers lookup", handle="ada")).text
    assert "This person has opted out and is not suggested; see /people opt-outs." in said


async def test_a_look_up_of_somebody_unknown(world: DiscordWorld) -> None:
    answer = await world.maya.types("/followers lookup", handle="@everyone **x**")

    assert answer.private
    assert "does not know anyone called" in answer.text
    assert "@everyone" not in answer.text


# The file of all followers

PEOPLE = [
    replace(GENUINE, user_id=2**60 + 1, username="ada", name="=1+1;@x", bio="-2\n+3, “tea”", verified=True),
    replace(GENUINE, user_id=2**60 + 2, username="loud", following=4_871, followers=9, posts=0, likes=None, bio="'=x"),
    replace(GENUINE, user_id=2**60 + 3, username="reads", following=1_500, followers=12, likes=1_800, protected=True),
    replace(GENUINE, user_id=2**60 + 4, username="unknown", followers=None, created_at=None),
]


async def follow(world: DiscordWorld, people: list[Profile]) -> list[Assessment]:
    """They follow, oldest first, and are judged."""
    now = world.clock.now()
    seen = [replace(profile, fetched_at=now - timedelta(days=number)) for number, profile in enumerate(people)]
    judged = [assess(profile, now) for profile in seen]
    async with world.store.write() as tx:
        await tx.profiles.save(seen)
        for profile in seen:
            await tx.followers.add([profile.user_id], now, baseline=profile.username == "ada")
        await tx.assessments.save([(profile.user_id, found) for profile, found in zip(seen, judged, strict=True)], now, "1")
    return judged


def exported(answer: Response) -> bytes:
    (file,) = answer.files
    assert file.name == "followers.csv"
    return file.data


async def test_the_file_of_all_followers_is_scored_as_the_team_was_told(
    world: DiscordWorld, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    judged = await follow(world, PEOPLE)
    async with world.store.write() as tx:
        await tx.followers.mark_unfollowed([PEOPLE[-1].user_id], world.clock.now())
        await tx.followers.mark_refollowed([PEOPLE[-1].user_id], world.clock.now())

    answer = await (await world.maya.types("/followers export")).arrives()
    data = exported(answer)
    (tmp_path / "followers.csv").write_bytes(data)

    assert answer.private
    assert answer.text.startswith("4 followers, newest first")
    assert run(str(tmp_path / "followers.csv")) == 0
    said, told = capfd.readouterr()
    assert told == "Read as a CSV table with 4 people.\n"
    found = [json.loads(line) for line in said.splitlines()][::-1]
    assert [(each["id"], each["username"]) for each in found] == [(str(each.user_id), each.username) for each in PEOPLE]
    assert [(each["verdict"], each["suspicion"], each["reasons"]) for each in found] == [
        (each.verdict, each.suspicion, [sentence(reason.fact) for reason in each.reasons]) for each in judged
    ]


async def test_the_file_says_what_is_known_and_no_cell_is_a_formula(world: DiscordWorld) -> None:
    await follow(world, PEOPLE)
    world.advance(timedelta(hours=1))
    async with world.store.write() as tx:
        await tx.followers.mark_unfollowed([PEOPLE[2].user_id], world.clock.now())

    rows = list(
        csv.DictReader(io.StringIO(exported(await (await world.maya.types("/followers export")).arrives()).decode("utf-8-sig"), newline=""))
    )

    unknown, loud, ada = rows
    assert (ada["name"], ada["description"]) == ("'=1+1;'@x", "'-2\n'+3, “tea”")
    assert (ada["followed_at"], loud["followed_at"]) == ("", START.isoformat())
    assert (loud["like_count"], loud["verdict"], loud["suspicion"]) == ("", "suspicious", "95")
    assert loud["reasons"].startswith("follows 4,871, followed by 9; ")
    assert loud["suppressed"] == "the facts look suspicious (follows 4,871, followed by 9)"
    assert (unknown["followers_count"], unknown["created_at"]) == ("", "")


async def test_a_file_of_nobody_and_of_several_portions(world: DiscordWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    assert exported(await (await world.maya.types("/followers export")).arrives()).count(b"\n") == 1
    monkeypatch.setattr("bot.workflow.people.lookup.BATCH_SIZE", 3)
    await follow(world, [replace(GENUINE, user_id=number, username=f"u{number}") for number in range(1, 8)])

    rows = exported(await (await world.maya.types("/followers export")).arrives()).decode("utf-8-sig").splitlines()[1:]

    assert [row.split(",")[1] for row in rows] == [f"u{number}" for number in range(7, 0, -1)]


async def test_the_neglected_are_suggested_with_one_press(world: DiscordWorld) -> None:
    async with world.store.write() as tx:
        for number in range(8):
            await add_followers(tx, 900 + number, at=world.clock.now(), username=f"loyal{number}", worth=100 + number)
    assert "Nobody to catch up on" in (await world.maya.types("/followers neglected")).text
    world.advance(timedelta(days=31))

    answer = await world.maya.types("/followers neglected")
    assert answer.private
    assert [f"@loyal{number}" in answer.text for number in (7, 2, 1)] == [True, True, False]
    assert "Suggested" in (await world.maya.presses(answer, custom_id="suggest:907")).text
    assert any(button.label == "Approve" for button in (await world.card_about("loyal7")).buttons)
    assert "@loyal1" in (await world.maya.presses(answer, "Next")).text
    assert "@loyal7" not in (await world.maya.types("/followers neglected")).text


async def test_who_left_by_day_in_pages_that_work_after_a_restart(world: DiscordWorld) -> None:
    async with world.store.write() as tx:
        for number in range(10):
            await add_followers(tx, 900 + number, at=world.clock.now(), username=f"gone{number}", verdict=Verdict.ENGAGED)
    for number in range(10):
        world.advance(timedelta(hours=6))
        async with world.store.write() as tx:
            await tx.followers.mark_unfollowed([900 + number], world.clock.now(), Departure.SUSPENDED)
    answer = await world.maya.types("/followers lost")

    assert answer.private
    assert [f"@gone{number}" in answer.text for number in (9, 2, 1)] == [True, True, False]
    assert "**Wednesday 4 March 2026**" in answer.text
    assert "engaged" in answer.text
    assert "Was suspended by X between" in answer.text
    await world.restart()
    following = await world.maya.presses(answer, "Next")
    assert ["@gone1" in following.text, "@gone0" in following.text, "@gone2" in following.text] == [True, True, False]
    assert "@gone9" in (await world.maya.presses(following, "Previous")).text


async def test_nobody_left_by_name_and_what_names_cost(world: DiscordWorld) -> None:
    answer = await world.maya.types("/followers lost")
    assert "Once 10 have left, Mutuals reads all your followers to find out who, for about $2.50." in answer.text

    await change(world, "leavers_budget_usd", "0")
    answer = await world.maya.types("/followers lost")
    assert "reading all your followers once is about $2.50. To allow it, raise “Budget for who left” in /settings show" in answer.text


STRANGE = ("below", "b", "b.7", "c.7.7", "b.7.", "b..7", "a.-7.7", "a.7.7.7", f"a.7.{2**63}", "b.٣.7")


@pytest.mark.parametrize("query", STRANGE)
async def test_a_page_that_no_button_of_ours_names_is_unknown(world: DiscordWorld, query: str) -> None:
    with pytest.raises(UnknownId):
        await world.bot.pages[LOST](0, query)


async def test_a_look_up_says_what_became_of_somebody(world: DiscordWorld) -> None:
    await follow(world, PEOPLE[-1:])
    world.advance(timedelta(days=1))
    async with world.store.write() as tx:
        await tx.followers.mark_unfollowed([PEOPLE[-1].user_id], world.clock.now(), Departure.DELETED)

    said = (await world.maya.types("/followers lookup", handle=PEOPLE[-1].username)).text
    assert "disappeared from X between" in said
