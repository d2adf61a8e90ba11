"""The one gate: who may come in, by every way there is, and that nothing made up breaks anything."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import discord
import pytest

from bot.demo.discord import Answer, Json, Message, NotPossible, Person
from bot.domain import Act, Intent, SavedReply
from cogs.client import BUTTONS
from tests.cogs.house import STATES, House

HUGE = "9" * 19
BEYOND = str(2**63)
NOT_HERE = "in their own Discord server alone"
NOT_YOU = "Only members with the role “Approver” or “Viewer” or the permission Manage Server can use Mutuals here."
UNKNOWN = "Mutuals does not know this button or form (any more)."


@pytest.fixture
async def open_house(tmp_path: Path, discord_elsewhere: None) -> AsyncIterator[House]:
    """A team that has named no role."""
    async with House(tmp_path, approver_role_ids=frozenset(), viewer_role_ids=frozenset()) as house:
        yield house


def contents(house: House) -> list[str]:
    """Everything in the database."""
    with sqlite3.connect(house.file) as database:
        lines = list(database.iterdump())
    database.close()
    return lines


def commands(house: House) -> list[tuple[str, dict[str, str]]]:
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

    for command in house.discord.commands:
        walk(f"/{command['name']}", command)
    return [(path, given) for path, given in found if path != "/replies saved import"]


async def buttons(house: House, *custom_ids: str) -> list[tuple[Message, str]]:
    """A message in the channel for each, as another version of Mutuals may have left them there; each with its button's custom_id."""
    channel = house.bot.get_channel(house.discord.channel_id)
    assert isinstance(channel, discord.TextChannel)
    posted = []
    for custom_id in custom_ids:
        view = discord.ui.View(timeout=None)
        view.add_item(discord.ui.Button(label="Old", custom_id=custom_id))
        message = await channel.send(view=view)
        found = next(one for one in house.discord.channel.messages if one.id == message.id)
        posted.append((found, custom_id))
    return posted


async def fills_in(person: Person, custom_id: str, **fields: str) -> Answer:
    """Send off a form that was opened once, with these texts in it."""
    components: list[Json] = [
        {"type": 18, "id": number, "component": {"type": 4, "id": number, "custom_id": name, "value": value}}
        for number, (name, value) in enumerate(fields.items(), 1)
    ]
    return await person.sends(custom_id, *components)


async def everything(house: House, person: Person) -> list[Answer]:
    """What this person is told, whatever they do. Somebody has arrived, somebody has spoken, and one saved reply is there."""
    follow, reply = await house.arrives("ada"), await house.speaks("bo")
    cards = await house.card_about("ada"), await house.card_about("bo")
    user_id = 1_001
    ids = (
        *(
            f"desk:{follow}:approve:0",
            f"desk:{reply}:edit:0:1",
            f"draft:{reply}:edit",
            "page:followers:0:",
            "page:history:0:..",
            "page:saved:0:",
        ),
        *(f"overrule:{user_id}:fine", f"left_alone:{user_id}:0", "burst:1:fine", "audit:ask:10", "audit:yes:10:1", "audit:no", "nonsense"),
    )
    old = await buttons(house, *ids)
    before = contents(house)
    told = [await person.types(path, **given) for path, given in commands(house)]
    told += [await person.presses(cards[0], label) for label in ("Approve", "Skip", "Never", "Not for us")]
    told += [await person.presses(cards[1], label) for label in ("Approve", "Edit", "Another", "Leave alone")]
    told += [await person.presses(message, custom_id=custom_id) for message, custom_id in old]
    written = [
        await fills_in(person, f"draft:{reply}:1:card", text="It is $6."),
        await fills_in(person, "words:topic", words="It is $6."),
        await fills_in(person, "saved:", intent="question", text="It is $6."),
    ]
    assert all("It is $6." in answer.text for answer in written), "what they wrote is given back"
    told += written
    suggestions = [await person.completes(*where) for where in (("/history", "person", "a"), ("/replies saved edit", "reply", ""))]
    assert suggestions == [[], []]
    assert contents(house) == before
    assert {button.__name__ for button in BUTTONS} == {
        *("CardButton", "DeskButton", "DraftButton", "PageButton", "OverruleButton", "TakeBackButton", "BurstButton"),
        *("AuditAsk", "AuditYes", "AuditNo"),
    }, "a new kind of button is to be pressed here, too"
    return told


