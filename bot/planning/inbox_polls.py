"""How often X is polled for what is said to the account, and how far back: mentions, the account's own posts, and quotes of them.

One poll reads all three. X charges each post once a UTC day, so that asking often costs nothing more.
"""

from __future__ import annotations

from datetime import timedelta

EVERY = timedelta(minutes=5)
"""The poll interval: people who ask something are waiting. A poll that finds nothing new is free, and X allows 300 in 15 minutes."""

LISTING_DELAY = timedelta(hours=1)
"""The longest time until X lists a post, and how wrong a clock may be: what is missing now may be listed later."""

FULL_SCAN_EVERY = timedelta(minutes=30)
"""How often all mentions within LISTING_DELAY are read, however many that are."""

OWN_POSTS_LOOKBACK = timedelta(days=2)
"""The account's posts of this age are reread for their quote counts: X charges each once a UTC day, and most quotes come soon."""

QUOTES_LOOKBACK = timedelta(days=6)
"""The same for posts that answer nobody: they are few, and people find them later. X may reject a `since_id` of a week ago."""

LONGEST_GAP = timedelta(days=1)
"""A poll of the account's own posts within this time of the last one sees everything posted in between, with a margin."""

QUOTES_UNTRUSTED_AFTER = timedelta(hours=6)
"""The quotes of a post are read where X counts more than before. After this long without a poll, deleted and new quotes may cancel out in
that count, so that all are read once. Within minutes that is unlikely."""
