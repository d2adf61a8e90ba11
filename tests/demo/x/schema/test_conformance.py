"""Every answer of the simulated X, good or bad, is one that X's own document allows in the same dialect."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import NamedTuple

import pytest

from bot.demo.x import Dialect, Persona, Post, ReplySettings, SimulatedX, Tier
from tests.demo.x.conftest import Caller, Method, restrict
from tests.demo.x.openapi import FILES, check, check_line, document

pytestmark = pytest.mark.skipif(not all(path.exists() for path in FILES.values()), reason="X's OpenAPI documents are not here")

both_dialects = pytest.mark.parametrize("dialect", list(Dialect))

ME = "/2/users/me"
BY_ID = "/2/users/{id}"
BY_IDS = "/2/users"
BY_NAME = "/2/users/by/username/{username}"
BY_NAMES = "/2/users/by"
FOLLOWERS = "/2/users/{id}/followers"
FOLLOWING = "/2/users/{id}/following"
UNFOLLOW = "/2/users/{source_user_id}/following/{target_user_id}"
MENTIONS = "/2/users/{id}/mentions"
POSTS = "/2/users/{id}/tweets"
CREATE = "/2/tweets"
LOOKUP = "/2/tweets"
QUOTES = "/2/tweets/{id}/quote_tweets"
LIKES = "/2/users/{id}/likes"
SUBSCRIPTIONS = "/2/activity/subscriptions"
SUBSCRIPTION = "/2/activity/subscriptions/{subscription_id}"
STREAM = "/2/activity/stream"
EVENTS_OF_EACH = ["follow.follow", "follow.follow", "post.mention.create", "follow.unfollow"]


NOTHING: Mapping[str, str] = {}


class Case(NamedTuple):
    """One call that should come out with this status. path: what the template's names stand for."""

    method: Method
    template: str
    status: int
    path: Mapping[str, str] = NOTHING
    query: Mapping[str, str] = NOTHING
    body: object = None
    bearer: bool = False


async def judged(call: Caller, case: Case) -> None:
    dialect = call.x.dialect
    reply = await call(case.method, case.template.format(**case.path), case.body, bearer=case.bearer, query=case.query)
    assert reply.status == case.status, (case, reply.body)
    check(dialect, case.method, case.template, reply)


def everything(dialect: Dialect, which: str) -> str:
    """All that the document lets one ask for."""
    parameters = document(dialect)["components"]["parameters"]
    return ",".join(parameters[which]["schema"]["items"]["enum"])


def all_about_users(dialect: Dialect) -> dict[str, str]:
    about_posts = "TweetFieldsParameter" if dialect is Dialect.TWEET else "PostFieldsParameter"
    return {
        "user.fields": everything(dialect, "UserFieldsParameter"),
        "expansions": everything(dialect, "UserExpansionsParameter"),
        dialect.vocabulary.post_fields_parameter: everything(dialect, about_posts),
    }


def all_about_posts(dialect: Dialect) -> dict[str, str]:
    expansions = "TweetExpansionsParameter" if dialect is Dialect.TWEET else "PostExpansionsParameter"
    others = {f"{name}.fields": everything(dialect, f"{name.title()}FieldsParameter") for name in ("media", "poll", "place")}
    return {**all_about_users(dialect), "expansions": everything(dialect, expansions), **others}


@both_dialects
@pytest.mark.parametrize("kind", list(Persona))
async def test_looking_people_up(x: SimulatedX, call: Caller, dialect: Dialect, kind: Persona) -> None:
    x.dialect = dialect
    ada = x.gains_follower(
        "ada", kind, bio="Coffee with @harbourlight $BEAN #specialtycoffee see https://harbour.coffee", url="https://ada.dev"
    )
    x.follows_by_hand(ada)
    full = all_about_users(dialect)
    for query in ({}, full):
        await judged(call, Case("GET", ME, 200, query=query))
        await judged(call, Case("GET", BY_ID, 200, {"id": str(ada.id)}, query))
        await judged(call, Case("GET", BY_IDS, 200, query={"ids": f"{ada.id},12", **query}))
        await judged(call, Case("GET", BY_NAME, 200, {"username": "ada"}, query))
        await judged(call, Case("GET", BY_NAMES, 200, query={"usernames": "ada,nobody", **query}))
        await judged(call, Case("GET", FOLLOWERS, 200, {"id": str(x.account.id)}, query))
        await judged(call, Case("GET", FOLLOWING, 200, {"id": str(x.account.id)}, query, bearer=True))


