"""People to score."""

from __future__ import annotations

from typing import Any

ADA: dict[str, Any] = {
    "id": "2244994945",
    "username": "ada",
    "name": "Ada Lovelace",
    "description": "Engines, mostly. Follow back!",
    "created_at": "2013-12-14T04:35:55.000Z",
    "public_metrics": {"followers_count": 310, "following_count": 290, "tweet_count": 1200, "listed_count": 4, "like_count": 50},
}
LOUD = ADA | {"id": "7", "username": "loud", "public_metrics": ADA["public_metrics"] | {"followers_count": 9, "following_count": 4871}}
