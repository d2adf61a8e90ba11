"""A form that is old or made up breaks nothing, and gives back what was written."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.demo.discord import Json, Response, SimulatedMember
from bot.domain import Intent
from tests.cogs.components.test_clicks import buttons
from tests.support.discord import DiscordWorld

HUGE = "9" * 19


BEYOND = str(2**63)


def contents(world: DiscordWorld) -> list[str]:
    """Everything in the database."""
    with sqlite3.connect(world.file) as database:
        lines = list(database.iterdump())
    database.close()
    return lines


async def fills_in(person: SimulatedMember, custom_id: str, **fields: str) -> Response:
    """Send off a form that was opened once, with these texts in it."""
    components: list[Json] = [
        {"type": 18, "id": number, "component": {"type": 4, "id": number, "custom_id": name, "value": value}}
        for number, (name, value) in enumerate(fields.items(), 1)
    ]
    return await person.sends(custom_id, *components)


REFUSED = "Only members with the role “Approver” can decide here. Nothing was changed."

Opens = Callable[[DiscordWorld, SimulatedMember], Awaitable[Response]]


async def on_card(world: DiscordWorld, member: SimulatedMember) -> Response:
    return await member.presses(await world.card_about("ada"), "Edit")


async def in_queue(world: DiscordWorld, member: SimulatedMember) -> Response:
    return await member.presses(await member.types("/replies queue"), "Edit")


async def once_more(world: DiscordWorld, member: SimulatedMember) -> Response:
    ((message, custom_id),) = await buttons(world, "draft:1:edit")
    return await member.presses(message, custom_id=custom_id)


async def of_setting(world: DiscordWorld, member: SimulatedMember) -> Response:
    return await member.picks(await member.types("/settings show"), "Change a setting", ["digest_time"])


async def of_setting_once_more(world: DiscordWorld, member: SimulatedMember) -> Response:
    ((message, custom_id),) = await buttons(world, "settings:again:digest_time:9")
    return await member.presses(message, custom_id=custom_id)


def by(command: str, **options: str) -> Opens:
    return lambda _, member: member.types(command, **options)


EVERY_FORM: dict[str, tuple[Opens, ...]] = {
    "draft": (on_card, in_queue, once_more),
    "saved": (by("/replies saved add"), by("/replies saved edit", reply="saved reply no. 1")),
    "setting": (of_setting, of_setting_once_more, by("/settings topics"), by("/settings muted")),
}
"""By its kind, every way to open it."""
FILLED_IN: dict[str, dict[str, str]] = {
    "draft": {"text": "We open at nine."},
    "saved": {"text": "We open at nine.", "intent": "question"},
    "setting": {"value": "10:00"},
}


@pytest.fixture
async def team(world: DiscordWorld) -> DiscordWorld:
    """A team with a reply to decide and a saved one."""
    await world.suggest_reply("ada")
    async with world.store.write() as tx:
        await tx.saved_replies.add(Intent.QUESTION, "Our hours are on the door.", "")
    return world


async def test_whoever_may_not_send_a_form_is_told_before_it_opens_as_they_would_be_afterwards(team: DiscordWorld) -> None:
    viewer = team.discord.person("Sam")
    assert EVERY_FORM.keys() == team.bot.forms.keys(), "a new form has to be opened here, too"
    for kind, ways in EVERY_FORM.items():
        for opens in ways:
            refused = await opens(team, viewer)
            assert (refused.modal, refused.text) == (None, REFUSED), (kind, opens)

    opened = {kind: await ways[0](team, team.maya) for kind, ways in EVERY_FORM.items()}
    team.maya._member = replace(team.maya._member, roles=viewer._member.roles)
    before = contents(team)
    for kind, form in opened.items():
        assert (await team.maya.submits(form, **FILLED_IN[kind])).text.startswith(REFUSED), kind
    assert contents(team) == before


async def test_whoever_may_decide_gets_every_form(team: DiscordWorld) -> None:
    for ways in EVERY_FORM.values():
        for opens in ways:
            assert (await opens(team, team.maya)).modal


async def test_no_form_breaks_anything_and_what_was_written_is_given_back(world: DiscordWorld, caplog: pytest.LogCaptureFixture) -> None:
    follow = await world.suggest_follow_back("ada")
    reply = await world.suggest_reply("bo")
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
        *("draft:", "draft:x:y:z", "draft:1:2", "saved:", f"saved:{HUGE}", "saved:x", "setting:", "setting:dance", "nothing:1", "", "::"),
    ):
        answer = await world.maya.sends(custom_id, select, written, row, strange, *hollow)
        assert answer.private, custom_id
        assert "My words." in answer.text or "**Edit again** brings it back" in answer.text, custom_id
        assert (await world.maya.sends(custom_id)).text, custom_id
    assert [record.getMessage() for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []
