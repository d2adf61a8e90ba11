"""The button says what it will do, from what X last said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.model import Access, Account, Outlook
from bot.workflow.route import ASK_AGAIN_AFTER, outlook

NOW = datetime(2026, 3, 1, tzinfo=UTC)
EARLIER, LONG_AGO = NOW - timedelta(hours=1), NOW - ASK_AGAIN_AFTER - timedelta(hours=1)


@pytest.mark.parametrize(
    ("access", "refused", "allowed", "learnt_under", "expected"),
    [
        (Access.SELF_SERVE, None, EARLIER, Access.AUTO, Outlook.HAND_OFF),
        (Access.ENTERPRISE, None, None, None, Outlook.API),
        (Access.ENTERPRISE, EARLIER, None, Access.ENTERPRISE, Outlook.HAND_OFF),
        (Access.ENTERPRISE, EARLIER, None, Access.AUTO, Outlook.API),
        (Access.AUTO, None, None, None, Outlook.TRY_API),
        (Access.AUTO, None, EARLIER, Access.AUTO, Outlook.API),
        (Access.AUTO, EARLIER, None, Access.AUTO, Outlook.HAND_OFF),
        (Access.AUTO, LONG_AGO, None, Access.AUTO, Outlook.TRY_API),
    ],
)
def test_the_outlook(
    access: Access, refused: datetime | None, allowed: datetime | None, learnt_under: Access | None, expected: Outlook
) -> None:
    account = Account(1, "us", "Us", route_refused_at=refused, route_allowed_at=allowed, route_access=learnt_under)

    assert outlook(account, access, NOW) is expected
