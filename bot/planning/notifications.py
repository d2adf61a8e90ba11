"""When it is time to tell somebody of a card that waits or is about to expire. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain import PendingCard, Policy
from bot.planning.pace import before_quiet_hours

LEAD = timedelta(hours=2)
"""Before a card expires."""
TIME_TO_ACT = timedelta(hours=1)
"""What is left of it at least when quiet hours end; what expires sooner is told before they begin."""


def expiry_due(card: PendingCard, policy: Policy) -> datetime:
    """From when on the team is to know that it expires."""
    last_chance = card.expires_at - TIME_TO_ACT
    asleep = before_quiet_hours(last_chance, policy)
    return (asleep if asleep < last_chance else card.expires_at) - LEAD


def wait_due(card: PendingCard, policy: Policy) -> datetime:
    """From when on it has waited for too long, as far as anybody could see it."""
    return max(card.since, card.shown_at or card.since) + policy.waits_too_long
