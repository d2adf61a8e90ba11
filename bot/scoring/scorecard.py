"""The written scorecard: which observable facts speak against a follower, and how much.

Nothing here is fitted to X content. Every threshold is a round number with its reason beside it, set by hand and only measured on labelled
people afterwards (`python -m tests.benchmarks.scoring`). It reads figures alone: no word of a bio, name, handle, place or link counts.

One idea stands behind the table: bought followers follow many and are followed by few, while an empty profile merely belongs to somebody
quiet. So emptiness counts only beside an imbalance, and only where it is empty even for the number of accounts followed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple

from bot.model import BurstState, Company, Profile, Reason

VERSION = "4"
"""Raised whenever this table, or anything else that an assessment is made with, can give anybody another one; `assess.stamp` carries it."""

SUSPICIOUS_FROM = 60
"""Points from which a profile is called suspicious."""

UNSURE_FROM = 35
"""Points from which Mutuals says that it does not know."""

QUIET_BELOW_POSTS = 50
"""Posts below which somebody is quiet: the convention of the labelled sets used in the benchmarks."""

MANY_FROM = 100
"""Accounts followed from which a ratio says what it seems to say: below, one follower or one post more changes it several times over."""

NEWCOMER_FOR = timedelta(days=30)
"""X suggests accounts to follow on the first day, and followers take weeks to come: until then following a few says nothing."""

ACTIVE_FROM = 500
"""Posts and likes together from which somebody is active, however many accounts they follow."""

_LARGEST = 2**63 - 1
"""The largest figure that is told apart, as `x.profiles` reads them; whatever is larger is absurd, and counts as this."""


class Facts(NamedTuple):
    """What the signals look at: three measures, named as the signals are (0: nothing to see), and X's figures (None: X did not say).

    imbalance: accounts followed for each follower. inactivity: accounts followed for each post made or like given, as far as X told.
    company: with how many look-alikes they came, unless a member called these fine.
    """

    imbalance: int
    inactivity: int
    company: int
    following: int | None
    followers: int | None
    posts: int | None
    likes: int | None


@dataclass(frozen=True, slots=True)
class Signal:
    """One observable fact that speaks against a profile.

    name: what is measured. Of those with the same name only the first that applies counts, so they stand from strong to weak.
    points, points_of_few: towards suspicion, for who follows at least `MANY_FROM` accounts and for who follows fewer.
    beside: the signal without which this one says nothing; empty when it stands alone.
    """

    name: str
    at_least: int
    points: int
    points_of_few: int
    says: Callable[[Facts], str]
    source: str
    beside: str = ""


def facts_of(profile: Profile, company: Company | None) -> Facts:
    """The facts of a snapshot. Negative figures are none, and a person of unknown age may be a newcomer."""
    following, followers, posts, likes = (figure(n) for n in (profile.following, profile.followers, profile.posts, profile.likes))
    imbalance = inactivity = 0
    if following and followers is not None and (following >= MANY_FROM or not _is_newcomer(profile)):
        imbalance = following // (followers or 1)
    if following and (posts is not None or likes is not None):
        deeds = (posts or 0) + (likes or 0)
        inactivity = 0 if deeds >= ACTIVE_FROM else following // deeds if deeds else _LARGEST
    unexplained = company is not None and company.state is not BurstState.FINE
    return Facts(imbalance, inactivity, max(1, company.size) if company and unexplained else 0, following, followers, posts, likes)


def evidence(facts: Facts) -> dict[str, Reason]:
    """What speaks against a profile, by the signal's name."""
    found: dict[str, Reason] = {}
    for name, beside, signals in _BY_NAME:
        measured: int = getattr(facts, name)
        if measured < signals[-1].at_least or (beside and beside not in found):
            continue
        signal = next(signal for signal in signals if measured >= signal.at_least)
        many = facts.following is not None and facts.following >= MANY_FROM
        found[name] = Reason(signal.says(facts), signal.points if many else signal.points_of_few)
    return found


def figure(value: int | None) -> int | None:
    """A figure that can be reckoned with and shown: a negative one is none."""
    return None if value is None or value < 0 else min(value, _LARGEST)


def times(count: int) -> str:
    """How often, in words: "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(count) or f"{count:,} times"


def _is_newcomer(profile: Profile) -> bool:
    return profile.created_at is None or profile.fetched_at - profile.created_at < NEWCOMER_FOR


def _says_imbalance(facts: Facts) -> str:
    return f"follows {facts.following:,}, followed by {facts.followers:,}"


def _says_inactivity(facts: Facts) -> str:
    return f"follows {facts.following:,}, {_deeds(facts.posts, facts.likes)}"


def _deeds(posts: int | None, likes: int | None) -> str:
    if posts == likes == 0:
        return "has posted and liked nothing"
    posted = None if posts is None else f"posted {times(posts)}" if posts else "posted nothing"
    liked = None if likes is None else f"liked {likes:,} post{'s' * (likes != 1)}" if likes else "liked nothing"
    return "has " + " and ".join(deed for deed in (posted, liked) if deed)


def _says_company(facts: Facts) -> str:
    return f"came together with {facts.company:,} other{'s' * (facts.company != 1)} who look{'s' * (facts.company == 1)} alike"


_TABLE_8 = "Cresci et al. 2015 (arXiv 1509.04098), table 8"
_TABLE_3 = "Camisani-Calzolari's criteria (table 3 there)"

SIGNALS = (
    #       signal  at least  points  of few  what it says     where the figure comes from
    Signal("imbalance",  50,  70,  55, _says_imbalance,  f"Socialbakers' rule, {_TABLE_8}: finds few, hardly ever wrongly"),
    Signal("imbalance",  20,  60,  55, _says_imbalance,  "between the published 50 and 10: hundreds followed bring a few dozen back"),
    Signal("imbalance",  10,  50,  45, _says_imbalance,  f"the best single rule on {_TABLE_8}, but wrong for 1 in 40: doubt"),
    Signal("imbalance",   5,  30,  25, _says_imbalance,  "common among readers: decides nothing, whatever else a profile shows"),
    Signal("imbalance",   3,  20,  15, _says_imbalance,  "as above; worth knowing when something else is odd"),
    Signal("inactivity", 10,  25,  25, _says_inactivity, f"{_TABLE_3}, for what is followed: readers like a post", "imbalance"),
    Signal("inactivity",  4,  20,  10, _says_inactivity, "milder; half where a handful of posts would settle it", "imbalance"),
    Signal("company",     1,  40,  40, _says_company,    "bursts of look-alikes (scoring.bursts): doubt; a decision beside imbalance"),
)  # fmt: skip
"""Below an imbalance of 10 a profile alone stays under `SUSPICIOUS_FROM`, however empty it is."""

_BY_NAME = tuple((name, rows[0].beside, rows) for name, group in groupby(SIGNALS, lambda signal: signal.name) for rows in [tuple(group)])
