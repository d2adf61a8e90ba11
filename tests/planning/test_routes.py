"""The button says what it will do, from what X last showed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import Access, Capability, Evidence, ExpectedRoute, Permission, SuggestionKind
from bot.planning.routes import REFUSAL_VALID_FOR, Routes

NOW = datetime(2026, 3, 1, tzinfo=UTC)
API, HAND_OFF, TRY_API = ExpectedRoute.API, ExpectedRoute.HAND_OFF, ExpectedRoute.TRY_API
AUTO, SELF_SERVE, ENTERPRISE = Access.AUTO, Access.SELF_SERVE, Access.ENTERPRISE
FOLLOW, REPLY, UNASKED = Capability.FOLLOW, Capability.REPLY, Capability.REPLY_UNSOLICITED


def learnt(capability: Capability = FOLLOW, *, allowed: bool, under: Access = AUTO, ago: timedelta = timedelta()) -> Permission:
    return Permission(capability, allowed, NOW - ago, Evidence.PROBE, under)


def routes(access: Access, *permissions: Permission | None) -> Routes:
    return Routes(list(filter(None, permissions)), access, NOW)


@pytest.mark.parametrize(
    ("access", "permission", "expected"),
    [
        (SELF_SERVE, None, HAND_OFF),
        (SELF_SERVE, learnt(allowed=True), HAND_OFF),
        (SELF_SERVE, learnt(allowed=True, under=SELF_SERVE), HAND_OFF),
        (ENTERPRISE, None, API),
        (ENTERPRISE, learnt(allowed=False, under=ENTERPRISE), HAND_OFF),
        (ENTERPRISE, learnt(allowed=False), API),
        (AUTO, None, TRY_API),
        (AUTO, learnt(allowed=True), API),
        (AUTO, learnt(allowed=True, under=ENTERPRISE), TRY_API),
        (AUTO, learnt(allowed=False), HAND_OFF),
        (AUTO, learnt(allowed=False, under=ENTERPRISE), TRY_API),
    ],
)
def test_the_outlook_of_a_follow(access: Access, permission: Permission | None, expected: ExpectedRoute) -> None:
    assert routes(access, permission).expected(SuggestionKind.FOLLOW_BACK) is expected


@pytest.mark.parametrize("access", list(Access))
@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ((), API),
        ((learnt(FOLLOW, allowed=False),), API),
        ((learnt(UNASKED, allowed=False),), API),
        ((learnt(REPLY, allowed=False),), HAND_OFF),
        ((learnt(REPLY, allowed=False, ago=REFUSAL_VALID_FOR - timedelta(seconds=1)),), HAND_OFF),
        ((learnt(REPLY, allowed=False, ago=REFUSAL_VALID_FOR),), API),
        ((learnt(REPLY, allowed=True, ago=10 * REFUSAL_VALID_FOR),), API),
    ],
)
def test_the_outlook_of_a_reply_to_who_asked_for_the_account(access: Access, known: Sequence[Permission], expected: ExpectedRoute) -> None:
    """Any access has it, and a refusal is forgotten after a day: X cannot be asked beforehand."""
    under = [learnt(p.capability, allowed=p.allowed, under=access, ago=NOW - p.observed_at) for p in known]

    assert routes(access, *under).expected(SuggestionKind.REPLY, summoned=True) is expected


@pytest.mark.parametrize(
    ("access", "known", "expected"),
    [
        (SELF_SERVE, (), HAND_OFF),
        (ENTERPRISE, (), API),
        (ENTERPRISE, (learnt(FOLLOW, allowed=False, under=ENTERPRISE),), API),
        (ENTERPRISE, (learnt(UNASKED, allowed=False, under=ENTERPRISE),), HAND_OFF),
        (ENTERPRISE, (learnt(UNASKED, allowed=False, under=ENTERPRISE, ago=REFUSAL_VALID_FOR),), API),
        (SELF_SERVE, (learnt(UNASKED, allowed=True, under=SELF_SERVE),), API),
        (AUTO, (), TRY_API),
        (AUTO, (learnt(REPLY, allowed=True),), TRY_API),
        (AUTO, (learnt(FOLLOW, allowed=True),), API),
        (AUTO, (learnt(FOLLOW, allowed=False),), HAND_OFF),
        (AUTO, (learnt(FOLLOW, allowed=False), learnt(UNASKED, allowed=True)), API),
        (AUTO, (learnt(FOLLOW, allowed=True), learnt(UNASKED, allowed=False)), HAND_OFF),
        (AUTO, (learnt(FOLLOW, allowed=True), learnt(UNASKED, allowed=False, ago=REFUSAL_VALID_FOR)), API),
        (AUTO, (learnt(UNASKED, allowed=False, ago=REFUSAL_VALID_FOR),), TRY_API),
        (AUTO, (learnt(UNASKED, allowed=False, under=ENTERPRISE),), TRY_API),
    ],
)
def test_the_outlook_of_a_reply_to_anyone_else(access: Access, known: Sequence[Permission], expected: ExpectedRoute) -> None:
    """X opens it to the access that may follow, so where nothing else is known, what is known of following speaks for it."""
    assert routes(access, *known).expected(SuggestionKind.REPLY, summoned=False) is expected


def test_what_was_learnt_under_another_word_of_the_owner_is_set_aside() -> None:
    refused = learnt(REPLY, allowed=False, under=SELF_SERVE)

    assert routes(SELF_SERVE, refused).expected(SuggestionKind.REPLY, summoned=True) is HAND_OFF
    assert routes(AUTO, refused).expected(SuggestionKind.REPLY, summoned=True) is API
