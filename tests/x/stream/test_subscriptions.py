"""What X is asked to tell: once, for as long as it is wanted, and without touching what others asked."""

from __future__ import annotations

import json

import aiohttp
import pytest
from aiohttp import web

from bot.demo.x import SimulatedX
from bot.domain import ActivityEvent
from bot.x.client import XClient
from bot.x.errors import BadBearerToken, BadCredentials, Locked, NotAllowed, OutcomeUnknown, Paused, Rejected, XError
from tests.support.in_memory_spend_guard import FakeSpendGuard
from tests.support.scripted_server import scripted_server
from tests.x.conftest import OpenClient, keys_of, raised

FOLLOW, UNFOLLOW, MENTION = ActivityEvent.FOLLOW, ActivityEvent.UNFOLLOW, ActivityEvent.MENTION
ALL = frozenset(ActivityEvent)
ACCOUNT = 42


def made(x: SimulatedX) -> set[tuple[str, int, str | None, str | None]]:
    event_filters = [subscription.event_filter for subscription in x.subscriptions]
    return {(event_filter.type.value, event_filter.user_id, event_filter.direction, event_filter.tag) for event_filter in event_filters}


def ours(x: SimulatedX, event: ActivityEvent) -> tuple[str, int, str | None, str | None]:
    return event.value, x.account.id, None if event is MENTION else "inbound", "mutuals"


async def another_tool_asks(x: SimulatedX, event: ActivityEvent, user_id: int, **rest: str) -> None:
    body = {"event_type": event.value, "filter": {"user_id": str(user_id)} | rest, "tag": "crm"}
    headers = {"Authorization": f"Bearer {x.credentials.bearer_token}"}
    async with aiohttp.ClientSession(headers=headers) as session, session.post(f"{x.url}/2/activity/subscriptions", json=body) as answer:
        assert answer.status == 200


def asked(x: SimulatedX, method: str) -> int:
    return sum(call.method == method for call in x.calls)


def listed(*entries: dict[str, object], **meta: object) -> web.Response:
    return web.json_response({"data": list(entries), "meta": meta})


def entry(number: int, event: str = FOLLOW, user_id: int = ACCOUNT, **rest: object) -> dict[str, object]:
    return {"subscription_id": str(number), "event_type": event, "filter": {"user_id": str(user_id), **rest}, "tag": "mutuals"}


async def test_what_is_wanted_is_asked_for_once_and_kept(x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard) -> None:
    assert await client.subscriptions.sync(ALL) == ALL
    assert await client.subscriptions.sync(ALL) == ALL

    assert made(x) == {ours(x, event) for event in ALL}
    assert (asked(x, "POST"), asked(x, "DELETE")) == (3, 0)
    assert (spend_guard.spent, spend_guard.open_reservations, x.spent_micros) == (0, {}, 0)


async def test_what_is_no_longer_wanted_is_no_longer_asked_for(x: SimulatedX, client: XClient) -> None:
    await client.subscriptions.sync(ALL)

    assert await client.subscriptions.sync({FOLLOW}) == {FOLLOW}

    assert made(x) == {ours(x, FOLLOW)}


async def test_what_x_has_forgotten_is_asked_for_again(x: SimulatedX, client: XClient, open_client: OpenClient) -> None:
    await client.subscriptions.sync(ALL)
    await open_client(x.url, keys_of(x)).subscriptions.sync({FOLLOW})

    assert await client.subscriptions.sync(ALL) == ALL
    assert made(x) == {ours(x, event) for event in ALL}


async def test_what_another_tool_asks_is_left_alone(x: SimulatedX, client: XClient) -> None:
    stranger = x.joins("stranger")
    await another_tool_asks(x, FOLLOW, stranger.id)
    await another_tool_asks(x, UNFOLLOW, x.account.id, direction="outbound")
    theirs = made(x)

    await client.subscriptions.sync(ALL)
    await client.subscriptions.sync({FOLLOW})

    assert made(x) == theirs | {ours(x, FOLLOW)}


async def test_what_another_tool_has_asked_for_already_is_not_asked_and_paid_for_twice(x: SimulatedX, client: XClient) -> None:
    await another_tool_asks(x, FOLLOW, x.account.id, direction="inbound")

    assert await client.subscriptions.sync({FOLLOW}) == {FOLLOW}

    assert [tag for _, _, _, tag in made(x)] == ["crm"]


@pytest.mark.parametrize("answer", [409, 400, 403])
async def test_an_answer_that_it_is_there_already_is_as_good_as_a_new_one(answer: int, open_client: OpenClient) -> None:
    there = web.json_response({"title": "DuplicateSubscription", "detail": "Subscription already exists."}, status=answer)
    async with scripted_server(listed(), there) as server:
        assert await open_client(server.url).subscriptions.sync({FOLLOW}) == {FOLLOW}

    assert json.loads(server.bodies[1]) == {
        "event_type": "follow.follow",
        "filter": {"user_id": str(ACCOUNT), "direction": "inbound"},
        "tag": "mutuals",
    }


