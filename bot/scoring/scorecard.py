"""The written scorecard: which observable facts speak against a follower, and how much.

Nothing here is fitted to X content; every threshold comes from the literature named beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.model import Profile


@dataclass(frozen=True, slots=True)
class Signal:
    """One observable fact that speaks against a profile.

    points: towards suspicion (0 to 100 in all).
    support: it counts only beside a fact that stands alone, because emptiness alone measures quietness.
    """

    name: str
    points: int
    applies: Callable[[Profile], bool]
    says: Callable[[Profile], str]
    source: str
    support: bool = False


SUSPICIOUS_FROM = 60
"""Points from which a profile is called suspicious."""

UNSURE_FROM = 35
"""Points from which Mutuals says that it does not know."""

QUIET_BELOW_POSTS = 50
"""Posts below which somebody is quiet: the convention of the labelled sets used in the benchmarks."""

COLLECTOR_FROM = 100
"""Accounts followed before an imbalance says anything; newcomers follow a few dozen before anyone follows them."""


def _imbalance(profile: Profile) -> float | None:
    if profile.following is None or profile.followers is None or profile.following < COLLECTOR_FROM:
        return None
    return profile.following / max(profile.followers, 1)


def _ratio_between(low: float, high: float) -> Callable[[Profile], bool]:
    def applies(profile: Profile) -> bool:
        ratio = _imbalance(profile)
        return ratio is not None and low <= ratio < high

    return applies


def _says_imbalance(profile: Profile) -> str:
    return f"follows {profile.following:,}, followed by {profile.followers:,}"


SIGNALS = (
    Signal(
        "strong imbalance",
        65,
        _ratio_between(10, float("inf")),
        _says_imbalance,
        source="Cresci et al. 2015, arXiv 1509.04098, table 8: following far above followers separates bought followers best",
    ),
    Signal(
        "imbalance",
        40,
        _ratio_between(5, 10),
        _says_imbalance,
        source="the same table at a milder ratio: enough to doubt, not to decide",
    ),
    Signal(
        "no posts",
        10,
        lambda p: p.posts == 0,
        lambda p: "has never posted",
        source="Camisani-Calzolari's criteria in Cresci et al. 2015, table 3",
        support=True,
    ),
    Signal(
        "no bio",
        5,
        lambda p: not p.bio.strip(),
        lambda p: "has no bio",
        source="Camisani-Calzolari's criteria in Cresci et al. 2015, table 3",
        support=True,
    ),
)
