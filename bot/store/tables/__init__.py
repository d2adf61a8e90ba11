"""The tables. `migrations/` builds them; a test keeps the two equal."""

from bot.store.tables.access import permissions, rate_limits
from bot.store.tables.account import accounts, announcements, audits, follower_counts, keywords, setting_changes, sweeps
from bot.store.tables.base import metadata
from bot.store.tables.money import charged_resources, charges, spending
from bot.store.tables.people import (
    assessments,
    burst_members,
    bursts,
    followers,
    following,
    interactions,
    name_words,
    opt_outs,
    overrides,
    own_posts,
    profiles,
    verdict_counts,
)
from bot.store.tables.suggestions import decisions, prompts, rejected_edits, replies, saved_replies, suggestions

__all__ = [
    "accounts",
    "announcements",
    "assessments",
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
    "keywords",
    "metadata",
    "name_words",
    "opt_outs",
    "overrides",
    "own_posts",
    "permissions",
    "profiles",
    "prompts",
    "rate_limits",
    "rejected_edits",
    "replies",
    "saved_replies",
    "setting_changes",
    "spending",
    "suggestions",
    "sweeps",
    "verdict_counts",
]
