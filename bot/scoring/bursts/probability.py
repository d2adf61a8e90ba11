"""How probable so many would be, when days differ from one another more than pure chance would have it."""

from __future__ import annotations

from math import exp, lgamma, log, log1p

_ROUNDS = 400
"""Terms of the continued fraction at most; it has converged long before for any number of people that fits in memory."""

_TINY = 1e-300
_CLOSE_ENOUGH = 1e-12


def at_least(count: int, mean: float, spread: float) -> float:
    """The probability, 0 to 1, of `count` or more where `mean` are expected.

    Negative binomial: the variance is mean + spread × mean², so spread is the squared relative day-to-day variation (0.16 for ±40 %).
    """
    if count <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    size = 1.0 / max(spread, 1e-6)
    return _incomplete_beta(float(count), size, mean / (mean + size), size / (mean + size))


def _incomplete_beta(a: float, b: float, x: float, y: float) -> float:
    """I_x(a, b), the regularised incomplete beta function, where y = 1 − x. Numerical Recipes, 3rd edition, section 6.4."""
    front = exp(min(0.0, lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * (log1p(-x) if x < 0.5 else log(y))))
    if x < (a + 1) / (a + b + 2):
        return min(1.0, front * _fraction(a, b, x) / a)
    return max(0.0, 1.0 - front * _fraction(b, a, y) / b)


def _fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1.0 / _nonzero(1 - (a + b) * x / (a + 1))
    total = d
    for m in range(1, _ROUNDS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = 1.0 / _nonzero(1 + even * d), _nonzero(1 + even / c)
        total *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1.0 / _nonzero(1 + odd * d), _nonzero(1 + odd / c)
        total *= d * c
        if abs(d * c - 1) < _CLOSE_ENOUGH:
            break
    return total


def _nonzero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
