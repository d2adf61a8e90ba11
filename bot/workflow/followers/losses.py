"""How many left, by X's own count: who came is known by name, so whoever else is missing from the count has left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain import Account, AnnouncementKind, DayCount, Policy
from bot.domain.local_days import midnights
from bot.store import Tx

BEFORE = timedelta(days=7)
"""How long before the first of some days a count is looked for, from which that day's losses are reckoned."""


@dataclass(frozen=True, slots=True)
class Count:
    """X's count of the followers at a moment."""

    followers: int
    at: datetime


async def first_count(tx: Tx, account: Account) -> Count | None:
    """The one of the initial sync; None where X did not say."""
    told = await tx.announcements.latest(AnnouncementKind.BASELINE)
    counted = told.body["followers"] if told is not None else None
    if not isinstance(counted, int) or account.baseline_finished_at is None:
        return None
    return Count(counted, account.baseline_finished_at)


async def unnamed_losses(tx: Tx, account: Account) -> int | None:
    """How many have left since the last sweep began, or since the initial sync, and are not known by name; None where it is not known."""
    swept = await tx.sweeps.last()
    before = await first_count(tx, account) if swept is None else Count(swept.followers, swept.counted_at)
    before = await _right_count(tx, account, before)
    missing = None if before is None else await _missing_since(tx, account, before)
    if before is None or missing is None:
        return None
    # Whoever is back made up for somebody in the count; whoever was named by X's events is none of those who are missing.
    return max(0, missing + await tx.lost.count_back_since(before.at) - await tx.lost.count_seen_since(before.at))


async def day_counts(tx: Tx, policy: Policy, last: date, days: int, started: datetime) -> tuple[DayCount, ...]:
    """So many local days up to this one, from the one Mutuals began on."""
    bounds = midnights(last, days, policy.timezone)
    gained = await tx.digest_counts.gained_between(bounds)
    first = last - timedelta(days=days - 1)
    counts = await tx.digest_counts.count_moments(first - BEFORE, last)
    lost = await lost_by_day(tx, counts)
    found = []
    for n, came in enumerate(gained):
        day = first + timedelta(days=n)
        if bounds[n + 1] <= started:
            continue
        found.append(DayCount(day, came, lost.get(day, 0), counts[day][1] if day in counts else None))
    return tuple(found)


async def lost_by_day(tx: Tx, counts: dict[date, tuple[datetime, int]]) -> dict[date, int]:
    """Between each of X's counts and the next, on the day of the later one."""
    first = await tx.announcements.latest(AnnouncementKind.BASELINE)
    told = first.body.get("followers") if first is not None else None
    points = [(day, *counted) for day, counted in counts.items()]
    if first is not None and isinstance(told, int) and points and first.created_at < points[0][1]:
        points.insert(0, (points[0][0], first.created_at, told))
    came = await tx.digest_counts.gained_between([at for _day, at, _count in points])
    lost: dict[date, int] = {}
    for (_before, _at, before), (day, _until, after), gained in zip(points, points[1:], came, strict=False):
        lost[day] = max(0, before + gained - after)
    return lost


async def _missing_since(tx: Tx, account: Account, before: Count) -> int | None:
    """How many fewer X counts than were counted then and came since; below 0 where more are back than have left."""
    if account.followers is None or account.counted_at is None:
        return None
    return before.followers + await tx.digest_counts.gained(before.at, account.counted_at) - account.followers


async def _right_count(tx: Tx, account: Account, count: Count | None) -> Count | None:
    """The count itself, or the last one before it that was right."""
    if count is None or not account.was_miscounted(count.at):
        return count
    at = account.miscounted_from
    followers = await tx.digest_counts.count_at(at) if at is not None else None
    return None if at is None or followers is None else Count(followers, at)
