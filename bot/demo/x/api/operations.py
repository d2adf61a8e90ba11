"""X's endpoints, as far as they are simulated."""

from __future__ import annotations

from bot.demo.x.api.activity import stream, subscribe, subscriptions, unsubscribe, unsubscribe_several
from bot.demo.x.api.calls import Operation
from bot.demo.x.api.follows import follow, followers, following, unfollow
from bot.demo.x.api.post_lookup import posts_by_ids
from bot.demo.x.api.posting import create_post, like
from bot.demo.x.api.timelines import mentions, posts, quotes
from bot.demo.x.api.users import me, user_by_id, user_by_username, users_by_ids, users_by_usernames
from bot.demo.x.rate_limits import Endpoint

OPERATIONS = (
    Operation("GET", "/2/users/me", Endpoint.ME, me, app_only=False),
    Operation("GET", "/2/users/by/username/{username}", Endpoint.USERS, user_by_username),
    Operation("GET", "/2/users/by", Endpoint.USERS, users_by_usernames),
    Operation("GET", "/2/users", Endpoint.USERS, users_by_ids),
    Operation("GET", "/2/users/{id}", Endpoint.USERS, user_by_id),
    Operation("GET", "/2/users/{id}/followers", Endpoint.FOLLOWERS, followers),
    Operation("GET", "/2/users/{id}/following", Endpoint.FOLLOWING, following),
    Operation("POST", "/2/users/{id}/following", Endpoint.FOLLOW, follow, app_only=False, enterprise=True),
    Operation("DELETE", "/2/users/{source_user_id}/following/{target_user_id}", Endpoint.UNFOLLOW, unfollow, app_only=False),
    Operation("GET", "/2/users/{id}/mentions", Endpoint.MENTIONS, mentions),
    Operation("GET", "/2/users/{id}/tweets", Endpoint.POSTS, posts),
    Operation("GET", "/2/tweets", Endpoint.LOOKUP, posts_by_ids),
    Operation("GET", "/2/tweets/{id}/quote_tweets", Endpoint.QUOTES, quotes),
    Operation("POST", "/2/tweets", Endpoint.POST, create_post, app_only=False),
    Operation("POST", "/2/users/{id}/likes", Endpoint.LIKE, like, app_only=False, enterprise=True),
    Operation("POST", "/2/activity/subscriptions", Endpoint.SUBSCRIBE, subscribe),
    Operation("GET", "/2/activity/subscriptions", Endpoint.SUBSCRIPTIONS, subscriptions),
    Operation("DELETE", "/2/activity/subscriptions", Endpoint.UNSUBSCRIBE, unsubscribe_several, as_user=False),
    Operation("DELETE", "/2/activity/subscriptions/{subscription_id}", Endpoint.UNSUBSCRIBE, unsubscribe, as_user=False),
    Operation("GET", "/2/activity/stream", Endpoint.STREAM, stream, as_user=False),
)
