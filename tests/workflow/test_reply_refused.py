"""Whatever X says to an answer ends in a state that the team can see, with the reason; what it says about the access counts for all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.demo.x import Post, ReplySettings, Tier
from bot.domain import Access, Act, AnnouncementKind, Capability, Lesson, Outlook, SuggestionState
from bot.workflow.delivery.deliver import Deliver
from bot.workflow.delivery.reply import ReplyCarrier
from bot.workflow.delivery.route import FORGOTTEN_AFTER
from bot.workflow.inbox.retention import GONE
from bot.workflow.money.spend_guard import LedgerMeter
from bot.workflow.suggestions.decisions import Decided
from bot.x.client import X
from bot.x.errors import XError
from tests.workflow.loopback import START
from tests.workflow.mailroom import ANSWERS, Mailroom, mailroom
from tests.x.conftest import keys_of
from tests.x.odd import odd_x

STATES = SuggestionState
HOUR = timedelta(hours=1)


async def acts(room: Mailroom, post: Post) -> list[Act]:
    return [act for act, _ in await room.acts(post)]


async def asked_of_somebody_else(room: Mailroom) -> Post:
    """A post in the account's list of mentions that does not name it: the account had another handle when it was made."""
    async with room.store.write() as tx:
        await tx.accounts.identify("harbourdark", room.x.account.name, 0, START)
    post = await room.asked("ada")
    post.mentions = ()
    async with room.store.write() as tx:
        await tx.accounts.identify(room.x.account.username, room.x.account.name, 0, START)
    return post


async def approve(room: Mailroom, post: Post, text: str = ANSWERS[0]) -> None:
    await room.writes(post, text)
    assert isinstance(await room.decides(post, Act.APPROVE), Decided)


async def test_a_text_that_x_has_already_comes_back_to_be_changed(tmp_path: Path) -> None:
    async with mailroom(tmp_path, repeat_days=1) as room:
        room.x.posts(room.x.account, ANSWERS[0])
        room.passes(25 * HOUR)
        (post,) = await room.approved("ada")
        await room.delivers()

        card = await room.card(post)
        assert (card.suggestion.state, card.suggestion.note) == (STATES.OPEN, "X does not take the same text twice. Say it in other words.")
        assert card.suggestion.sent_at is None, "nothing went out"
        assert (await acts(room, post))[-1] is Act.SEND_BACK
        await approve(room, post, ANSWERS[1])
        await room.delivers()
        assert room.answers_on_x(post) == [ANSWERS[1]]


