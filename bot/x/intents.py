"""Links that open X where a human can do what the API may not."""

from __future__ import annotations


def follow_link(user_id: int) -> str:
    """X's own page that asks "Follow this account?"; the id holds even when the handle changes."""
    return f"https://x.com/intent/follow?user_id={user_id}"
