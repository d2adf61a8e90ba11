"""What /status says of each kind, and why nothing was sent if nothing was."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import Access, Act, ExpectedRoute, Idle, KindStatus, Note, SuggestionKind, SuggestionState
from bot.domain.jobs import Job
from bot.x.errors import RateLimited, Unreachable, XError
from tests.support.team import MAYA, START
from tests.support.world import World

STATES = SuggestionState
HOUR = timedelta(hours=1)


async def test_status_counts_both_kinds_and_says_what_would_happen(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.new_question("ada")
        await world.suggest_follow_back(world.x.gains_follower("fan"))
        found = await world.services.status.now()

        one_open = dict.fromkeys(STATES, 0) | {STATES.OPEN: 1}
        assert found.kinds == {
            SuggestionKind.FOLLOW_BACK: KindStatus(ExpectedRoute.TRY_API, one_open, cards_today=0, cards_per_day=20),
            SuggestionKind.REPLY: KindStatus(ExpectedRoute.API, one_open, cards_today=0, cards_per_day=20),
        }
        assert found.why_idle[-1] == Note(Idle.NOTHING_APPROVED, {"follow_back": 1, "reply": 1})


async def test_status_says_why_each_kind_waits(tmp_path: Path) -> None:
    async with World(tmp_path, replies_per_hour=1, access=Access.SELF_SERVE) as world:
        ada, bo = await world.approve_replies("ada", "bo")
        await world.run(Job.DELIVER_REPLIES)
        assert [await world.state(post) for post in (ada, bo)] == [STATES.DONE, STATES.APPROVED]
        assert (await world.services.status.now()).why_idle == ((await world.card(bo)).waiting,)

        followed = await world.suggest_follow_back(world.x.gains_follower("fan"))
        await world.services.decisions.decide(followed, Act.APPROVE, MAYA)
        await world.run(Job.DELIVER_FOLLOW_BACKS)
        world.x.refuse(1, status=403, method="POST")
        await world.run_for(2 * HOUR, Job.DELIVER_REPLIES)
        assert await world.state(bo) is STATES.HANDED_OFF
        assert (await world.services.status.now()).why_idle == (
            Note(Idle.BY_HAND, {"kind": "follow_back", "count": 1}),
            Note(Idle.BY_HAND, {"kind": "reply", "count": 1}),
        )


async def test_while_paused_it_says_so_once(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.approve_replies("ada")
        await world.services.pause.pause(MAYA)

        assert (await world.services.status.now()).why_idle == (Note(Idle.PAUSED_BY, {"member": "Maya"}),)


@pytest.mark.parametrize(("error", "is_problem"), [(Unreachable(), True), (RateLimited(START + HOUR), False)])
async def test_what_ends_by_itself_is_no_problem_but_says_why_nothing_is_sent(tmp_path: Path, error: XError, is_problem: bool) -> None:
    async with World(tmp_path) as world:

        async def work() -> None:
            raise error

        await world.services.job_errors.guarded(Job.POLL_FOLLOWERS, work)()
        found = await world.services.status.now()

    assert found.why_idle[0] == error.note
    assert found.problems == ((error.note,) if is_problem else ())
