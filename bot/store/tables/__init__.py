"""The tables. `migrations/` builds them; a test keeps the two equal."""

from bot.store.tables.access import permissions, rate_limits
from bot.store.tables.account import accounts, announcements, audits, follower_counts, tastes
from bot.store.tables.base import metadata
from bot.store.tables.money import charged_resources, charges, spending
from bot.store.tables.people import (
    assessments,
    burst_members,
    bursts,
    followers,
    following,
    interactions,
    left_alone,
    opinions,
    own_posts,
    profiles,
)
from bot.store.tables.suggestions import attempts, decisions, prompts, replies, saved_replies, suggestions

__all__ = [
    "accounts",
    "announcements",
    "assessments",
    "attempts",
    "audits",
    "burst_members",
    "bursts",
    "charged_resources",
    "charges",
    "decisions",
    "follower_counts",
    "followers",
    "following",
    "interactions",
    "left_alone",
    "metadata",
    "opinions",
    "own_posts",
    "permissions",
    "profiles",
    "prompts",
    "rate_limits",
    "replies",
    "saved_replies",
    "spending",
    "suggestions",
    "tastes",
]
