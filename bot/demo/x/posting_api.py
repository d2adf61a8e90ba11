"""Posting and liking."""

from __future__ import annotations

from typing import NamedTuple

import twitter_text

from bot.demo.x.calls import Answer, Request, require_own_id
from bot.demo.x.conditions import Tier
from bot.demo.x.entities import CASHTAG
from bot.demo.x.people import Post
from bot.demo.x.prices import Price
from bot.demo.x.problems import client_forbidden, forbidden, invalid_request
from bot.demo.x.query import NUMERIC_ID, refuse_unknown

_KNOWN = frozenset({"text", "reply", "quote_tweet_id", "made_with_ai", "reply_settings"})
"""Of what X accepts, that which is simulated: no media, polls, places or communities."""
_KNOWN_ABOUT_REPLIES = frozenset({"in_reply_to_tweet_id", "auto_populate_reply_metadata", "exclude_reply_user_ids"})

NOT_SUMMONED = (
    "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post "
    "you are replying to"
)
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
TOO_LONG = "Your Tweet text is too long. It may have at most 280 weighted characters."
DELETED = "You attempted to reply to a Tweet that is deleted or not visible to you."
CASHTAGS = "Posts may hold at most one cashtag."


class _Draft(NamedTuple):
    text: str
    in_reply_to: Post | None
    quotes: Post | None
    made_with_ai: bool


def create(call: Request) -> Answer:
    """POST /2/tweets"""
    draft = _draft(call)
    self_serve = call.conditions.tier is Tier.SELF_SERVE
    account, timeline = call.world.account, call.world.timeline
    _require_length(draft.text)
    if self_serve and draft.quotes:
        raise client_forbidden()
    if self_serve and draft.in_reply_to and not _summons(draft.in_reply_to, call):
        raise forbidden(NOT_SUMMONED)
    if self_serve and len(CASHTAG.findall(draft.text)) > 1:
        raise forbidden(CASHTAGS)
    if timeline.has_said(account, draft.text):
        raise forbidden(DUPLICATE)
    post = call.world.account_posts(draft.text, draft.in_reply_to, draft.quotes, draft.made_with_ai)
    return Answer({"data": {"id": str(post.id), "text": post.text}}, status=201, write=_price(draft, call))


def like(call: Request) -> Answer:
    """POST /2/users/:id/likes"""
    require_own_id(call, "id")
    refuse_unknown(call.body, {"tweet_id"})
    post = _post(call, "tweet_id", call.body.get("tweet_id"))
    call.world.account_likes(post)
    return Answer({"data": {"liked": True}}, write=Price.INTERACTION_CREATE)


def _draft(call: Request) -> _Draft:
    body = call.body
    refuse_unknown(body, _KNOWN)
    text, reply, quoted = body.get("text", ""), body.get("reply"), body.get("quote_tweet_id")
    if not isinstance(text, str) or not text.strip():
        raise invalid_request([("text", str(text), "The `text` of a post can not be empty")])
    in_reply_to = None
    if reply is not None:
        if not isinstance(reply, dict):
            raise invalid_request([("reply", str(reply), "`reply` is not an object")])
        refuse_unknown(reply, _KNOWN_ABOUT_REPLIES)
        in_reply_to = _post(call, "in_reply_to_tweet_id", reply.get("in_reply_to_tweet_id"))
    quotes = _post(call, "quote_tweet_id", quoted) if quoted is not None else None
    return _Draft(text, in_reply_to, quotes, body.get("made_with_ai") is True)


def _post(call: Request, name: str, value: object) -> Post:
    """The post that has this id. Raises Problem."""
    if not isinstance(value, str) or not NUMERIC_ID.fullmatch(value):
        raise invalid_request([(name, str(value), f"The `{name}` value [{value}] is not valid")])
    post = call.world.timeline.get(int(value))
    if post is None or post.author.vanished:
        raise forbidden(DELETED)
    return post


def _require_length(text: str) -> None:
    if not twitter_text.parse_tweet(text).valid:
        raise invalid_request([("text", text, TOO_LONG)])


def _summons(post: Post, call: Request) -> bool:
    """Whether the post's author asked for the account: mentions it in this post, or quotes one of its posts."""
    account = call.world.account
    return account in post.mentions or (post.quotes is not None and post.quotes.author is account)


def _price(draft: _Draft, call: Request) -> Price:
    if twitter_text.extract_urls(draft.text):
        return Price.POST_CREATE_WITH_URL
    if draft.in_reply_to and _summons(draft.in_reply_to, call):
        return Price.POST_CREATE_SUMMONED
    return Price.POST_CREATE
