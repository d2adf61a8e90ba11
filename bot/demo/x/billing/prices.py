"""What X charges, in micro-dollars: pay-per-use prices of 2026."""

from __future__ import annotations

from enum import StrEnum


class Price(StrEnum):
    """What a charge is for."""

    OWNED_READ = "owned read"
    """A list of the authenticated user, read by an app which that user owns."""
    FOLLOWS_READ = "followers or following of someone else"
    USER_READ = "user"
    POST_READ = "post"
    FOLLOW_EVENT = "activity: follow"
    POST_EVENT = "activity: post"
    POST_CREATE = "post: create"
    POST_CREATE_WITH_URL = "post: create, contains a URL"
    POST_CREATE_SUMMONED = "post: create, summoned reply"
    INTERACTION_CREATE = "interaction: create"
    INTERACTION_DELETE = "interaction: delete"


MICROS = {
    Price.OWNED_READ: 1_000,
    Price.FOLLOWS_READ: 10_000,
    Price.USER_READ: 10_000,
    Price.POST_READ: 5_000,
    Price.FOLLOW_EVENT: 10_000,
    Price.POST_EVENT: 5_000,
    Price.POST_CREATE: 15_000,
    Price.POST_CREATE_WITH_URL: 200_000,
    Price.POST_CREATE_SUMMONED: 10_000,
    Price.INTERACTION_CREATE: 15_000,
    Price.INTERACTION_DELETE: 10_000,
}
