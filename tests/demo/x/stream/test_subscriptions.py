"""Asking X for events."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.x import Dialect, SimulatedX, Tier
from bot.demo.x.rate_limits import QUARTER
from tests.demo.x.conftest import Caller

PATH = "/2/activity/subscriptions"
WAYS = (("follow.follow", "inbound"), ("follow.follow", "outbound"), ("follow.unfollow", "inbound"))


async def listed(call: Caller, **query: int | str) -> Any:
    reply = await call("GET", PATH, bearer=True, query=query)
    assert reply.status == 200
    return reply.body


async def test_a_subscription_is_made_listed_and_deleted(x: SimulatedX, call: Caller) -> None:
    made = (await call.subscribe("follow.follow", direction="inbound", tag="newcomers")).body["data"]["subscription"]
    assert made == {
        "subscription_id": str(x.subscriptions[0].id),
        "event_type": "follow.follow",
        "filter": {"user_id": str(x.account.id), "direction": "inbound"},
        "tag": "newcomers",
        "created_at": "2026-09-01T10:00:00.000Z",
        "updated_at": "2026-09-01T10:00:00.000Z",
    }
    assert await listed(call) == {"data": [made], "meta": {"result_count": 1, "total_subscriptions": 1}}

    path = f"{PATH}/{made['subscription_id']}"
    deleted = await call("DELETE", path, bearer=True)
    assert (deleted.status, deleted.body["data"]) == (200, {"deleted": True})
    assert (await call("DELETE", path, bearer=True)).status == 404
    assert await listed(call) == {"meta": {"result_count": 0, "total_subscriptions": 0}}


async def test_the_same_events_cannot_be_asked_for_twice(x: SimulatedX, call: Caller) -> None:
    for direction in (None, "inbound", "outbound"):
        assert (await call.subscribe(direction=direction)).status == 200
        assert (await call.subscribe(direction=direction, tag="again")).status == 409
    assert len(x.subscriptions) == 3


@pytest.mark.parametrize(
    ("request_body", "faulty"),
    [
        ({}, {"filter"}),
        ({"event_type": "follow.follow", "filter": []}, {"filter"}),
        ({"event_type": "follow", "filter": {}}, {"event_type", "filter.user_id"}),
        ({"event_type": ["follow.follow"], "filter": {"user_id": 12}}, {"event_type", "filter.user_id"}),
        ({"event_type": "follow.follow", "filter": {"user_id": "12", "direction": "up"}}, {"filter.direction"}),
        ({"event_type": "post.mention.create", "filter": {"user_id": "12", "direction": "inbound"}}, {"filter.direction"}),
        ({"event_type": "follow.follow", "filter": {"user_id": "12"}, "tag": ""}, {"tag"}),
        ({"event_type": "follow.follow", "filter": {"user_id": "12"}, "tag": "x" * 201}, {"tag"}),
        ({"event_type": "follow.follow", "filter": {"user_id": "12", "keyword": "tea"}}, {"keyword"}),
        ({"event_type": "follow.follow", "filter": {"user_id": "12"}, "expires": "never"}, {"expires"}),
    ],
)
async def test_what_makes_no_sense_is_refused_by_name(x: SimulatedX, call: Caller, request_body: dict[str, Any], faulty: set[str]) -> None:
    reply = await call("POST", PATH, request_body, bearer=True)
    assert reply.status == 400
    assert {name for error in reply.body["errors"] for name in error["parameters"]} == faulty
    assert x.subscriptions == ()


async def test_mentions_are_told_only_to_those_who_speak_for_the_account(x: SimulatedX, call: Caller) -> None:
    ada = x.joins("ada")
    assert (await call.subscribe("post.mention.create", bearer=True)).status == 403
    theirs = {"event_type": "post.mention.create", "filter": {"user_id": str(ada.id)}}
    assert (await call("POST", PATH, theirs)).status == 403
    assert (await call.subscribe("post.mention.create")).status == 200


async def test_deleting_takes_the_bearer_token(call: Caller) -> None:
    made = (await call.subscribe(bearer=True)).body["data"]["subscription"]
    assert (await call("DELETE", f"{PATH}/{made['subscription_id']}")).status == 403


@pytest.mark.parametrize("dialect", list(Dialect))
async def test_several_are_deleted_at_once(x: SimulatedX, call: Caller, dialect: Dialect) -> None:
    x.dialect = dialect
    for direction in ("inbound", "outbound"):
        await call.subscribe(direction=direction)
    first, second = (str(one.id) for one in x.subscriptions)

    reply = await call("DELETE", PATH, bearer=True, query={"ids": f"{first},12"})

    told = {
        Dialect.TWEET: {"deleted": False},
        Dialect.POST: [{"subscription_id": first, "deleted": True}],
    }
    assert (reply.body["data"], reply.body["meta"]) == (told[dialect], {"total_subscriptions": 1})
    assert [error["subscription_id"] for error in reply.body.get("errors", [])] == (["12"] if dialect is Dialect.POST else [])
    assert [str(one.id) for one in x.subscriptions] == [second]
    assert (await call("DELETE", PATH, bearer=True)).status == 400


async def test_the_list_comes_in_pages(x: SimulatedX, call: Caller) -> None:
    for event_type in ("follow.follow", "follow.unfollow", "post.mention.create"):
        await call.subscribe(event_type)
    first = await listed(call, max_results=2)
    second = await listed(call, max_results=2, pagination_token=first["meta"]["next_token"])
    assert [one["subscription_id"] for page in (first, second) for one in page["data"]] == [str(one.id) for one in x.subscriptions]
    assert "next_token" not in second["meta"]
    assert (await call("GET", PATH, query={"pagination_token": "nonsense"})).status == 400


async def test_a_self_serve_app_has_room_for_1500(x: SimulatedX, call: Caller) -> None:
    people = [str(person.id) for person in x.gains_followers(501)]
    filters = [(event_type, user_id, way) for user_id in people for event_type, way in WAYS]
    statuses = []
    for number, (event_type, user_id, direction) in enumerate(filters):
        if number % 400 == 0:
            x.clock.advance(QUARTER)
        body = {"event_type": event_type, "filter": {"user_id": user_id, "direction": direction}}
        statuses.append((await call("POST", PATH, body, bearer=True)).status)
    assert statuses == [200] * 1_500 + [403] * 3
    x.tier = Tier.ENTERPRISE
    assert (await call.subscribe(bearer=True)).status == 200


async def test_an_app_may_be_kept_out_altogether(x: SimulatedX, call: Caller) -> None:
    x.activity = False
    replies = [await call.subscribe(), await call("GET", PATH), await call("GET", "/2/activity/stream", bearer=True)]
    assert {(reply.status, reply.body["title"]) for reply in replies} == {(403, "Client Forbidden")}
    x.activity, x.credits = True, False
    assert (await call.subscribe()).status == 402
