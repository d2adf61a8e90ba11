"""Replies that X does not take through its API, each with X's own words, and which of several reasons it gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.x import Person, Persona, Post, ReplySettings, SimulatedX, Tier
from tests.demo.x.conftest import Caller, restrict

GONE = "You attempted to reply to a Tweet that is deleted or not visible to you."
BLOCKED = "You have been blocked from the author of this post."
RESTRICTED = "The original Tweet author restricted who can reply to this Tweet."
NOT_SUMMONED = (
    "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post "
    "you are replying to"
)
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."

Befalls = Callable[[SimulatedX, Person, Post], object]


@pytest.mark.parametrize("tier", list(Tier))
@pytest.mark.parametrize(
    ("befalls", "detail", "code"),
    [
        (lambda x, ada, post: x.deletes(post), GONE, None),
        (lambda x, ada, post: x.suspends(ada), GONE, None),
        (lambda x, ada, post: setattr(ada, "protected", True), GONE, None),
        (lambda x, ada, post: x.blocks(ada), BLOCKED, 136),
        (lambda x, ada, post: restrict(post, ReplySettings.VERIFIED), RESTRICTED, 433),
    ],
)
async def test_what_befalls_a_post_before_it_is_answered(
    x: SimulatedX, call: Caller, befalls: Befalls, detail: str, code: int | None, tier: Tier
) -> None:
    x.tier = tier
    ada = x.gains_follower("ada")
    post = x.asks(ada)
    befalls(x, ada, post)

    reply = await call.post("Until six.", post)

    assert (reply.status, reply.body["detail"]) == (403, detail)
    assert reply.body.get("errors") == ([{"code": code, "message": detail}] if code else None)
    assert (list(x.timeline.by(x.account)), x.spent_micros) == ([], 0)


async def test_the_first_of_several_reasons_is_given(x: SimulatedX, call: Caller) -> None:
    ada, text = x.joins("ada"), "It is. $BEAN $CUP"
    x.posts(x.account, text)
    remark = x.posts(ada, "Nice weather.", mentions_account=False, reply_settings="subscribers")
    x.blocks(ada)
    remark.deleted = True

    async def told() -> str:
        return str((await call.post(text, remark)).body["detail"])

    too_long = await call.post("a" * 281, remark)
    details = [await told()]
    remark.deleted = False
    details.append(await told())
    x.unblocks(ada)
    details.append(await told())
    remark.reply_settings = ReplySettings.EVERYONE
    details.append(await told())
    remark.mentions = (x.account,)
    details.append(await told())
    x.tier = Tier.ENTERPRISE
    details.append(await told())

    assert too_long.status == 400
    assert details == [GONE, BLOCKED, RESTRICTED, NOT_SUMMONED, "Posts may hold at most one cashtag.", DUPLICATE]


@pytest.mark.parametrize(
    ("settings", "follows", "mentions", "admitted"),
    [
        ("everyone", False, False, True),
        ("mentionedUsers", False, True, True),
        ("mentionedUsers", True, False, False),
        ("following", True, False, True),
        ("following", False, False, False),
        ("following", False, True, True),
        ("subscribers", True, False, False),
        ("subscribers", False, True, True),
        ("verified", True, False, False),
        ("other", True, False, False),
    ],
)
async def test_whom_an_author_lets_reply(
    x: SimulatedX, call: Caller, settings: str, *, follows: bool, mentions: bool, admitted: bool
) -> None:
    ada, house = x.joins("ada"), x.posts(x.account, "Roasting day.")
    if follows:
        x.follows(ada)
    post = x.posts(ada, "Which one?", mentions_account=mentions, quotes=house, reply_settings=settings)

    reply = await call.post("The blue one.", post)

    assert (reply.status, reply.body.get("detail")) == ((201, None) if admitted else (403, RESTRICTED))


async def test_an_own_thread_may_go_on_whoever_may_reply(x: SimulatedX, call: Caller) -> None:
    x.tier = Tier.ENTERPRISE
    made = await call("POST", "/2/tweets", {"text": "Roasting day.", "reply_settings": "verified"})
    house = x.timeline.get(int(made.body["data"]["id"]))
    assert house is not None
    assert house.reply_settings is ReplySettings.VERIFIED
    assert (await call.post("It smells of toast.", house)).status == 201
    assert (await call("POST", "/2/tweets", {"text": "Bye.", "reply_settings": "nobody"})).status == 400


async def test_a_protected_person_who_let_the_account_in_can_be_answered(x: SimulatedX, call: Caller) -> None:
    shy = x.gains_follower("shy", Persona.PROTECTED)
    x.follows_by_hand(shy)
    x.accepts(shy)
    assert (await call.post("Until six.", x.asks(shy))).status == 201


async def test_a_text_may_be_said_again_after_two_days_or_once_it_is_deleted(x: SimulatedX, call: Caller, clock: SimulatedClock) -> None:
    ada = x.gains_follower("ada")
    for passes, status in ((0, 201), (47, 403), (1, 403), (1, 201)):
        clock.advance(timedelta(hours=passes))
        assert (await call.post("Until six.", x.asks(ada))).status == status
    x.deletes(next(x.timeline.by(x.account)))
    assert (await call.post("Until six.", x.asks(ada))).status == 201


async def test_nobody_follows_whoever_blocks_them(x: SimulatedX, call: Caller) -> None:
    x.tier = Tier.ENTERPRISE
    ada = x.gains_follower("ada")
    x.blocks(ada)
    reply = await call.follow(ada.id)
    detail = "You have been blocked from following this account at the request of the user."
    assert (reply.status, reply.body["detail"], reply.body["errors"]) == (403, detail, [{"code": 162, "message": detail}])
    assert (x.following, x.followed_through_api) == ((), [])
