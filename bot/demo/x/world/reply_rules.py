"""Why the account may not reply to a post, through the API or by hand on X's own page."""

from __future__ import annotations

from enum import Enum, auto

from bot.demo.x.world.models import Post, ReplySettings
from bot.demo.x.world.social_graph import SocialGraph


class ReplyRefusal(Enum):
    """Why X takes no reply to a post."""

    GONE = auto()
    """The post is deleted, its author is suspended, or X does not show it to the account."""
    BLOCKED = auto()
    """The author blocks the account."""
    RESTRICTED = auto()
    """The author lets only others reply."""


def reply_refusal(post: Post | None, social_graph: SocialGraph) -> ReplyRefusal | None:
    """Why the account cannot reply to this post (None: to one that is unknown); None when it can."""
    if post is None or not post.shown or not social_graph.account_may_read(post.author):
        return ReplyRefusal.GONE
    if post.author in social_graph.blocked_by:
        return ReplyRefusal.BLOCKED
    return None if _admits(post, social_graph) else ReplyRefusal.RESTRICTED


def _admits(post: Post, social_graph: SocialGraph) -> bool:
    """Whether the author lets the account reply. Whoever is mentioned always may; the account neither pays anybody nor is verified."""
    if post.author is social_graph.account or social_graph.account in post.mentions:
        return True
    match post.reply_settings:
        case ReplySettings.EVERYONE:
            return True
        case ReplySettings.FOLLOWED:
            return post.author in social_graph.followers_list
        case _:
            return False
