"""What X's activity stream tells, what it costs, and how it ends."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.clock import SimulatedClock
from bot.demo.x import SimulatedX
from bot.domain import ActivityEvent, Blocker, Note, Purpose
from bot.x.billing.pricing import PriceList
from bot.x.client import Credentials, XClient
from bot.x.errors import (
    BadBearerToken,
    Locked,
    NotAllowed,
    OutOfCredits,
    OverBudget,
    Paused,
    RateLimited,
    Rejected,
    Unreachable,
    XError,
)
from bot.x.stream.events import Event, FollowEvent, MentionEvent, UnfollowEvent, parse_delivered, parse_line
from bot.x.stream.prepaid_events import BLOCK_SIZE
from tests.support.in_memory_spend_guard import FakeSpendGuard
from tests.support.scripted_server import scripted_server
from tests.x.conftest import keys_of

KINDS = frozenset(ActivityEvent)
FOLLOWS = frozenset({ActivityEvent.FOLLOW})
TIMEOUT = 10.0
"""Real seconds that a test waits for what must come."""

Open = Callable[..., XClient]


@dataclass
class EventSpendGuard(FakeSpendGuard):
    """A ledger with so many reservations left for events."""

    left: int = 1_000_000

    async def reserve(self, *, purpose: Purpose, endpoint: str, micros: int, write: bool, query: str = "") -> int:
        if micros and not self.left:
            raise OverBudget(Note(Blocker.BUDGET_RESERVED), self.clock.now() + timedelta(hours=1))
        self.left -= bool(micros)
        return await super().reserve(purpose=purpose, endpoint=endpoint, micros=micros, write=write, query=query)


@pytest.fixture
def spend_guard(clock: SimulatedClock) -> EventSpendGuard:
    return EventSpendGuard(clock)


@pytest.fixture
async def open_x(clock: SimulatedClock, spend_guard: EventSpendGuard) -> AsyncIterator[Open]:
    clients: list[XClient] = []

    async def at_once(seconds: float) -> None:
        return

    def opened(url: str, keys: Credentials | None = None, *, silence: float = TIMEOUT) -> XClient:
        keys = keys or Credentials("consumer-key", "consumer-secret", "42-access-token", "token-secret", "bearer-token")
        clients.append(XClient(keys, url=url, clock=clock, spend_guard=spend_guard, prices=PriceList(), sleep=at_once, silence=silence))
        return clients[-1]

    yield opened
    for client in clients:
        await client.close()


@pytest.fixture
async def client(x: SimulatedX, open_x: Open) -> XClient:
    return open_x(x.url, keys_of(x))


@asynccontextmanager
async def listening(
    client: XClient, kinds: Collection[ActivityEvent] = KINDS, *, subscribe: bool = True, backfill_minutes: int = 0
) -> AsyncIterator[AsyncGenerator[list[Event]]]:
    if subscribe:
        await client.subscriptions.sync(kinds)
    async with client.events.connect(kinds, backfill_minutes=backfill_minutes) as told:
        yield told


async def the_next(told: AsyncGenerator[list[Event]]) -> list[Event]:
    async with asyncio.timeout(TIMEOUT):
        return await anext(told)


async def collect(told: AsyncGenerator[list[Event]], n: int) -> list[Event]:
    """The next `n` events, in however many pieces they come."""
    events: list[Event] = []
    while len(events) < n:
        events += await the_next(told)
    return events


async def fails(attempt: Awaitable[object]) -> XError:
    with pytest.raises(XError) as caught:
        await attempt
    return caught.value


def line(kind: str = "follow.follow", uuid: str | int | None = "9", source: int = 7, target: int = 42) -> bytes:
    people = {"source": {"data": {"id": str(source), "username": "ada"}}, "target": {"data": {"id": str(target), "username": "us"}}}
    data = {"event_type": kind, "event_uuid": uuid, "filter": {"user_id": "42"}, "payload": people}
    return json.dumps({"data": {name: value for name, value in data.items() if value is not None}}).encode() + b"\r\n"


def sent(*lines: bytes) -> web.Response:
    return web.Response(body=b"".join(lines), content_type="application/json")


@pytest.mark.parametrize("bare", [False, True])
async def test_each_kind_of_event_says_who_did_what(bare: bool, x: SimulatedX, client: XClient, clock: SimulatedClock) -> None:
    x.flat_users = bare
    ada = x.joins("ada", bio="Roasts on the quay", followers=12)
    async with listening(client) as told:
        x.follows(ada)
        clock.advance(timedelta(seconds=1))
        post = x.posts(ada, "lovely coffee")
        x.unfollows(ada)
        came, spoke, left = await collect(told, 3)

    assert isinstance(came, FollowEvent)
    assert (came.profile.user_id, came.profile.username, came.profile.bio, came.profile.followers) == (ada.id, "ada", ada.bio, 12)
    assert isinstance(spoke, MentionEvent)
    assert (spoke.post.id, spoke.post.author_id, spoke.post.at) == (post.id, ada.id, clock.now())
    assert (spoke.post.text, spoke.post.handles) == ("@harbourlight lovely coffee", ("harbourlight",))
    assert isinstance(left, UnfollowEvent)
    assert left.user_id == ada.id
    assert len({came.uuid, spoke.uuid, left.uuid}) == 3


async def test_what_the_account_itself_does_is_no_event(x: SimulatedX, client: XClient) -> None:
    ada = x.joins("ada")
    async with listening(client) as told:
        x.posts(x.account, f"as @{x.account.username} always says")
        x.follows_by_hand(ada)
        x.follows(ada)

        assert [type(event) for event in await collect(told, 1)] == [FollowEvent]


async def test_the_ledger_says_what_x_charged(x: SimulatedX, client: XClient, spend_guard: EventSpendGuard) -> None:
    x.repeat_events = True
    people = x.gains_followers(3)
    async with listening(client) as told:
        x.gains_followers(25)
        x.unfollows(people[0])
        x.posts(people[1], "lovely coffee")
        await collect(told, 2 * 27)
        assert len(spend_guard.open_reservations) == len(KINDS)

    assert spend_guard.spent == x.spent_micros == 26 * 10_000 + 5_000
    assert spend_guard.open_reservations == {}


async def test_money_is_reserved_for_each_kind_before_x_is_asked_the_most_needed_first(
    x: SimulatedX, client: XClient, spend_guard: EventSpendGuard
) -> None:
    async with listening(client):
        blocks = [reservation for reservation in spend_guard.reserved if reservation[2]]

    assert blocks == [
        (Purpose.DETECTION, "GET /2/activity/stream", BLOCK_SIZE * 10_000),
        (Purpose.MENTIONS, "GET /2/activity/stream", BLOCK_SIZE * 5_000),
        (Purpose.UNFOLLOWS, "GET /2/activity/stream", BLOCK_SIZE * 10_000),
    ]
    assert (spend_guard.spent, spend_guard.open_reservations) == (0, {})


async def test_without_money_x_is_not_even_asked(x: SimulatedX, client: XClient, spend_guard: EventSpendGuard) -> None:
    spend_guard.left = 2

    with pytest.raises(OverBudget):
        async with listening(client, subscribe=False):
            pytest.fail("connected without money for every kind")

    assert not x.calls
    assert spend_guard.open_reservations == {}


async def test_what_x_had_sent_when_the_money_ran_out_is_told_and_charged(
    x: SimulatedX, client: XClient, spend_guard: EventSpendGuard
) -> None:
    async with listening(client, FOLLOWS) as told:
        x.gains_follower("ada")
        await collect(told, 1)
        spend_guard.left = 0
        x.gains_followers(BLOCK_SIZE)
        assert len(await the_next(told)) > 0
        assert isinstance(await fails(the_next(told)), OverBudget)

    assert spend_guard.spent == x.spent_micros
    assert spend_guard.open_reservations == {}


async def test_a_pause_stops_the_stream_at_its_next_word(x: SimulatedX, client: XClient, spend_guard: EventSpendGuard) -> None:
    async with listening(client) as told:
        spend_guard.paused = True
        ada = x.gains_follower("ada")
        (came,) = await collect(told, 1)
        assert isinstance(came, FollowEvent)
        assert came.profile.user_id == ada.id
        assert isinstance(await fails(the_next(told)), Paused)
    assert (spend_guard.spent, spend_guard.open_reservations) == (x.spent_micros, {})

    sent_before = len(x.calls)
    with pytest.raises(Paused):
        async with listening(client, subscribe=False):
            pytest.fail("connected while paused")
    assert len(x.calls) == sent_before


async def test_a_blank_line_says_that_x_is_there(x: SimulatedX, client: XClient) -> None:
    x.keep_alive = 0.05
    async with listening(client) as told:
        assert await the_next(told) == []
        assert await the_next(told) == []


async def test_a_new_day_of_x_takes_the_reservations_along(
    x: SimulatedX, client: XClient, spend_guard: EventSpendGuard, clock: SimulatedClock
) -> None:
    x.keep_alive = 0.05
    async with listening(client, FOLLOWS) as told:
        await the_next(told)
        before = set(spend_guard.open_reservations)
        clock.advance(timedelta(days=1))
        await the_next(told)
        await the_next(told)
        after = set(spend_guard.open_reservations)

        assert len(before) == len(after) == 1
        assert before != after


async def test_a_stream_that_falls_silent_is_noticed(x: SimulatedX, open_x: Open, spend_guard: EventSpendGuard) -> None:
    client = open_x(x.url, keys_of(x), silence=0.8)
    x.keep_alive = 0.05
    async with listening(client) as told:
        await the_next(told)
        x.stall_streams = True
        while not isinstance(failure := await fails(the_next(told)), Unreachable):
            pytest.fail(repr(failure))

    assert spend_guard.open_reservations == {}


async def test_an_x_that_never_answers_is_given_up(open_x: Open, spend_guard: EventSpendGuard) -> None:
    never = asyncio.Event()
    async with scripted_server(never) as server:
        with pytest.raises(Unreachable):
            async with listening(open_x(server.url, silence=0.2), subscribe=False):
                pytest.fail("connected to nobody")
        never.set()

    assert sum(spend_guard.open_reservations.values()) == 0


async def test_a_close_in_good_order_is_the_end_and_a_broken_line_an_error(
    x: SimulatedX, client: XClient, spend_guard: EventSpendGuard
) -> None:
    async with listening(client) as told:
        x.close_streams()
        with pytest.raises(StopAsyncIteration):
            await the_next(told)
    async with listening(client) as told:
        x.abort_streams()
        assert isinstance(await fails(the_next(told)), Unreachable)

    assert [call.status for call in x.calls if call.path.endswith("/stream")] == [200, 200], "connecting again is somebody else's decision"
    assert spend_guard.open_reservations == {}


async def test_whoever_closes_the_stream_ends_its_reader(x: SimulatedX, client: XClient) -> None:
    async with listening(client) as told:
        reader = asyncio.create_task(the_next(told))
        await asyncio.sleep(0)
        client.events.close()
        with pytest.raises(StopAsyncIteration):
            await reader


async def test_what_was_missed_is_told_where_x_looks_back(x: SimulatedX, client: XClient, clock: SimulatedClock) -> None:
    await client.subscriptions.sync(KINDS)
    clock.advance(timedelta(minutes=1))
    ada = x.gains_follower("ada")
    clock.advance(timedelta(minutes=1))

    async with listening(client, backfill_minutes=3) as told:
        (came,) = await collect(told, 1)

    assert isinstance(came, FollowEvent)
    assert came.profile.user_id == ada.id


@pytest.mark.parametrize("status", [400, 403])
async def test_a_plan_that_may_not_look_back_hears_what_happens_now(status: int, open_x: Open) -> None:
    refusal = web.json_response({"title": "Not authorized", "detail": "backfill_minutes is not authorized for this plan"}, status=status)
    async with scripted_server(refusal, sent(b"\r\n"), sent(b"\r\n")) as server:
        client = open_x(server.url)
        for _ in range(2):
            async with listening(client, subscribe=False, backfill_minutes=9) as told:
                assert await the_next(told) == []

    assert [dict(request.query) for request in server.requests] == [{"backfill_minutes": "5"}, {}, {}]


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (401, {"title": "Unauthorized"}, BadBearerToken),
        (402, {"title": "CreditsDepleted"}, OutOfCredits),
        (403, {"title": "Client Forbidden", "type": "https://api.x.com/2/problems/client-forbidden"}, NotAllowed),
        (403, {"errors": [{"code": 326, "message": "this account is temporarily locked"}]}, Locked),
        (429, {"title": "ConnectionException", "connection_issue": "TooManyConnections"}, RateLimited),
        (409, {"title": "Conflict"}, Rejected),
        (503, {"title": "Service Unavailable"}, Unreachable),
    ],
)
async def test_a_refusal_to_connect(
    status: int, body: dict[str, object], error: type[XError], open_x: Open, spend_guard: EventSpendGuard
) -> None:
    async with scripted_server(web.json_response(body, status=status)) as server:
        with pytest.raises(error) as caught:
            async with listening(open_x(server.url), subscribe=False):
                pytest.fail("connected all the same")

    assert type(caught.value) is error
    assert all(request.headers["Authorization"] == "Bearer bearer-token" for request in server.requests)
    assert [type(told) for told in spend_guard.refusals] == ([error] if error in (OutOfCredits, Locked) else [])
    assert (spend_guard.spent, sum(spend_guard.open_reservations.values())) == (0, 0)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"errors": [{"title": "operational-disconnect", "disconnect_type": "UpstreamOperationalDisconnect"}]}, Unreachable),
        ({"title": "ConnectionException", "detail": "This stream is currently at the maximum allowed connection limit."}, Unreachable),
        ({"errors": [{"title": "CreditsDepleted", "type": "https://api.x.com/2/problems/credits"}]}, OutOfCredits),
        ({"errors": [{"title": "CreditsDepleted", "status": 402}]}, OutOfCredits),
        ({"errors": [{"title": "Forbidden", "status": 403}]}, NotAllowed),
        ({"errors": [{"title": "Too Many Requests", "status": 429}]}, RateLimited),
        ({"errors": [{"status": 200}], "data": None}, Unreachable),
        ({"errors": "all of them"}, Unreachable),
    ],
)
async def test_a_word_of_x_about_why_it_ends_the_stream(
    body: dict[str, object], error: type[XError], open_x: Open, spend_guard: EventSpendGuard
) -> None:
    async with (
        scripted_server(sent(line(), json.dumps(body).encode() + b"\r\n")) as server,
        listening(open_x(server.url), subscribe=False) as told,
    ):
        assert len(await collect(told, 1)) == 1
        assert type(await fails(the_next(told))) is error

    assert [type(one) for one in spend_guard.refusals] == ([OutOfCredits] if error is OutOfCredits else [])
    assert (spend_guard.spent, spend_guard.open_reservations) == (10_000, {})


async def test_lines_that_are_no_events_are_left_out(open_x: Open, spend_guard: EventSpendGuard, caplog: pytest.LogCaptureFixture) -> None:
    odd_words = [b"", b"{broken", b"[1, 2]", b"\xff\xfe", b"null", b"1" * 5_000, b'{"data": 5}', b'{"meta": {}}']
    odd_lines = [word + b"\r\n" for word in odd_words]
    about_others = [line(target=43, uuid="1"), line(source=42, target=7, uuid="2")]
    async with (
        scripted_server(sent(*odd_lines, *about_others, line(uuid="3"))) as server,
        listening(open_x(server.url), FOLLOWS, subscribe=False) as told,
    ):
        (event,) = await collect(told, 1)
        assert event.uuid == "3"

    assert "no JSON object" in caplog.text
    assert {resource for _, _, resource, _ in spend_guard.charged} >= {"1", "2", "3"}, "X charges whatever it delivers"


async def test_an_event_of_another_tool_is_charged_as_what_is_dearest(open_x: Open, spend_guard: EventSpendGuard) -> None:
    strange = line("like.create", uuid="-8").replace(b"42", b"77")
    async with scripted_server(sent(strange)) as server, listening(open_x(server.url), subscribe=False) as told:
        assert await the_next(told) == []

    assert spend_guard.spent == max(PriceList()[name].micros for name in ("post_with_link", "follow_event"))


async def test_an_event_of_another_tool_for_which_there_is_no_money_ends_the_stream_and_is_charged(
    open_x: Open, spend_guard: EventSpendGuard
) -> None:
    async with scripted_server(sent(line("like.create"))) as server, listening(open_x(server.url), subscribe=False) as told:
        spend_guard.left = 0
        spend_guard.open_reservations = dict.fromkeys(spend_guard.open_reservations, 1_000_000)
        assert await the_next(told) == []
        assert isinstance(await fails(the_next(told)), OverBudget)

    assert (spend_guard.spent, spend_guard.open_reservations) == (200_000, {})


async def test_an_event_without_an_id_is_charged_once(open_x: Open, spend_guard: EventSpendGuard) -> None:
    async with scripted_server(sent(line(uuid=None), line(uuid=None))) as server, listening(open_x(server.url), subscribe=False) as told:
        one, other = await collect(told, 2)

    assert one == other
    assert spend_guard.spent == 10_000


async def test_a_line_that_does_not_end_is_not_waited_for(open_x: Open) -> None:
    async with scripted_server(sent(b"x" * 3_000_000)) as server, listening(open_x(server.url), subscribe=False) as told:
        assert isinstance(await fails(collect(told, 1)), Unreachable)


async def test_a_line_may_come_in_pieces(open_x: Open) -> None:
    arrived = asyncio.Event()

    async def piecemeal(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        whole = b"\r\n" + line(uuid="1") + line(uuid="2")
        await response.write(whole[:90])
        await arrived.wait()
        await response.write(whole[90:])
        return response

    app = web.Application()
    app.router.add_get("/2/activity/stream", piecemeal)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        async with listening(open_x(f"http://{host}:{port}"), subscribe=False) as told:
            assert await the_next(told) == []
            arrived.set()
            assert [event.uuid for event in await collect(told, 2)] == ["1", "2"]
    finally:
        await runner.cleanup()


async def test_no_token_is_in_any_log(x: SimulatedX, client: XClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    async with listening(client) as told:
        x.gains_follower("ada")
        await collect(told, 1)

    assert x.credentials.bearer_token not in caplog.text


async def test_without_a_bearer_token_there_is_no_stream(x: SimulatedX, open_x: Open) -> None:
    keys = x.credentials
    own = Credentials(keys.consumer_key, keys.consumer_secret, keys.access_token, keys.access_token_secret)

    assert not open_x(x.url, own).events.available
    assert open_x(x.url, keys_of(x)).events.available


def named(values: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    words = ["data", "event_type", "event_uuid", "filter", "user_id", "payload", "source", "target", "id", "username", "author_id"]
    return st.dictionaries(st.sampled_from(words), values | st.sampled_from(["42", "7", *KINDS]), max_size=5)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | named(inner), max_leaves=8
)


@given(json_values)
def test_whatever_x_sends_is_an_event_or_none(value: object) -> None:
    raw = json.dumps(value).encode()
    delivered = parse_delivered(raw, parse_line(raw), 42, SimulatedClock(speed=0).now())

    assert delivered.uuid
    assert delivered.event is None or delivered.event.uuid == delivered.uuid
