"""What the account may do to others, by API on either tier and by hand."""

from __future__ import annotations

import pytest

from bot.demo.x import Person, Persona, SimulatedX, Tier
from tests.demo.x.conftest import Caller, usernames


async def relation(call: Caller, person: Person) -> list[str]:
    reply = await call("GET", f"/2/users/{person.id}", query={"user.fields": "connection_status"})
    status: list[str] = reply.body["data"]["connection_status"]
    return status


async def test_self_serve_may_not_follow(x: SimulatedX, call: Caller) -> None:
    ada = x.gains_follower("ada")
    reply = await call.follow(ada.id)
    assert (reply.status, reply.body["type"]) == (403, "https://api.twitter.com/2/problems/client-forbidden")
    assert x.following == ()
    assert x.followed_through_api == []


async def test_self_serve_may_not_like_or_quote(x: SimulatedX, call: Caller) -> None:
    post = x.posts(x.gains_follower("ada"), "Look at this!")
    liked = await call("POST", f"/2/users/{x.account.id}/likes", {"tweet_id": str(post.id)})
    quoted = await call("POST", "/2/tweets", {"text": "Indeed", "quote_tweet_id": str(post.id)})
    assert [reply.body["type"].rpartition("/")[2] for reply in (liked, quoted)] == ["client-forbidden"] * 2
    assert post.liked_by == set()


async def test_enterprise_follows(x: SimulatedX, call: Caller) -> None:
    x.tier = Tier.ENTERPRISE
    ada = x.gains_follower("ada")
    assert await relation(call, ada) == ["followed_by"]
    reply = await call.follow(ada.id)
    assert (reply.status, reply.body) == (200, {"data": {"following": True, "pending_follow": False}})
    assert await relation(call, ada) == ["followed_by", "following"]
    assert usernames(await call("GET", f"/2/users/{x.account.id}/following")) == ["ada"]

    await call.follow(ada.id)
    assert x.following == (ada,)
    assert x.followed_through_api == [ada.id, ada.id]

    assert (await call("DELETE", f"/2/users/{x.account.id}/following/{ada.id}")).body == {"data": {"following": False}}
    assert usernames(await call("GET", f"/2/users/{x.account.id}/following")) == []


async def test_a_protected_person_is_asked_first(x: SimulatedX, call: Caller) -> None:
    x.tier = Tier.ENTERPRISE
    shy = x.gains_follower("shy", Persona.PROTECTED)
    assert (await call.follow(shy.id)).body == {"data": {"following": False, "pending_follow": True}}
    assert await relation(call, shy) == ["followed_by", "follow_request_sent"]
    assert usernames(await call("GET", f"/2/users/{x.account.id}/following")) == []
    x.accepts(shy)
    assert await relation(call, shy) == ["followed_by", "following"]


async def test_nobody_follows_oneself_or_a_ghost(x: SimulatedX, call: Caller) -> None:
    x.tier = Tier.ENTERPRISE
    ghost = x.gains_follower("ghost")
    x.suspends(ghost)
    assert [(await call.follow(user_id)).status for user_id in (x.account.id, ghost.id, 12)] == [400, 403, 404]
    for person in (x.account, ghost):
        with pytest.raises(ValueError, match="Nobody can follow"):
            x.follows_by_hand(person)
    assert x.followed_through_api == []


async def test_whoever_is_suspended_is_not_among_the_followed_until_they_return(x: SimulatedX, call: Caller) -> None:
    ada = x.gains_follower("ada")
    x.follows_by_hand(ada)
    x.suspends(ada)
    assert usernames(await call("GET", f"/2/users/{x.account.id}/following")) == []
    x.reinstates(ada)
    assert usernames(await call("GET", f"/2/users/{x.account.id}/following")) == ["ada"]


async def test_by_hand_works_on_every_tier(x: SimulatedX, call: Caller) -> None:
    ada, bo = x.gains_follower("ada"), x.gains_follower("bo")
    x.follows_by_hand(ada)
    x.follows_by_hand(bo)
    assert usernames(await call("GET", f"/2/users/{x.account.id}/following", query={"max_results": 1})) == ["bo"]
    x.unfollows_by_hand(bo)
    assert usernames(await call("GET", f"/2/users/{x.account.id}/following")) == ["ada"]
    assert x.followed_through_api == []


async def test_others_lists_show_what_this_world_knows_of_them(x: SimulatedX, call: Caller) -> None:
    ada = x.gains_follower("ada")
    assert usernames(await call("GET", f"/2/users/{ada.id}/following")) == ["harbourlight"]
    assert usernames(await call("GET", f"/2/users/{ada.id}/followers")) == []
    x.follows_by_hand(ada)
    assert usernames(await call("GET", f"/2/users/{ada.id}/followers")) == ["harbourlight"]
