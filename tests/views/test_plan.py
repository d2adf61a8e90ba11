"""The comparison of the ways of knowing, on a screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import ActivityEvent, Policy
from bot.planning.measurements import Measured, MeasuredPlan, Rate, way_at_work
from bot.planning.plans import plan
from bot.views.money.plan import plan_view
from bot.x.billing.pricing import PriceList
from tests.views.people import discord_takes, text

FOUR_WEEKS = timedelta(days=28)
MEASURED = Measured(100_000, True, Rate(300.4, FOUR_WEEKS), Rate(2.54, timedelta(days=26.4)), Rate(40, FOUR_WEEKS))
POLICY = Policy(ZoneInfo("UTC"), time(9))
WIDEST = 40
"""Characters of a code block that a phone shows without breaking the line."""


def planned(measured: Measured = MEASURED, policy: Policy = POLICY, *, owned: bool = True) -> MeasuredPlan:
    return MeasuredPlan(plan(measured.situation(policy), PriceList(owns_app=owned)), measured, way_at_work(policy), owned)


def table(said: str) -> list[str]:
    return said.split("```")[1].strip("\n").split("\n")


rates = st.builds(Rate, st.floats(0, 10**9), st.one_of(st.none(), st.timedeltas(timedelta(hours=1), FOUR_WEEKS)))
measurements = st.builds(Measured, st.integers(0, 10**10), st.booleans(), rates, rates, rates)
policies = st.builds(
    lambda seconds, events: replace(POLICY, freshness=timedelta(seconds=seconds), stream=events),
    st.integers(5, 3_600),
    st.frozensets(st.sampled_from(ActivityEvent)),
)


@settings(max_examples=60)
@given(measurements, policies, st.booleans())
def test_discord_takes_any_plan(measured: Measured, policy: Policy, owned: bool) -> None:
    view = plan_view(planned(measured, policy, owned=owned))
    discord_takes(view)
    assert len({len(line.split("  by name")[0].split("  how many")[0]) for line in table(text(view))[1:]}) == 1, "columns stay columns"


def test_the_account_is_described_with_how_long_each_figure_was_measured() -> None:
    said = text(plan_view(planned()))

    assert "For your account with 100,000 followers:" in said
    assert "- 300 new followers a day, seen over 28 days\n- 2.5 unfollows a day, seen over 26.4 days\n- 40 mentions a day" in said
    assert "not measured" not in said


def test_what_was_not_measured_is_said() -> None:
    said = text(plan_view(planned(Measured(900, False, Rate(3, timedelta(hours=5))))))

    assert "For your account with at least 900 followers:" in said
    assert "- 3 new followers a day, seen over 5 hours" in said
    assert "- not measured yet, and taken for none: unfollows, mentions" in said
    assert "followers that were not counted yet" in text(plan_view(planned(Measured())))


def test_the_table_fits_a_phone_and_holds_every_way() -> None:
    shown = planned()
    lines = table(text(plan_view(shown)))

    assert max(map(len, lines)) <= WIDEST
    assert [line.split()[0] for line in lines[1:]] == [str(n) for n in range(1, len(shown.plan.ways) + 1)]
    first = shown.plan.ways[0]
    assert lines[1].split() == ["1", f"${first.micros_per_month / 1e6:.2f}", *first.freshness.split(), "how", "many"]
    assert all(f"**{n}** {way.words}" in text(plan_view(shown)) for n, way in enumerate(shown.plan.ways, 1))


@pytest.mark.parametrize(
    ("stream", "at_work", "does"),
    [
        (frozenset(), "**1** Look at the newest followers every 60 seconds · at work now", "That is how Mutuals works now."),
        (
            frozenset({ActivityEvent.UNFOLLOW}),
            "**2** Look every 60 seconds, and X tells who leaves · at work now",
            "how Mutuals works",
        ),
        (
            frozenset({ActivityEvent.FOLLOW}),
            "**3** X tells who comes and leaves, looks check it · at work now",
            "Mutuals works in another way now: to change that set `FRESHNESS_SECONDS=60` in .env and restart.",
        ),
    ],
)
def test_the_way_at_work_and_what_to_do(stream: frozenset[ActivityEvent], at_work: str, does: str) -> None:
    said = text(plan_view(planned(policy=replace(POLICY, stream=stream))))
    assert at_work in said
    assert does in said


def test_whose_prices_they_are_and_what_nobody_can_go_below() -> None:
    assert "your account owns the X app, so its own lists are cheap." in text(plan_view(planned()))
    assert "less than $10.21 a month" in text(plan_view(planned()))
    assert "somebody else owns the X app, so lists cost more." in text(plan_view(planned(owned=False)))


def test_mentions_that_are_not_read_cost_nothing() -> None:
    without = replace(POLICY, read_mentions=False)
    assert MEASURED.situation(without).mentions_per_day == 0
    assert MEASURED.situation(POLICY).mentions_per_day == 40
