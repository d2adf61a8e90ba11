"""Posting and liking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bot.demo.x.api.calls import ApiRequest, ApiResponse, require_own_id
from bot.demo.x.billing.prices import Price
from bot.demo.x.conditions import Tier
from bot.demo.x.schema.entities import CASHTAG
from bot.demo.x.schema.parameters import NUMERIC_ID, refuse_unknown
from bot.demo.x.schema.problems import client_forbidden, forbidden, invalid_request, legacy_error
from bot.demo.x.world.models import Post, ReplySettings
from bot.demo.x.world.reply_rules import ReplyRefusal, reply_refusal
from bot.post_text import is_valid_post, links_in

_KNOWN = frozenset({"text", "reply", "quote_tweet_id", "made_with_ai", "reply_settings"})
"""Of what X accepts, that which is simulated: no media, polls, places or communities."""
_KNOWN_ABOUT_REPLIES = frozenset({"in_reply_to_tweet_id", "auto_populate_reply_metadata", "exclude_reply_user_ids"})
_SETTABLE = tuple(settings for settings in ReplySettings if settings not in (ReplySettings.EVERYONE, ReplySettings.OTHER))
"""What a post may say about replies; those that anybody may answer say nothing."""

NOT_SUMMONED = (
    "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post "
    "you are replying to"
)
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
TOO_LONG = "Your Tweet text is too long. It may have at most 280 weighted characters."
DELETED = "You attempted to reply to a Tweet that is deleted or not visible to you."
BLOCKED = "You have been blocked from the author of this post."
RESTRICTED = "The original Tweet author restricted who can reply to this Tweet."
CASHTAGS = "Posts may hold at most one cashtag."


class _Draft(NamedTuple):
    """What is to be posted. in_reply_to, quotes: posts as the call names them; they may not be there."""

    text: str
    in_reply_to: int | None
    quotes: int | None
    made_with_ai: bool
    reply_settings: ReplySettings


def create_post(call: ApiRequest) -> ApiResponse:
    """POST /2/tweets"""
    draft = _draft(call.body)
    self_serve = call.conditions.tier is Tier.SELF_SERVE
    _require_length(draft.text)
    if self_serve and draft.quotes is not None:
        raise client_forbidden()
    answered = _answered(draft, call, self_serve) if draft.in_reply_to is not None else None
    if self_serve and len(CASHTAG.findall(draft.text)) > 1:
        raise forbidden(CASHTAGS)
    if call.world.repeats(draft.text):
        raise forbidden(DUPLICATE)
    quoted = _readable(draft.quotes, call) if draft.quotes is not None else None
    post = call.world.account_posts(draft.text, answered, quoted, draft.made_with_ai, draft.reply_settings)
    return ApiResponse({"data": {"id": str(post.id), "text": post.text}}, status=201, write=_price(post, call))


def like(call: ApiRequest) -> ApiResponse:
    """POST /2/users/:id/likes"""
    require_own_id(call, "id")
    refuse_unknown(call.body, {"tweet_id"})
    call.world.account_likes(_readable(_post_id("tweet_id", call.body.get("tweet_id")), call))
    return ApiResponse({"data": {"liked": True}}, write=Price.INTERACTION_CREATE)


def _draft(body: Mapping[str, object]) -> _Draft:
    """Raises Problem (400)."""
    refuse_unknown(body, _KNOWN)
    text, reply, quoted = body.get("text", ""), body.get("reply"), body.get("quote_tweet_id")
    if not isinstance(text, str) or not text.strip():
        raise invalid_request([("text", str(text), "The `text` of a post can not be empty")])
    in_reply_to = None
    if reply is not None:
        if not isinstance(reply, dict):
            raise invalid_request([("reply", str(reply), "`reply` is not an object")])
        refuse_unknown(reply, _KNOWN_ABOUT_REPLIES)
        in_reply_to = _post_id("in_reply_to_tweet_id", reply.get("in_reply_to_tweet_id"))
    quotes = _post_id("quote_tweet_id", quoted) if quoted is not None else None
    return _Draft(text, in_reply_to, quotes, body.get("made_with_ai") is True, _reply_settings(body.get("reply_settings")))


def _post_id(name: str, value: object) -> int:
    """Raises Problem (400)."""
    if not isinstance(value, str) or not NUMERIC_ID.fullmatch(value):
        raise invalid_request([(name, str(value), f"The `{name}` value [{value}] is not valid")])
    return int(value)


def _reply_settings(value: object) -> ReplySettings:
    """Raises Problem (400)."""
    if value is None:
        return ReplySettings.EVERYONE
    if value not in _SETTABLE:
        message = f"The `reply_settings` value [{value}] is not one of [{','.join(_SETTABLE)}]"
        raise invalid_request([("reply_settings", str(value), message)])
    return ReplySettings(str(value))


def _readable(post_id: int, call: ApiRequest) -> Post:
    """The post that has this id. Raises Problem (403) when the account cannot see it."""
    post = call.world.timeline.get(post_id)
    if post is None or not post.shown or not call.world.account_may_read(post.author):
        raise forbidden(DELETED)
    return post


def _answered(draft: _Draft, call: ApiRequest, self_serve: bool) -> Post:
    """The post to reply to. Raises Problem (403)."""
    post = call.world.timeline.get(draft.in_reply_to) if draft.in_reply_to is not None else None
    refusal = reply_refusal(post, call.world)
    if post is None or refusal is ReplyRefusal.GONE:
        raise forbidden(DELETED)
    if refusal is ReplyRefusal.BLOCKED:
        raise legacy_error(136, BLOCKED)
    if refusal is ReplyRefusal.RESTRICTED:
        raise legacy_error(433, RESTRICTED)
    if self_serve and not post.addresses(call.world.account):
        raise forbidden(NOT_SUMMONED)
    return post


def _require_length(text: str) -> None:
    if not is_valid_post(text):
        raise invalid_request([("text", text, TOO_LONG)])


def _price(post: Post, call: ApiRequest) -> Price:
    if links_in(post.text):
        return Price.POST_CREATE_WITH_URL
    if post.in_reply_to and post.in_reply_to.addresses(call.world.account):
        return Price.POST_CREATE_SUMMONED
    return Price.POST_CREATE
