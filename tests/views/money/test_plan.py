"""The comparison of the strategies, on a screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import ActivityEvent, Policy
from bot.planning.measurements import Measurements, PlanOverview, Rate, current_strategy
from bot.planning.plans import plan
from bot.views.money.plan import plan_view
from bot.views.words.strategies import description, freshness
from bot.x.billing.pricing import PriceList
from tests.support.samples.cards import discord_takes, text

FOUR_WEEKS = timedelta(days=28)
MEASURED = Measurements(100_000, True, Rate(300.4, FOUR_WEEKS), Rate(2.54, timedelta(days=26.4)), Rate(40, FOUR_WEEKS))
POLICY = Policy(ZoneInfo("UTC"), time(9))
WIDEST = 40
"""Characters of a code block that a phone shows without breaking the line."""


def planned(measured: Measurements = MEASURED, policy: Policy = POLICY, *, owned: bool = True) -> PlanOverview:
    prices = PriceList(owns_app=owned)
    current = current_strategy(policy, measured.followers, prices)
    return PlanOverview(plan(measured.inputs(policy, prices), prices), measured, current, owned)


def table(said: str) -> list[str]:
    return said.split("```")[1].strip("\n").split("\n")


rates = st.builds(Rate, st.floats(0, 10**9), st.one_of(st.none(), st.timedeltas(timedelta(hours=1), FOUR_WEEKS)))
measurements = st.builds(Measurements, st.integers(0, 10**10), st.booleans(), rates, rates, rates)
policies = st.builds(
    lambda seconds, events: replace(POLICY, freshness=timedelta(seconds=seconds), stream=events),
    st.integers(5, 3_600),
    st.frozensets(st.sampled_from(ActivityEvent)),
)


@given(measurements, policies, st.booleans())
def test_discord_takes_any_plan(measured: Measurements, policy: Policy, owned: bool) -> None:
    view = plan_view(planned(measured, policy, owned=owned))
    discord_takes(view)
    assert len({len(line.split("  by name")[0].split("  how many")[0]) for line in table(text(view))[1:]}) == 1, "columns stay columns"


def test_the_account_is_described_with_how_long_each_figure_was_measured() -> None:
    said = text(plan_view(planned()))

    assert "For your account with 100,000 followers:" in said
    assert "- 300 new followers a day, seen over 28 days\n- 2.5 unfollows a day, seen over 26 d 10 h\n- 40 mentions a day" in said
    assert "not measured" not in said


def test_what_was_not_measured_is_said() -> None:
    said = text(plan_view(planned(Measurements(900, False, Rate(3, timedelta(hours=5))))))

    assert "For your account with at least 900 followers:" in said
    assert "- 3 new followers a day, seen over 5 hours" in said
    assert "- not measured yet, assumed to be none: unfollows, mentions" in said
    assert "followers that were not counted yet" in text(plan_view(planned(Measurements())))


def test_the_table_fits_a_phone_and_holds_every_way() -> None:
    shown = planned()
    lines = table(text(plan_view(shown)))

    assert max(map(len, lines)) <= WIDEST
    assert [line.split()[0] for line in lines[1:]] == [str(n) for n in range(1, len(shown.plan.strategies) + 1)]
    first = shown.plan.strategies[0]
    assert lines[1].split() == ["1", f"${first.micros_per_month / 1e6:.2f}", *freshness(first).split(), "how", "many"]
    assert all(f"**{n}** {description(strategy)}" in text(plan_view(shown)) for n, strategy in enumerate(shown.plan.strategies, 1))


@pytest.mark.parametrize(
    ("stream", "current", "does"),
    [
        (frozenset(), "**1** Poll the newest followers every 60 seconds · in use now", "Mutuals uses this strategy now."),
        (
            frozenset({ActivityEvent.UNFOLLOW}),
            "**2** Poll every 60 seconds, and X reports who leaves · in use now",
            "Mutuals uses this strategy now.",
        ),
        (
            frozenset({ActivityEvent.FOLLOW}),
            "**3** X reports who comes and leaves, and polling checks it · in use now",
            "Mutuals uses another strategy now: to switch, set `FRESHNESS_SECONDS=60` in .env and restart.",
        ),
    ],
)
def test_the_strategy_in_use_and_what_to_do(stream: frozenset[ActivityEvent], current: str, does: str) -> None:
    said = text(plan_view(planned(policy=replace(POLICY, stream=stream))))
    assert current in said
    assert does in said


def test_whose_prices_they_are_and_what_nobody_can_go_below() -> None:
    assert "your account owns the X app, so its own lists are cheap." in text(plan_view(planned()))
    assert "less than $10.21 a month" in text(plan_view(planned()))
    assert "somebody else owns the X app, so lists cost more." in text(plan_view(planned(owned=False)))


def test_mentions_that_are_not_read_cost_nothing() -> None:
    without = replace(POLICY, read_mentions=False)
    assert MEASURED.inputs(without, PriceList()).mentions_per_day == 0
    assert MEASURED.inputs(POLICY, PriceList()).mentions_per_day == 40
