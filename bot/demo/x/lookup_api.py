"""Looking posts up by their ids."""

from __future__ import annotations

from bot.demo.x.calls import Answer, Request
from bot.demo.x.post_queries import Asked
from bot.demo.x.prices import Price
from bot.demo.x.problems import Body, as_entry, unseen
from bot.demo.x.query import NUMERIC_ID
from bot.demo.x.rendering import may_see


def by_ids(call: Request) -> Answer:
    """GET /2/tweets?ids="""
    asked = Asked(call, "ids")
    ids = asked.query.listed("ids", NUMERIC_ID)
    asked.query.check()
    posts = {value: call.world.timeline.get(int(value)) for value in ids}
    found = [post for post in posts.values() if post and may_see(post, call)]
    missing = [unseen(post, "ids", value) for value, post in posts.items() if not (post and may_see(post, call))]
    includes = asked.includes(found)
    body: Body = {}
    if found:
        body["data"] = asked.posts(found)
    if errors := [*(as_entry(problem, call.vocabulary) for problem in missing), *includes.errors()]:
        body["errors"] = errors
    return Answer({**body, **includes.body()}, reads=[(Price.POST_READ, [post.id for post in found]), *includes.reads()])
