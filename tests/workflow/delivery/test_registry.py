"""Every kind of suggestion has a job that carries it out and one that verifies it."""

from __future__ import annotations

from pathlib import Path

from bot.domain import SuggestionKind
from bot.domain.kinds import KINDS
from bot.workflow.delivery.registry import DELIVERIES, delivery_jobs
from tests.support.world import World


async def test_each_has_two_jobs_which_rest_while_there_is_nothing_to_do(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        jobs = delivery_jobs(world.context, world.client)
        again_at = [await work() for work in jobs.values()]

        assert set(jobs) == {job for rules in KINDS.values() for job in (rules.deliver_job, rules.verify_job)}
        assert again_at == [None] * len(jobs)
        assert not world.x.calls


def test_what_delivers_a_kind_says_so() -> None:
    assert DELIVERIES.keys() == set(SuggestionKind)
