"""Where the money went and where it is heading, on a screen, in a picture and in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import MICROS, Funds, Priority, Purpose, Shortage
from bot.planning.features import Feature, FeatureName
from bot.planning.forecast import Forecast
from bot.planning.spending_overview import SHOWN_DAYS, BudgetOverview, DayTotal, PurposeTotal, SpendingGroup
from bot.views.format.palette import AMBER, BLUE, RED
from bot.views.money.budget import BUDGET_FILE, budget_view
from bot.views.money.budget_chart import budget_chart_alt_text
from tests.support.samples.cards import components, discord_takes, moments, text

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
TODAY = NOW.date()
DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)
MENTIONS = Feature(FeatureName.MENTIONS, on=True, micros_per_month=1_200_000, option="READ_MENTIONS")
NAMES = Feature(FeatureName.NAMES_OF_LOST, on=False, micros_per_month=15_000_000, option="X_STREAM: unfollows")
COUNT = Feature(FeatureName.COUNT, on=True, micros_per_month=300_000)


def days(*newest_last: dict[SpendingGroup, int]) -> tuple[DayTotal, ...]:
    """A month of days, of which the last ones cost this."""
    costs: list[dict[SpendingGroup, int]] = [{}] * (SHOWN_DAYS - len(newest_last)) + list(newest_last)
    return tuple(DayTotal(TODAY - timedelta(days=SHOWN_DAYS - 1 - n), by_group) for n, by_group in enumerate(costs))


def overview(**changes: Any) -> BudgetOverview:
    """An ordinary month: some $0.60 a day. changes: in the fields."""
    a_day = {
        SpendingGroup.FOLLOWERS: 400_000,
        SpendingGroup.MENTIONS: 100_000,
        SpendingGroup.CONFIRMATIONS: 60_000,
        SpendingGroup.FOLLOW_BACKS: 30_000,
        SpendingGroup.OTHER: 10_000,
    }
    shown = BudgetOverview(
        now=NOW,
        funds=Funds(600_000, 13_200_000, 1 * MICROS, 15 * MICROS),
        reserved=0,
        purposes=(PurposeTotal(Purpose.DETECTION, 400_000, 8_800_000), PurposeTotal(Purpose.AUDIT, 0, 220_000)),
        shortage=Shortage(),
        credits_depleted_at=None,
        forecast=Forecast(16 * MICROS, 18 * MICROS, 22 * MICROS),
        month_ends=DECEMBER,
        cumulative=tuple(600_000 * day for day in range(1, 23)),
        days=days(*[a_day] * SHOWN_DAYS),
        features=(MENTIONS, NAMES, COUNT),
    )
    return replace(shown, **changes)


micros = st.integers(0, 10**15)


@st.composite
def overviews(draw: st.DrawFn) -> BudgetOverview:
    """Any amounts; what belongs together fits together."""
    now = draw(moments)
    last = now.date()
    ends = datetime(last.year + last.month // 12, last.month % 12 + 1, 1, tzinfo=UTC)
    low, expected, high = sorted(draw(st.tuples(micros, micros, micros)))
    features = st.builds(
        Feature, st.sampled_from(FeatureName), st.booleans(), st.integers(-(10**9), 10**15), st.sampled_from(["", "AN_OPTION"])
    )
    totals = st.dictionaries(st.sampled_from(SpendingGroup), micros)
    return BudgetOverview(
        now=now,
        funds=draw(st.builds(Funds, micros, micros, micros, micros)),
        reserved=draw(micros),
        purposes=tuple(draw(st.lists(st.builds(PurposeTotal, st.sampled_from(Purpose), micros, micros), max_size=len(Purpose)))),
        shortage=draw(st.builds(Shortage, st.sets(st.sampled_from(Priority)).map(tuple), st.booleans(), st.one_of(st.none(), moments))),
        credits_depleted_at=draw(st.one_of(st.none(), moments)),
        forecast=draw(st.sampled_from([Forecast(low, expected, high), Forecast(low, None, None)])),
        month_ends=ends,
        cumulative=tuple(sorted(draw(st.lists(micros, min_size=last.day, max_size=last.day)))),
        days=tuple(DayTotal(last - timedelta(days=n), draw(totals)) for n in reversed(range(SHOWN_DAYS))),
        features=tuple(draw(st.lists(features, max_size=6))),
    )


@given(overviews())
def test_discord_takes_any_overview(shown: BudgetOverview) -> None:
    discord_takes(budget_view(shown), uploads=1)
    assert 1 <= len(budget_chart_alt_text(shown)) <= 1_024


def test_the_sums_and_what_they_went_on() -> None:
    said = text(budget_view(overview(reserved=30_000)))

    assert "**Today** (UTC) $0.60 of $1.00 · **this month** $13.20 of $15.00" in said
    assert "$0.030 of it is reserved" in said
    assert "- polling for new followers **$8.80** · today $0.40\n- audits **$0.22**" in said
    assert "is reserved" not in text(budget_view(overview()))


@pytest.mark.parametrize(
    ("budget", "means"),
    [
        (25, "November will cost about $18.00 (likely $16.00 to $22.00), within your budget."),
        (20, "(likely $16.00 to $22.00). Should it exceed your budget, Mutuals keeps to the budget, and what matters least is paused."),
        (15, "without a limit. Mutuals stays within your budget, so what matters least will be paused."),
    ],
)
def test_the_forecast_beside_the_budget(budget: int, means: str) -> None:
    assert means in text(budget_view(overview(funds=Funds(0, 13_200_000, MICROS, budget * MICROS))))


def test_no_forecast_is_made_up() -> None:
    said = text(budget_view(overview(forecast=Forecast(13_200_000, None, None))))
    assert "The forecast for the month comes after a full day." in said
    assert "likely" not in said


def test_what_switching_something_on_or_off_would_change() -> None:
    cheaper = replace(NAMES, micros_per_month=-50_000)
    free = replace(NAMES, micros_per_month=0)
    said = text(budget_view(overview(features=(MENTIONS, NAMES, cheaper, free, COUNT))))

    assert "- Who mentions you: on; without it **$1.20 less** (`READ_MENTIONS`)" in said
    assert "- Who left, by name: off; with it **$15.00 more** (`X_STREAM: unfollows`)" in said
    assert "- Who left, by name: off; with it **$0.050 less**" in said
    assert "- Who left, by name: off; with it no change" in said
    assert "-# Always on: How many left, by X's own count $0.30." in said


@pytest.mark.parametrize(
    ("changes", "colour", "says"),
    [
        ({}, BLUE, ""),
        ({"shortage": Shortage((Priority.OPTIONAL,), until=DECEMBER)}, AMBER, "- Audits, follower counts and unfollow checks are on hold."),
        ({"shortage": Shortage((), slowed=True, until=DECEMBER)}, AMBER, "- X is polled less often"),
        ({"shortage": Shortage((Priority.REPLY,), until=DECEMBER)}, AMBER, "- The budget renews <t:1796083200:R>, or when you raise it"),
        ({"credits_depleted_at": NOW}, RED, "- X's credits are used up (since <t:1795359600:R>); top them up"),
    ],
)
def test_what_is_short_is_seen_at_once(changes: dict[str, Any], colour: int, says: str) -> None:
    view = budget_view(overview(**changes))
    assert components(view)[0]["accent_color"] == colour
    assert says in text(view)


def test_the_picture_is_shown_with_its_words_where_anything_was_spent() -> None:
    (gallery,) = (part for part in components(budget_view(overview()))[0]["components"] if part["type"] == 12)
    assert gallery["items"][0]["media"]["url"] == f"attachment://{BUDGET_FILE}"
    assert gallery["items"][0]["description"] == budget_chart_alt_text(overview())
    assert all(part["type"] != 12 for part in components(budget_view(overview(days=days(), purposes=())))[0]["components"])
