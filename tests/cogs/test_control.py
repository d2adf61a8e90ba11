"""The kill switch, and answers to whoever asks too early or when something breaks."""

from __future__ import annotations

import sqlite3

import pytest

from bot.workflow.context import Job
from tests.cogs.house import House


async def test_pause_and_resume(house: House) -> None:
    paused = await house.maya.types("/pause")
    again = await house.leo.types("/pause")
    resumed = await house.leo.types("/resume")
    and_again = await house.leo.types("/resume")

    assert all(answer.private for answer in (paused, again, resumed, and_again))
    assert "Mutuals is paused" in paused.text
    assert "paused already" in again.text
    assert resumed.text == "Mutuals goes on."
    assert "was not paused" in and_again.text
    assert Job.WATCH in house.woken


async def test_nobody_is_prompted_while_paused_even_after_a_restart(house: House) -> None:
    await house.maya.types("/pause")
    await house.arrives("ada")
    await house.until_shown()
    await house.restarts()
    await house.until_shown()
    assert house.cards_about("ada") == []
    await house.maya.types("/resume")

    await house.card_about("ada")


@pytest.mark.parametrize("command", ["/pause", "/resume"])
async def test_the_switch_is_for_those_who_may_decide(house: House, command: str) -> None:
    answer = await house.discord.person("Sam").types(command)

    assert answer.private
    assert "“Approver”" in answer.text
    assert "Mutuals is running" in (await house.maya.types("/status")).text


async def test_before_x_has_answered(house: House) -> None:
    await house.closes()
    house.file = house.file.with_name("fresh.sqlite3")
    await house.opens(identified=False)

    assert "Mutuals has not reached X yet" in (await house.maya.types("/status")).text
    assert "was not paused" in (await house.maya.types("/resume")).text
    assert "Nobody is waiting" in (await house.maya.types("/queue")).text
    assert "Daily digest" in (await (await house.maya.types("/digest now")).arrives()).text
    assert "Mutuals is paused" in (await house.maya.types("/pause")).text


async def test_what_breaks_is_logged_and_told_in_kind_words(house: House, caplog: pytest.LogCaptureFixture) -> None:
    await house.arrives("ada")
    card = await house.card_about("ada")
    with sqlite3.connect(house.file) as database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        database.execute("UPDATE assessments SET verdict = 'none of them'")
    database.close()

    typed = await house.maya.types("/queue")
    pressed = await house.maya.presses(card, "Skip")

    for answer in (typed, pressed):
        assert answer.private
        assert "Something went wrong inside Mutuals" in answer.text
    assert caplog.text.count("Traceback") >= 2
    caplog.clear()
