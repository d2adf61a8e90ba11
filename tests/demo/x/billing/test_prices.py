"""X bills every resource it returns once per UTC day, and every write that it carries out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.x import Dialect, SimulatedX, Tier
from tests.demo.x.conftest import Caller


def charges(x: SimulatedX) -> list[int]:
    return [call.charged_micros for call in x.calls]


async def test_a_follower_costs_a_tenth_of_a_cent_once_a_day(x: SimulatedX, call: Caller, clock: SimulatedClock) -> None:
    x.gains_followers(3)
    await call.followers()
    await call.followers()
    x.gains_follower()
    await call.followers(max_results=2)
    clock.advance(timedelta(hours=13, minutes=59))
    await call.followers()
    assert charges(x) == [3_000, 0, 1_000, 0]

    clock.advance(timedelta(minutes=1))
    await call.followers()
    assert charges(x)[-1] == 4_000
    assert x.spent_micros == sum(charges(x)) == 8_000


async def test_an_app_of_someone_else_pays_ten_times_as_much(x: SimulatedX, call: Caller) -> None:
    x.owns_app = False
    x.gains_followers(3)
    await call.followers()
    assert charges(x) == [30_000]


async def test_an_app_alone_owns_nobody(x: SimulatedX, call: Caller) -> None:
    x.gains_followers(2)
    await call("GET", f"/2/users/{x.account.id}/followers", bearer=True)
    assert charges(x) == [20_000]


async def test_the_lists_of_others_are_not_owned(x: SimulatedX, call: Caller) -> None:
    ada = x.gains_follower("ada")
    await call("GET", f"/2/users/{ada.id}/following")
    assert charges(x) == [10_000]


async def test_looking_people_up_is_a_kind_of_its_own(x: SimulatedX, call: Caller) -> None:
    ada, bo = x.gains_follower("ada"), x.joins("bo")
    await call.followers()
    await call("GET", f"/2/users/{ada.id}")
    await call("GET", "/2/users", query={"ids": f"{ada.id},{bo.id},12"})
    await call("GET", "/2/users/me")
    await call("GET", "/2/users/by/username/nobody")
    assert charges(x) == [1_000, 10_000, 10_000, 10_000, 0]


@pytest.mark.parametrize("dialect", list(Dialect))
async def test_expanding_the_latest_post_is_charged_as_a_post(x: SimulatedX, call: Caller, dialect: Dialect) -> None:
    x.dialect = dialect
    x.gains_follower("ada")
    x.gains_follower("mute", posts=0)
    reply = await call.followers(expansions=dialect.vocabulary.translate("most_recent_tweet_id"))
    (post,) = reply.body["includes"][dialect.vocabulary.translate("tweets")]
    mute, ada = reply.body["data"]
    assert ada[dialect.vocabulary.translate("most_recent_tweet_id")] == post["id"]
    assert dialect.vocabulary.translate("most_recent_tweet_id") not in mute
    assert charges(x) == [2_000 + 5_000]


async def test_posts_and_what_they_expand(x: SimulatedX, call: Caller) -> None:
    ada = x.gains_follower("ada")
    house = x.posts(x.account, "Open until six.")
    x.posts(ada, "On Sundays too?", in_reply_to=house)
    own = f"/2/users/{x.account.id}"
    await call("GET", f"{own}/mentions")
    await call("GET", f"{own}/mentions", query={"expansions": "author_id"})
    await call("GET", f"{own}/mentions", query={"expansions": "referenced_tweets.id,referenced_tweets.id.author_id"})
    await call("GET", f"/2/users/{ada.id}/tweets")
    assert charges(x) == [1_000, 10_000, 15_000, 5_000]


async def test_writes_are_charged_each_time_they_are_carried_out(x: SimulatedX, call: Caller) -> None:
    x.tier = Tier.ENTERPRISE
    ada = x.gains_follower("ada")
    question = x.posts(ada, "Open on Sunday?")
    remark = x.posts(ada, "Nice weather.", mentions_account=False)
    await call.follow(ada.id)
    await call.follow(ada.id)
    await call("DELETE", f"/2/users/{x.account.id}/following/{ada.id}")
    await call("POST", f"/2/users/{x.account.id}/likes", {"tweet_id": str(question.id)})
    await call.post("Roasting day.")
    await call.post("Yes, from ten.", in_reply_to=question)
    await call.post("It is!", in_reply_to=remark)
    await call.post("Ten to four: https://harbour.coffee/hours", in_reply_to=question)
    assert charges(x) == [15_000, 15_000, 10_000, 15_000, 15_000, 10_000, 15_000, 200_000]


async def test_what_is_refused_costs_nothing(x: SimulatedX, call: Caller) -> None:
    ada = x.gains_follower("ada")
    await call.follow(ada.id)
    await call.followers(max_results=0)
    x.credits = False
    assert (await call.followers()).status == 402
    x.credits = True
    x.refuse(1)
    await call.followers()
    x.down = True
    await call.followers()
    assert charges(x) == [0] * 5
    assert x.spent_micros == 0
