"""Notices when far more people come than usual, or people far too alike, and tells a purchase from a viral day. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf, log

from bot.domain import Arrival, BurstKind, Cohort
from bot.scoring.bursts.alarms import MIN_LOOKALIKES, Lookalikes, alarms
from bot.scoring.bursts.baseline import UsualFollowers
from bot.scoring.bursts.cohort import describe
from bot.scoring.bursts.creation_batches import Batch, Crowd, densest
from bot.scoring.bursts.mixture import membership_probabilities
from bot.scoring.bursts.recent_arrivals import RecentArrivals
from bot.scoring.bursts.rhythm import ArrivalModel
from bot.scoring.bursts.traits import ArrivalFeatures, features_of

ANOTHER_BATCH = 1e-3
"""Chance below which accounts made together are taken for a further batch of a purchase already found."""
MIN_FURTHER_BATCH = 5
MAX_BATCHES = 6

BELONGS = 0.5
"""Probability from which somebody is a member."""

FALSE_MEMBER_SHARE = 0.05
"""Of ordinary people, those who may be taken for members by mistake; settles when a purchase began."""

ENDS_AFTER = timedelta(hours=6)
"""A burst whose newest member came longer ago than this is over."""

SURGE_FACTOR = 2.0
"""A viral day lasts while the past two hours brought this many times what is usual."""
SURGE_WINDOW = timedelta(hours=2)

_BEGINNINGS = 300
"""Moments that are tried for the beginning of a burst, evenly spread over those who came in it."""


@dataclass(frozen=True, slots=True)
class DetectedBurst:
    """A burst. members: ids of everybody who belongs to it so far, ascending, those of the running burst included."""

    kind: BurstKind
    since: datetime
    until: datetime
    cohort: Cohort
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ActiveBurst:
    """A burst that was found before and is not over."""

    kind: BurstKind
    since: datetime
    members: frozenset[int]


def detect_burst(
    arrivals: Sequence[Arrival],
    arrival_model: ArrivalModel,
    usual: UsualFollowers,
    now: datetime,
    *,
    before: datetime | None = None,
    known: Collection[int] = frozenset(),
    running: ActiveBurst | None = None,
) -> DetectedBurst | None:
    """Say what is unusual about those who came lately, or None.

    arrivals: of the last 26 hours, in any order. before: when the last one before them came; None when nobody ever did. Nobody was seen
    between two arrivals, so whoever is seen first after a silence may have come at any time within it: downtime makes no burst.
    known: members of earlier bursts, who are not counted again. running: what was found before and is not over; then the answer is that
    burst with whoever joined it, or None when nobody did. A running viral day may turn out to be a purchase, never the other way round.
    """
    recent = RecentArrivals.of(arrivals, known, before or arrival_model.since, now)
    if running is not None and running.kind is BurstKind.PURCHASE:
        return _joined(recent, arrival_model, usual, running)
    cohort, surge = alarms(recent, arrival_model, usual)
    if cohort is not None and (members := _lookalikes(recent, arrival_model, usual, cohort)):
        return _found(BurstKind.PURCHASE, recent, arrival_model, members, recent.times[members[0]])
    if running is not None:
        return _surge_continues(recent, arrival_model, running)
    if surge is not None and cohort is None:
        return _viral(recent, arrival_model)
    return None


def _lookalikes(recent: RecentArrivals, arrival_model: ArrivalModel, usual: UsualFollowers, cohort: Lookalikes) -> list[int]:
    """Indices of those who belong to this cohort, from its beginning on; none when, looked at more closely, they are too few."""
    feature_rows = [features_of(arrival) for arrival in recent.arrivals]
    start = cohort.window.start
    batches = _batches(feature_rows[start:], cohort, usual)
    guess = [0.0] * start + [_guess(features, batches) for features in feature_rows[start:]]
    belongs = membership_probabilities(feature_rows, guess, usual, arrival_model.usually_suspicious)
    members = [index for index, chance in enumerate(belongs) if chance >= BELONGS]
    members = members[_beginning(recent, arrival_model, members, FALSE_MEMBER_SHARE) :]
    return members if len(members) >= MIN_LOOKALIKES else []


def _batches(feature_rows: Sequence[ArrivalFeatures], cohort: Lookalikes, usual: UsualFollowers) -> list[Batch]:
    """The batch that gave the alarm and, as vendors mix them, others in the same window."""
    batches, left, crowd = [cohort.batch], list(feature_rows), cohort.window.crowd
    while len(batches) < MAX_BATCHES:
        if batches[-1].first is not None:
            left = [features for features in left if not batches[-1].holds(features.made, features.suspicious)]
        days = sorted(features.made for features in left if features.made is not None)
        smaller = Crowd(len(left), crowd.usual, crowd.suspicious_share)
        batch = densest(days, smaller, usual, suspicious=False, fewest=MIN_FURTHER_BATCH)
        if batch is None or batch.chance > ANOTHER_BATCH:
            break
        batches.append(batch)
    return batches


def _guess(features: ArrivalFeatures, batches: Sequence[Batch]) -> float:
    return max((batch.excess / batch.count for batch in batches if batch.holds(features.made, features.suspicious)), default=0.0)


def _viral(recent: RecentArrivals, arrival_model: ArrivalModel) -> DetectedBurst:
    """Everybody from where the surge is most improbable on: who would have come anyway cannot be told apart, and is welcome, too."""
    everybody = range(len(recent.times))
    members = everybody[_beginning(recent, arrival_model, everybody, 1.0) :]
    return _found(BurstKind.VIRAL, recent, arrival_model, members, recent.times[members[0]])


def _beginning(recent: RecentArrivals, arrival_model: ArrivalModel, members: Sequence[int], usual_share: float) -> int:
    """With which member the burst began: from there on they came fastest, beside the share of the usual arrivals that is there anyway."""
    best, first = -inf, 0
    for order in range(0, len(members), 1 + len(members) // _BEGINNINGS):
        count = len(members) - order
        expected = 1 + usual_share * arrival_model.expected(recent.unobserved_since(members[order]), recent.now)
        if count > expected and (score := count * log(count / expected) - count + expected) > best:
            best, first = score, order
    return first


def _joined(recent: RecentArrivals, arrival_model: ArrivalModel, usual: UsualFollowers, running: ActiveBurst) -> DetectedBurst | None:
    """The running purchase with those who came since and resemble its members, or one another: vendors deliver batch by batch."""
    members = set(_resembling(recent, arrival_model, usual, running))
    others = recent.without({recent.arrivals[index].user_id for index in members})
    cohort, _ = alarms(others, arrival_model, usual)
    if cohort is not None:
        more = {others.arrivals[index].user_id for index in _lookalikes(others, arrival_model, usual, cohort)}
        members.update(index for index, arrival in enumerate(recent.arrivals) if arrival.user_id in more and arrival.at >= running.since)
    return _grown(running, recent, arrival_model, sorted(members))


def _resembling(recent: RecentArrivals, arrival_model: ArrivalModel, usual: UsualFollowers, running: ActiveBurst) -> list[int]:
    feature_rows = [features_of(arrival) for arrival in recent.arrivals]
    guess = [float(features.user_id in running.members) for features in feature_rows]
    if not any(guess):
        return []
    belongs = membership_probabilities(feature_rows, guess, usual, arrival_model.usually_suspicious, running.members)
    return [index for index in range(recent.first_since(running.since), len(feature_rows)) if belongs[index] >= BELONGS]


def _surge_continues(recent: RecentArrivals, arrival_model: ArrivalModel, running: ActiveBurst) -> DetectedBurst | None:
    start = recent.first_since(recent.now - SURGE_WINDOW)
    lately = len(recent.times) - start
    if not lately or lately < SURGE_FACTOR * arrival_model.expected(recent.unobserved_since(start), recent.now):
        return None
    return _grown(running, recent, arrival_model, range(recent.first_since(running.since), len(recent.times)))


def _grown(running: ActiveBurst, recent: RecentArrivals, arrival_model: ArrivalModel, members: Sequence[int]) -> DetectedBurst | None:
    if all(recent.arrivals[index].user_id in running.members for index in members):
        return None
    return _found(running.kind, recent, arrival_model, members, running.since, running.members)


def _found(
    kind: BurstKind,
    recent: RecentArrivals,
    arrival_model: ArrivalModel,
    members: Sequence[int],
    since: datetime,
    already: frozenset[int] = frozenset(),
) -> DetectedBurst:
    """members: indices, of which there is at least one."""
    people = [recent.arrivals[index] for index in members]
    until = people[-1].at
    ids = tuple(sorted(already.union(person.user_id for person in people)))
    first = recent.first_since(since)
    cohort = describe(
        people,
        in_all=len(ids),
        arrived=max(bisect_right(recent.times, until) - first, len(ids)),
        expected=arrival_model.expected(min(since, recent.unobserved_since(first)), until),
        usually_suspicious=arrival_model.usually_suspicious,
    )
    return DetectedBurst(kind, since, until, cohort, ids)
