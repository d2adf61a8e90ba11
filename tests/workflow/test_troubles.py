"""A job that X refuses rests as long as that makes sense, and the team is told what only people can mend."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain import AnnouncementKind
from bot.workflow.context import Job
from bot.workflow.team.job_errors import FIRST_REST, LONGEST_REST
from bot.x.errors import BadCredentials, Locked, OutOfCredits, OverBudget, Paused, RateLimited, Unreachable, XError
from tests.workflow.loopback import START
from tests.workflow.outbox import Outbox, outbox

LATER = START + timedelta(hours=14)


def meeting(box: Outbox, *errors: XError | None, job: Job = Job.WATCH) -> Callable[[], Awaitable[datetime | None]]:
    """A job that meets these, one after the other; None: all is well."""
    ahead = list(errors)

    async def work() -> datetime | None:
        if error := ahead.pop(0):
            raise error
        return LATER

    return box.troubles.guarded(job, work)


@pytest.mark.parametrize("error", [OverBudget("The budget is used up.", LATER), RateLimited(LATER)])
async def test_what_ends_at_a_known_moment_is_waited_for_and_alarms_nobody(tmp_path: Path, error: XError) -> None:
    async with outbox(tmp_path) as box:
        assert await meeting(box, error)() == LATER
        assert [trouble.again_at for trouble in box.troubles.present] == [LATER]
        assert await box.told(AnnouncementKind.TROUBLE) == []


async def test_without_credits_a_job_sleeps_until_it_is_woken_and_the_team_is_told_once(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        async with box.store.write() as tx:
            await tx.accounts.credits_out(START)
        for job in (Job.WATCH, Job.LISTEN, Job.WATCH):
            box.passes(timedelta(days=1))
            assert await meeting(box, OutOfCredits(), job=job)() is None

        assert len(await box.told(AnnouncementKind.TROUBLE)) == 1
        assert [trouble.again_at for trouble in box.troubles.present] == [None, None]

        async with box.store.write() as tx:
            await tx.accounts.credits_back()
            await tx.accounts.credits_out(box.clock.now())
        await meeting(box, OutOfCredits())()
        assert len(await box.told(AnnouncementKind.TROUBLE)) == 2, "it is another time"


async def test_credits_that_came_back_meanwhile_leave_no_job_asleep(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        assert await meeting(box, OutOfCredits())() == START + LONGEST_REST
        assert await box.told(AnnouncementKind.TROUBLE) == []


async def test_what_the_meter_tells_is_not_told_again(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        assert await meeting(box, Locked())() == START + LONGEST_REST
        assert await box.told(AnnouncementKind.TROUBLE) == []


async def test_after_a_single_refusal_of_the_keys_a_job_soon_tries_again_and_after_a_verified_one_it_sleeps(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        assert await meeting(box, BadCredentials())() == START + FIRST_REST
        async with box.store.write() as tx:
            await tx.accounts.keys_refused(START)
            await tx.accounts.stop_for_keys("X does not accept the keys.")
        assert await meeting(box, BadCredentials())() is None


async def test_while_x_does_not_answer_the_rests_grow_and_what_works_again_is_no_trouble(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        work = meeting(box, *[Unreachable()] * 9, None)
        rests = [again_at - START for again_at in [await work() for _ in range(9)] if again_at]
        assert rests[:3] == [FIRST_REST, 2 * FIRST_REST, 4 * FIRST_REST]
        assert rests[-1] == LONGEST_REST
        assert box.troubles.present[0].times == 9

        assert await work() == LATER
        assert box.troubles.present == ()


async def test_a_pause_is_no_trouble(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        assert await meeting(box, Paused())() is None
        assert box.troubles.present == ()
