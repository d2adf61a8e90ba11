"""Links that open X where a human can do what the API may not."""

from __future__ import annotations

from urllib.parse import quote, urlencode

_SITE = "https://x.com/intent"


def follow_link(user_id: int) -> str:
    """X's own page that asks "Follow this account?"; the id holds even when the handle changes."""
    return f"{_SITE}/follow?user_id={user_id}"


def reply_link(post_id: int, text: str = "") -> str:
    """X's own composer, open as an answer to this post, with the text filled in."""
    filled = {"text": text} if text else {}
    return f"{_SITE}/tweet?" + urlencode({"in_reply_to": post_id, **filled}, quote_via=quote, safe="")
