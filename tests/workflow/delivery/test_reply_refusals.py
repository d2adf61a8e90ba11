"""Whatever X says to an answer ends in a state that the team can see, with the reason; what it says about the access counts for all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.demo.x import Post, ReplySettings, Tier
from bot.domain import Access, Act, AnnouncementKind, Capability, Evidence, ExpectedRoute, Note, SuggestionState
from bot.domain.jobs import Job
from bot.planning.routes import REFUSAL_VALID_FOR
from bot.workflow.delivery.deliver import Deliver
from bot.workflow.delivery.reply import ReplyDelivery
from bot.workflow.money.spend_guard import LedgerSpendGuard
from bot.workflow.suggestions.decisions import Decided
from bot.x.client import XClient
from bot.x.errors import XCode, XError
from tests.support.samples.replies import ANSWERS
from tests.support.scripted_server import scripted_server
from tests.support.team import START
from tests.support.world import World
from tests.x.conftest import keys_of

STATES = SuggestionState
HOUR = timedelta(hours=1)


async def acts(world: World, post: Post) -> list[Act]:
    return [act for act, _ in await world.history(post)]


async def asked_of_somebody_else(world: World) -> Post:
    """A post in the account's list of mentions that does not name it: the account had another handle when it was made."""
    async with world.store.write() as tx:
        await tx.accounts.identify("harbourdark", world.x.account.name, 0, START)
    post = await world.new_question("ada")
    post.mentions = ()
    async with world.store.write() as tx:
        await tx.accounts.identify(world.x.account.username, world.x.account.name, 0, START)
    return post


async def approve(world: World, post: Post, text: str = ANSWERS[0]) -> None:
    await world.edit_draft(post, text)
    assert isinstance(await world.decide(post, Act.APPROVE), Decided)


async def test_a_text_that_x_has_already_comes_back_to_be_changed(tmp_path: Path) -> None:
    async with World(tmp_path, repeat_days=1) as world:
        world.x.posts(world.x.account, ANSWERS[0])
        world.advance(25 * HOUR)
        (post,) = await world.approve_replies("ada")
        await world.run(Job.DELIVER_REPLIES)

        card = await world.card(post)
        assert (card.suggestion.state, card.suggestion.note) == (STATES.OPEN, Note(XCode.DUPLICATE))
        assert card.suggestion.sent_at is None, "nothing went out"
        assert (await acts(world, post))[-1] is Act.SEND_BACK
        await approve(world, post, ANSWERS[1])
        await world.run(Job.DELIVER_REPLIES)
        assert world.replies_on_x(post) == [ANSWERS[1]]


async def test_a_text_that_came_back_can_be_changed_though_its_time_was_up(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        world.advance(30 * HOUR)
        world.x.posts(world.x.account, ANSWERS[0])
        await world.run(Job.DELIVER_REPLIES)
        await world.run(Job.EXPIRY)
        assert await world.state(post) is STATES.OPEN
        world.advance(HOUR)
        await world.run(Job.EXPIRY)

        assert await world.state(post) is STATES.EXPIRED


def deletes(world: World, post: Post) -> None:
    world.x.deletes(post)


def suspends(world: World, post: Post) -> None:
    world.x.suspends(post.author)


def restricts(world: World, post: Post) -> None:
    """To people who pay; whom they mention may answer all the same, so they mention nobody any more."""
    post.reply_settings, post.mentions = ReplySettings.SUBSCRIBERS, ()


def blocks(world: World, post: Post) -> None:
    world.x.blocks(post.author)


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (deletes, Note(XCode.POST_GONE)),
        (suspends, Note(XCode.POST_GONE)),
        (restricts, Note(XCode.REPLIES_RESTRICTED)),
        (blocks, Note(XCode.BLOCKED)),
    ],
)
async def test_what_x_refuses_for_good_fails_with_x_s_reason(tmp_path: Path, happens: Callable[[World, Post], None], why: Note) -> None:
    async with World(tmp_path) as world:
        post, other = await world.approve_replies("ada", "bo")
        happens(world, post)
        await world.run(Job.DELIVER_REPLIES)

        card = await world.card(post)
        assert (card.suggestion.state, card.suggestion.note) == (STATES.FAILED, why)
        assert world.replies_on_x(post) == []
        assert world.call_statuses("/2/tweets", "POST") == [403]
        stored = await world.stored_post(post)
        assert stored is not None
        assert (stored.text == "") is (why.code == XCode.POST_GONE), "what is gone from X is kept nowhere"
        assert await world.permission(Capability.REPLY) is None
        await world.run_for(HOUR)
        assert world.replies_on_x() == [ANSWERS[1]], "and keeps nobody else waiting"
        assert await world.state(other) is STATES.DONE