async def test_the_account_asks_and_the_app_lists_and_deletes(open_client: OpenClient) -> None:
    async with scripted_server(
        listed(entry(1, UNFOLLOW)), web.json_response({"data": {"deleted": True}}), web.json_response({"data": {}})
    ) as server:
        await open_client(server.url).subscriptions.sync({MENTION})

    signed = [(request.method, request.path, request.headers["Authorization"].split()[0]) for request in server.requests]
    path = "/2/activity/subscriptions"
    assert signed == [("GET", path, "Bearer"), ("DELETE", f"{path}/1", "Bearer"), ("POST", path, "OAuth")]


async def test_what_x_does_not_let_this_app_hear_leaves_the_rest(x: SimulatedX, client: XClient) -> None:
    x.refuse(1, status=403, method="POST")  # of what is asked for in alphabetical order, the follows

    assert await client.subscriptions.sync({FOLLOW, MENTION}) == {MENTION}


async def test_an_app_that_may_hear_nothing_is_told_so(x: SimulatedX, client: XClient) -> None:
    x.refuse(3, status=403, method="POST")
    assert isinstance(await raised(client.subscriptions.sync(ALL)), NotAllowed)

    x.activity = False
    refusal = await raised(client.subscriptions.sync(ALL))
    assert isinstance(refusal, NotAllowed)
    assert refusal.tier


async def test_nothing_is_asked_while_paused(x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard) -> None:
    spend_guard.paused = True

    assert isinstance(await raised(client.subscriptions.sync(ALL)), Paused)

    assert not x.calls


async def test_a_wrong_bearer_token_is_not_taken_for_wrong_keys(
    x: SimulatedX, open_client: OpenClient, spend_guard: FakeSpendGuard
) -> None:
    keys = keys_of(x)
    wrong = type(keys)(keys.consumer_key, keys.consumer_secret, keys.access_token, keys.access_token_secret, "AAAA")

    assert isinstance(await raised(open_client(x.url, wrong).subscriptions.sync(ALL)), BadBearerToken)

    assert spend_guard.refusals == []


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (web.json_response({"title": "Unauthorized"}, status=401, headers={"Date": "soon"}), BadCredentials),
        (web.json_response({"errors": [{"code": 326, "message": "this account is temporarily locked"}]}, status=403), Locked),
        (web.json_response({"title": "Invalid Request"}, status=400), Rejected),
        (None, OutcomeUnknown),
    ],
)
async def test_other_refusals_of_a_wish(answer: web.Response | None, error: type[XError], open_client: OpenClient) -> None:
    async with scripted_server(listed(), answer) as server:
        assert type(await raised(open_client(server.url).subscriptions.sync({FOLLOW}))) is error


@pytest.mark.parametrize("status", [204, 400, 403, 404])
async def test_what_x_does_not_delete_is_no_reason_not_to_listen(status: int, open_client: OpenClient) -> None:
    refusal = web.Response(status=204) if status == 204 else web.json_response({"title": "No"}, status=status)
    async with scripted_server(listed(entry(1, UNFOLLOW), entry(2)), refusal) as server:
        assert await open_client(server.url).subscriptions.sync({FOLLOW}) == {FOLLOW}


async def test_one_of_two_that_are_alike_is_ended(open_client: OpenClient) -> None:
    async with scripted_server(listed(entry(1), entry(2)), web.json_response({"data": {"deleted": True}})) as server:
        assert await open_client(server.url).subscriptions.sync({FOLLOW}) == {FOLLOW}

    assert [request.path.rpartition("/")[2] for request in server.requests] == ["subscriptions", "2"]


async def test_what_goes_elsewhere_or_tells_only_part_does_not_count(open_client: OpenClient) -> None:
    others: list[dict[str, object]] = [
        entry(1) | {"tag": "crm", "webhook_id": "5"},
        entry(2, keyword="coffee") | {"tag": "crm"},
        entry(3, direction="outbound") | {"tag": "crm"},
        entry(4, user_id=7),
        entry(5) | {"subscription_id": "../../2/tweets/1"},
        {"subscription_id": 6},
    ]
    async with scripted_server(listed(*others), web.json_response({"data": {}})) as server:
        assert await open_client(server.url).subscriptions.sync({FOLLOW}) == {FOLLOW}

    assert [request.method for request in server.requests] == ["GET", "POST"]


async def test_every_page_is_read_and_a_list_that_leads_in_a_circle_ends(open_client: OpenClient) -> None:
    async with scripted_server(listed(entry(1, user_id=7), next_token="more"), listed(entry(2), next_token="more")) as server:
        assert await open_client(server.url).subscriptions.sync({FOLLOW}) == {FOLLOW}

    assert [request.query.get("pagination_token") for request in server.requests] == [None, "more"]
