"""The access check: who may come in, by every route, and that made-up input breaks nothing."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.demo.discord import Json, NotPossible, Response, SimulatedMember
from bot.domain import Act, Intent, SavedReply
from cogs.client import BUTTONS
from tests.cogs.components.test_clicks import buttons
from tests.cogs.components.test_forms import fills_in
from tests.support.discord import DiscordWorld
from tests.support.store import STATES

HUGE = "9" * 19
BEYOND = str(2**63)
NOT_HERE = "only in its own Discord server"
NOT_YOU = "Only members with the role “Approver” or “Viewer” or the permission Manage Server can use Mutuals here."
UNKNOWN = "This button or form no longer exists."


@pytest.fixture
async def unrestricted_world(tmp_path: Path, discord_elsewhere: None) -> AsyncIterator[DiscordWorld]:
    """A team that has named no role."""
    async with DiscordWorld(tmp_path, approver_role_ids=frozenset(), viewer_role_ids=frozenset()) as world:
        yield world


def contents(world: DiscordWorld) -> list[str]:
    """Everything in the database."""
    with sqlite3.connect(world.file) as database:
        lines = list(database.iterdump())
    database.close()
    return lines


def commands(world: DiscordWorld) -> list[tuple[str, dict[str, str]]]:
    """Every registered command with what it asks for."""
    found = []

    def walk(path: str, command: Json) -> None:
        options = command.get("options", [])
        inner = [option for option in options if option["type"] in (1, 2)]
        for option in inner:
            walk(f"{path} {option['name']}", option)
        if not inner:
            given = {option["name"]: "x" for option in options if option.get("required") and option["type"] == 3}
            found.append((path, given))

    for command in world.discord.commands:
        walk(f"/{command['name']}", command)
    return [(path, given) for path, given in found if path != "/replies saved import"]


async def everything(world: DiscordWorld, person: SimulatedMember) -> list[Response]:
    """What this person is told, whatever they do. Somebody has arrived, somebody has spoken, and one saved reply is there."""
    follow, reply = await world.suggest_follow_back("ada"), await world.suggest_reply("bo")
    cards = await world.card_about("ada"), await world.card_about("bo")
    user_id = 1_001
    ids = (
        *(
            f"queue:{follow}:approve:0",
            f"queue:{reply}:edit:0:1",
            f"draft:{reply}:edit",
            "page:followers:0:",
            "page:history:0:..",
            "page:saved:0:",
        ),
        *(
            f"override:{user_id}:fine",
            f"opt_out:{user_id}:0",
            f"suggest:{user_id}",
            "suggest_one",
            f"anyway:{follow}:approve:0",
            "queue_only:queue:",
            "queue_order:queue:",
            "burst:1:fine",
            "audit:ask:10",
            "audit:yes:10:1",
            "audit:no",
            "nonsense",
        ),
        *("settings:group", "settings:change", "settings:reset", "settings:again:digest_time:9", "status:details"),
        *("digest:queue", f"digest:answer:{reply}", "digest:week", "insight_topic:30", "insight_range:growth"),
    )
    old = await buttons(world, *ids)
    before = contents(world)
    told = [await person.types(path, **given) for path, given in commands(world)]
    told += [await person.presses(cards[0], label) for label in ("Approve", "Skip", "More")]
    told += [await person.presses(cards[1], label) for label in ("Approve", "Edit", "Later", "More")]
    told += [await person.presses(message, custom_id=custom_id) for message, custom_id in old]
    written = [
        await fills_in(person, f"draft:{reply}:1:card", text="It is $6."),
        await fills_in(person, "setting:topics", value="It is $6."),
        await fills_in(person, "saved:", intent="question", text="It is $6."),
        await fills_in(person, "setting:digest_time", value="It is $6."),
    ]
    assert all("It is $6." in answer.text for answer in written), "what they wrote is given back"
    told += written
    suggestions = [await person.completes(*where) for where in (("/history", "person", "a"), ("/replies saved edit", "reply", ""))]
    assert suggestions == [[], []]
    assert contents(world) == before
    assert {button.__name__ for button in BUTTONS} == {
        *("CardButton", "QueueButton", "DraftButton", "PageButton", "OverrideButton", "RemoveOptOutButton", "BurstButton"),
        *("MoreButton", "ActMenu", "AnywayButton", "SuggestButton", "SuggestMenu", "QueueMenu", "AuditAsk", "AuditYes", "AuditNo"),
        *("SettingGroupChoice", "SettingChoice", "SettingAgain", "SettingReset"),
        *("StatusDetails", "ReviewButton", "AnswerButton", "WeekButton", "InsightTopicMenu", "InsightRangeMenu"),
    }, "a new kind of button is to be pressed here, too"
    return told


def assert_all_refused(told: list[Response], words: str, caplog: pytest.LogCaptureFixture) -> None:
    assert [answer.text for answer in told if words not in answer.text or not answer.private] == []
    assert "Nothing was changed." in told[0].text
    assert [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []


@pytest.mark.parametrize("privately", [False, True], ids=["elsewhere", "privately"])
async def test_whoever_comes_from_elsewhere_is_told_so_and_changes_nothing(
    unrestricted_world: DiscordWorld, caplog: pytest.LogCaptureFixture, privately: bool
) -> None:
    """With no role named, whoever manages the server decides: this one, and no other."""
    told = await everything(unrestricted_world, unrestricted_world.discord.stranger(privately=privately))

    assert_all_refused(told, NOT_HERE, caplog)


async def test_a_member_without_a_role_sees_and_changes_nothing(world: DiscordWorld, caplog: pytest.LogCaptureFixture) -> None:
    told = await everything(world, world.discord.member_without_roles())

    assert_all_refused(told, NOT_YOU, caplog)


async def test_viewers_see_everything_and_decide_nothing(world: DiscordWorld) -> None:
    viewer = world.discord.person("Sam")
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")

    assert "@ada" in (await viewer.types("/followers new")).text
    assert await viewer.completes("/history", "person", "a") == [("@ada · Ada", "#1001")]
    assert (await (await viewer.types("/history", csv=True)).arrives()).files
    for refused in (await viewer.presses(card, "Approve"), await viewer.types("/pause"), await viewer.types("/resume")):
        assert refused.text == "Only members with the role “Approver” can decide here. Nothing was changed."


async def test_whoever_manages_or_owns_the_server_sees_and_may_always_pause(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")

    for person in (world.discord.person("Olga"), world.discord.owner()):
        assert "@ada" in (await person.types("/followers new")).text
        assert "Only members with the role “Approver” can decide here" in (await person.presses(card, "Approve")).text
        assert (await person.types("/pause")).text.startswith("Mutuals is paused")
        assert "Only members with the role “Approver” can decide here" in (await person.types("/resume")).text
        assert (await world.maya.types("/resume")).text == "Resumed."
    assert await world.state_of(suggestion_id) is STATES.OPEN


async def test_an_approver_of_the_same_number_in_another_server_is_nobody_here(world: DiscordWorld) -> None:
    """Roles and permissions are those of the server that somebody acts in."""
    stranger = world.discord.stranger()
    stranger._member = replace(stranger._member, roles=world.maya._member.roles)

    assert NOT_HERE in (await stranger.types("/pause")).text


async def test_who_lost_the_role_gets_back_what_they_wrote(world: DiscordWorld) -> None:
    await world.suggest_reply("ada")
    opened = await world.maya.presses(await world.card_about("ada"), "Edit")
    world.maya.loses_roles()

    answer = await world.maya.submits(opened, text="Mine")

    assert NOT_YOU in answer.text
    assert "You wrote:" in answer.text
    assert "Mine" in answer.text


@pytest.mark.parametrize("typed", ["\ud800x", "\0", "%" * 6_000, "\N{GRINNING FACE}" * 6_000, "saved reply no. " + HUGE, "9" * 5_000])
async def test_nothing_that_can_be_typed_breaks_anything(world: DiscordWorld, caplog: pytest.LogCaptureFixture, typed: str) -> None:
    await world.suggest_reply("ada")
    card = await world.card_about("ada")

    for command, option in (("/history", "person"), ("/followers lookup", "handle"), ("/why", "handle"), ("/replies saved edit", "reply")):
        assert await world.maya.completes(command, option, typed) == []
        if len(typed) <= 100:
            assert (await world.maya.types(command, **{option: typed})).text
    await fills_in(world.maya, "words:topic", words=typed[:3_000])
    await fills_in(world.maya, "saved:", intent="other", text=f"{typed[:3_000]} and", language=typed[:20])
    opened = await world.maya.presses(card, "Edit")
    assert opened.modal is not None
    await fills_in(world.maya, opened.modal["custom_id"], text=typed[:800])
    assert [record.getMessage() for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1999-12-31", "3000-01-01"])
async def test_a_day_that_no_history_reaches_is_none(world: DiscordWorld, day: str) -> None:
    assert "is not a day" in (await world.maya.types("/history", day=day)).text


async def test_a_page_below_which_nothing_is_shows_the_first_one(world: DiscordWorld) -> None:
    for handle in ("ada", "bo"):
        await world.move(await world.suggest_follow_back(handle), STATES.SKIPPED, Act.SKIP)

    for message, custom_id in await buttons(world, "page:history:0:b.1.1.0...", "page:followers:0:b.0", "page:followers:500:"):
        answer = await world.maya.presses(message, custom_id=custom_id)
        assert "@ada" in answer.text
        assert "@bo" in answer.text


async def test_a_command_as_another_version_knows_it_is_told_to_be_typed_again(
    world: DiscordWorld, caplog: pytest.LogCaptureFixture
) -> None:
    world.discord.registers({"name": "gone", "description": "Once there was a command."}, everywhere=True)

    answer = await world.maya.types("/gone")

    assert answer.private
    assert "has changed or no longer exists" in answer.text
    assert [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []


async def test_commands_are_hidden_from_those_who_may_not_use_them_where_discord_can_tell(unrestricted_world: DiscordWorld) -> None:
    with pytest.raises(NotPossible, match="does not see /status"):
        await unrestricted_world.maya.types("/status")

    assert "All is well." in (await unrestricted_world.discord.person("Olga").types("/status")).text


async def test_where_roles_are_named_no_command_is_hidden_from_those_who_hold_them(world: DiscordWorld) -> None:
    assert "All is well." in (await world.maya.types("/status")).text


async def test_files_hold_no_formula_and_come_back_as_they_were(world: DiscordWorld) -> None:
    text = "Yes;=1+1, @SUM(A1)\n-2"
    async with world.store.write() as tx:
        await tx.saved_replies.add(Intent.QUESTION, text.replace("@", "+"), "en")
        (kept,) = await tx.saved_replies.all()
    (file,) = (await world.maya.types("/replies saved export")).files

    assert ";=" not in file.data.decode()
    assert "\n-" not in file.data.decode()
    assert list(csv.reader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))[1][2] == "Yes;'=1+1,' +SUM(A1)\n'-2"
    assert kept == SavedReply(kept.id, Intent.QUESTION, "Yes;=1+1, +SUM(A1)\n-2", "en")
