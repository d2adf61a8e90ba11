"""Tells those who arrived together from those who happened to arrive at the same time: two kinds of people, mixed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import timedelta
from math import exp, log
from typing import TypeVar

from bot.scoring.bursts.baseline import UsualFollowers, shape_share, size_share
from bot.scoring.bursts.traits import ArrivalFeatures, MadeKey, ShapeKey, Size, SizeKey, Sort

ROUNDS = 2
"""Rounds of guessing who belongs and what those look like. When they were made is not guessed anew, lest everybody comes to belong."""

SHARE_ROUNDS = 4
"""Rounds of guessing how many of those who came within a stretch of time belong."""

PRIOR_WEIGHT = 40.0
"""What is guessed of ordinary people's sizes and handles counts as much as this many people seen."""

OUTLIER_SHARE = 0.15
"""Share of a vendor's accounts that need not look like the others."""

MAX_LOG_RATIO = {"size": 4.0, "made": 6.0, "shape": 3.0}
MIN_LOG_RATIO = {"size": -4.0, "made": -2.5, "shape": -2.5}
"""No single likeness, and no single difference, decides alone: bounds of its natural-log likelihood ratio."""

STRETCH = timedelta(hours=1)
STRETCH_PEOPLE = 20
"""How many of those who come belong changes with time; it is judged within an hour, or longer where fewer people came."""

_KERNEL = tuple((f, g, (0.36, 0.12, 0.04)[abs(f) + abs(g)]) for f in (-1, 0, 1) for g in (-1, 0, 1))
_NEARLY_NOTHING = 1e-6
_AGE_UNKNOWN = 0.02
_SORTS: tuple[Sort, ...] = ("suspicious", "young", "old")

K = TypeVar("K", bound=Hashable)


def membership_probabilities(
    feature_rows: Sequence[ArrivalFeatures],
    guess: Sequence[float],
    usual: UsualFollowers,
    suspicious_share: float,
    sure: frozenset[int] = frozenset(),
) -> list[float]:
    """The probability that each belongs to the cohort.

    feature_rows: in order of arrival, at least one. guess: the same, roughly; 0 for those who belong only if they resemble the others.
    sure: ids of those who are known to belong; where there are any, they alone say what members look like.
    Whoever looks fine alone and was not made in the same weeks belongs to nobody, however many look-alikes come at that moment.
    """
    stretches = _stretches(feature_rows)
    all_sizes, all_shapes = _count([features.size for features in feature_rows]), _count([features.shape for features in feature_rows])
    made = _made(_weigh([features.week for features in feature_rows], guess), {features.week for features in feature_rows}, usual)
    belongs = list(guess)
    for _ in range(1 if sure else ROUNDS):
        sizes = _sizes(_weigh([features.size for features in feature_rows], belongs), all_sizes, usual, suspicious_share)
        shapes = _shapes(_weigh([features.shape for features in feature_rows], belongs), all_shapes, usual)
        evidence = [sizes[features.size] + made[features.week] + shapes[features.shape] for features in feature_rows]
        for start, end in stretches:
            belongs[start:end] = _posterior(evidence[start:end], belongs[start:end])
    return [
        1.0 if features.user_id in sure else chance if features.suspicious or made[features.week] > 0 else 0.0
        for features, chance in zip(feature_rows, belongs, strict=True)
    ]


def _stretches(feature_rows: Sequence[ArrivalFeatures]) -> list[tuple[int, int]]:
    starts = [0]
    for index, features in enumerate(feature_rows):
        if index - starts[-1] >= STRETCH_PEOPLE and features.at - feature_rows[starts[-1]].at >= STRETCH:
            starts.append(index)
    if len(starts) > 1 and len(feature_rows) - starts[-1] < STRETCH_PEOPLE:
        starts.pop()
    return list(zip(starts, [*starts[1:], len(feature_rows)], strict=True))


def _posterior(evidence: Sequence[float], belongs: Sequence[float]) -> list[float]:
    ratios = [exp(value) for value in evidence]
    found = list(belongs)
    for _ in range(SHARE_ROUNDS):
        share = (sum(found) + 0.5) / (len(found) + 2)
        odds = share / (1 - share)
        found = [odds * ratio / (1 + odds * ratio) for ratio in ratios]
    return found


