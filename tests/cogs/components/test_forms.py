"""A form that is old or made up breaks nothing, and gives back what was written."""

from __future__ import annotations

import sqlite3

import pytest

from bot.demo.discord import Json, Response, SimulatedMember
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
        *("draft:", "draft:x:y:z", "draft:1:2", "saved:", f"saved:{HUGE}", "saved:x", "words:", "words:dance", "nothing:1", "", "::"),
    ):
        answer = await world.maya.sends(custom_id, select, written, row, strange, *hollow)
        assert answer.private, custom_id
        assert "My words." in answer.text or "**Edit again** brings it back" in answer.text, custom_id
        assert (await world.maya.sends(custom_id)).text, custom_id
    assert [record.getMessage() for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []
