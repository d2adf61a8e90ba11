"""A follow-back is one call to X, and whatever X says to it ends in a state that the team can see."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.demo.x import Tier
from bot.domain import Access, Act, AnnouncementKind, Capability, Evidence, Note, NoteCode, SuggestionState
from bot.domain.jobs import Job
from bot.planning.pace import SHORTEST_GAP
from bot.x.errors import XCode
from tests.support.team import START
from tests.support.world import World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


STATES = SuggestionState


async def test_a_refusal_of_the_tier_hands_everyone_off_and_is_told_once(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.SELF_SERVE, access=Access.ENTERPRISE) as world:
        people = await world.approve_follow_backs("ada", "bo", "cy")
        assert await world.run(Job.DELIVER_FOLLOW_BACKS) is None

        assert world.call_statuses("/following", "POST") == [403]
        assert {await world.state(person) for person in people} == {STATES.HANDED_OFF}
        assert await world.announcements(AnnouncementKind.ROUTE_CHANGED) == [{"route": "hand_off", "suggestion_kind": "follow_back"}]
        learnt = await world.permission(Capability.FOLLOW)
        assert learnt is not None
        assert (learnt.allowed, learnt.evidence, learnt.observed_at, learnt.access) == (False, Evidence.REFUSAL, START, Access.ENTERPRISE)


async def test_a_follow_that_works_is_evidence(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE, access=Access.AUTO) as world:
        await world.approve_follow_backs("ada")
        await world.run(Job.DELIVER_FOLLOW_BACKS)

        learnt = await world.permission(Capability.FOLLOW)
        assert learnt is not None
        assert (learnt.allowed, learnt.evidence) == (True, Evidence.SUCCESS)
        assert await world.announcements(AnnouncementKind.ROUTE_CHANGED) == []


async def test_what_x_did_not_carry_out_is_tried_again_at_a_turn_of_its_own(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        await world.approve_follow_backs("ada")
        world.x.refuse(1_000, status=503, method="POST")
        await world.run(Job.DELIVER_FOLLOW_BACKS)
        await world.run(Job.VERIFY_FOLLOW_BACKS)
        turn = await world.run(Job.DELIVER_FOLLOW_BACKS)

        assert turn is not None
        assert turn >= START + SHORTEST_GAP * HOUR / 15, "X has seen it once: the next try is a follow like any other"
        for _ in range(3):
            world.advance(timedelta(minutes=10))
            await world.run(Job.DELIVER_FOLLOW_BACKS)
            await world.run(Job.VERIFY_FOLLOW_BACKS)
        assert world.call_statuses("/following", "POST") == [503] * 4
        assert world.x.followed_through_api == []


async def test_a_protected_account_is_asked_and_the_card_says_so(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        ada = world.x.gains_follower("ada", protected=True)
        await world.suggest_follow_back(ada)
        await world.decide(ada, Act.APPROVE)
        await world.run(Job.DELIVER_FOLLOW_BACKS)

        assert (await world.history(ada))[-1] == (Act.CONFIRM, Note(NoteCode.REQUEST_SENT))


async def test_whoever_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        (ada,) = await world.approve_follow_backs("ada")
        world.x.suspends(ada)
        await world.run(Job.DELIVER_FOLLOW_BACKS)

        assert await world.state(ada) is STATES.FAILED
        assert (await world.history(ada))[-1] == (Act.FAIL, Note(XCode.PERSON_GONE))
        assert (await world.permission(Capability.FOLLOW)) is None


async def test_a_follow_whose_answer_is_lost_is_looked_up_and_not_made_twice(tmp_path: Path) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE) as world:
        (ada,) = await world.approve_follow_backs("ada")
        world.x.drop_responses(1)
        await world.run(Job.DELIVER_FOLLOW_BACKS)
        assert await world.state(ada) is STATES.IN_DOUBT
        await world.run_for(HOUR)

        assert await world.state(ada) is STATES.DONE
        assert len(world.calls("/following", "POST")) == 1
