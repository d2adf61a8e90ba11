"""The account's mentions, as a reader who keeps up with them meets them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.x import Dialect, Persona, SimulatedX
from bot.demo.x.schema.rendering import timestamp
from bot.demo.x.world.sample_texts import MENTIONS, RECOMMENDATIONS
from tests.demo.x.conftest import Caller, Reply


async def mentions(call: Caller, **query: str | int) -> Reply:
    reply = await call("GET", f"/2/users/{call.x.account.id}/mentions", query=query)
    assert reply.status == 200, reply.body
    return reply


def ids(reply: Reply) -> list[int]:
    return [int(post["id"]) for post in reply.body.get("data", [])]


async def test_what_came_since_a_post_comes_in_pages_that_end_there(x: SimulatedX, call: Caller, clock: SimulatedClock) -> None:
    ada = x.gains_follower("ada")
    posts = [x.posts(ada, f"Question {number}") for number in range(14)]
    since = posts[1].id
    seen, token = [], ""
    while True:
        reply = await mentions(call, since_id=since, max_results=5, **({"pagination_token": token} if token else {}))
        seen.append(ids(reply))
        token = reply.body["meta"].get("next_token", "")
        if not token:
            break

    newest_first = [post.id for post in reversed(posts[2:])]
    assert seen == [newest_first[:5], newest_first[5:10], newest_first[10:]]
    nothing = await mentions(call, since_id=posts[-1].id)
    assert nothing.body == {"meta": {"result_count": 0}}


async def test_a_page_holds_its_place_while_people_go_on_talking(x: SimulatedX, call: Caller) -> None:
    ada = x.gains_follower("ada")
    posts = [x.posts(ada, f"Question {number}") for number in range(8)]
    first = await mentions(call, max_results=5)
    x.posts(ada, "One more")

    second = await mentions(call, max_results=5, pagination_token=first.body["meta"]["next_token"])

    assert ids(first) + ids(second) == [post.id for post in reversed(posts)]


@pytest.mark.parametrize("dialect", list(Dialect))
async def test_who_wrote_it_and_when_can_be_asked_for(x: SimulatedX, call: Caller, clock: SimulatedClock, dialect: Dialect) -> None:
    x.dialect = dialect
    ada = x.gains_follower("ada")
    post = x.posts(ada, "Are you open?")
    clock.advance(timedelta(hours=1))
    query = (
        {"tweet.fields": "author_id,created_at"} if dialect is Dialect.TWEET else {"post.fields": "created_at", "expansions": "author_id"}
    )

    (shown,) = (await mentions(call, **query)).body["data"]

    assert (shown["author_id"], shown["created_at"]) == (str(ada.id), timestamp(post.created_at))
    assert shown["text"] == "@harbourlight Are you open?"


async def test_reading_them_again_on_the_same_day_costs_nothing(x: SimulatedX, call: Caller, clock: SimulatedClock) -> None:
    ada = x.gains_follower("ada")
    x.posts(ada, "Are you open?")
    costs = []
    for step in (
        lambda: None,
        lambda: None,
        lambda: x.posts(ada, "Hello?"),
        lambda: clock.advance(timedelta(days=1)),
    ):
        step()
        await mentions(call)
        costs.append(x.calls[-1].charged_micros)

    assert costs == [1_000, 0, 1_000, 2_000]


async def test_an_app_of_someone_else_pays_for_posts(x: SimulatedX, call: Caller) -> None:
    x.owns_app = False
    x.posts(x.gains_follower("ada"), "Are you open?")
    await mentions(call)

    assert x.calls[-1].charged_micros == 5_000


async def test_what_people_say_by_themselves_mentions_the_account(x: SimulatedX, call: Caller) -> None:
    house = x.posts(x.account, "Roasting day.")
    ada, zoe = x.gains_follower("ada"), x.joins("zoe", Persona.BIG)
    asked, praised = x.speaks_to_account(ada), x.recommends_account(zoe)

    assert ids(await mentions(call)) == [praised.id, asked.id]
    assert asked.text.removeprefix("@harbourlight ") in MENTIONS
    assert praised.text.removeprefix("@harbourlight ") in RECOMMENDATIONS
    assert praised.quotes is house


async def test_somebody_may_mention_the_account_before_following_it(x: SimulatedX, call: Caller) -> None:
    zoe = x.joins("zoe")
    x.speaks_to_account(zoe)
    (shown,) = (await mentions(call, **{"tweet.fields": "author_id"})).body["data"]
    x.follows(zoe)

    assert shown["author_id"] == str(zoe.id)
    assert zoe in x.followers
