"""Whatever a member asks for is answered, also where something breaks."""

from __future__ import annotations

import sqlite3

import pytest

from tests.support.discord import DiscordWorld


async def test_what_breaks_is_logged_and_told_in_kind_words(world: DiscordWorld, caplog: pytest.LogCaptureFixture) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    with sqlite3.connect(world.file) as database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        database.execute("UPDATE assessments SET verdict = 'none of them'")
    database.close()

    typed = await world.maya.types("/queue")
    pressed = await world.maya.presses(card, "Skip")

    for answer in (typed, pressed):
        assert answer.private
        assert "Something went wrong in Mutuals" in answer.text
    assert caplog.text.count("Traceback") >= 2
    caplog.clear()
