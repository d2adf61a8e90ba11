"""A plan as it is printed: for people and for scripts."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.cli.plan import record, table
from bot.planning.monthly_cost import PlanInputs
from bot.planning.plans import plan
from bot.views.format.numbers import dollars
from bot.views.words.strategies import caveat, description, freshness
from bot.x.billing import pricing
from bot.x.billing.pricing import PriceList

BIG = PlanInputs(followers=100_000, new_per_day=300, lost_per_day=50, mentions_per_day=40, freshness_seconds=60)


def lines_about(inputs: PlanInputs, *, owned: bool = True) -> list[str]:
    return table(plan(inputs, PriceList(owns_app=owned)), inputs, owns_app=owned).splitlines()


def test_the_table_shows_every_strategy_and_points_at_the_recommended_one() -> None:
    lines = lines_about(BIG)
    heads = ("What Mutuals can do", "To compare")
    first, second = (next(n for n, line in enumerate(lines) if line.strip().startswith(head)) for head in heads)

    assert lines[0] == "100,000 followers; 300 new, 50 lost, 40 mentions a day; the X app belongs to the account itself."
    assert [line.split("  ")[0] for line in lines if line.startswith("→")] == ["→ Poll the newest followers every 60 seconds"]
    for strategy in plan(BIG, PriceList()).strategies:
        (n,) = [n for n, line in enumerate(lines) if line[2:].startswith(f"{description(strategy)} ")]
        assert f" {dollars(strategy.micros_per_month)}   {freshness(strategy)}" in lines[n]
        assert lines[n].endswith("by name") == strategy.knows_names_of_lost
        assert lines[n + 1].strip() == caveat(strategy)
        assert (first < n < second) if strategy.options else n > second


def test_the_columns_stand_under_their_heads() -> None:
    head, *_ = (line for line in lines_about(BIG) if "a month   half" in line)
    rows = [line for line in lines_about(BIG) if line.endswith("by name")]

    assert {line.index("by name") for line in rows} == {head.index("who left")}
    assert len(rows) == 6


def test_it_says_what_to_set_why_and_how_far_that_is_from_the_least() -> None:
    text = "\n".join(lines_about(replace(BIG, names_of_lost=True)))

    assert "Recommended: poll every 60 seconds, and X reports who leaves, $26.22 a month. It is the cheapest that misses nobody" in text
    assert "Put this into .env: FRESHNESS_SECONDS=60 and X_STREAM=unfollows" in text
    assert "the least there is to pay, would be $10.20; this is 2.57 times as much." in text


def test_it_says_of_when_and_from_where_the_prices_are() -> None:
    assert f"prices as of {pricing.AS_OF}, {pricing.SOURCE}" in "\n".join(lines_about(BIG))


def test_an_account_of_which_nothing_happens_has_nothing_to_compare_with() -> None:
    text = "\n".join(lines_about(PlanInputs(0, 0, 0, 0, 60), owned=False))

    assert "belongs to somebody else" in text
    assert "would be $0." in text


@pytest.mark.parametrize("names", [False, True])
def test_the_record_holds_the_same_in_dollars(*, names: bool) -> None:
    compared = plan(replace(BIG, names_of_lost=names), PriceList())
    read = json.loads(json.dumps(record(compared)))

    assert list(read) == ["recommended", "usd_per_month", "lower_bound_usd_per_month", "strategies"]
    assert (read["recommended"], read["usd_per_month"]) == (("polling_and_unfollow_events", 26.22) if names else ("polling", 11.22))
    assert read["lower_bound_usd_per_month"] == 10.2
    assert read["strategies"][0] == {"name": "polling", "usd_per_month": 11.22, "freshness_seconds": 30, "knows_names_of_lost": False}
    assert [strategy["name"] for strategy in read["strategies"]] == [strategy.name for strategy in compared.strategies]