def _sizes(
    together: Mapping[SizeKey, float], everybody: Mapping[SizeKey, float], usual: UsualFollowers, suspicious_share: float
) -> dict[SizeKey, float]:
    """Suspicion and size at once; ordinary people's sizes depend on their sort, a cohort's only on whether they are suspicious."""
    total = sum(together.values()) + _NEARLY_NOTHING
    alike: dict[tuple[bool, Size | None], float] = {}
    for (sort, size), count in together.items():
        key = (sort == "suspicious", size)
        alike[key] = alike.get(key, 0.0) + count
    near = _smoothed(alike)
    suspicious = sum(count for (doubtful, _), count in alike.items() if doubtful) / total
    seen = _smoothed(_others(usual.sizes, everybody, together))
    people = dict.fromkeys(_SORTS, PRIOR_WEIGHT)
    for (sort, _), count in seen.items():
        people[sort] += count
    evidence = {}
    for sort, size in everybody:
        doubtful = sort == "suspicious"
        ordinary = (PRIOR_WEIGHT * size_share(sort, size) + seen.get((sort, size), 0.0)) / people[sort]
        cohort = _with_outliers(near.get((doubtful, size), 0.0) / total, (suspicious if doubtful else 1 - suspicious) * ordinary)
        evidence[sort, size] = _ratio("size", cohort, ordinary * (suspicious_share if doubtful else 1 - suspicious_share))
    return evidence


def _made(together: Mapping[MadeKey, float], everybody: set[MadeKey], usual: UsualFollowers) -> dict[MadeKey, float]:
    total = sum(together.values()) + _NEARLY_NOTHING
    weeks: dict[int | None, float] = {}
    for (_, week), count in together.items():
        for near, part in ((week, 1.0),) if week is None else ((week - 1, 0.25), (week, 0.5), (week + 1, 0.25)):
            weeks[near] = weeks.get(near, 0.0) + part * count
    evidence = {}
    for suspicious, week in everybody:
        ordinary = _AGE_UNKNOWN if week is None else usual.made_between(7 * week, 7 * week + 6, suspicious=suspicious)
        evidence[suspicious, week] = _ratio("made", _with_outliers(weeks.get(week, 0.0) / total, ordinary), ordinary)
    return evidence


def _shapes(together: Mapping[ShapeKey, float], everybody: Mapping[ShapeKey, float], usual: UsualFollowers) -> dict[ShapeKey, float]:
    total = sum(together.values()) + _NEARLY_NOTHING
    alike: dict[str, float] = {}
    for (_, shape), count in together.items():
        alike[shape] = alike.get(shape, 0.0) + count
    seen = _others(usual.shapes, everybody, together)
    people = {False: PRIOR_WEIGHT, True: PRIOR_WEIGHT}
    for (young, _), count in seen.items():
        people[young] += count
    evidence = {}
    for young, shape in everybody:
        ordinary = (PRIOR_WEIGHT * shape_share(shape, young=young) + seen[young, shape]) / people[young]
        evidence[young, shape] = _ratio("shape", _with_outliers(alike.get(shape, 0.0) / total, ordinary), ordinary)
    return evidence


def _with_outliers(cohort: float, ordinary: float) -> float:
    return (1 - OUTLIER_SHARE) * cohort + OUTLIER_SHARE * ordinary


def _ratio(feature: str, cohort: float, ordinary: float) -> float:
    return min(MAX_LOG_RATIO[feature], max(MIN_LOG_RATIO[feature], log(max(cohort, _NEARLY_NOTHING) / max(ordinary, _NEARLY_NOTHING))))


def _count(keys: Sequence[K]) -> dict[K, float]:
    return _weigh(keys, [1.0] * len(keys))


def _weigh(keys: Sequence[K], weights: Sequence[float]) -> dict[K, float]:
    sums: dict[K, float] = {}
    for key, weight in zip(keys, weights, strict=True):
        if weight:
            sums[key] = sums.get(key, 0.0) + weight
    return sums


def _others(usual: Mapping[K, float], everybody: Mapping[K, float], together: Mapping[K, float]) -> dict[K, float]:
    """Ordinary people: those seen before, and of those seen now everybody but the cohort."""
    return {key: usual.get(key, 0.0) + max(0.0, everybody.get(key, 0.0) - together.get(key, 0.0)) for key in {**usual, **everybody}}


def _smoothed(sizes: Mapping[tuple[K, Size | None], float]) -> dict[tuple[K, Size | None], float]:
    """Sizes next to one another are nearly the same size."""
    smooth: dict[tuple[K, Size | None], float] = {}
    for (sort, size), count in sizes.items():
        for f, g, part in _KERNEL if size is not None else ((0, 0, 1.0),):
            near = (sort, None if size is None else (size[0] + f, size[1] + g))
            smooth[near] = smooth.get(near, 0.0) + part * count
    return smooth