@both_dialects
async def test_nobody_to_show(x: SimulatedX, call: Caller, dialect: Dialect) -> None:
    x.dialect = dialect
    gone, shy = x.joins("gone"), x.joins("shy", Persona.PROTECTED)
    x.suspends(gone)
    await judged(call, Case("GET", BY_ID, 200, {"id": "12"}))
    await judged(call, Case("GET", BY_NAME, 200, {"username": "gone"}))
    await judged(call, Case("GET", BY_IDS, 200, query={"ids": f"{gone.id},12"}))
    for template in (FOLLOWERS, FOLLOWING, MENTIONS, POSTS):
        for user_id in (x.account.id, gone.id, shy.id, 12):
            await judged(call, Case("GET", template, 200, {"id": str(user_id)}))


@both_dialects
async def test_pages(x: SimulatedX, call: Caller, dialect: Dialect) -> None:
    x.dialect = dialect
    for person in x.gains_followers(3):
        x.posts(person, "Are you open on Monday?")
    for template, size in ((FOLLOWERS, "2"), (MENTIONS, "5")):
        await judged(call, Case("GET", template, 200, {"id": str(x.account.id)}, {"max_results": size}))


@both_dialects
async def test_mentions_since_a_post_page_by_page(x: SimulatedX, call: Caller, dialect: Dialect) -> None:
    x.dialect = dialect
    own, ada = {"id": str(x.account.id)}, x.gains_follower("ada")
    posts = [x.speaks_to_account(ada) for _ in range(8)]
    since = {"since_id": str(posts[0].id), "max_results": "5"}
    first = await call("GET", MENTIONS.format(**own), query=since)
    for query in (since, {**since, "pagination_token": first.body["meta"]["next_token"]}, {"since_id": str(posts[-1].id)}):
        await judged(call, Case("GET", MENTIONS, 200, own, query))
    for query in ({"since_id": "soon"}, {"max_results": "101"}, {"pagination_token": "nonsense"}):
        await judged(call, Case("GET", MENTIONS, 400, own, query))


@both_dialects
async def test_posts(x: SimulatedX, call: Caller, dialect: Dialect) -> None:
    x.dialect, x.tier = dialect, Tier.ENTERPRISE
    own, ada = {"id": str(x.account.id)}, x.gains_follower("ada")
    house = x.posts(x.account, "Roasting day.")
    question = x.posts(ada, "Which one is @ada's? $BEAN #coffee https://harbour.coffee", in_reply_to=house, quotes=house)
    reply = {"text": "The blue one.", "reply": {"in_reply_to_tweet_id": str(question.id)}, "made_with_ai": False}
    await judged(call, Case("POST", CREATE, 201, body=reply))
    await judged(call, Case("POST", LIKES, 200, own, body={"tweet_id": str(question.id)}))
    for template in (MENTIONS, POSTS):
        for query in ({}, all_about_posts(dialect)):
            await judged(call, Case("GET", template, 200, own, query))


