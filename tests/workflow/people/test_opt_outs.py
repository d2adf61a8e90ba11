"""Opt-outs can be listed, and removed by those who may decide."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain import Act, SuggestionState
from bot.domain.jobs import Job
from bot.workflow.permission import NotPermitted
from tests.support.team import LEO, MAYA, SAM, START
from tests.support.world import World


async def test_the_latest_come_first_with_whoever_or_whatever_said_so(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = await world.new_question("ada")
        await world.decide(post, Act.OPT_OUT, LEO)
        world.post_question(world.x.joins("bo"), "please leave me alone")
        await world.ingest()

        entries, count = await world.services.opt_outs.all(10)
        assert [(entry.user_id, entry.by, entry.request) for entry in entries] == [
            (world.x.person("bo").id, "", "leave me alone"),
            (post.author.id, "Leo", ""),
        ]
        assert [entry.profile.username if entry.profile else "" for entry in entries] == ["", "ada"], "nobody asked X who bo is"
        assert count == 2
        assert await world.services.opt_outs.all(1, 1) == (entries[1:], 2)


async def test_taking_it_back_is_for_who_may_decide_and_counts_at_once(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = await world.new_question("ada")
        await world.decide(post, Act.OPT_OUT, LEO)
        with pytest.raises(NotPermitted):
            await world.services.opt_outs.remove(post.author.id, SAM)
        assert (await world.services.opt_outs.all(10))[1] == 1
        world.woken.clear()
        assert await world.services.opt_outs.remove(post.author.id, MAYA) is True
        assert world.woken == [Job.TRIAGE]

        again = world.post_question(post.author, "and is there decaf?")
        await world.ingest()
        assert await world.find_suggestion(again) is not None


@pytest.mark.parametrize("known", [True, False])
async def test_what_was_taken_for_an_opt_out_is_suggested_once_that_is_removed(tmp_path: Path, known: bool) -> None:
    async with World(tmp_path) as world:
        ada = world.x.joins("ada")
        if known:
            await world.add_followers(ada)
        meant_otherwise, later = world.post_question(ada, "please leave me alone"), world.post_question(ada, "is there decaf?")
        await world.ingest()
        async with world.store.read() as tx:
            assert await tx.interactions.undecided(START, 10) == [], "both are left out"
        await world.services.opt_outs.remove(ada.id, MAYA)
        await world.run(Job.TRIAGE)

        assert await world.state(later) is SuggestionState.OPEN
        await world.decide(later, Act.SKIP)
        await world.run(Job.TRIAGE)
        assert await world.state(meant_otherwise) is SuggestionState.OPEN
