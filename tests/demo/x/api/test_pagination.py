from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.demo.x import SimulatedX
from bot.demo.x.conditions import Pagination
from tests.demo.x.conftest import Caller, Reply, usernames

both_ways = pytest.mark.parametrize("pagination", ["cursor", "offset"])


def people_named(x: SimulatedX, *names: str) -> None:
    for name in names:
        x.gains_follower(name)


def next_of(reply: Reply) -> str:
    token: str = reply.body["meta"]["next_token"]
    return token


@both_ways
async def test_pages_follow_each_other_from_the_newest_to_the_oldest(x: SimulatedX, call: Caller, pagination: Pagination) -> None:
    x.pagination = pagination
    people_named(x, "a", "b", "c", "d", "e")
    first = await call.followers(max_results=2)
    second = await call.followers(max_results=2, pagination_token=next_of(first))
    last = await call.followers(max_results=2, pagination_token=next_of(second))
    assert [usernames(page) for page in (first, second, last)] == [["e", "d"], ["c", "b"], ["a"]]
    assert "next_token" not in last.body["meta"]
    assert len(next_of(first)) >= 16


@both_ways
async def test_a_last_page_that_is_full_leads_nowhere(x: SimulatedX, call: Caller, pagination: Pagination) -> None:
    x.pagination = pagination
    people_named(x, "a", "b")
    assert "next_token" not in (await call.followers(max_results=2)).body["meta"]


async def test_a_cursor_holds_its_place(x: SimulatedX, call: Caller) -> None:
    people_named(x, "a", "b", "c", "d", "e")
    token = next_of(await call.followers(max_results=2))
    x.gains_follower("f")
    x.unfollows(x.person("e"))
    x.unfollows(x.person("d"))
    assert usernames(await call.followers(max_results=2, pagination_token=token)) == ["c", "b"]


async def test_a_position_shifts_with_the_list(x: SimulatedX, call: Caller) -> None:
    x.pagination = "offset"
    people_named(x, "a", "b", "c", "d", "e")
    token = next_of(await call.followers(max_results=2))
    x.gains_follower("f")
    assert usernames(await call.followers(max_results=2, pagination_token=token)) == ["d", "c"]
    x.unfollows(x.person("f"))
    x.unfollows(x.person("e"))
    assert usernames(await call.followers(max_results=2, pagination_token=token)) == ["b", "a"]


@both_ways
@pytest.mark.parametrize(
    "garble", [lambda token: token[:-1], lambda token: token + "0", lambda _: "", lambda _: "zzzz!", lambda _: "é" * 30]
)
async def test_a_garbled_token_is_refused(x: SimulatedX, call: Caller, pagination: Pagination, garble: Callable[[str], str]) -> None:
    x.pagination = pagination
    people_named(x, "a", "b")
    token = garble(next_of(await call.followers(max_results=1)))
    reply = await call.followers(max_results=1, pagination_token=token)
    assert reply.status == 400
    assert reply.body["errors"][0]["parameters"] == {"pagination_token": [token]}


@both_ways
async def test_a_token_is_good_for_one_list_only(x: SimulatedX, call: Caller, pagination: Pagination) -> None:
    x.pagination = pagination
    people_named(x, "a", "b")
    token = next_of(await call.followers(max_results=1))
    reply = await call("GET", f"/2/users/{x.account.id}/following", query={"pagination_token": token})
    assert reply.status == 400


@pytest.mark.parametrize(
    ("path", "sizes"), [("followers", (0, 1_001)), ("following", (0, 1_001)), ("mentions", (4, 101)), ("tweets", (4, 101))]
)
async def test_a_page_has_limits(x: SimulatedX, call: Caller, path: str, sizes: tuple[int, int]) -> None:
    below, above = sizes
    statuses = [
        (await call("GET", f"/2/users/{x.account.id}/{path}", query={"max_results": size})).status
        for size in (below, below + 1, above - 1, above)
    ]
    assert statuses == [400, 200, 200, 400]


async def test_whoever_returns_is_on_top_again(x: SimulatedX, call: Caller) -> None:
    people_named(x, "a", "b", "c")
    x.unfollows(x.person("a"))
    x.follows(x.person("a"))
    x.follows(x.person("b"))
    assert usernames(await call.followers()) == ["a", "c", "b"]


async def test_whoever_is_suspended_keeps_the_place(x: SimulatedX, call: Caller) -> None:
    people_named(x, "a", "b", "c")
    x.suspends(x.person("b"))
    assert usernames(await call.followers()) == ["c", "a"]
    me = await call("GET", "/2/users/me", query={"user.fields": "public_metrics"})
    assert me.body["data"]["public_metrics"]["followers_count"] == 2
    x.reinstates(x.person("b"))
    assert usernames(await call.followers()) == ["c", "b", "a"]


async def test_shuffling_moves_people_a_few_places_within_their_page(x: SimulatedX, call: Caller) -> None:
    x.gains_followers(60)
    true_order = [person.username for person in x.followers]
    x.shuffle = 3
    first = await call.followers(max_results=40)
    shown = usernames(first)
    assert shown != true_order[:40]
    assert sorted(shown) == sorted(true_order[:40])
    assert max(abs(true_order.index(name) - place) for place, name in enumerate(shown)) <= 3
    assert usernames(await call.followers(max_results=40)) == shown
    rest = usernames(await call.followers(max_results=40, pagination_token=next_of(first)))
    assert sorted(rest) == sorted(true_order[40:])


async def test_a_faulty_list_can_end_early(x: SimulatedX, call: Caller) -> None:
    x.pagination_fault = "ends_early"
    people_named(x, "a", "b", "c")
    page = await call.followers(max_results=2)
    assert (usernames(page), "next_token" in page.body["meta"]) == (["c", "b"], False)


@both_ways
async def test_a_faulty_list_can_leave_out_pages(x: SimulatedX, call: Caller, pagination: Pagination) -> None:
    x.pagination, x.pagination_fault = pagination, "skips_pages"
    people_named(x, "a", "b", "c", "d", "e")
    first = await call.followers(max_results=2)
    last = await call.followers(max_results=2, pagination_token=next_of(first))
    assert [usernames(page) for page in (first, last)] == [["e", "d"], ["a"]]
    assert "next_token" not in last.body["meta"]