@both_dialects
async def test_posts_by_their_ids_and_quotes(x: SimulatedX, call: Caller, dialect: Dialect) -> None:
    x.dialect = dialect
    ada, ghost, shy = x.gains_follower("ada"), x.joins("ghost"), x.joins("shy", Persona.PROTECTED)
    own, house = {"id": str(x.account.id)}, x.posts(x.account, "Roasting day.")
    quotes = [x.quotes_account(ada) for _ in range(11)]
    posts = [*quotes, x.asks(ghost), x.asks(shy), *(x.quotes_restricted(person) for person in (ada, shy)), x.writes_long_post(ada)]
    posts += [x.writes_hostile_post(ada) for _ in range(20)]
    for settings in ReplySettings:
        posts.append(x.posts(ada, "¿Abierto?", in_reply_to=house, quotes=house, lang="es", reply_settings=settings))
    x.deletes(quotes[0])
    x.suspends(ghost)
    for query in ({}, all_about_posts(dialect)):
        await judged(call, Case("GET", LOOKUP, 200, query={"ids": ",".join(str(post.id) for post in posts), **query}))
        await judged(call, Case("GET", LOOKUP, 200, query={"ids": str(quotes[0].id), **query}, bearer=True))
        await judged(call, Case("GET", QUOTES, 200, {"id": str(house.id)}, {**query, "exclude": "replies"}))
        await judged(call, Case("GET", QUOTES, 200, {"id": str(house.id)}, query, bearer=True))
        for post in (quotes[0], quotes[1], posts[11], posts[12]):
            await judged(call, Case("GET", QUOTES, 200, {"id": str(post.id)}, query))
    x.deletes(house)
    for query in ({}, all_about_posts(dialect)):
        for asked in (Case("GET", LOOKUP, 200, query={"ids": str(quotes[2].id), **query}), Case("GET", MENTIONS, 200, own, query)):
            await judged(call, asked)
    await judged(call, Case("GET", LOOKUP, 400))
    await judged(call, Case("GET", LOOKUP, 400, query={"ids": "one", "expansions": "everything"}))
    await judged(call, Case("GET", QUOTES, 400, {"id": "one"}))
    await judged(call, Case("GET", QUOTES, 400, {"id": str(house.id)}, {"max_results": "9", "exclude": "quotes"}))
    x.rate_limit("quotes")
    x.rate_limit("lookup")
    await judged(call, Case("GET", QUOTES, 429, {"id": str(house.id)}))
    await judged(call, Case("GET", LOOKUP, 429, query={"ids": str(house.id)}))


@both_dialects
async def test_long_posts_in_every_list(x: SimulatedX, call: Caller, dialect: Dialect) -> None:
    x.dialect = dialect
    own, house = {"id": str(x.account.id)}, x.posts(x.account, "Roasting day.")
    text = "Which of them? $BEAN #coffee https://harbour.coffee " * 20
    post = x.posts(x.gains_follower("ada"), text, in_reply_to=house, quotes=house)
    for query in ({}, all_about_posts(dialect)):
        await judged(call, Case("GET", MENTIONS, 200, own, query))
        await judged(call, Case("GET", POSTS, 200, {"id": str(post.author.id)}, query))
        await judged(call, Case("GET", LOOKUP, 200, query={"ids": str(post.id), **query}))
        await judged(call, Case("GET", QUOTES, 200, {"id": str(house.id)}, query))


@both_dialects
@pytest.mark.parametrize(
    "befalls",
    [
        lambda x, post: x.deletes(post),
        lambda x, post: x.suspends(post.author),
        lambda x, post: x.blocks(post.author),
        lambda x, post: restrict(post),
        lambda x, post: x.posts(x.account, "Until six."),
        lambda x, post: setattr(x, "locked", True),
    ],
)
async def test_refused_replies(x: SimulatedX, call: Caller, dialect: Dialect, befalls: Callable[[SimulatedX, Post], object]) -> None:
    x.dialect = dialect
    post = x.asks(x.gains_follower("ada"))
    befalls(x, post)
    await judged(call, Case("POST", CREATE, 403, body={"text": "Until six.", "reply": {"in_reply_to_tweet_id": str(post.id)}}))


