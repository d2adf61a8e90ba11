"""Notices when far more people come than usual, or people far too alike, and tells a purchase from a viral day. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf, log

from bot.domain import Arrival, BurstKind, Cohort
from bot.scoring.bursts.alarms import FEWEST, LookAlikes, alarms
from bot.scoring.bursts.baseline import Usual
from bot.scoring.bursts.cohort import describe
from bot.scoring.bursts.creation_batches import Batch, Crowd, densest
from bot.scoring.bursts.mixture import belonging
from bot.scoring.bursts.recent_arrivals import Recent
from bot.scoring.bursts.rhythm import Rhythm
from bot.scoring.bursts.traits import Look, look_at

ANOTHER_BATCH = 1e-3
"""Chance below which accounts made together are taken for a further batch of a purchase already found."""
FEWEST_MORE = 5
MOST_BATCHES = 6

BELONGS = 0.5
"""Probability from which somebody is a member."""

STRAY = 0.05
"""Of ordinary people, those who may be taken for members by mistake; settles when a purchase began."""

RUNS_ON = timedelta(hours=6)
"""A burst whose newest member came longer ago than this is over."""

STILL_RUSHING = 2.0
"""A viral day lasts while the past two hours brought this many times what is usual."""
RUSH_WINDOW = timedelta(hours=2)

_BEGINNINGS = 300
"""Moments that are tried for the beginning of a burst, evenly spread over those who came in it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A burst. members: ids of everybody who belongs to it so far, ascending, those of the running burst included."""

    kind: BurstKind
    since: datetime
    until: datetime
    cohort: Cohort
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Running:
    """A burst that was found before and is not over."""

    kind: BurstKind
    since: datetime
    members: frozenset[int]


def notice(
    arrivals: Sequence[Arrival],
    rhythm: Rhythm,
    usual: Usual,
    now: datetime,
    *,
    before: datetime | None = None,
    known: Collection[int] = frozenset(),
    running: Running | None = None,
) -> Found | None:
    """Say what is unusual about those who came lately, or None.

    arrivals: of the last 26 hours, in any order. before: when the last one before them came; None when nobody ever did. Nobody was seen
    between two arrivals, so whoever is seen first after a silence may have come at any time within it: downtime makes no burst.
    known: members of earlier bursts, who are not counted again. running: what was found before and is not over; then the answer is that
    burst with whoever joined it, or None when nobody did. A running viral day may turn out to be a purchase, never the other way round.
    """
    recent = Recent.of(arrivals, known, before or rhythm.since, now)
    if running is not None and running.kind is BurstKind.PURCHASE:
        return _joined(recent, rhythm, usual, running)
    company, rush = alarms(recent, rhythm, usual)
    if company is not None and (members := _look_alikes(recent, rhythm, usual, company)):
        return _found(BurstKind.PURCHASE, recent, rhythm, members, recent.times[members[0]])
    if running is not None:
        return _rushes_on(recent, rhythm, running)
    if rush is not None and company is None:
        return _viral(recent, rhythm)
    return None


def _look_alikes(recent: Recent, rhythm: Rhythm, usual: Usual, company: LookAlikes) -> list[int]:
    """Indices of those who belong to this company, from its beginning on; none when, looked at more closely, they are too few."""
    looks = [look_at(arrival) for arrival in recent.arrivals]
    start = company.window.start
    batches = _batches(looks[start:], company, usual)
    guess = [0.0] * start + [_guess(look, batches) for look in looks[start:]]
    belongs = belonging(looks, guess, usual, rhythm.usually_suspicious)
    members = [index for index, chance in enumerate(belongs) if chance >= BELONGS]
    members = members[_beginning(recent, rhythm, members, STRAY) :]
    return members if len(members) >= FEWEST else []


def _batches(looks: Sequence[Look], company: LookAlikes, usual: Usual) -> list[Batch]:
    """The batch that gave the alarm and, as vendors mix them, others in the same window."""
    batches, left, crowd = [company.batch], list(looks), company.window.crowd
    while len(batches) < MOST_BATCHES:
        if batches[-1].first is not None:
            left = [look for look in left if not batches[-1].holds(look.made, look.suspicious)]
        days = sorted(look.made for look in left if look.made is not None)
        smaller = Crowd(len(left), crowd.usual, crowd.suspicious_share)
        batch = densest(days, smaller, usual, suspicious=False, fewest=FEWEST_MORE)
        if batch is None or batch.chance > ANOTHER_BATCH:
            break
        batches.append(batch)
    return batches


def _guess(look: Look, batches: Sequence[Batch]) -> float:
    return max((batch.excess / batch.count for batch in batches if batch.holds(look.made, look.suspicious)), default=0.0)


def _viral(recent: Recent, rhythm: Rhythm) -> Found:
    """Everybody from where the rush is most improbable on: who would have come anyway cannot be told apart, and is welcome, too."""
    everybody = range(len(recent.times))
    members = everybody[_beginning(recent, rhythm, everybody, 1.0) :]
    return _found(BurstKind.VIRAL, recent, rhythm, members, recent.times[members[0]])


def _beginning(recent: Recent, rhythm: Rhythm, members: Sequence[int], usual_share: float) -> int:
    """With which member the burst began: from there on they came fastest, beside the share of the usual arrivals that is there anyway."""
    best, first = -inf, 0
    for order in range(0, len(members), 1 + len(members) // _BEGINNINGS):
        count = len(members) - order
        expected = 1 + usual_share * rhythm.expected(recent.silent_since(members[order]), recent.now)
        if count > expected and (score := count * log(count / expected) - count + expected) > best:
            best, first = score, order
    return first


def _joined(recent: Recent, rhythm: Rhythm, usual: Usual, running: Running) -> Found | None:
    """The running purchase with those who came since and resemble its members, or one another: vendors deliver batch by batch."""
    members = set(_resembling(recent, rhythm, usual, running))
    others = recent.without({recent.arrivals[index].user_id for index in members})
    company, _ = alarms(others, rhythm, usual)
    if company is not None:
        more = {others.arrivals[index].user_id for index in _look_alikes(others, rhythm, usual, company)}
        members.update(index for index, arrival in enumerate(recent.arrivals) if arrival.user_id in more and arrival.at >= running.since)
    return _grown(running, recent, rhythm, sorted(members))


def _resembling(recent: Recent, rhythm: Rhythm, usual: Usual, running: Running) -> list[int]:
    looks = [look_at(arrival) for arrival in recent.arrivals]
    guess = [float(look.user_id in running.members) for look in looks]
    if not any(guess):
        return []
    belongs = belonging(looks, guess, usual, rhythm.usually_suspicious, running.members)
    return [index for index in range(recent.first_since(running.since), len(looks)) if belongs[index] >= BELONGS]


def _rushes_on(recent: Recent, rhythm: Rhythm, running: Running) -> Found | None:
    start = recent.first_since(recent.now - RUSH_WINDOW)
    lately = len(recent.times) - start
    if not lately or lately < STILL_RUSHING * rhythm.expected(recent.silent_since(start), recent.now):
        return None
    return _grown(running, recent, rhythm, range(recent.first_since(running.since), len(recent.times)))


def _grown(running: Running, recent: Recent, rhythm: Rhythm, members: Sequence[int]) -> Found | None:
    if all(recent.arrivals[index].user_id in running.members for index in members):
        return None
    return _found(running.kind, recent, rhythm, members, running.since, running.members)


def _found(
    kind: BurstKind,
    recent: Recent,
    rhythm: Rhythm,
    members: Sequence[int],
    since: datetime,
    already: frozenset[int] = frozenset(),
) -> Found:
    """members: indices, of which there is at least one."""
    people = [recent.arrivals[index] for index in members]
    until = people[-1].at
    ids = tuple(sorted(already.union(person.user_id for person in people)))
    first = recent.first_since(since)
    cohort = describe(
        people,
        in_all=len(ids),
        arrived=max(bisect_right(recent.times, until) - first, len(ids)),
        expected=rhythm.expected(min(since, recent.silent_since(first)), until),
        usually_suspicious=rhythm.usually_suspicious,
    )
    return Found(kind, since, until, cohort, ids)
