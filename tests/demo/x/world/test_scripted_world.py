"""What people say on the simulated X, and what deleting, blocking and restricting do to it, as the API shows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.x import Person, Persona, Post, SimulatedX
from bot.demo.x.world.sample_posts import (
    COMPLAINTS,
    GREETINGS,
    OPT_OUT_REQUESTS,
    PRAISES,
    QUESTIONS,
    THANKS,
    SamplePost,
)
from tests.demo.x.conftest import Caller, Reply

FIELDS = {"tweet.fields": "author_id,conversation_id,in_reply_to_user_id,lang,public_metrics,referenced_tweets,reply_settings"}


def ids(reply: Reply) -> list[int]:
    assert reply.status == 200, reply.body
    return [int(post["id"]) for post in reply.body.get("data", [])]


async def mentions(call: Caller, **query: str | int) -> Reply:
    return await call("GET", f"/2/users/{call.x.account.id}/mentions", query=query)


async def shown(call: Caller, post: Post) -> dict[str, object]:
    (found,) = (await call("GET", "/2/tweets", query={"ids": str(post.id), **FIELDS})).body["data"]
    return dict(found)


@pytest.mark.parametrize(
    ("says", "options"),
    [
        (SimulatedX.asks, QUESTIONS),
        (SimulatedX.praises, PRAISES),
        (SimulatedX.complains, COMPLAINTS),
        (SimulatedX.thanks, THANKS),
        (SimulatedX.greets, GREETINGS),
        (SimulatedX.asks_to_opt_out, OPT_OUT_REQUESTS),
    ],
)
async def test_people_post_in_several_languages(
    x: SimulatedX, call: Caller, says: Callable[[SimulatedX, Person], Post], options: tuple[SamplePost, ...]
) -> None:
    ada = x.gains_follower("ada")
    posts = [says(x, ada) for _ in range(60)]

    reply = await mentions(call, max_results=100, **FIELDS)

    assert ids(reply) == [post.id for post in reversed(posts)]
    heard = {(post["text"].removeprefix("@harbourlight "), post["lang"]) for post in reply.body["data"]}
    assert heard <= set(options)
    assert {lang for _, lang in heard} > {"en"}
    assert len({text for text, _ in options}) == len(options) >= 5


async def test_praise_and_thanks_hang_below_what_the_account_said(x: SimulatedX, call: Caller) -> None:
    ada, bo = x.gains_follower("ada"), x.gains_follower("bo")
    house = x.posts(x.account, "Roasting day.")
    asked = x.asks(ada)
    await call.post("Until six.", asked)
    answer = next(x.timeline.by(x.account))

    below = {post: (await shown(call, post)).get("referenced_tweets") for post in (x.thanks(ada), x.thanks(bo), x.praises(bo))}

    assert list(below.values()) == [
        [{"type": "replied_to", "id": str(answer.id)}],
        None,
        [{"type": "replied_to", "id": str(house.id)}],
    ]


async def test_a_reply_begins_with_the_handles_of_those_it_is_for(x: SimulatedX) -> None:
    ada, bo = x.gains_follower("ada"), x.gains_follower("bo")
    question = x.posts(ada, "Where?", mentions_account=False)

    assert x.posts(bo, "On the quay.", in_reply_to=question).text == "@ada @harbourlight On the quay."
    assert x.posts(bo, "Ask @HarbourLight.", in_reply_to=question).text == "@ada Ask @HarbourLight."
    assert x.posts(bo, "Over there.", mentions_account=False, in_reply_to=question).text == "Over there."
    assert x.posts(x.account, "Here!", in_reply_to=question).text == "Here!"
    assert x.posts(ada, "I mean the café.", in_reply_to=question).text == "@harbourlight I mean the café."


async def test_a_quote_need_not_mention_the_account(x: SimulatedX, call: Caller) -> None:
    with pytest.raises(ValueError, match="has not posted"):
        x.quotes_account(x.gains_follower("early"))
    house = x.posts(x.account, "Roasting day.")
    await call.post("Until six.", x.asks(x.gains_follower("ada")))

    quote = x.quotes_account(x.gains_follower("bo"))

    assert quote.quotes is house
    assert quote.id not in ids(await mentions(call))
    assert ids(await call("GET", f"/2/tweets/{house.id}/quote_tweets")) == [quote.id]
    assert (await call.post("Thank you!", quote)).status == 201


async def test_somebody_repeats_what_they_said_last(x: SimulatedX, call: Caller) -> None:
    ada = x.gains_follower("ada")
    with pytest.raises(ValueError, match="has not said anything"):
        x.repeats_itself(ada)
    first = x.complains(ada)
    x.posts(ada, "Nice weather.", mentions_account=False)

    again = x.repeats_itself(ada)

    assert (again.text, again.lang) == (first.text, first.lang)
    assert ids(await mentions(call)) == [again.id, first.id]


async def test_what_is_deleted_is_gone_everywhere(x: SimulatedX, call: Caller) -> None:
    ada = x.gains_follower("ada", posts=10)
    house = x.posts(x.account, "Roasting day.")
    kept, deleted = x.posts(ada, "Which one?", in_reply_to=house), x.posts(ada, "And then?", in_reply_to=house, quotes=house)
    assert (await shown(call, house))["public_metrics"] == {
        **dict.fromkeys(("retweet_count", "bookmark_count", "impression_count", "like_count"), 0),
        "reply_count": 2,
        "quote_count": 1,
    }

    for _ in range(2):
        x.deletes(deleted)

    assert ids(await mentions(call)) == ids(await call("GET", f"/2/users/{ada.id}/tweets"))[:1] == [kept.id]
    assert (await call("GET", f"/2/tweets/{house.id}/quote_tweets")).body == {"meta": {"result_count": 0}}
    metrics = (await shown(call, house))["public_metrics"]
    assert isinstance(metrics, dict)
    assert (metrics["reply_count"], metrics["quote_count"], ada.posts) == (1, 0, 11)
    found = await call("GET", f"/2/users/{ada.id}", query={"user.fields": "most_recent_tweet_id"})
    assert found.body["data"]["most_recent_tweet_id"] == str(kept.id)


async def test_what_hangs_below_a_deleted_post_still_names_it_but_does_not_show_it(x: SimulatedX, call: Caller) -> None:
    ada = x.gains_follower("ada")
    house = x.posts(x.account, "Roasting day.")
    x.posts(ada, "Which one?", in_reply_to=house)
    x.deletes(house)

    reply = await mentions(call, expansions="referenced_tweets.id", **FIELDS)

    (question,) = reply.body["data"]
    assert question["referenced_tweets"] == [{"type": "replied_to", "id": str(house.id)}]
    assert question["conversation_id"] == str(house.id)
    assert "includes" not in reply.body
    (problem,) = reply.body["errors"]
    assert (problem["detail"], problem["parameter"]) == (
        f"Could not find tweet with referenced_tweets.id: [{house.id}].",
        "referenced_tweets.id",
    )


async def test_settings_and_language_are_shown(x: SimulatedX, call: Caller) -> None:
    ada, bo = x.gains_follower("ada"), x.joins("bo")
    x.posts(x.account, "Roasting day.")
    assert (await shown(call, x.posts(ada, "Hallo", lang="de")))["lang"] == "de"
    settings = [(await shown(call, post))["reply_settings"] for post in (x.asks(ada), x.quotes_restricted(ada), x.quotes_restricted(bo))]
    assert settings == ["everyone", "subscribers", "following"]
    with pytest.raises(ValueError, match="friends"):
        x.posts(ada, "Hi", reply_settings="friends")


async def test_whoever_blocks_the_account_is_no_longer_connected_with_it(x: SimulatedX, call: Caller) -> None:
    ada, shy = x.gains_follower("ada"), x.gains_follower("shy", Persona.PROTECTED)
    for person in (ada, shy):
        x.follows_by_hand(person)

    for person in (ada, shy):
        x.blocks(person)

    assert (x.followers, x.following, x.pending_follows) == ((), (), set())
    with pytest.raises(ValueError, match="Nobody can follow @ada"):
        x.follows_by_hand(ada)
    x.unblocks(ada)
    x.follows_by_hand(ada)
    assert x.following == (ada,)


async def test_listeners_are_told_of_mentions_of_the_account_alone(x: SimulatedX, call: Caller) -> None:
    ada = x.gains_follower("ada")
    x.posts(x.account, "Roasting day.")
    await call.subscribe("post.mention.create")
    async with call.stream() as stream:
        x.quotes_account(ada)
        asked, again = x.asks(ada), x.repeats_itself(ada)
        told = await stream.events(2)
    assert [event["payload"]["id"] for event in told] == [str(asked.id), str(again.id)]


async def test_the_list_of_own_posts_lags_behind_where_it_is_told_to(x: SimulatedX, call: Caller, clock: SimulatedClock) -> None:
    own = f"/2/users/{x.account.id}/tweets"
    x.listing_delay = timedelta(seconds=30)
    posted = int((await call.post("Roasting day.")).body["data"]["id"])
    assert ids(await call("GET", own)) == []
    assert ids(await call("GET", "/2/tweets", query={"ids": str(posted)})) == [posted]
    clock.advance(timedelta(seconds=30))
    assert ids(await call("GET", own)) == [posted]


async def test_every_post_about_the_account_is_known_even_when_it_was_deleted(x: SimulatedX) -> None:
    ada = x.gains_follower("ada")
    house = x.posts(x.account, "Our own @harbourlight.")
    asked, quoted, both = x.asks(ada), x.quotes_account(ada), x.posts(ada, "Look!", quotes=house)
    x.posts(ada, "Nice weather.", mentions_account=False)
    x.deletes(asked)

    assert list(x.timeline.addressing(x.account)) == [both, quoted, asked]
