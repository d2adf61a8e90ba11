"""Posts by their ids and posts that quote a post: what is shown, what is said of the rest, and what it costs."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.x import Dialect, Endpoint, Persona, SimulatedX
from bot.demo.x.billing.prices import Price
from tests.demo.x.conftest import Caller, Reply

PROBLEMS = {Dialect.TWEET: "https://api.twitter.com/2/problems/", Dialect.POST: "https://api.x.com/2/problems/"}


async def look_up(call: Caller, *ids: int, **query: str) -> Reply:
    return await call("GET", "/2/tweets", query={"ids": ",".join(map(str, ids)), **query})


async def quotes(call: Caller, post_id: int, **query: str | int) -> Reply:
    return await call("GET", f"/2/tweets/{post_id}/quote_tweets", query=query)


def ids(reply: Reply) -> list[int]:
    assert reply.status == 200, reply.body
    return [int(post["id"]) for post in reply.body.get("data", [])]


@pytest.mark.parametrize("dialect", list(Dialect))
async def test_those_that_cannot_be_seen_are_told_apart(x: SimulatedX, call: Caller, dialect: Dialect) -> None:
    x.dialect = dialect
    ada, ghost, shy = x.gains_follower("ada"), x.joins("ghost"), x.joins("shy", Persona.PROTECTED)
    seen, deleted, boo, psst = (x.asks(person) for person in (ada, ada, ghost, shy))
    x.deletes(deleted)
    x.suspends(ghost)

    reply = await look_up(call, boo.id, seen.id, deleted.id, psst.id, 12)

    assert ids(reply) == [seen.id]
    forbidden = ("not-authorized-for-resource", "Sorry, you are not authorized to see the Tweet with ids: [{}].")
    absent = ("resource-not-found", "Could not find tweet with ids: [{}].")
    assert [(problem["type"], problem["detail"], problem["value"]) for problem in reply.body["errors"]] == [
        (PROBLEMS[dialect] + kind, detail.format(post_id), str(post_id))
        for post_id, (kind, detail) in ((boo.id, forbidden), (deleted.id, absent), (psst.id, forbidden), (12, absent))
    ]
    x.follows_by_hand(shy)
    x.accepts(shy)
    assert (await look_up(call, psst.id)).body.keys() == {"data"}
    assert (await look_up(call, deleted.id)).body.keys() == {"errors"}


async def test_a_hundred_can_be_looked_up_at_once(x: SimulatedX, call: Caller) -> None:
    ada = x.gains_follower("ada")
    posts = [x.posts(ada, f"Question {number}").id for number in range(101)]
    assert ids(await look_up(call, *posts[:100])) == posts[:100]
    for bad in (await look_up(call, *posts), await call("GET", "/2/tweets"), await call("GET", "/2/tweets", query={"ids": "one"})):
        assert (bad.status, bad.body["title"]) == (400, "Invalid Request")


async def test_each_post_that_is_returned_is_charged_once_a_day(x: SimulatedX, call: Caller) -> None:
    ada, house = x.gains_follower("ada"), x.posts(x.account, "Roasting day.")
    asked, gone = x.asks(ada), x.asks(ada)
    quote = x.quotes_account(ada)
    x.deletes(gone)

    await look_up(call, asked.id, gone.id, 12)
    await quotes(call, house.id)
    await look_up(call, quote.id)
    await quotes(call, house.id)
    await look_up(call, quote.id, expansions="author_id")

    assert [made.charged_micros for made in x.calls] == [5_000, 5_000, 0, 0, 10_000]
    assert x.bill.today.charged == {
        (Endpoint.LOOKUP, Price.POST_READ): 1,
        (Endpoint.QUOTES, Price.POST_READ): 1,
        (Endpoint.LOOKUP, Price.USER_READ): 1,
    }


async def test_quotes_come_in_pages_newest_first(x: SimulatedX, call: Caller) -> None:
    ada, house = x.gains_follower("ada"), x.posts(x.account, "Roasting day.")
    newest_first = [x.quotes_account(ada).id for _ in range(23)][::-1]

    first = await quotes(call, house.id)
    x.quotes_account(ada)
    second = await quotes(call, house.id, pagination_token=first.body["meta"]["next_token"])
    third = await quotes(call, house.id, pagination_token=second.body["meta"]["next_token"])

    assert [ids(first), ids(second), ids(third)] == [newest_first[:10], newest_first[10:20], newest_first[20:]]
    assert third.body["meta"] == {"result_count": 3}
    assert len(ids(await quotes(call, house.id, max_results=100))) == 24


async def test_only_quotes_that_may_be_read_are_shown(x: SimulatedX, call: Caller) -> None:
    ada, ghost, shy = x.gains_follower("ada"), x.gains_follower("ghost"), x.gains_follower("shy", Persona.PROTECTED)
    house = x.posts(x.account, "Roasting day.")
    open_one, deleted, _, hidden = (x.quotes_account(person) for person in (ada, ada, ghost, shy))
    reply = x.posts(ada, "Like this one?", in_reply_to=open_one, quotes=house)
    x.deletes(deleted)
    x.suspends(ghost)

    assert ids(await quotes(call, house.id)) == [reply.id, open_one.id]
    assert ids(await quotes(call, house.id, exclude="replies")) == [open_one.id]
    assert ids(await quotes(call, house.id, exclude="retweets")) == [reply.id, open_one.id]
    x.follows_by_hand(shy)
    x.accepts(shy)
    assert ids(await quotes(call, house.id)) == [reply.id, hidden.id, open_one.id]


async def test_quotes_of_what_cannot_be_seen(x: SimulatedX, call: Caller) -> None:
    hidden = x.posts(x.joins("shy", Persona.PROTECTED), "Psst")
    for post_id, kind in ((12, "resource-not-found"), (hidden.id, "not-authorized-for-resource")):
        (problem,) = (await quotes(call, post_id)).body["errors"]
        assert (problem["type"], problem["value"]) == (PROBLEMS[Dialect.TWEET] + kind, str(post_id))
    assert x.spent_micros == 0


@pytest.mark.parametrize(
    "query", [{"max_results": 9}, {"max_results": 101}, {"exclude": "quotes"}, {"since_id": 1}, {"pagination_token": "nonsense"}]
)
async def test_bad_questions_about_quotes_are_refused(x: SimulatedX, call: Caller, query: dict[str, Any]) -> None:
    house = x.posts(x.account, "Roasting day.")
    assert (await quotes(call, house.id, **query)).status == 400


async def test_how_often_one_may_ask(x: SimulatedX, call: Caller) -> None:
    house = x.posts(x.account, "Roasting day.")
    for reply, limit in ((await quotes(call, house.id), "75"), (await look_up(call, house.id), "900")):
        assert reply.headers["x-rate-limit-limit"] == limit
    for _ in range(74):
        await quotes(call, house.id)
    assert (await quotes(call, house.id)).status == 429
    assert (await look_up(call, house.id)).status == 200


async def test_the_newer_document_shows_what_is_answered_to_those_who_pay_for_it(x: SimulatedX, call: Caller) -> None:
    x.dialect = Dialect.POST
    ada, house = x.gains_follower("ada"), x.posts(x.account, "Roasting day.")
    asked = x.posts(ada, "Which one?", in_reply_to=house)
    await call.post("The blue one.", asked)
    own, expansions = f"/2/users/{x.account.id}", {"expansions": "referenced_posts"}
    assert (await call("GET", f"{own}/mentions", query={"post.fields": "referenced_posts"})).status == 400

    (question,) = (reply := await call("GET", f"{own}/mentions", query=expansions)).body["data"]
    assert question["referenced_posts"] == [{"type": "replied_to", "id": str(house.id)}]
    assert [post["id"] for post in reply.body["includes"]["posts"]] == [str(house.id)]
    reply = await call("GET", f"{own}/tweets", query={**expansions, "exclude": "retweets"})
    assert [post.get("referenced_posts") for post in reply.body["data"]] == [[{"type": "replied_to", "id": str(asked.id)}], None]
    assert [post["id"] for post in reply.body["includes"]["posts"]] == [str(asked.id)]
    reply = await call("GET", f"{own}/tweets", query={"expansions": "in_reply_to_user_id"})
    assert [post.get("in_reply_to_user_id") for post in reply.body["data"]] == [str(ada.id), None]
    assert [made.charged_micros for made in x.calls][2:] == [1_000 + 5_000, 2_000 + 5_000, 10_000]


async def test_whoever_deletes_their_account_is_found_nowhere_nor_is_what_they_posted(x: SimulatedX, call: Caller) -> None:
    ada = x.gains_follower("ada")
    post = x.asks(ada)
    x.leaves_x(ada)

    (problem,) = (await look_up(call, post.id)).body["errors"]
    assert problem["detail"] == f"Could not find tweet with ids: [{post.id}]."
    (problem,) = (await call("GET", "/2/users", query={"ids": str(ada.id)})).body["errors"]
    assert problem["detail"] == f"Could not find user with ids: [{ada.id}]."
    assert x.followers == ()
    assert x.find("ada") is None
