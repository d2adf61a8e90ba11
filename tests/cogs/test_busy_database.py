"""Another program holds the database: whoever presses, types or sends a form hears within Discord's three seconds what became of it."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from bot.store import Busy
from bot.workflow.context import Job
from tests.cogs.house import STATES, House

NOT_RECORDED = "Nothing was recorded: the database is busy"


@contextmanager
def held(house: House) -> Iterator[None]:
    """As a backup tool or a viewer does it."""
    with closing(sqlite3.connect(house.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def test_a_click_is_told_in_time_that_nothing_was_recorded_and_counts_when_pressed_again(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    suggestion_id = await house.arrives("ada")
    card = await house.card_about("ada")
    with held(house):
        pressed_at = time.monotonic()
        answers = await asyncio.gather(
            house.maya.presses(card, "Approve"), house.leo.presses(card, "Skip"), house.discord.person("Maya").types("/pause")
        )
        assert time.monotonic() - pressed_at < 3
    for answer in answers:
        assert answer.private
        assert answer.text.startswith(NOT_RECORDED)
        assert "try again" in answer.text
    assert await house.state_of(suggestion_id) is STATES.OPEN
    async with house.store.read() as tx:
        assert (await tx.accounts.get()).paused_at is None
        assert await tx.suggestions.count_history() == 0

    answer = await house.maya.presses(card, "Approve")

    assert answer.text.startswith("Approved by Maya")
    assert await house.state_of(suggestion_id) is STATES.APPROVED
    assert [record for record in caplog.records if record.exc_info or record.levelno > logging.WARNING] == []


async def test_a_form_gives_back_what_was_typed(house: House) -> None:
    await house.speaks("bo")
    form = await house.maya.presses(await house.card_about("bo"), "Edit")
    with held(house):
        answer = await house.maya.submits(form, text="It is six dollars.")
    assert answer.text.startswith(NOT_RECORDED)
    assert "It is six dollars." in answer.text


async def test_a_click_waits_for_mutuals_own_work_no_longer_either(house: House) -> None:
    suggestion_id = await house.arrives("ada")
    card = await house.card_about("ada")
    async with house.store.write():
        pressed_at = time.monotonic()
        answer = await house.maya.presses(card, "Approve")
        assert time.monotonic() - pressed_at < 3
    assert answer.text.startswith(NOT_RECORDED)
    assert await house.state_of(suggestion_id) is STATES.OPEN


async def test_what_was_recorded_is_not_told_as_lost(house: House) -> None:
    """The decision is in, and then the database is taken while the card is being answered."""
    suggestion_id = await house.arrives("ada")
    card = await house.card_about("ada")
    other = sqlite3.connect(house.file, isolation_level=None, timeout=5)

    def takes(event: object) -> None:
        if not other.in_transaction and other.execute("SELECT state FROM suggestions").fetchone() == ("approved",):
            other.execute("BEGIN IMMEDIATE")

    stop = house.discord.on_change(takes)
    answer = await house.maya.presses(card, "Approve")
    stop()
    other.close()

    assert "Nothing was recorded" not in answer.text
    assert await house.state_of(suggestion_id) is STATES.APPROVED


async def test_a_job_that_meets_a_lock_is_tried_again_without_a_traceback(house: House, caplog: pytest.LogCaptureFixture) -> None:
    async def work() -> None:
        raise Busy("The database is in use by another program; close what holds it open.")

    house.routines.add(Job.UPKEEP, work)
    house.routines.wake(Job.UPKEEP)
    await house.routines.idle()

    (record,) = [record for record in caplog.records if record.name == "bot.runtime.scheduler"]
    assert (record.levelno, record.exc_info) == (logging.WARNING, None)
    assert record.getMessage() == "upkeep is tried again in 30 s: The database is in use by another program; close what holds it open."
