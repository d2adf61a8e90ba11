"""When somebody is told of a card: early enough to act, and awake."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain import PendingCard, Policy, SuggestionState
from bot.planning.notifications import expiry_due, wait_due

DAYTIME = Policy(ZoneInfo("UTC"), time(9))
QUIET = replace(DAYTIME, quiet_hours=(time(22), time(7)))
HOUR = timedelta(hours=1)


def at(hours: float) -> datetime:
    """So many hours after a midnight."""
    return datetime(2026, 3, 2, tzinfo=UTC) + hours * HOUR


def card(**facts: Any) -> PendingCard:
    return replace(PendingCard(1, SuggestionState.OPEN, at(0), at(72), None, None), **facts)


@pytest.mark.parametrize(
    ("expires", "due"),
    [
        (12, 10),
        (22, 20),
        (22.5, 20.5),
        (23.5, 20),
        (24 + 5, 20),
        (24 + 7.5, 20),
        (24 + 8, 24 + 6),
        (24 + 9, 24 + 7),
    ],
)
def test_what_expires_in_the_night_is_told_before_it(expires: float, due: float) -> None:
    expiring = card(expires_at=at(expires))

    assert expiry_due(expiring, QUIET) == at(due)
    assert expiry_due(expiring, DAYTIME) == at(expires - 2)


def test_a_card_waits_from_when_it_could_be_seen() -> None:
    policy = replace(DAYTIME, waits_too_long=3 * HOUR)

    assert wait_due(card(since=at(1)), policy) == at(4)
    assert wait_due(card(since=at(1), shown_at=at(5)), policy) == at(8)
    assert wait_due(card(since=at(6), shown_at=at(5)), policy) == at(9)
