"""Another program holds the database: whoever presses, types or sends a form hears within Discord's three seconds what became of it."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from bot.domain.jobs import Job
from bot.store import StoreBusy
from tests.support.discord import DiscordWorld
from tests.support.store import STATES

NOT_RECORDED = "Nothing was recorded: the database is busy"


@contextmanager
def held(world: DiscordWorld) -> Iterator[None]:
    """As a backup tool or a viewer does it."""
    with closing(sqlite3.connect(world.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def test_a_click_is_told_in_time_that_nothing_was_recorded_and_counts_when_pressed_again(
    world: DiscordWorld, caplog: pytest.LogCaptureFixture
) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    with held(world):
        pressed_at = time.monotonic()
        answers = await asyncio.gather(
            world.maya.presses(card, "Approve"), world.leo.presses(card, "Skip"), world.discord.person("Maya").types("/pause")
        )
        assert time.monotonic() - pressed_at < 3
    for answer in answers:
        assert answer.private
        assert answer.text.startswith(NOT_RECORDED)
        assert "try again" in answer.text
    assert await world.state_of(suggestion_id) is STATES.OPEN
    async with world.store.read() as tx:
        assert (await tx.accounts.get()).paused_at is None
        assert await tx.suggestions.count_history() == 0

    answer = await world.maya.presses(card, "Approve")

    assert answer.text.startswith("Approved by Maya")
    assert await world.state_of(suggestion_id) is STATES.APPROVED
    assert [record for record in caplog.records if record.exc_info or record.levelno > logging.WARNING] == []


async def test_a_form_gives_back_what_was_typed(world: DiscordWorld) -> None:
    await world.suggest_reply("bo")
    form = await world.maya.presses(await world.card_about("bo"), "Edit")
    with held(world):
        answer = await world.maya.submits(form, text="It is six dollars.")
    assert answer.text.startswith(NOT_RECORDED)
    assert "It is six dollars." in answer.text


async def test_a_click_waits_for_mutuals_own_work_no_longer_either(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    async with world.store.write():
        pressed_at = time.monotonic()
        answer = await world.maya.presses(card, "Approve")
        assert time.monotonic() - pressed_at < 3
    assert answer.text.startswith(NOT_RECORDED)
    assert await world.state_of(suggestion_id) is STATES.OPEN


async def test_what_was_recorded_is_not_told_as_lost(world: DiscordWorld) -> None:
    """The decision is in, and then the database is taken while the card is being answered."""
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    other = sqlite3.connect(world.file, isolation_level=None, timeout=5)

    def takes(event: object) -> None:
        if not other.in_transaction and other.execute("SELECT state FROM suggestions").fetchone() == ("approved",):
            other.execute("BEGIN IMMEDIATE")

    stop = world.discord.on_change(takes)
    answer = await world.maya.presses(card, "Approve")
    stop()
    other.close()

    assert "Nothing was recorded" not in answer.text
    assert await world.state_of(suggestion_id) is STATES.APPROVED


async def test_a_job_that_meets_a_lock_is_tried_again_without_a_traceback(world: DiscordWorld, caplog: pytest.LogCaptureFixture) -> None:
    async def work() -> None:
        raise StoreBusy("The database is in use by another program; close what holds it open.")

    world.scheduler.add(Job.EXPIRY, work)
    world.scheduler.wake(Job.EXPIRY)
    await world.scheduler.idle()

    (record,) = [record for record in caplog.records if record.name == "bot.runtime.scheduler"]
    assert (record.levelno, record.exc_info) == (logging.WARNING, None)
    assert record.getMessage() == "expiry will be retried in 30 s: The database is in use by another program; close what holds it open."
