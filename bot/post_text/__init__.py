"""X's published rules for a post's text (twitter-text 3, https://github.com/twitter/twitter-text): its links, and how long X says it is.

Neither the bot's nor the simulated X's: both read it, and X's own conformance cases hold it.
"""

from bot.post_text.length import INVALID_CHARACTERS, MAX_WEIGHTED_LENGTH, is_valid_post, weighted_length
from bot.post_text.links import LINK_LENGTH, Link, find_links, links_in, without_links

__all__ = [
    "INVALID_CHARACTERS",
    "LINK_LENGTH",
    "MAX_WEIGHTED_LENGTH",
    "Link",
    "find_links",
    "is_valid_post",
    "links_in",
    "weighted_length",
    "without_links",
]
