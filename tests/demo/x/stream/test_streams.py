"""X tells what happens as it happens, as far as somebody listens and pays."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.x import Dialect, Persona, SimulatedX
from tests.demo.x.conftest import Caller, Reply, Stream

FOLLOW, UNFOLLOW, MENTION = EVENTS = ("follow.follow", "follow.unfollow", "post.mention.create")


async def subscribed(call: Caller) -> None:
    for event_type in EVENTS:
        assert (await call.subscribe(event_type, tag=event_type)).status == 200


async def until(x: SimulatedX, condition: Callable[[], bool]) -> None:
    changed = asyncio.Event()
    stop = x.on_change(changed.set)
    async with asyncio.timeout(20):
        while not condition():
            await changed.wait()
            changed.clear()
    stop()


def sources(events: list[Any]) -> list[str]:
    return [event["payload"]["source"]["data"]["username"] for event in events]


async def to_the_end(stream: Stream) -> None:
    """Raises whatever tells that there is no more."""
    while True:
        await stream.line()


async def silence(stream: Stream) -> None:
    """Nothing but signs of life comes."""
    assert [await stream.line() for _ in range(3)] == [b""] * 3


async def refused(call: Caller) -> Reply:
    reply = await call("GET", "/2/activity/stream", bearer=True)
    assert reply.status != 200
    return reply


@pytest.mark.parametrize("bare", [False, True])
async def test_follows_and_unfollows_are_told_with_both_sides(x: SimulatedX, call: Caller, bare: bool) -> None:
    x.flat_users = bare
    await subscribed(call)
    async with call.stream() as stream:
        ada = x.gains_follower("ada")
        x.unfollows(ada)
        x.unfollows(ada)
        followed, unfollowed = await stream.events(2)
    for event, event_type, count in ((followed, FOLLOW, 1), (unfollowed, UNFOLLOW, 0)):
        assert (event["event_type"], event["tag"]) == (event_type, event_type)
        assert event["filter"] == {"user_id": str(x.account.id)}
        source, target = (event["payload"][side] if bare else event["payload"][side]["data"] for side in ("source", "target"))
        assert (source["id"], source["username"], target["id"]) == (str(ada.id), "ada", str(x.account.id))
        assert target["public_metrics"]["followers_count"] == count
    assert followed["event_uuid"] != unfollowed["event_uuid"]


@pytest.mark.parametrize("dialect", list(Dialect))
async def test_a_mention_is_told_with_whom_and_what_it_is_about(x: SimulatedX, call: Caller, dialect: Dialect) -> None:
    x.dialect = dialect
    await subscribed(call)
    async with call.stream() as stream:
        ada = x.joins("ada")
        x.posts(ada, "Nice weather.", mentions_account=False)
        x.posts(x.joins("shy", Persona.PROTECTED), "Between us.")
        question = x.posts(ada, "Are you open?", in_reply_to=x.posts(x.account, "Roasting day."))
        event = await stream.event()
    post, includes = event["payload"], event["includes"]
    assert (post["id"], post["author_id"], post["text"]) == (str(question.id), str(ada.id), question.text)
    assert post[dialect.vocabulary.translate("referenced_tweets")][0]["type"] == "replied_to"
    assert [user["username"] for user in includes["users"]] == ["ada", x.account.username]
    assert includes[dialect.vocabulary.translate("tweets")] == [post]


@pytest.mark.parametrize(("direction", "heard"), [("inbound", ["ada"]), ("outbound", ["harbourlight"]), (None, ["ada", "harbourlight"])])
async def test_a_direction_leaves_the_other_out(x: SimulatedX, call: Caller, direction: str | None, heard: list[str]) -> None:
    await call.subscribe(direction=direction)
    async with call.stream() as stream:
        ada = x.gains_follower("ada")
        x.follows_by_hand(ada)
        x.follows_by_hand(ada)
        assert sources(await stream.events(len(heard))) == heard
        x.close_streams()
        with pytest.raises(EOFError):
            await stream.event()


async def test_a_protected_person_is_followed_once_they_accept(x: SimulatedX, call: Caller) -> None:
    await call.subscribe(direction="outbound")
    shy = x.joins("shy", Persona.PROTECTED)
    async with call.stream() as stream:
        x.follows_by_hand(shy)
        x.accepts(shy)
        x.unfollows_by_hand(shy)
        assert (await stream.event())["payload"]["target"]["data"]["username"] == "shy"
        assert x.spent_micros == 10_000


async def test_what_is_not_asked_for_is_neither_told_nor_charged(x: SimulatedX, call: Caller) -> None:
    x.keep_alive = 0.01
    await call.subscribe(UNFOLLOW)
    async with call.stream() as stream:
        gone = x.gains_follower()
        x.suspends(gone)
        x.unfollows(gone)
        await silence(stream)
    assert x.spent_micros == 0


async def test_each_event_is_charged_once_a_day(x: SimulatedX, call: Caller, clock: SimulatedClock) -> None:
    x.repeat_events = True
    await subscribed(call)
    async with call.stream() as stream:
        clock.advance(timedelta(hours=13, minutes=58))
        ada = x.gains_follower("ada")
        x.speaks_to_account(ada)
        x.unfollows(ada)
        uuids = [event["event_uuid"] for event in await stream.events(6)]
    assert uuids[0::2] == uuids[1::2]
    assert len(set(uuids)) == 3
    assert x.spent_micros == 10_000 + 5_000 + 10_000
    assert [made.charged_micros for made in x.calls] == [0] * 4

    await until(x, lambda: not x.streams)
    x.repeat_events = False
    clock.advance(timedelta(minutes=2))
    async with call.stream(backfill_minutes=5) as stream:
        assert [event["event_uuid"] for event in await stream.events(3)] == uuids[::2]
    await until(x, lambda: x.spent_micros == 50_000)


async def test_what_was_missed_is_told_to_those_who_ask(x: SimulatedX, call: Caller, clock: SimulatedClock) -> None:
    await call.subscribe()
    x.keep_alive = 0.01
    x.gains_follower("ada")
    clock.advance(timedelta(minutes=3))
    x.gains_follower("bo")
    assert x.spent_micros == 0
    for minutes, told in ((5, ["ada", "bo"]), (2, ["bo"]), (0, [])):
        async with call.stream(backfill_minutes=minutes) as stream:
            assert sources(await stream.events(len(told))) == told
            await silence(stream)
        await until(x, lambda: not x.streams)
    clock.advance(timedelta(minutes=4))
    x.gains_follower("cy")
    async with call.stream(backfill_minutes=5) as stream:
        assert sources(await stream.events(2)) == ["bo", "cy"]
    for wrong in (6, "all"):
        assert (await call("GET", "/2/activity/stream", bearer=True, query={"backfill_minutes": wrong})).status == 400


async def test_one_connection_an_app(x: SimulatedX, call: Caller) -> None:
    async with call.stream():
        assert x.streams == 1
        reply = await refused(call)
        assert (reply.status, reply.body["title"], reply.body["connection_issue"]) == (429, "ConnectionException", "TooManyConnections")
    await until(x, lambda: not x.streams)
    async with call.stream():
        assert x.streams == 1


async def test_it_takes_the_bearer_token(x: SimulatedX, call: Caller) -> None:
    assert (await call("GET", "/2/activity/stream")).status == 403
    assert (await call.raw("GET", f"{x.url}/2/activity/stream")).status == 401


async def test_a_quiet_stream_shows_that_it_is_there(x: SimulatedX, call: Caller) -> None:
    x.keep_alive = 0.01
    async with call.stream() as stream:
        await silence(stream)


async def test_a_stalled_stream_carries_nothing_and_costs_nothing(x: SimulatedX, call: Caller) -> None:
    x.keep_alive, x.stall_streams = 0.01, True
    await call.subscribe()
    async with call.stream() as stream:
        x.gains_follower("ada")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await stream.line()
        assert (x.streams, x.spent_micros) == (1, 0)
    await until(x, lambda: not x.streams)
    x.stall_streams = False
    async with call.stream(backfill_minutes=1) as stream:
        assert sources([await stream.event()]) == ["ada"]


async def test_lost_events_never_come(x: SimulatedX, call: Caller) -> None:
    await call.subscribe()
    x.drop_events(2)
    async with call.stream() as stream:
        x.gains_followers(2)
        x.gains_follower("third")
        assert sources([await stream.event()]) == ["third"]
    await until(x, lambda: not x.streams)
    async with call.stream(backfill_minutes=5) as stream:
        assert sources([await stream.event()]) == ["third"]
    assert x.spent_micros == 10_000


async def test_streams_end_and_break(x: SimulatedX, call: Caller) -> None:
    await call.subscribe()
    async with call.stream() as stream:
        x.gains_follower("ada")
        x.close_streams()
        assert await stream.event()
        with pytest.raises(EOFError):
            await stream.line()
    async with call.stream() as stream:
        x.abort_streams()
        with pytest.raises(aiohttp.ClientError):
            await stream.line()
    assert x.streams == 0


async def test_a_stream_goes_down_with_x(x: SimulatedX, call: Caller) -> None:
    x.keep_alive = 0.01
    async with call.stream() as stream:
        x.down = True
        with pytest.raises(aiohttp.ClientError):
            await to_the_end(stream)
    assert (await refused(call)).status == 503


async def test_a_stream_ends_with_the_credits_and_says_so(x: SimulatedX, call: Caller) -> None:
    await call.subscribe()
    async with call.stream() as stream:
        x.credits = False
        x.gains_follower("ada")
        assert b"CreditsDepleted" in await stream.line()
        with pytest.raises(EOFError):
            await stream.line()
    assert ((await refused(call)).status, x.spent_micros) == (402, 0)


async def test_a_connection_is_a_call_within_limits(x: SimulatedX, call: Caller) -> None:
    async with call.stream():
        made = x.calls[-1]
        assert (made.path, made.status, made.charged_micros) == ("/2/activity/stream", 200, 0)
    x.rate_limit("stream")
    reply = await refused(call)
    assert (reply.status, reply.headers["x-rate-limit-remaining"]) == (429, "0")


async def test_x_stops_although_somebody_listens(x: SimulatedX, call: Caller) -> None:
    async with call.stream() as stream, asyncio.timeout(20):
        await x.stop()
        with pytest.raises((EOFError, aiohttp.ClientError)):
            await stream.line()
