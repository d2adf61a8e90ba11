"""Where the money went, summed up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import MICROS, DaySpending, Funds, Purpose, Shortage
from bot.planning.spending_overview import SHOWN_DAYS, BudgetOverview, SpendingGroup, first_day, overview

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
TODAY = NOW.date()
LONG_AGO = NOW - timedelta(days=200)

entries = st.builds(
    DaySpending,
    day=st.integers(0, SHOWN_DAYS - 1).map(lambda n: TODAY - timedelta(days=n)),
    purpose=st.sampled_from(Purpose),
    charged=st.integers(0, 10**12),
    reserved=st.integers(0, 10**9),
    calls=st.integers(0, 10**6),
)
spendings = st.lists(entries, max_size=60, unique_by=lambda entry: (entry.day, entry.purpose))


def cost(day: date, purpose: Purpose, charged: int, reserved: int = 0) -> DaySpending:
    return DaySpending(day, purpose, charged, reserved, 1)


def summed(spending: list[DaySpending], now: datetime = NOW, baseline_finished_at: datetime | None = LONG_AGO) -> BudgetOverview:
    """With the funds that the ledger would give."""
    today = sum(entry.charged + entry.reserved for entry in spending if entry.day == now.date())
    month = sum(entry.charged + entry.reserved for entry in spending if entry.day >= now.date().replace(day=1))
    return overview(spending, Funds(today, month, 10 * MICROS, 50 * MICROS), Shortage(), (), now, baseline_finished_at=baseline_finished_at)


@given(spendings)
def test_nothing_that_was_spent_is_left_out_or_told_twice(spending: list[DaySpending]) -> None:
    shown = summed(spending)

    assert [day.day for day in shown.days] == [TODAY - timedelta(days=n) for n in reversed(range(SHOWN_DAYS))]
    assert sum(day.total for day in shown.days) == sum(entry.charged + entry.reserved for entry in spending)
    assert sum(total.this_month for total in shown.purposes) == shown.funds.this_month == shown.cumulative[-1]
    assert sum(total.today for total in shown.purposes) == shown.funds.today == shown.days[-1].total
    assert list(shown.cumulative) == sorted(shown.cumulative)
    assert len(shown.cumulative) == TODAY.day
    assert [total.this_month for total in shown.purposes] == sorted((total.this_month for total in shown.purposes), reverse=True)


def test_days_are_grouped_by_what_the_money_went_on() -> None:
    day = TODAY - timedelta(days=1)
    shown = summed([cost(day, purpose, 1_000) for purpose in Purpose])

    found = next(each for each in shown.days if each.day == day)
    assert found.by_group == {
        SpendingGroup.FOLLOWERS: 4_000,
        SpendingGroup.MENTIONS: 3_000,
        SpendingGroup.CONFIRMATIONS: 1_000,
        SpendingGroup.FOLLOW_BACKS: 1_000,
        SpendingGroup.REPLIES: 1_000,
        SpendingGroup.OTHER: 5_000,
    }


def test_what_is_not_settled_is_told_apart() -> None:
    shown = summed(
        [
            cost(TODAY, Purpose.DETECTION, 0, 30_000),
            cost(date(2026, 11, 1), Purpose.AUDIT, 5, 7),
            cost(date(2026, 10, 31), Purpose.AUDIT, 1, 1),
        ]
    )
    assert shown.reserved == 30_007


def test_the_month_is_forecast_from_its_ordinary_days() -> None:
    days = [cost(TODAY - timedelta(days=n), Purpose.DETECTION, 100_000) for n in range(1, 29)]
    ordinary = summed(days)
    audited = summed([*days, cost(TODAY - timedelta(days=3), Purpose.AUDIT, 2_000_000)])

    assert ordinary.forecast.expected is not None
    assert audited.forecast.expected is not None
    assert audited.forecast.expected - ordinary.forecast.expected == 2_000_000
    assert ordinary.month_ends == datetime(2026, 12, 1, tzinfo=UTC)


def test_the_day_of_the_first_start_is_no_ordinary_day() -> None:
    yesterday = NOW - timedelta(days=1)
    spending = [cost(TODAY, Purpose.DETECTION, 50_000), cost(yesterday.date(), Purpose.DETECTION, 900_000)]

    assert summed(spending, baseline_finished_at=yesterday).forecast.expected is None
    assert summed(spending, baseline_finished_at=None).forecast.expected is None
    assert summed(spending, baseline_finished_at=yesterday - timedelta(days=1)).forecast.expected is not None


def test_a_long_month_is_known_from_its_first_day() -> None:
    now = datetime(2026, 12, 31, 12, tzinfo=UTC)
    assert first_day(now) == date(2026, 12, 1)
    assert first_day(NOW) == date(2026, 10, 24)
    shown = summed([cost(date(2026, 12, 1), Purpose.DETECTION, 7), cost(date(2026, 12, 31), Purpose.MENTIONS, 5)], now)
    assert (len(shown.cumulative), shown.cumulative[0], shown.cumulative[-1]) == (31, 7, 12)
    assert shown.days[0].total == 0
