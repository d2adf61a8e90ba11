"""The log has one line for each thing that was decided and done since the start."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.domain import SuggestionState
from bot.views.suggestions.log_line import log_line
from bot.workflow.team import activity_log
from bot.workflow.team.activity_log import ActivityLog
from tests.support.samples.notes import written
from tests.support.store import MAYA, StoreWorld, add_mention, draft, move_to, suggest_follow_back

ADA, BOB = 101, 102


async def test_each_decision_is_written_once_in_order_and_what_is_older_than_the_start_never(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger=activity_log.__name__)
    async with StoreWorld(tmp_path) as world:
        async with world.store.write() as tx:
            earlier = await suggest_follow_back(tx, ADA, username="ada")
            await move_to(tx, earlier, SuggestionState.APPROVED, by=MAYA)
        activity = ActivityLog(world.context, log_line)
        await activity.run()
        assert caplog.messages == []

        async with world.store.write() as tx:
            later = await suggest_follow_back(tx, BOB, username="bob")
            await move_to(tx, later, SuggestionState.SKIPPED, by=MAYA)
            await move_to(tx, earlier, SuggestionState.DELIVERING)
        await activity.run()
        await activity.run()

    assert [line.split("@")[1] for line in caplog.messages] == ["bob: skipped by Maya", "ada: sent to X"]


async def test_what_happens_all_day_is_written_for_who_looks_closer(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger=activity_log.__name__)
    async with StoreWorld(tmp_path) as world:
        activity = ActivityLog(world.context, log_line)
        await activity.run()
        async with world.store.write() as tx:
            post = await add_mention(tx, ADA, 2**40)
            await tx.replies.leave_out(post, draft(), written("Spam"), world.clock.now())
        await activity.run()

    assert [record.levelno for record in caplog.records] == [logging.DEBUG]
