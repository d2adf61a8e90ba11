"""From the followers who were looked at to all of them: a share and how far it can be trusted. Pure.

X lists followers newest first, so what is known is a run of neighbours, not people drawn at random, and neighbours are alike: they came
for the same post, or were bought together. A sample of neighbours says less than its size promises. How much less shows when it is cut
into blocks of consecutive followers: the more the blocks differ from one another, the fewer independent people the sample is worth.

What no figure can tell is whether followers of long ago, whom nobody looked at, differ from all that were. Say so beside the share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

from bot.domain import Share

_Z = 1.959963984540054
"""Standard normal quantile of 97.5 %: 95 of 100 intervals hold the true share."""

PLANNED_DESIGN_EFFECT = 2.0
"""Taken where clumps cannot be seen yet: the customary guess for samples of neighbours (Henderson & Sundaresan 1982, Bull. WHO 60:253)."""

_MIN_BLOCKS = 10
"""Fewer tell too little about how much blocks differ, and PLANNED_DESIGN_EFFECT is the least that is assumed."""


def share_of(counts: Sequence[tuple[int, int]], population: int | None) -> Share:
    """The share of hits among all, with its 95 % interval.

    counts: hits and size of each block of consecutive followers, newest first; from twenty blocks on the interval is a good one.
    population: how many followers there are in all, None when nobody knows; if no more than were counted, the share is exact.

    Wilson's score interval (Wilson 1927, JASA 22:209) at the effective sample size, which is the size over Kish's design effect (Kish 1965,
    Survey Sampling, ch. 8), never below 1, and less where few blocks tell it (Korn & Graubard 1998, Survey Methodology 24:193); narrowed by
    the finite population correction. Nothing counted gives 0 to 1. Raises ValueError for hits that are negative or more than their size.
    """
    blocks = [(hits, size) for hits, size in counts if size or hits]
    if any(not 0 <= hits <= size for hits, size in blocks):
        raise ValueError("hits lie between 0 and the block's size")
    hits, size = _joined(blocks)
    if not size:
        return Share(0.0, 0.0, 1.0)
    value = hits / size
    if population is not None and population <= size:
        return Share(value, value, value)
    low, high = _wilson(value, _effective_size(blocks, value, size) / _correction(size, population))
    if population is not None:  # who was counted is certain, whoever the others are
        low, high = max(low, hits / population), min(high, (hits + population - size) / population)
    return Share(value, min(low, value), max(high, value))


def margin_for(size: int, population: int) -> float:
    """The half width, 0 to 0.5, to expect of the interval around a share of one half after counting so many: the widest there is.

    Plans with PLANNED_DESIGN_EFFECT, as nobody knows the clumps before looking.
    """
    if size >= population:
        return 0.0
    if size <= 0:
        return 0.5
    low, high = _wilson(0.5, size / PLANNED_DESIGN_EFFECT / _correction(size, population))
    return min((high - low) / 2, (population - size) / population / 2)


def _effective_size(blocks: Sequence[tuple[int, int]], value: float, size: int) -> float:
    """How many people drawn at random would say as much about the share as these blocks do.

    Neighbouring blocks resemble each other too where a clump is longer than a block. So they are joined two by two and looked at again, as
    long as there are enough, and the largest design effect counts: the blocking method (Flyvbjerg & Petersen 1989, J. Chem. Phys. 91:461).
    """
    if len(blocks) < _MIN_BLOCKS:
        return size / max(PLANNED_DESIGN_EFFECT, _design_effect(blocks, value, size))
    effects = [(_design_effect(joined, value, size), len(joined) - 1) for joined in _blocking_levels(blocks)]
    effect, freedom = max(effects, key=lambda found: found[0])
    return size / effect * (_Z / _t_quantile(freedom)) ** 2


def _blocking_levels(blocks: Sequence[tuple[int, int]]) -> Iterator[Sequence[tuple[int, int]]]:
    yield blocks
    while len(blocks) >= 2 * _MIN_BLOCKS:
        blocks = [_joined(blocks[at : at + 2]) for at in range(0, len(blocks), 2)]
        yield blocks


def _joined(blocks: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return sum(hits for hits, _ in blocks), sum(size for _, size in blocks)


def _design_effect(blocks: Sequence[tuple[int, int]], value: float, size: int) -> float:
    """The variance between blocks over that of as many people drawn at random; that of the ratio estimator, as blocks differ in size."""
    number, at_random = len(blocks), value * (1 - value) / size
    if number == 1 or not at_random:
        return 1.0
    between = number / (number - 1) * sum((hits - value * of) ** 2 for hits, of in blocks) / size**2
    return max(1.0, between / at_random)


def _correction(size: int, population: int | None) -> float:
    """The finite population correction of a variance."""
    return 1.0 if population is None else (population - size) / (population - 1)


def _wilson(value: float, size: float) -> tuple[float, float]:
    slack = _Z**2 / size
    middle = (value + slack / 2) / (1 + slack)
    half = sqrt(slack * value * (1 - value) + slack**2 / 4) / (1 + slack)
    return max(0.0, middle - half), min(1.0, middle + half)


def _t_quantile(freedom: int) -> float:
    """Student's t at 97.5 %: the expansion in Abramowitz & Stegun 26.7.5, good to four digits from 9 degrees of freedom on."""
    z = _Z
    terms: tuple[float, ...] = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92_160,
    )
    return z + sum((term / float(freedom) ** power for power, term in enumerate(terms, 1)), 0.0)
