"""How X gives lists out, page by page: https://docs.x.com/x-api."""

from __future__ import annotations

from collections.abc import Mapping

LARGEST_PAGE = 1_000
"""People in a page of followers or following; subscriptions in a page of them."""

LARGEST_LOOKUP = 100
"""People or posts looked up at once."""

SMALLEST_MENTION_PAGE, LARGEST_MENTION_PAGE = 5, 100
SMALLEST_OWN_PAGE, LARGEST_OWN_PAGE = 5, 100
"""Of the posts that the account itself wrote."""
SMALLEST_QUOTE_PAGE, LARGEST_QUOTE_PAGE = 10, 100


def next_token(body: Mapping[str, object]) -> str | None:
    """Where the list goes on after this page of it; None at its end."""
    meta = body.get("meta")
    token = meta.get("next_token") if isinstance(meta, dict) else None
    return token if isinstance(token, str) and token else None
