"""X's endpoints, as far as they are simulated."""

from __future__ import annotations

from bot.demo.x import activity_api, follows_api, lookup_api, posting_api, timelines_api, users_api
from bot.demo.x.calls import Operation
from bot.demo.x.limits import Endpoint

OPERATIONS = (
    Operation("GET", "/2/users/me", Endpoint.ME, users_api.me, app_only=False),
    Operation("GET", "/2/users/by/username/{username}", Endpoint.USERS, users_api.by_username),
    Operation("GET", "/2/users/by", Endpoint.USERS, users_api.by_usernames),
    Operation("GET", "/2/users", Endpoint.USERS, users_api.by_ids),
    Operation("GET", "/2/users/{id}", Endpoint.USERS, users_api.by_id),
    Operation("GET", "/2/users/{id}/followers", Endpoint.FOLLOWERS, follows_api.followers),
    Operation("GET", "/2/users/{id}/following", Endpoint.FOLLOWING, follows_api.following),
    Operation("POST", "/2/users/{id}/following", Endpoint.FOLLOW, follows_api.follow, app_only=False, enterprise=True),
    Operation("DELETE", "/2/users/{source_user_id}/following/{target_user_id}", Endpoint.UNFOLLOW, follows_api.unfollow, app_only=False),
    Operation("GET", "/2/users/{id}/mentions", Endpoint.MENTIONS, timelines_api.mentions),
    Operation("GET", "/2/users/{id}/tweets", Endpoint.POSTS, timelines_api.posts),
    Operation("GET", "/2/tweets", Endpoint.LOOKUP, lookup_api.by_ids),
    Operation("GET", "/2/tweets/{id}/quote_tweets", Endpoint.QUOTES, timelines_api.quotes),
    Operation("POST", "/2/tweets", Endpoint.POST, posting_api.create, app_only=False),
    Operation("POST", "/2/users/{id}/likes", Endpoint.LIKE, posting_api.like, app_only=False, enterprise=True),
    Operation("POST", "/2/activity/subscriptions", Endpoint.SUBSCRIBE, activity_api.subscribe),
    Operation("GET", "/2/activity/subscriptions", Endpoint.SUBSCRIPTIONS, activity_api.subscriptions),
    Operation("DELETE", "/2/activity/subscriptions", Endpoint.UNSUBSCRIBE, activity_api.unsubscribe_several, as_user=False),
    Operation("DELETE", "/2/activity/subscriptions/{subscription_id}", Endpoint.UNSUBSCRIBE, activity_api.unsubscribe, as_user=False),
    Operation("GET", "/2/activity/stream", Endpoint.STREAM, activity_api.stream, as_user=False),
)
