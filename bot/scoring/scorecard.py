"""The written scorecard: which observable facts speak against a follower, and how much.

Nothing here is fitted to X content. Every threshold is a round number with its reason beside it, set by hand and only measured on labelled
people afterwards (`python -m tests.benchmarks.scoring`). It reads figures alone: no word of a bio, name, handle, place or link counts.

One idea stands behind the table: bought followers follow many and are followed by few, while an empty profile merely belongs to somebody
quiet. So emptiness counts only beside an imbalance, and only where it is empty even for the number of accounts followed. Whoever follows
few accounts, or shows one of `CAPS`, stays at doubt whatever the figures are, unless their cohort speaks against them too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple

from bot.domain import BurstState, CohortMembership, Note, Profile, Reason, ReasonCode

VERSION = "5"
"""Raised whenever this table, or anything else that an assessment uses, can give anybody another one; `rules_version` carries it."""

SUSPICIOUS_FROM = 60
"""Points from which a profile is called suspicious."""

MAX_CAPPED_POINTS = SUSPICIOUS_FROM - 1
"""The most points that the figures of a profile bring beside one of `CAPS`."""

UNSURE_FROM = 35
"""Points from which Mutuals says that it does not know."""

QUIET_BELOW_POSTS = 50
"""Posts below which somebody is quiet: the convention of the labelled sets used in the benchmarks."""

MANY_FROM = 100
"""Accounts followed from which a ratio can decide. Below, a handful of followers or posts more would settle it, so figures count half.

