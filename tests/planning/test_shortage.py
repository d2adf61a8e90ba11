"""What is on hold while money is short, and until when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import MICROS, Funds, Priority, Shortage
from bot.planning.shortage import next_month, shortage, tomorrow
from bot.x.billing.pricing import PUBLISHED, PriceList

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
TOMORROW, DECEMBER = datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
PRICES = PriceList()

amounts = st.integers(0, 10**12)
moments = st.integers(0, 70 * 365 * 86_400).map(lambda seconds: NOW + timedelta(seconds=seconds))


def of(today: float, month: float, *, daily: float = 10, monthly: float = 50) -> Shortage:
    """Dollars spent and budgeted."""
    return shortage(Funds(*(int(amount * MICROS) for amount in (today, month, daily, monthly))), PRICES, NOW)


@pytest.mark.parametrize(
    ("today", "month", "on_hold", "slowed", "until"),
    [
        (0, 0, (), False, None),
        (7.9, 39.9, (), False, None),
        (0, 40, (Priority.OPTIONAL,), False, DECEMBER),
        (8, 20, (Priority.OPTIONAL,), False, TOMORROW),
        (0, 45.5, (Priority.OPTIONAL, Priority.REPLY), True, DECEMBER),
        (9.8, 20, (Priority.OPTIONAL, Priority.REPLY, Priority.DETECTION), False, TOMORROW),
        (0, 50, tuple(Priority), False, DECEMBER),
        (10, 50, tuple(Priority), False, DECEMBER),
    ],
)
def test_the_least_important_rests_first(
    today: float, month: float, on_hold: tuple[Priority, ...], slowed: bool, until: datetime | None
) -> None:
    assert of(today, month) == Shortage(on_hold, slowed, until)
    assert bool(of(today, month)) == bool(on_hold)


def test_what_is_left_must_be_enough_for_an_ordinary_call() -> None:
    count, mentions = PRICES["user_read"].micros / MICROS, 5 * PRICES.own_mentions.micros / MICROS

    assert Priority.OPTIONAL not in of(0, 40 - count).on_hold
    assert Priority.OPTIONAL in of(0, 40 - count / 2).on_hold
    assert Priority.REPLY not in of(0, 45 - mentions).on_hold
    assert Priority.REPLY in of(0, 45 - mentions / 2).on_hold


def test_where_x_charges_nothing_no_budget_is_too_small() -> None:
    free = PriceList(dict.fromkeys(PUBLISHED, 0))
    assert shortage(Funds(0, 0, 0, 0), free, NOW).on_hold == ()


@given(st.builds(Funds, amounts, amounts, amounts, amounts), moments)
def test_whoever_may_not_spend_rests_until_there_is_new_money(funds: Funds, now: datetime) -> None:
    found = shortage(funds, PRICES, now)

    assert {priority for priority in Priority if funds.left_for(priority) == 0} <= set(found.on_hold)
    assert not (found.slowed and Priority.DETECTION in found.on_hold)
    assert found.until in ((tomorrow(now), next_month(now)) if found else (None,))
    assert bool(found) == bool(found.on_hold or found.slowed)
    assert found.until is None or found.until > now


@pytest.mark.parametrize(
    ("now", "day", "month"),
    [
        (NOW, TOMORROW, DECEMBER),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)),
        (datetime(2028, 1, 31, tzinfo=UTC), datetime(2028, 2, 1, tzinfo=UTC), datetime(2028, 2, 1, tzinfo=UTC)),
    ],
)
def test_xs_days_and_months_begin_at_midnight_utc(now: datetime, day: datetime, month: datetime) -> None:
    assert (tomorrow(now), next_month(now)) == (day, month)