async def test_a_text_that_came_back_can_be_changed_though_its_time_was_up(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        room.passes(30 * HOUR)
        room.x.posts(room.x.account, ANSWERS[0])
        await room.delivers()
        await room.keeps_up()
        assert await room.state(post) is STATES.OPEN
        room.passes(HOUR)
        await room.keeps_up()

        assert await room.state(post) is STATES.EXPIRED


def deletes(room: Mailroom, post: Post) -> None:
    room.x.deletes(post)


def vanishes(room: Mailroom, post: Post) -> None:
    room.x.vanishes(post.author)


def restricts(room: Mailroom, post: Post) -> None:
    """To people who pay; whom they mention may answer all the same, so they mention nobody any more."""
    post.reply_settings, post.mentions = ReplySettings.SUBSCRIBERS, ()


def blocks(room: Mailroom, post: Post) -> None:
    room.x.blocks(post.author)


@pytest.mark.parametrize(
    ("happens", "says"),
    [
        (deletes, GONE),
        (vanishes, GONE),
        (restricts, "They chose who may reply to this post, and you are not among them."),
        (blocks, "They have blocked you, so you cannot reply to them."),
    ],
)
async def test_what_x_refuses_for_good_fails_with_x_s_reason(tmp_path: Path, happens: Callable[[Mailroom, Post], None], says: str) -> None:
    async with mailroom(tmp_path) as room:
        post, other = await room.approved("ada", "bo")
        happens(room, post)
        await room.delivers()

        card = await room.card(post)
        assert (card.suggestion.state, card.suggestion.note) == (STATES.FAILED, says)
        assert room.answers_on_x(post) == []
        assert room.asked_for("/2/tweets", "POST") == [403]
        stored = await room.stored(post)
        assert stored is not None
        assert (stored.text == "") is (says == GONE), "what is gone from X is kept nowhere"
        assert await room.learnt() is None
        await room.goes_on(HOUR)
        assert room.answers_on_x() == [ANSWERS[1]], "and keeps nobody else waiting"
        assert await room.state(other) is STATES.DONE


async def test_who_did_not_ask_for_the_account_is_answered_by_hand(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = await asked_of_somebody_else(room)
        card = await room.card(post)
        assert (card.outlook, card.price) == (Outlook.TRY_API, 15_000)
        await approve(room, post)
        await room.delivers()

        assert await room.state(post) is STATES.HANDED_OFF
        assert (await acts(room, post))[-2:] == [Act.START, Act.HAND_OFF]
        learnt = await room.learnt(Capability.REPLY_UNASKED)
        assert learnt is not None
        assert (learnt.allowed, learnt.lesson) == (False, Lesson.REFUSAL)
        assert await room.learnt(Capability.REPLY) is None, "those who ask for the account are answered as before"
        assert await room.told(AnnouncementKind.ROUTE_CHANGED) == []
        assert (await room.card(post)).outlook is Outlook.HAND_OFF

        asked = await room.asked("bo", "is there decaf?")
        await approve(room, asked, ANSWERS[1])
        await room.goes_on(HOUR)
        assert await room.state(asked) is STATES.DONE


async def test_whom_x_takes_for_uninvited_though_they_asked_teaches_nothing(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        post.mentions = ()
        await room.delivers()

        assert await room.state(post) is STATES.HANDED_OFF
        assert (await room.learnt(Capability.REPLY), await room.learnt(Capability.REPLY_UNASKED)) == (None, None)


async def test_a_refusal_of_the_tier_hands_everyone_off_for_a_day_and_is_told_once(tmp_path: Path) -> None:
    nothing = web.json_response({"meta": {"result_count": 0}})
    problem = {"title": "Client Forbidden", "detail": "No.", "type": "https://api.twitter.com/2/problems/client-forbidden", "status": 403}
    async with mailroom(tmp_path) as room, odd_x(nothing, web.json_response(problem, status=403)) as odd:
        ada, bo = await room.approved("ada", "bo")
        door = X(keys_of(room.x), url=odd.url, clock=room.clock, meter=LedgerMeter(room.context), prices=room.context.prices)
        with contextlib.suppress(XError):  # the odd one refuses to list the account's posts, too
            await Deliver(room.context, ReplyCarrier(room.context, door)).run()
        await door.close()

        assert await room.state(ada) is STATES.HANDED_OFF
        learnt = await room.learnt()
        assert learnt is not None
        assert (learnt.allowed, learnt.lesson, learnt.learnt_at) == (False, Lesson.REFUSAL, room.clock.now())
        assert await room.told(AnnouncementKind.ROUTE_CHANGED) == [{"route": "hand_off", "deed": "reply"}]
        assert (await room.card(bo)).outlook is Outlook.HAND_OFF
        await room.delivers()
        assert await room.state(bo) is STATES.HANDED_OFF
        assert room.asked_for("/2/tweets", "POST") == [], "whom X refuses is not asked again"

        room.passes(FORGOTTEN_AFTER)
        post = await room.asked("cy", "do you ship to Norway?")
        await approve(room, post, ANSWERS[2])
        await room.delivers()
        assert room.answers_on_x() == [ANSWERS[2]], "after a day it is tried again"
        assert (await room.told(AnnouncementKind.ROUTE_CHANGED))[1:] == []


@pytest.mark.parametrize("access", [Access.ENTERPRISE, Access.AUTO])
async def test_with_enterprise_access_anybody_is_answered(tmp_path: Path, access: Access) -> None:
    async with mailroom(tmp_path, tier=Tier.ENTERPRISE, access=access) as room:
        post = await asked_of_somebody_else(room)
        await approve(room, post)
        await room.delivers()

        assert room.answers_on_x(post) == [ANSWERS[0]]
        learnt = await room.learnt(Capability.REPLY_UNASKED)
        assert learnt is not None
        assert learnt.allowed
