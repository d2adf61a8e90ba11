"""How much X gives at once: https://docs.x.com/x-api."""

LARGEST_PAGE = 1_000
"""People in a page of followers or following; subscriptions in a page of them."""

LARGEST_LOOKUP = 100
"""People looked up at once."""

SMALLEST_MENTION_PAGE, LARGEST_MENTION_PAGE = 5, 100
