"""The probability of so many agrees with the plain sum, and moves the way probabilities must."""

from __future__ import annotations

from math import exp, lgamma, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scoring.bursts.probability import at_least

means = st.floats(0.001, 50_000)
spreads = st.floats(0.001, 3)


def summed(count: int, mean: float, spread: float) -> float:
    size = 1 / spread
    terms = (lgamma(n + size) - lgamma(size) - lgamma(n + 1) + n * log(mean / (mean + size)) for n in range(count))
    return 1 - sum(exp(term - size * log(1 + mean / size)) for term in terms)


@pytest.mark.parametrize(("count", "mean", "spread"), [(1, 0.5, 0.2), (3, 2, 0.15), (30, 10, 0.15), (5, 100, 0.3), (5_000, 1_000, 0.3)])
def test_it_agrees_with_the_plain_sum(count: int, mean: float, spread: float) -> None:
    assert at_least(count, mean, spread) == pytest.approx(summed(count, mean, spread), rel=1e-6)


def test_days_that_vary_make_the_same_number_less_remarkable() -> None:
    assert at_least(300, 100, 0.001) < 1e-12
    assert at_least(300, 100, 0.3) > 1e-4


def test_nobody_is_certain_and_anybody_where_nobody_is_expected_impossible() -> None:
    assert at_least(0, 0, 0.1) == 1
    assert at_least(1, 0, 0.1) == 0


@given(st.integers(0, 100_000), means, spreads)
def test_it_is_a_probability_that_falls_with_the_number(count: int, mean: float, spread: float) -> None:
    assert 0 <= at_least(count + 1, mean, spread) <= at_least(count, mean, spread) + 1e-9 <= 1 + 1e-9