def assert_all_refused(told: list[Answer], words: str, caplog: pytest.LogCaptureFixture) -> None:
    assert [answer.text for answer in told if words not in answer.text or not answer.private] == []
    assert "Nothing was changed." in told[0].text
    assert [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []


@pytest.mark.parametrize("privately", [False, True], ids=["elsewhere", "privately"])
async def test_whoever_comes_from_elsewhere_is_told_so_and_changes_nothing(
    open_house: House, caplog: pytest.LogCaptureFixture, privately: bool
) -> None:
    """With no role named, whoever manages the server decides: this one, and no other."""
    told = await everything(open_house, open_house.discord.stranger(privately=privately))

    assert_all_refused(told, NOT_HERE, caplog)


async def test_a_member_without_a_role_sees_and_changes_nothing(house: House, caplog: pytest.LogCaptureFixture) -> None:
    told = await everything(house, house.discord.passer_by())

    assert_all_refused(told, NOT_YOU, caplog)


async def test_viewers_see_everything_and_decide_nothing(house: House) -> None:
    viewer = house.discord.person("Sam")
    await house.arrives("ada")
    card = await house.card_about("ada")

    assert "@ada" in (await viewer.types("/followers new")).text
    assert await viewer.completes("/history", "person", "a") == [("@ada · Ada", "#1001")]
    assert (await (await viewer.types("/history", csv=True)).arrives()).files
    for refused in (await viewer.presses(card, "Approve"), await viewer.types("/pause"), await viewer.types("/resume")):
        assert refused.text == "Only members with the role “Approver” can decide here. Nothing was changed."


async def test_whoever_manages_or_owns_the_server_sees_and_may_always_pause(house: House) -> None:
    suggestion_id = await house.arrives("ada")
    card = await house.card_about("ada")

    for person in (house.discord.person("Olga"), house.discord.owner()):
        assert "@ada" in (await person.types("/followers new")).text
        assert "Only members with the role “Approver” can decide here" in (await person.presses(card, "Approve")).text
        assert (await person.types("/pause")).text.startswith("Mutuals is paused")
        assert "Only members with the role “Approver” can decide here" in (await person.types("/resume")).text
        assert (await house.maya.types("/resume")).text == "Mutuals goes on."
    assert await house.state_of(suggestion_id) is STATES.OPEN


async def test_an_approver_of_the_same_number_in_another_server_is_nobody_here(house: House) -> None:
    """Roles and permissions are those of the server that somebody acts in."""
    stranger = house.discord.stranger()
    stranger._member = replace(stranger._member, roles=house.maya._member.roles)

    assert NOT_HERE in (await stranger.types("/pause")).text


async def test_who_lost_the_role_gets_back_what_they_wrote(house: House) -> None:
    await house.speaks("ada")
    opened = await house.maya.presses(await house.card_about("ada"), "Edit")
    house.maya.loses_roles()

    answer = await house.maya.submits(opened, text="Mine")

    assert NOT_YOU in answer.text
    assert "You wrote:" in answer.text
    assert "Mine" in answer.text


MADE_UP = [
    *(f"suggestion:{number}:approve" for number in ("0", "777", "9" * 18)),
    *(f"suggestion:1:{act}" for act in ("dance", "expire", "confirm", "start", "take_up", "withdraw")),
    *("suggestion:1:approve:999999999", "suggestion:1:edit", "suggestion:1:another", "desk:1:edit:0", "desk:1:another:0:1", "draft:1:edit"),
    *("suggestion:1", "suggestion:x:approve", f"suggestion:{HUGE}:approve", f"desk:{'9' * 18}:skip:999999999:999999999", "desk:1:fine:5"),
    *(
        f"draft:{'9' * 18}:edit",
        "desk:2:not_for_us:0",
        f"overrule:{HUGE}:fine",
        f"overrule:{BEYOND}:forget",
        "overrule:5:fine",
        "overrule:5:x",
    ),
    *(
        "overrule:5:x",
        f"left_alone:{HUGE}:0",
        f"left_alone:{BEYOND}:999999999",
        "left_alone:1:999999999",
        f"burst:{'9' * 18}:held",
        "burst:1:fine",
    ),
    *(
        "page:history:999999999:..",
        f"page:history:0:{HUGE}..",
        f"page:history:0:.{BEYOND}.",
        "page:history:0:..9999-12-31",
        "page:history:0:x",
    ),
    *(
        "page:history:0:x",
        "page:history:0:..0001-01-01",
        "page:history:0:a.b.c",
        "page:history:0:\N{ARABIC-INDIC DIGIT ONE}..",
        "page:followers:999999999:",
    ),
    *("page:saved:999999999:x", "page:nowhere:0:", "page:queue:999999999:", "page:leftalone:999999999:", "page:replies:999999999:"),
    *(
        "audit:ask:0",
        "audit:ask:9999999999",
        "audit:yes:9999999999:999999999999999",
        "audit:yes:0:0",
        "audit:no",
        "nonsense",
        ":::",
        "page:\n:0:",
    ),
]


async def test_nothing_made_up_breaks_anything(house: House, caplog: pytest.LogCaptureFixture) -> None:
    await house.arrives("ada")
    await house.speaks("bo")
    await house.card_about("ada")
    await house.card_about("bo")

    for message, custom_id in await buttons(house, *MADE_UP):
        answer = await house.maya.presses(message, custom_id=custom_id)
        assert not answer.failed, custom_id
        assert answer.modal or answer.text, custom_id
    assert [record.getMessage() for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []


async def test_no_form_breaks_anything_and_what_was_written_is_given_back(house: House, caplog: pytest.LogCaptureFixture) -> None:
    follow = await house.arrives("ada")
    reply = await house.speaks("bo")
    select = {"type": 18, "id": 1, "component": {"type": 3, "id": 2, "custom_id": "intent", "values": ["dance"]}}
    written = {"type": 18, "id": 3, "component": {"type": 4, "id": 4, "custom_id": "text", "value": "My words."}}
    row = {"type": 1, "id": 5, "components": [{"type": 4, "id": 6, "custom_id": "other", "value": "My words."}]}
    hollow: list[Json] = [
        {"type": 1, "components": None},
        {"type": 18, "component": None},
        {"type": 99},
        {"custom_id": None, "value": None},
    ]
    strange = {"type": 18, "id": 7, "component": {"type": 19, "id": 8, "custom_id": "file", "values": []}}
    for custom_id in (
        *(f"draft:{follow}:0:card", f"draft:{reply}:999999999:card", f"draft:{HUGE}:0:card", f"draft:{reply}:0:9999999999999999999999"),
        *("draft:", "draft:x:y:z", "draft:1:2", "saved:", f"saved:{HUGE}", "saved:x", "words:", "words:dance", "nothing:1", "", "::"),
    ):
        answer = await house.maya.sends(custom_id, select, written, row, strange, *hollow)
        assert answer.private, custom_id
        assert "My words." in answer.text or "**Edit again** brings it back" in answer.text, custom_id
        assert (await house.maya.sends(custom_id)).text, custom_id
    assert [record.getMessage() for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []


@pytest.mark.parametrize("typed", ["\ud800x", "\0", "%" * 6_000, "\N{GRINNING FACE}" * 6_000, "saved reply no. " + HUGE, "9" * 5_000])
async def test_nothing_that_can_be_typed_breaks_anything(house: House, caplog: pytest.LogCaptureFixture, typed: str) -> None:
    await house.speaks("ada")
    card = await house.card_about("ada")

    for command, option in (("/history", "person"), ("/followers lookup", "handle"), ("/replies saved edit", "reply")):
        assert await house.maya.completes(command, option, typed) == []
        if len(typed) <= 100:
            assert (await house.maya.types(command, **{option: typed})).text
    await fills_in(house.maya, "words:topic", words=typed[:3_000])
    await fills_in(house.maya, "saved:", intent="other", text=f"{typed[:3_000]} and", language=typed[:20])
    opened = await house.maya.presses(card, "Edit")
    assert opened.modal is not None
    await fills_in(house.maya, opened.modal["custom_id"], text=typed[:800])
    assert [record.getMessage() for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1999-12-31", "3000-01-01"])
async def test_a_day_that_no_history_reaches_is_none(house: House, day: str) -> None:
    assert "is not a day" in (await house.maya.types("/history", day=day)).text


async def test_a_page_beyond_the_end_shows_the_last_one(house: House) -> None:
    for handle in ("ada", "bo"):
        await house.moves(await house.arrives(handle), STATES.SKIPPED, Act.SKIP)

    for message, custom_id in await buttons(house, "page:history:500:..", "page:followers:500:"):
        answer = await house.maya.presses(message, custom_id=custom_id)
        assert "@ada" in answer.text
        assert "@bo" in answer.text


async def test_a_command_as_another_version_knows_it_is_told_to_be_typed_again(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.discord.registers({"name": "gone", "description": "Once there was a command."}, everywhere=True)

    answer = await house.maya.types("/gone")

    assert answer.private
    assert "does not know this command in this form" in answer.text
    assert [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []


async def test_commands_of_earlier_set_ups_are_cleared_everywhere_else(house: House) -> None:
    await house.closes()
    house.discord.joins_elsewhere()
    for everywhere in (True, False):
        house.discord.registers({"name": "pause", "description": "Stop."}, everywhere=everywhere)
    ours = [command["name"] for command in house.discord.commands if "guild_id" in command]

    await house.opens()
    await house.until(lambda: house.discord.foreign_commands == [])

    assert sorted(command["name"] for command in house.discord.commands) == sorted(ours)
    assert "Mutuals is paused" in (await house.maya.types("/pause")).text


async def test_what_cannot_be_cleared_keeps_nobody_waiting_and_the_next_start_tries_again(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await house.closes()
    house.discord.registers({"name": "gone", "description": "Once there was a command."}, everywhere=True)
    everywhere = f"/applications/{house.discord.application_id}/commands"
    house.discord.drop_answers(2, method="GET", path_contains=everywhere)  # aiohttp asks once more by itself
    await house.opens()
    await house.until(lambda: "may still stand in other servers" in caplog.text)
    assert "Mutuals is running" in (await house.maya.types("/status")).text
    assert [command["name"] for command in house.discord.foreign_commands] == ["gone"]

    await house.restarts()

    await house.until(lambda: house.discord.foreign_commands == [])


async def test_commands_are_hidden_from_those_who_may_not_use_them_where_discord_can_tell(open_house: House) -> None:
    with pytest.raises(NotPossible, match="does not see /status"):
        await open_house.maya.types("/status")

    assert "Mutuals is running" in (await open_house.discord.person("Olga").types("/status")).text


async def test_where_roles_are_named_no_command_is_hidden_from_those_who_hold_them(house: House) -> None:
    assert "Mutuals is running" in (await house.maya.types("/status")).text


async def test_files_hold_no_formula_and_come_back_as_they_were(house: House) -> None:
    text = "Yes;=1+1, @SUM(A1)\n-2"
    async with house.store.write() as tx:
        await tx.saved_replies.add(Intent.QUESTION, text.replace("@", "+"), "en")
        (kept,) = await tx.saved_replies.all()
    (file,) = (await house.maya.types("/replies saved export")).files

    assert ";=" not in file.data.decode()
    assert "\n-" not in file.data.decode()
    assert list(csv.reader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))[1][2] == "Yes;'=1+1,' +SUM(A1)\n'-2"
    assert kept == SavedReply(kept.id, Intent.QUESTION, "Yes;=1+1, +SUM(A1)\n-2", "en")
