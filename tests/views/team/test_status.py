"""What /status says of each kind of suggestion, of money, of what X allows and of X's limits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain import (
    MICROS,
    Access,
    Capability,
    Evidence,
    ExpectedRoute,
    Funds,
    KindStatus,
    Permission,
    Priority,
    RateLimit,
    RateLimitWindow,
    Shortage,
    SuggestionKind,
    SuggestionState,
)
from bot.views.team.status import access_lines, kind_lines, limit_lines, money_lines
from tests.support.team import START

STATES = SuggestionState


def test_what_waits_and_what_goes_on_of_a_kind() -> None:
    counts = {STATES.OPEN: 3, STATES.SNOOZED: 1, STATES.APPROVED: 2, STATES.IN_DOUBT: 1, STATES.HANDED_OFF: 4, STATES.DONE: 90}
    route, waiting, going, cards = kind_lines(SuggestionKind.REPLY, KindStatus(ExpectedRoute.HAND_OFF, counts, 7, 20))

    assert route.endswith("handed to you with a link")
    assert waiting == "Waiting for a decision: **3** · snoozed: 1"
    assert "3" in going
    assert "4" in going
    assert cards == "Cards today: 7 of 20"


def test_the_money_and_what_rests_for_want_of_it() -> None:
    funds = Funds(1_200_000, 30 * MICROS, 10 * MICROS, 50 * MICROS)
    assert money_lines(funds, Shortage(), None) == ["Today (UTC) $1.20 of $10.00 · this month $30.00 of $50.00"]

    _, depleted, *resting = money_lines(funds, Shortage((Priority.OPTIONAL, Priority.REPLY), True, START), START)
    assert depleted.startswith("- X's credits are used up")
    assert [line[2:20] for line in resting[:2]] == ["Audits, follower c", "Mentions are not r"]
    assert "The budget renews" in resting[-1]


@pytest.mark.parametrize(
    ("evidence", "allowed", "words"),
    [
        (Evidence.REFUSAL, False, "not allowed (X said so <t:1772445600:R>)"),
        (Evidence.SUCCESS, True, "allowed (it worked <t:1772445600:R>)"),
        (Evidence.PROBE, True, "allowed (Mutuals asked X <t:1772445600:R>)"),
    ],
)
def test_how_it_was_learnt_what_x_allows(evidence: Evidence, allowed: bool, words: str) -> None:
    (line,) = access_lines([Permission(Capability.FOLLOW, allowed, START, evidence, Access.AUTO)])
    assert line == f"- Follow-backs through X's API: {words}"


def test_a_limit_counts_until_its_window_is_over() -> None:
    later = START + timedelta(minutes=5)
    limits = [
        RateLimit("GET /2/users/:id/followers", 15, 3, later),
        RateLimit("POST /2/tweets", 100, 0, later, RateLimitWindow.APP_DAY),
        RateLimit("GET /2/*elsewhere*", None, 1, later),
        RateLimit("GET /2/users/me", 75, 0, START),
    ]
    assert limit_lines(limits, START) == [
        "- Polls of your followers: 3 of 15, resets <t:1772445900:R>",
        "- Replies through X's API in 24 hours, for all who use your X app: 0 of 100, resets <t:1772445900:R>",
        "- GET /2/\\*elsewhere\\*: 1, resets <t:1772445900:R>",
    ]
    assert limit_lines(limits[3:], START) == ["- no limits in effect"]
