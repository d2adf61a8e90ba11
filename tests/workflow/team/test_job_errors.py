"""A job that X refuses rests as long as that makes sense, and the team is told what only people can mend."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain import AnnouncementKind, Blocker, Note
from bot.domain.jobs import Job
from bot.workflow.team.job_errors import JobErrors
from bot.x.errors import BadCredentials, Locked, OutOfCredits, OverBudget, Paused, RateLimited, Unreachable, XError
from bot.x.retries import FIRST_DELAY, MAX_DELAY
from tests.support.store import StoreWorld
from tests.support.team import START

LATER = START + timedelta(hours=14)


def meeting(job_errors: JobErrors, *errors: XError | None, job: Job = Job.POLL_FOLLOWERS) -> Callable[[], Awaitable[datetime | None]]:
    """A job that meets these, one after the other; None: all is well."""
    ahead = list(errors)

    async def work() -> datetime | None:
        if error := ahead.pop(0):
            raise error
        return LATER

    return job_errors.guarded(job, work)


@pytest.mark.parametrize("error", [OverBudget(Note(Blocker.BUDGET_RESERVED), LATER), RateLimited(LATER)])
async def test_what_ends_at_a_known_moment_is_waited_for_and_alarms_nobody(tmp_path: Path, error: XError) -> None:
    async with StoreWorld(tmp_path) as world:
        job_errors = JobErrors(world.context)
        assert await meeting(job_errors, error)() == LATER
        assert [job_error.again_at for job_error in job_errors.present] == [LATER]
        assert await world.announcements(AnnouncementKind.ACTION_NEEDED) == []


async def test_without_credits_a_job_sleeps_until_it_is_woken_and_the_team_is_told_once(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        job_errors = JobErrors(world.context)
        async with world.store.write() as tx:
            await tx.accounts.mark_credits_depleted(START)
        for job in (Job.POLL_FOLLOWERS, Job.POLL_MENTIONS, Job.POLL_FOLLOWERS):
            world.advance(timedelta(days=1))
            assert await meeting(job_errors, OutOfCredits(), job=job)() is None

        assert len(await world.announcements(AnnouncementKind.ACTION_NEEDED)) == 1
        assert [job_error.again_at for job_error in job_errors.present] == [None, None]

        async with world.store.write() as tx:
            await tx.accounts.mark_credits_restored()
            await tx.accounts.mark_credits_depleted(world.clock.now())
        await meeting(job_errors, OutOfCredits())()
        assert len(await world.announcements(AnnouncementKind.ACTION_NEEDED)) == 2, "it is another time"


async def test_credits_that_came_back_meanwhile_leave_no_job_asleep(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        job_errors = JobErrors(world.context)
        assert await meeting(job_errors, OutOfCredits())() == START + MAX_DELAY
        assert await world.announcements(AnnouncementKind.ACTION_NEEDED) == []


async def test_what_the_spend_guard_tells_is_not_told_again(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        job_errors = JobErrors(world.context)
        assert await meeting(job_errors, Locked())() == START + MAX_DELAY
        assert await world.announcements(AnnouncementKind.ACTION_NEEDED) == []


async def test_after_a_single_refusal_of_the_keys_a_job_soon_tries_again_and_after_a_verified_one_it_sleeps(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        job_errors = JobErrors(world.context)
        assert await meeting(job_errors, BadCredentials())() == START + FIRST_DELAY
        async with world.store.write() as tx:
            await tx.accounts.keys_refused(START)
            await tx.accounts.stop_for_keys(BadCredentials().note)
        assert await meeting(job_errors, BadCredentials())() is None


async def test_while_x_does_not_answer_the_rests_grow_and_what_works_again_is_no_trouble(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        job_errors = JobErrors(world.context)
        work = meeting(job_errors, *[Unreachable()] * 9, None)
        rests = [again_at - START for again_at in [await work() for _ in range(9)] if again_at]
        assert rests[:3] == [FIRST_DELAY, 2 * FIRST_DELAY, 4 * FIRST_DELAY]
        assert rests[-1] == MAX_DELAY
        assert job_errors.present[0].times == 9

        assert await work() == LATER
        assert job_errors.present == ()


async def test_a_pause_is_no_trouble(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        job_errors = JobErrors(world.context)
        assert await meeting(job_errors, Paused())() is None
        assert job_errors.present == ()