Of people who were kept apart, deciding below it found none of those bought and made a quarter of the false alarms.
"""

NEWCOMER_FOR = timedelta(days=30)
"""X suggests accounts to follow on the first day, and followers take weeks to come: until then following a few says nothing."""

ACTIVE_FROM = 500
"""Posts and likes together from which somebody is active, however many accounts they follow."""

_MAX_COUNT = 2**63 - 1
"""The largest figure that is told apart, as `x.profiles` reads them; whatever is larger is absurd, and counts as this."""


class Facts(NamedTuple):
    """What the signals look at: three measures, named as the signals are (0: nothing to see), and X's figures (None: X did not say).

    imbalance: accounts followed for each follower. inactivity: accounts followed for each post made or like given, as far as X told.
    cohort: with how many look-alikes they came, unless a member called these fine. verified: whether X shows a checkmark, of any kind.
    """

    imbalance: int
    inactivity: int
    cohort: int
    following: int | None
    followers: int | None
    posts: int | None
    likes: int | None
    verified: bool


@dataclass(frozen=True, slots=True)
class Signal:
    """One observable fact that speaks against a profile.

    name: what is measured. Of those with the same name only the first that applies counts, so they stand from strong to weak.
    points: towards suspicion; half as many for who follows fewer than `MANY_FROM` accounts, but for the cohort, no figure of theirs.
    beside: the signal without which this one says nothing; empty when it stands alone.
    """

    name: str
    at_least: int
    points: int
    says: Callable[[Facts], Note]
    source: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Cap:
    """A fact beside which the figures of a profile alone bring no more than doubt, because many who are genuine show both."""

    applies: Callable[[Facts], bool]
    says: Callable[[Facts], Note]
    source: str


def facts_of(profile: Profile, cohort: CohortMembership | None) -> Facts:
    """The facts of a snapshot. Negative figures are none, and a person of unknown age may be a newcomer."""
    following, followers = valid_count(profile.following), valid_count(profile.followers)
    posts, likes = valid_count(profile.posts), valid_count(profile.likes)
    imbalance = inactivity = 0
    if following and followers is not None and (following >= MANY_FROM or not _is_newcomer(profile)):
        imbalance = following // (followers or 1)
    if following and (posts is not None or likes is not None):
        actions = (posts or 0) + (likes or 0)
        inactivity = 0 if actions >= ACTIVE_FROM else following // actions if actions else _MAX_COUNT
    unexplained = cohort is not None and cohort.state is not BurstState.FINE
    size = max(1, cohort.size) if cohort and unexplained else 0
    return Facts(imbalance, inactivity, size, following, followers, posts, likes, profile.verified)


def evidence(facts: Facts) -> dict[str, Reason]:
    """What speaks against a profile, by the signal's name; under `CAP`, with points below 0, what keeps it at doubt."""
    found: dict[str, Reason] = {}
    few = facts.following is not None and facts.following < MANY_FROM
    for name, beside, signals in _BY_NAME:
        measured: int = getattr(facts, name)
        if measured < signals[-1].at_least or (beside and beside not in found):
            continue
        signal = next(signal for signal in signals if measured >= signal.at_least)
        found[name] = Reason(signal.says(facts), signal.points if name == COHORT or not few else signal.points // 2)
    if found and (above := sum(reason.points for name, reason in found.items() if name != COHORT) - MAX_CAPPED_POINTS) > 0:
        cap = next((cap for cap in CAPS if cap.applies(facts)), None)
        if cap is not None:
            found[CAP] = Reason(cap.says(facts), -above)
    return found


def valid_count(value: int | None) -> int | None:
    """A figure that can be reckoned with and shown: a negative one is none."""
    return None if value is None or value < 0 else min(value, _MAX_COUNT)


def _is_newcomer(profile: Profile) -> bool:
    return profile.created_at is None or profile.fetched_at - profile.created_at < NEWCOMER_FOR


def _says_imbalance(facts: Facts) -> Note:
    return Note(ReasonCode.IMBALANCE, {"following": facts.following, "followers": facts.followers})


def _says_inactivity(facts: Facts) -> Note:
    return Note(ReasonCode.INACTIVITY, {"following": facts.following, "posts": facts.posts, "likes": facts.likes})


def _says_cohort(facts: Facts) -> Note:
    return Note(ReasonCode.COHORT, {"count": facts.cohort})


_TABLE_8 = "Cresci et al. 2015 (arXiv 1509.04098), table 8"
_TABLE_3 = "Camisani-Calzolari's criteria (table 3 there)"

COHORT, CAP = "cohort", "cap"

SIGNALS = (
    #       signal  at least  points  what it says     where the figure comes from
    Signal("imbalance",  50,  70, _says_imbalance,  f"Socialbakers' rule, {_TABLE_8}: finds few, hardly ever wrongly"),
    Signal("imbalance",  20,  60, _says_imbalance,  "between the published 50 and 10: hundreds followed bring a few dozen back"),
    Signal("imbalance",  10,  55, _says_imbalance,  f"the best single rule on {_TABLE_8}, but wrong for 1 in 40: doubt"),
    Signal("imbalance",   5,  25, _says_imbalance,  "common among readers: decides nothing, whatever else a profile shows"),
    Signal("imbalance",   3,  20, _says_imbalance,  "as above; worth knowing when something else is odd"),
    Signal("inactivity", 10,  25, _says_inactivity, f"{_TABLE_3}, for what is followed: readers like a post", "imbalance"),
    Signal("inactivity",  4,  20, _says_inactivity, "milder: some of those followed wrote something to answer or to like", "imbalance"),
    Signal("inactivity",  2,   5, _says_inactivity, "half the actions of who reacts to each account once: tips doubt alone", "imbalance"),
    Signal(COHORT,        1,  40, _says_cohort,     "bursts of look-alikes (scoring.bursts): doubt; a decision beside imbalance"),
)  # fmt: skip
"""Below an imbalance of 10, or of `MANY_FROM` followed, a profile alone stays under `SUSPICIOUS_FROM`, however empty it is."""

CAPS = (
    Cap(
        lambda facts: facts.following is not None and facts.likes is not None and facts.likes >= facts.following,
        lambda facts: Note(ReasonCode.MANY_LIKES, {"likes": facts.likes}),
        "one like for each account followed: whoever reads and likes is there for the posts, which is what a quiet follower is",
    ),
    Cap(
        lambda facts: facts.verified,
        lambda _: Note(ReasonCode.CHECKMARK),
        "X sells it by the month for each account, too dear for followers sold by the thousand; as anybody can buy it, it clears nobody",
    ),
)

_BY_NAME = tuple((name, rows[0].beside, rows) for name, group in groupby(SIGNALS, lambda signal: signal.name) for rows in [tuple(group)])