@both_dialects
async def test_following_and_unfollowing(x: SimulatedX, call: Caller, dialect: Dialect) -> None:
    x.dialect, x.tier = dialect, Tier.ENTERPRISE
    own, ada, shy = {"id": str(x.account.id)}, x.gains_follower("ada"), x.gains_follower("shy", Persona.PROTECTED)
    for person in (ada, shy):
        await judged(call, Case("POST", FOLLOWING, 200, own, body={"target_user_id": str(person.id)}))
        ids = {"source_user_id": str(x.account.id), "target_user_id": str(person.id)}
        await judged(call, Case("DELETE", UNFOLLOW, 200, ids))
    await judged(call, Case("POST", FOLLOWING, 400, own, body={"target_user_id": str(x.account.id)}))
    await judged(call, Case("POST", FOLLOWING, 400, own, body={"target_user_id": "x", "extra": 1}))
    await judged(call, Case("POST", FOLLOWING, 400, own, body=[]))
    await judged(call, Case("POST", FOLLOWING, 400, {"id": str(ada.id)}, body={"target_user_id": str(shy.id)}))
    await judged(call, Case("POST", FOLLOWING, 404, own, body={"target_user_id": "12"}))
    x.blocks(ada)
    await judged(call, Case("POST", FOLLOWING, 403, own, body={"target_user_id": str(ada.id)}))


@both_dialects
@pytest.mark.parametrize(
    ("status", "make_so"),
    [
        (400, lambda x: None),
        (401, lambda x: setattr(x, "credentials", SimulatedX(x.clock, seed=8).credentials)),
        (402, lambda x: setattr(x, "credits", False)),
        (403, lambda x: setattr(x, "locked", True)),
        (429, lambda x: x.rate_limit("followers")),
        (500, lambda x: x.refuse(1)),
        (503, lambda x: x.refuse(1, 503)),
    ],
)
async def test_refusals(x: SimulatedX, call: Caller, dialect: Dialect, status: int, make_so: Callable[[SimulatedX], None]) -> None:
    x.dialect = dialect
    make_so(x)
    await judged(call, Case("GET", FOLLOWERS, status, {"id": str(x.account.id)}, {"max_results": "0", "favourite.fields": "all"}))


@both_dialects
async def test_refusals_of_the_tier(x: SimulatedX, call: Caller, dialect: Dialect) -> None:
    x.dialect = dialect
    own, ada = {"id": str(x.account.id)}, x.gains_follower("ada")
    post = x.posts(ada, "Nobody asked.", mentions_account=False)
    await judged(call, Case("POST", FOLLOWING, 403, own, body={"target_user_id": str(ada.id)}))
    await judged(call, Case("POST", LIKES, 403, own, body={"tweet_id": str(post.id)}))
    await judged(call, Case("POST", CREATE, 403, body={"text": "Look", "quote_tweet_id": str(post.id)}))
    await judged(call, Case("POST", CREATE, 403, body={"text": "Hello", "reply": {"in_reply_to_tweet_id": str(post.id)}}))
    await judged(call, Case("POST", CREATE, 400, body={"text": "a" * 281}))
    await judged(call, Case("GET", ME, 403, bearer=True))


