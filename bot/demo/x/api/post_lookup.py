"""Looking posts up by their ids."""

from __future__ import annotations

from bot.demo.x.api.calls import ApiRequest, ApiResponse
from bot.demo.x.api.post_query import PostQuery
from bot.demo.x.billing.prices import Price
from bot.demo.x.schema.parameters import NUMERIC_ID
from bot.demo.x.schema.problems import Body, as_entry, unseen
from bot.demo.x.schema.rendering import may_see


def posts_by_ids(call: ApiRequest) -> ApiResponse:
    """GET /2/tweets?ids="""
    query = PostQuery(call, "ids")
    ids = query.parameters.listed("ids", NUMERIC_ID)
    query.parameters.check()
    posts = {value: call.world.timeline.get(int(value)) for value in ids}
    found = [post for post in posts.values() if post and may_see(post, call)]
    missing = [unseen(post, "ids", value) for value, post in posts.items() if not (post and may_see(post, call))]
    includes = query.includes(found)
    body: Body = {}
    if found:
        body["data"] = query.posts(found)
    if errors := [*(as_entry(problem, call.vocabulary) for problem in missing), *includes.errors()]:
        body["errors"] = errors
    return ApiResponse({**body, **includes.body()}, reads=[(Price.POST_READ, [post.id for post in found]), *includes.reads()])
