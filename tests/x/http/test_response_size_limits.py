"""Nothing that X sends costs much memory or time, however it is meant: what is beyond all its real answers is an unusable answer."""

from __future__ import annotations

import gzip
import json
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from aiohttp import web

from bot.domain import ActivityEvent, Purpose
from bot.x.errors import OutcomeUnknown, RateLimited, Unreachable
from bot.x.http.transport import LARGEST_ANSWER
from bot.x.stream.events import parse_delivered, parse_line
from tests.support.in_memory_spend_guard import FakeSpendGuard
from tests.support.scripted_server import scripted_server
from tests.x.conftest import OpenClient, raised

MEBIBYTE = 2**20


@cache
def bomb() -> bytes:
    """400 KB that are 400 MB of good JSON: an account with a long bio."""
    whole, piece = gzip.compress(b'{"data":{"id":"42","username":"harbourlight","description":"'), b"x" * 10 * MEBIBYTE
    # Deflate packs a thousand to one; several members are one file.
    packed = gzip.compress(piece)
    return whole + packed * 40 + gzip.compress(b'"}}')


@cache
def one_member_bomb() -> bytes:
    return gzip.compress(b'{"data":"' + b"x" * (3 * LARGEST_ANSWER) + b'"}')


def packed(body: bytes, status: int = 200, encoding: str = "gzip") -> web.Response:
    return web.Response(status=status, body=body, headers={"Content-Encoding": encoding}, content_type="application/json")


@pytest.fixture
def memory() -> Iterator[None]:
    """What is allocated meanwhile stays far below what a bomb would take."""
    for make in (bomb, one_member_bomb):
        make()  # before it is measured
    tracemalloc.start()
    yield
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6 * LARGEST_ANSWER


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("made", [bomb, one_member_bomb], ids=["in members", "in one"])
async def test_an_answer_that_unpacks_to_more_than_x_sends_is_not_unpacked(
    made: Callable[[], bytes], open_client: OpenClient, spend_guard: FakeSpendGuard
) -> None:
    async with scripted_server(packed(made())) as server:
        client = open_client(server.url)
        assert isinstance(await raised(client.me(purpose=Purpose.CHECK)), Unreachable)
        assert isinstance(await raised(client.follow(7, purpose=Purpose.CHECK)), OutcomeUnknown)

    assert sum(spend_guard.open_reservations.values()) == 10_000 + 15_000, (
        "X may have charged either, the read once however often it was tried"
    )


@pytest.mark.usefixtures("memory")
async def test_an_answer_that_is_long_as_it_is_is_not_read_to_its_end(open_client: OpenClient) -> None:
    async with scripted_server(web.Response(body=b'{"data":"' + b" " * 2 * LARGEST_ANSWER + b'"}')) as server:
        assert isinstance(await raised(open_client(server.url).follow(7, purpose=Purpose.CHECK)), OutcomeUnknown)


async def test_a_bomb_beside_a_refusal_is_that_refusal_or_none_of_the_api(open_client: OpenClient) -> None:
    for status, error in ((403, Unreachable), (503, OutcomeUnknown), (429, RateLimited)):
        async with scripted_server(packed(one_member_bomb(), status)) as server:
            assert type(await raised(open_client(server.url).follow(7, purpose=Purpose.CHECK))) is error


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate, gzip", "nonsense"])
async def test_what_cannot_be_unpacked_is_unusable(encoding: str, open_client: OpenClient) -> None:
    async with scripted_server(packed(b'{"data":{"following":true}}', encoding=encoding)) as server:
        assert isinstance(await raised(open_client(server.url).follow(7, purpose=Purpose.CHECK)), OutcomeUnknown)


async def test_a_packed_answer_of_ordinary_size_is_read(open_client: OpenClient) -> None:
    bio = "ü🌸" * 2_000
    body = {"data": {"id": "42", "username": "harbourlight", "name": "H", "description": bio}}
    async with scripted_server(packed(gzip.compress(json.dumps(body).encode()))) as server:
        assert (await open_client(server.url).me(purpose=Purpose.CHECK)).bio == bio[:1_000]

    assert server.requests[0].headers["Accept-Encoding"] == "gzip"


async def test_a_page_of_the_longest_posts_there_are_is_read(open_client: OpenClient) -> None:
    posts = [{"id": str(2**60 + n), "author_id": "7", "text": "é" * 280, "note_tweet": {"text": "é" * 25_000}} for n in range(100)]
    body = json.dumps({"data": posts, "meta": {"result_count": 100}}).encode()
    async with scripted_server(packed(gzip.compress(body))) as server:
        page = await open_client(server.url).mentions(purpose=Purpose.CHECK, since_id=None, page_size=100)

    assert len(body) > 15_000_000
    assert [len(post.text) for post in page.posts] == [25_000] * 100


BODIES = {
    "deep": b'{"data":' + b"[" * 900 + b"]" * 900 + b"}",
    "deep in an error": b'{"errors":[{"parameters":' + b'{"a":' * 900 + b"1" + b"}" * 900 + b"}]}",
    "very deep": b"[" * 1_000_000,
    "a long number": b'{"data":{"id":' + b"9" * 1_000_000 + b"}}",
    "parts without end": b'{"data":[' + b"{}," * 1_000_000 + b"{}]}",
    "quotes without end": b'{"data":"' + b'\\"' * 1_000_000,
    "people without end": b'{"data":[' + b",".join(b'{"id":"%d","username":"a"}' % n for n in range(1, 5_000)) + b"]}",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_json_that_is_nothing_like_x_s_is_unusable_and_soon(body: bytes, open_client: OpenClient) -> None:
    async with scripted_server(web.Response(body=body, content_type="application/json")) as server:
        client = open_client(server.url)
        started = time.process_time()
        assert isinstance(await raised(client.follow(7, purpose=Purpose.CHECK)), OutcomeUnknown)
        assert time.process_time() - started < 3
        assert isinstance(await raised(client.followers(purpose=Purpose.CHECK, page_size=5)), Unreachable)


async def test_counts_that_nobody_has_are_unknown(open_client: OpenClient) -> None:
    metrics = {"followers_count": 10**18, "following_count": 10**4_000, "tweet_count": -1, "listed_count": 10**12}
    async with scripted_server(web.json_response({"data": {"id": "42", "username": "harbourlight", "public_metrics": metrics}})) as server:
        me = await open_client(server.url).me(purpose=Purpose.CHECK)

    assert (me.followers, me.following, me.posts, me.listed) == (None, None, None, 10**12)


async def test_a_stream_that_is_packed_although_nobody_asked_for_it_is_unusable(open_client: OpenClient) -> None:
    async with scripted_server(packed(one_member_bomb())) as server:
        client = open_client(server.url)

        async def hears() -> None:
            async with client.events.connect({ActivityEvent.FOLLOW}, backfill_minutes=0) as told:
                async for _ in told:
                    pass

        assert isinstance(await raised(hears()), Unreachable)
        assert server.requests[0].headers["Accept-Encoding"] == "identity"


def test_a_line_of_the_stream_has_the_same_bounds() -> None:
    for body in BODIES.values():
        envelope = parse_line(body)
        assert len(json.dumps(envelope)) < 5_000_000
    long_id = parse_delivered(b"{}", {"event_uuid": "7" * 1_000_000, "event_type": "follow" * 1_000_000}, 42, None)  # type: ignore[arg-type]
    assert (len(long_id.uuid), len(long_id.type)) == (32, 100)
