"""What X's lists leave out for a while, and where they lead nowhere."""

from __future__ import annotations

import pytest

from bot.demo.x import SimulatedX
from bot.demo.x.conditions import PaginationFault
from tests.demo.x.conftest import Caller


async def test_a_post_that_is_listed_late_is_counted_and_found_by_its_id(x: SimulatedX, call: Caller) -> None:
    own = x.posts(x.account, "The Guji is back.")
    late, newer = x.posts(x.joins("ada"), "Look!", quotes=own), x.posts(x.joins("bo"), "Look here!")
    x.delays_listing(late)
    path = f"/2/users/{x.account.id}"
    mentions = await call("GET", f"{path}/mentions")
    assert [post["id"] for post in mentions.body["data"]] == [str(newer.id)]
    posts = await call("GET", f"{path}/tweets", query={"tweet.fields": "public_metrics"})
    assert posts.body["data"][0]["public_metrics"]["quote_count"] == 1
    assert (await call("GET", f"/2/tweets/{own.id}/quote_tweets")).body.get("data") is None
    assert (await call("GET", "/2/tweets", query={"ids": str(late.id)})).body["data"]

    x.ends_listing_delay(late)
    mentions = await call("GET", f"{path}/mentions")
    assert [post["id"] for post in mentions.body["data"]] == [str(newer.id), str(late.id)]


@pytest.mark.parametrize("pagination_fault", ["loop", "empty_pages"])
async def test_a_list_may_lead_nowhere(x: SimulatedX, call: Caller, pagination_fault: PaginationFault) -> None:
    x.gains_followers(3)
    x.pagination_fault = pagination_fault
    path, seen = f"/2/users/{x.account.id}/followers", []
    token = None
    for _ in range(4):
        page = await call("GET", path, query={"max_results": "2"} | ({"pagination_token": token} if token else {}))
        token = page.body["meta"]["next_token"]
        seen.append((len(page.body.get("data", ())), token))

    sizes, tokens = zip(*seen, strict=True)
    assert sizes == ((2, 1, 1, 1) if pagination_fault == "loop" else (2, 0, 0, 0))
    assert len(set(tokens)) == (1 if pagination_fault == "loop" else 4)


async def test_whoever_joins_in_answers_the_author_and_carries_along_whom_they_mention(x: SimulatedX) -> None:
    question = x.posts(x.joins("ada"), "what is on the filter?")
    answer = x.replies_to_thread(x.joins("bo"), question, "the Guji")
    assert answer.text == f"@ada @{x.account.username} the Guji"
    again = x.replies_to_thread(question.author, answer, "thanks!")
    assert again.text == f"@bo @{x.account.username} thanks!"
