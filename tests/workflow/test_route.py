"""The button says what it will do, from what X last showed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.model import Access, Capability, Lesson, Outlook, Permission
from bot.workflow.route import outlook

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def learnt(*, allowed: bool, under: Access = Access.AUTO) -> Permission:
    return Permission(Capability.FOLLOW, allowed, NOW, Lesson.PROBE, under)


@pytest.mark.parametrize(
    ("access", "permission", "expected"),
    [
        (Access.SELF_SERVE, None, Outlook.HAND_OFF),
        (Access.SELF_SERVE, learnt(allowed=True), Outlook.HAND_OFF),
        (Access.ENTERPRISE, None, Outlook.API),
        (Access.ENTERPRISE, learnt(allowed=False, under=Access.ENTERPRISE), Outlook.HAND_OFF),
        (Access.ENTERPRISE, learnt(allowed=False), Outlook.API),
        (Access.AUTO, None, Outlook.TRY_API),
        (Access.AUTO, learnt(allowed=True), Outlook.API),
        (Access.AUTO, learnt(allowed=True, under=Access.ENTERPRISE), Outlook.TRY_API),
        (Access.AUTO, learnt(allowed=False), Outlook.HAND_OFF),
        (Access.AUTO, learnt(allowed=False, under=Access.ENTERPRISE), Outlook.TRY_API),
    ],
)
def test_the_outlook(access: Access, permission: Permission | None, expected: Outlook) -> None:
    assert outlook(permission, access) is expected