@both_dialects
async def test_subscriptions(x: SimulatedX, call: Caller, dialect: Dialect) -> None:
    x.dialect = dialect
    events = {
        event_type: {"event_type": event_type, "filter": {"user_id": str(x.account.id)}, "tag": "ours"}
        for event_type in ("follow.follow", "follow.unfollow", "post.mention.create")
    }
    await judged(call, Case("GET", SUBSCRIPTIONS, 200))
    for request_body in events.values():
        await judged(call, Case("POST", SUBSCRIPTIONS, 200, body=request_body))
        await judged(call, Case("POST", SUBSCRIPTIONS, 409, body=request_body))
    await judged(call, Case("POST", SUBSCRIPTIONS, 400, body={"event_type": "tea", "filter": {"user_id": "me"}}, bearer=True))
    await judged(call, Case("POST", SUBSCRIPTIONS, 403, body=events["post.mention.create"], bearer=True))
    await judged(call, Case("GET", SUBSCRIPTIONS, 200, query={"max_results": "2"}))
    await judged(call, Case("GET", SUBSCRIPTIONS, 400, query={"max_results": "0"}))
    first, second, third = (str(one.id) for one in x.subscriptions)
    await judged(call, Case("DELETE", SUBSCRIPTION, 403, {"subscription_id": first}))
    await judged(call, Case("DELETE", SUBSCRIPTION, 200, {"subscription_id": first}, bearer=True))
    await judged(call, Case("DELETE", SUBSCRIPTION, 404, {"subscription_id": first}, bearer=True))
    await judged(call, Case("DELETE", SUBSCRIPTION, 400, {"subscription_id": "x"}, bearer=True))
    await judged(call, Case("DELETE", SUBSCRIPTIONS, 200, query={"ids": f"{first},{second},{third}"}, bearer=True))
    await judged(call, Case("DELETE", SUBSCRIPTIONS, 400, bearer=True))
    x.activity = False
    await judged(call, Case("POST", SUBSCRIPTIONS, 403, body=events["follow.follow"]))


@both_dialects
async def test_every_line_of_the_stream(x: SimulatedX, call: Caller, dialect: Dialect) -> None:
    x.dialect, x.flat_users, x.keep_alive = dialect, True, 0.01
    for event_type in ("follow.follow", "follow.unfollow", "post.mention.create"):
        await call.subscribe(event_type, tag="ours")
    async with call.stream() as stream:
        for kind in Persona:
            person = x.gains_follower(persona=kind, bio="Coffee with @harbourlight $BEAN see https://harbour.coffee", url="https://ada.dev")
            x.follows_by_hand(person)
            x.accepts(person)
            house = x.posts(x.account, f"Roasting day {person.id}.")
            x.posts(person, "Which one? $BEAN #coffee https://harbour.coffee", in_reply_to=house, quotes=house)
            x.unfollows(person)
        told = [await stream.next_line() for _ in range(4 * len(Persona))]
        x.credits = False
        last = await stream.next_line()
    assert [json.loads(line)["data"]["event_type"] for line in told] == EVENTS_OF_EACH * len(Persona)
    for line in (*told, last):
        check_line(dialect, line)


@both_dialects
@pytest.mark.parametrize(
    ("status", "make_so"),
    [
        (400, lambda x: None),
        (402, lambda x: setattr(x, "credits", False)),
        (403, lambda x: setattr(x, "activity", False)),
        (429, lambda x: x.rate_limit("stream")),
        (503, lambda x: x.refuse(1, 503)),
    ],
)
async def test_refused_streams(x: SimulatedX, call: Caller, dialect: Dialect, status: int, make_so: Callable[[SimulatedX], None]) -> None:
    x.dialect = dialect
    make_so(x)
    await judged(call, Case("GET", STREAM, status, query={"backfill_minutes": "6"}, bearer=True))


@both_dialects
async def test_a_second_stream(x: SimulatedX, call: Caller, dialect: Dialect) -> None:
    x.dialect = dialect
    await judged(call, Case("GET", STREAM, 403))
    async with call.stream():
        await judged(call, Case("GET", STREAM, 429, bearer=True))


async def test_each_dialect_refuses_the_words_of_the_other(x: SimulatedX, call: Caller) -> None:
    named = {}
    foreign: dict[Dialect, dict[str, str]] = {
        Dialect.TWEET: {"post.fields": "created_at"},
        Dialect.POST: {"tweet.fields": "created_at", "user.fields": "most_recent_tweet_id"},
    }
    for dialect, query in foreign.items():
        x.dialect = dialect
        reply = await call("GET", ME, query=query)
        assert reply.status == 400
        named[dialect] = {name for error in reply.body["errors"] for name in error["parameters"]}
    assert named == {Dialect.TWEET: {"post.fields"}, Dialect.POST: {"tweet.fields", "user.fields"}}
