"""What keeps the account from replying to somebody, whether it tries through the API or by hand on X's own page."""

from __future__ import annotations

from enum import Enum, auto

from bot.demo.x.people import Post, ReplySettings
from bot.demo.x.society import Society


class Obstacle(Enum):
    """Why X takes no reply to a post."""

    GONE = auto()
    """The post is deleted, its author has vanished, or X does not show it to the account."""
    BLOCKED = auto()
    """The author blocks the account."""
    RESTRICTED = auto()
    """The author lets only others reply."""


def obstacle_to(post: Post | None, society: Society) -> Obstacle | None:
    """Why the account cannot reply to this post (None: to one that is unknown); None when it can."""
    if post is None or not post.shown or not society.account_may_read(post.author):
        return Obstacle.GONE
    if post.author in society.blocked_by:
        return Obstacle.BLOCKED
    return None if _admits(post, society) else Obstacle.RESTRICTED


def _admits(post: Post, society: Society) -> bool:
    """Whether the author lets the account reply. Whoever is mentioned always may; the account neither pays anybody nor is verified."""
    if post.author is society.account or society.account in post.mentions:
        return True
    match post.reply_settings:
        case ReplySettings.EVERYONE:
            return True
        case ReplySettings.FOLLOWED:
            return post.author in society.followers_list
        case _:
            return False
