"""A line of X's stream is an event or none, whatever it holds."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.clock import SimulatedClock
from bot.demo.x import SimulatedX
from bot.domain import ActivityEvent
from bot.x.client import XClient
from bot.x.stream.events import DeliveredEvent, FollowEvent, MentionEvent, UnfollowEvent, parse_delivered, parse_line
from tests.support.scripted_server import scripted_server
from tests.x.stream.conftest import FOLLOWS, KINDS, EventSpendGuard, Open, collect, line, listening, sent


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


def about(**data: object) -> DeliveredEvent:
    envelope = {"event_type": "follow.follow", "event_uuid": "9", "payload": {"source": {"id": "7"}, "target": {"id": "42"}}} | data
    return parse_delivered(json.dumps(envelope).encode(), envelope, 42, SimulatedClock(speed=0).now())


def test_an_unfollow_needs_no_more_than_who_it_was() -> None:
    left = about(event_type="follow.unfollow")

    assert left.event == UnfollowEvent("9", 7)
    assert about(event_type="follow.follow").event is None, "a follower without a handle is none to suggest"


@pytest.mark.parametrize("uuid", [None, "", 0, ["9"], "9" * 101])
def test_an_event_without_an_id_of_its_own_is_told_apart_by_what_it_says(uuid: object) -> None:
    one, again, other = about(event_uuid=uuid), about(event_uuid=uuid), about(event_uuid=uuid, event_type="follow.unfollow")

    assert one.uuid == again.uuid != other.uuid


def test_a_mention_that_somebody_else_is_told_of_is_none_of_ours() -> None:
    post = {"id": "1", "author_id": "7", "text": "@harbourlight hello"}
    mention = {"event_type": ActivityEvent.MENTION, "payload": post}

    assert isinstance(about(**mention, filter={"user_id": "42"}).event, MentionEvent)
    assert about(**mention, filter={"user_id": "43"}).event is None
    assert about(event_type=ActivityEvent.MENTION, payload=post | {"author_id": "42"}).event is None
