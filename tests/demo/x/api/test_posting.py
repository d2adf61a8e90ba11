from __future__ import annotations

from datetime import timedelta

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.x import Persona, SimulatedX, Tier
from tests.demo.x.conftest import Caller, Reply


def texts(reply: Reply) -> list[str]:
    return [post["text"] for post in reply.body.get("data", [])]


async def own_posts(call: Caller, **query: str | int) -> list[str]:
    return texts(await call("GET", f"/2/users/{call.x.account.id}/tweets", query=query))


async def test_a_post_appears_among_the_account_s_own(x: SimulatedX, call: Caller) -> None:
    reply = await call.post("Roasting day.")
    assert reply.status == 201
    assert reply.body["data"]["text"] == "Roasting day."
    assert await own_posts(call) == ["Roasting day."]


async def test_x_takes_no_text_twice(x: SimulatedX, call: Caller) -> None:
    await call.post("Roasting day.")
    again = await call.post("Roasting day.")
    assert (again.status, again.body["detail"]) == (403, "You are not allowed to create a Tweet with duplicate content.")
    assert await own_posts(call) == ["Roasting day."]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("a" * 280, 201),
        ("a" * 281, 400),
        ("語" * 140, 201),
        ("語" * 141, 400),
        ("👩‍👩‍👧‍👦" * 140, 201),
        ("a" * 256 + " https://harbour.coffee/a-very-long-address-that-counts-as-23", 201),
        ("a" * 257 + " https://harbour.coffee/a", 400),
        (" ", 400),
    ],
)
async def test_length_is_weighted_as_x_weighs_it(call: Caller, text: str, status: int) -> None:
    assert (await call.post(text)).status == status


async def test_self_serve_answers_only_those_who_summoned_it(x: SimulatedX, call: Caller) -> None:
    ada = x.gains_follower("ada")
    house = x.posts(x.account, "Roasting day.")
    asked = x.posts(ada, "What is roasting?")
    quoted = x.posts(ada, "Can smell it.", mentions_account=False, quotes=house)
    remark = x.posts(ada, "Nice weather.", mentions_account=False)

    statuses = [(await call.post(text, post)).status for text, post in (("Guji.", asked), ("Sorry!", quoted), ("It is.", remark))]
    assert statuses == [201, 201, 403]
    refusal = await call.post("It is.", remark)
    assert refusal.body["detail"].startswith("Reply to this conversation is not allowed because you have not been mentioned")
    assert await own_posts(call) == ["Sorry!", "Guji.", "Roasting day."]

    x.tier = Tier.ENTERPRISE
    assert (await call.post("It is.", remark)).status == 201


async def test_one_cashtag_is_enough_for_self_serve(x: SimulatedX, call: Caller) -> None:
    assert (await call.post("Costs $5, not $BEAN and $CUP")).status == 403
    assert (await call.post("Costs $5 and $6, not $BEAN")).status == 201
    x.tier = Tier.ENTERPRISE
    assert (await call.post("Costs $5, not $BEAN and $CUP")).status == 201


async def test_the_post_to_answer_must_be_there(x: SimulatedX, call: Caller) -> None:
    ada = x.gains_follower("ada")
    asked = x.posts(ada, "Open?")
    x.suspends(ada)
    reply = await call.post("Yes", asked)
    assert (reply.status, reply.body["detail"].split(" that")[0]) == (403, "You attempted to reply to a Tweet")


@pytest.mark.parametrize(
    "body", [{}, {"text": 1}, {"text": "a", "poll": {}}, {"text": "a", "reply": "b"}, {"text": "a", "reply": {}}, ["text"], None]
)
async def test_a_malformed_post_is_refused(x: SimulatedX, call: Caller, body: object) -> None:
    reply = await call("POST", "/2/tweets", body)
    assert (reply.status, reply.body["title"]) == (400, "Invalid Request")
    assert await own_posts(call) == []


async def test_mentions_are_newest_first_and_begin_where_one_asks(x: SimulatedX, call: Caller, clock: SimulatedClock) -> None:
    ada = x.gains_follower("ada")
    posts = []
    for number in range(7):
        posts.append(x.posts(ada, f"Question {number}"))
        clock.advance(timedelta(hours=1))
    x.posts(ada, "Talking to nobody", mentions_account=False)
    path = f"/2/users/{x.account.id}/mentions"

    async def numbers(**query: str | int) -> list[int]:
        return [int(text[-1]) for text in texts(await call("GET", path, query=query))]

    first = await call("GET", path, query={"max_results": 5})
    assert texts(first) == [f"@harbourlight Question {number}" for number in (6, 5, 4, 3, 2)]
    assert first.body["meta"]["newest_id"] == str(posts[6].id)
    assert await numbers(max_results=5, pagination_token=first.body["meta"]["next_token"]) == [1, 0]
    assert await numbers(since_id=posts[4].id) == [6, 5]
    assert await numbers(until_id=posts[2].id) == [1, 0]
    assert await numbers(start_time="2026-09-01T13:00:00Z", end_time="2026-09-01T15:00:00Z") == [4, 3]
    assert (await call("GET", path, query={"start_time": "yesterday", "since_id": "x"})).status == 400


async def test_ids_tell_the_time(x: SimulatedX, call: Caller) -> None:
    post = x.posts(x.gains_follower("ada"), "Now")
    assert (post.id >> 22) + 1_288_834_974_657 == int(x.clock.now().timestamp() * 1_000)
    reply = await call.followers(**{"user.fields": "most_recent_tweet_id"})
    assert reply.body["data"][0]["most_recent_tweet_id"] == str(post.id)


async def test_what_protected_and_vanished_people_say_is_not_shown(x: SimulatedX, call: Caller) -> None:
    shy, ghost = x.gains_follower("shy", Persona.PROTECTED), x.gains_follower("ghost")
    x.posts(shy, "Psst")
    x.posts(ghost, "Boo")
    path = f"/2/users/{x.account.id}/mentions"
    assert texts(await call("GET", path)) == ["@harbourlight Boo"]
    x.suspends(ghost)
    x.follows_by_hand(shy)
    x.accepts(shy)
    assert texts(await call("GET", path)) == ["@harbourlight Psst"]


async def test_replies_can_be_left_out(x: SimulatedX, call: Caller) -> None:
    asked = x.posts(x.gains_follower("ada"), "Open?")
    await call.post("Yes", asked)
    await call.post("Roasting day.")
    assert await own_posts(call, exclude="replies") == ["Roasting day."]
    shown = await call("GET", f"/2/users/{x.account.id}/tweets", query={"tweet.fields": "referenced_tweets,in_reply_to_user_id"})
    assert shown.body["data"][1]["referenced_tweets"] == [{"type": "replied_to", "id": str(asked.id)}]
