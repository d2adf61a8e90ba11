"""Every job that needs no Discord is in one of two tables, and each can run where there is nothing to do."""

from __future__ import annotations

from pathlib import Path

from bot.domain.jobs import Job
from bot.workflow.jobs import jobs_asking_x, jobs_on_store
from tests.support.world import World

OF_DISCORD = {Job.POST_MESSAGES, Job.EDIT_MESSAGES, Job.EDIT_OLD_MESSAGES, Job.REGISTER_COMMANDS}
OF_THE_LOG = {Job.LOG_ACTIVITY}


async def test_each_job_is_there_once_and_runs(tmp_path: Path) -> None:
    async with World(tmp_path, guarded=False) as world:
        asking_x = jobs_asking_x(world.services, world.client, world.stream_consumer, world.stream_health)
        on_store = jobs_on_store(world.services)
        assert not asking_x.keys() & on_store.keys()
        assert asking_x.keys() | on_store.keys() == set(Job) - OF_DISCORD - OF_THE_LOG

        for work in on_store.values():
            await work()
        assert not world.x.calls, "what needs nothing but the store asks X nothing"
        for work in asking_x.values():
            await work()
        assert world.x.calls
