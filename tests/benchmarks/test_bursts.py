"""A small part of the benchmark, so that a change which spoils the rates is seen at once."""

from __future__ import annotations

from statistics import mean

import pytest

from tests.benchmarks.bursts import KNOWN_DAYS, main, ordinary_days, purchase, viral_day

SEEDS = [f"quick {number}" for number in range(6)]


@pytest.mark.parametrize(("size", "hours"), [(200, 1), (200, 6), (200, 24), (1000, 6)])
def test_purchases_are_found_in_time_with_the_right_members(size: int, hours: int) -> None:
    outcomes = [purchase(size, hours, KNOWN_DAYS, seed) for seed in SEEDS]

    assert all(outcome.found for outcome in outcomes)
    assert mean(outcome.precision or 0 for outcome in outcomes) > 0.9
    assert mean(outcome.recall or 0 for outcome in outcomes) > 0.95


def test_purchases_are_found_on_the_day_of_installation() -> None:
    assert all(purchase(200, 6, 0, seed).found for seed in SEEDS)


def test_viral_days_are_noticed_and_not_taken_for_purchases() -> None:
    outcomes = [viral_day(1000, seed) for seed in SEEDS]

    assert mean(outcome.noticed for outcome in outcomes) > 0.8
    assert not any(outcome.called_purchase for outcome in outcomes)


@pytest.mark.parametrize("nights", [False, True])
def test_ordinary_days_are_left_alone(nights: bool) -> None:
    assert sum(ordinary_days(KNOWN_DAYS, nights, seed).alarmed for seed in SEEDS) == 0


def test_the_command_prints_every_table(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.benchmarks.bursts.SIZES", (200,))
    monkeypatch.setattr("tests.benchmarks.bursts.ORDINARY_DAYS", 2)

    assert main(["--histories", "1", "--seed", "7", "--processes", "1"]) == 0
    printed = capsys.readouterr().out
    assert all(words in printed for words in ("over", "called a purchase", "Ordinary days", "on the day of installation"))