async def test_who_did_not_ask_for_the_account_is_answered_by_hand(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = await asked_of_somebody_else(world)
        card = await world.card(post)
        assert (card.expected_route, card.price) == (ExpectedRoute.TRY_API, 15_000)
        await approve(world, post)
        await world.run(Job.DELIVER_REPLIES)

        assert await world.state(post) is STATES.HANDED_OFF
        assert (await acts(world, post))[-2:] == [Act.START, Act.HAND_OFF]
        learnt = await world.permission(Capability.REPLY_UNSOLICITED)
        assert learnt is not None
        assert (learnt.allowed, learnt.evidence) == (False, Evidence.REFUSAL)
        assert await world.permission(Capability.REPLY) is None, "those who ask for the account are answered as before"
        assert await world.announcements(AnnouncementKind.ROUTE_CHANGED) == []
        assert (await world.card(post)).expected_route is ExpectedRoute.HAND_OFF

        asked = await world.new_question("bo", "is there decaf?")
        await approve(world, asked, ANSWERS[1])
        await world.run_for(HOUR, Job.DELIVER_REPLIES)
        assert await world.state(asked) is STATES.DONE


async def test_whom_x_takes_for_uninvited_though_they_asked_teaches_nothing(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        post.mentions = ()
        await world.run(Job.DELIVER_REPLIES)

        assert await world.state(post) is STATES.HANDED_OFF
        assert (await world.permission(Capability.REPLY), await world.permission(Capability.REPLY_UNSOLICITED)) == (None, None)


async def test_a_refusal_of_the_tier_hands_everyone_off_for_a_day_and_is_told_once(tmp_path: Path) -> None:
    nothing = web.json_response({"meta": {"result_count": 0}})
    problem = {"title": "Client Forbidden", "detail": "No.", "type": "https://api.twitter.com/2/problems/client-forbidden", "status": 403}
    async with World(tmp_path) as world, scripted_server(nothing, web.json_response(problem, status=403)) as server:
        ada, bo = await world.approve_replies("ada", "bo")
        client = XClient(
            keys_of(world.x), url=server.url, clock=world.clock, spend_guard=LedgerSpendGuard(world.context), prices=world.context.prices
        )
        with contextlib.suppress(XError):  # the server one refuses to list the account's posts, too
            await Deliver(world.context, ReplyDelivery(world.context, client)).run()
        await client.close()

        assert await world.state(ada) is STATES.HANDED_OFF
        learnt = await world.permission(Capability.REPLY)
        assert learnt is not None
        assert (learnt.allowed, learnt.evidence, learnt.observed_at) == (False, Evidence.REFUSAL, world.clock.now())
        assert await world.announcements(AnnouncementKind.ROUTE_CHANGED) == [{"route": "hand_off", "suggestion_kind": "reply"}]
        assert (await world.card(bo)).expected_route is ExpectedRoute.HAND_OFF
        await world.run(Job.DELIVER_REPLIES)
        assert await world.state(bo) is STATES.HANDED_OFF
        assert world.call_statuses("/2/tweets", "POST") == [], "whom X refuses is not asked again"

        world.advance(REFUSAL_VALID_FOR)
        post = await world.new_question("cy", "do you ship to Norway?")
        await approve(world, post, ANSWERS[2])
        await world.run(Job.DELIVER_REPLIES)
        assert world.replies_on_x() == [ANSWERS[2]], "after a day it is tried again"
        assert (await world.announcements(AnnouncementKind.ROUTE_CHANGED))[1:] == []


@pytest.mark.parametrize("access", [Access.ENTERPRISE, Access.AUTO])
async def test_with_enterprise_access_anybody_is_answered(tmp_path: Path, access: Access) -> None:
    async with World(tmp_path, tier=Tier.ENTERPRISE, access=access) as world:
        post = await asked_of_somebody_else(world)
        await approve(world, post)
        await world.run(Job.DELIVER_REPLIES)

        assert world.replies_on_x(post) == [ANSWERS[0]]
        learnt = await world.permission(Capability.REPLY_UNSOLICITED)
        assert learnt is not None
        assert learnt.allowed
