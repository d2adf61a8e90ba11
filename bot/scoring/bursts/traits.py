"""What tells look-alikes from one another, taken from an arrival: when it was made, how big it is, the shape of its handle."""

from __future__ import annotations

from datetime import date, datetime
from math import log2
from typing import Literal, NamedTuple

from bot.domain import Arrival
from bot.scoring.bursts.handle_pattern import shape_of

X_BEGAN = date(2006, 3, 21).toordinal()
"""The first post. An account that claims to be older, or to be made after it followed, has no known age."""

YOUNG = 60
"""Days: newcomers to X, who are small, numbered by X itself, and alike without having been bought."""

Sort = Literal["suspicious", "young", "old"]
"""People of one sort have much the same size: those suspicious by themselves, newcomers to X, and everybody else."""

Size = tuple[int, int]
"""Followers and following, each as a whole power of two."""

SizeKey = tuple[Sort, Size | None]
MadeKey = tuple[bool, int | None]
ShapeKey = tuple[bool, str]


class ArrivalFeatures(NamedTuple):
    """An arrival's features.

    made: the day it was made as a proleptic ordinal, age: days when it followed; None when unknown. size: its sort and size.
    week: whether it is suspicious by itself, and the week it was made in. shape: whether it is young, and the shape of its handle.
    """

    user_id: int
    at: datetime
    suspicious: bool
    made: int | None
    age: int | None
    size: SizeKey
    week: MadeKey
    shape: ShapeKey


def features_of(arrival: Arrival) -> ArrivalFeatures:
    made, suspicious = made_on(arrival), arrival.suspicious
    age = None if made is None else arrival.at.toordinal() - made
    young = age is not None and age < YOUNG
    sort: Sort = "suspicious" if suspicious else "young" if young else "old"
    return ArrivalFeatures(
        arrival.user_id,
        arrival.at,
        suspicious,
        made,
        age,
        (sort, _size(arrival.followers, arrival.following)),
        (suspicious, None if made is None else made // 7),
        (young, shape_of(arrival.username)),
    )


def made_on(arrival: Arrival) -> int | None:
    """The day the account was made, as a proleptic ordinal; None when X did not say or it cannot be."""
    if arrival.created_at is None:
        return None
    made = arrival.created_at.toordinal()
    return made if X_BEGAN <= made <= arrival.at.toordinal() else None


def _size(followers: int | None, following: int | None) -> Size | None:
    if followers is None or following is None or followers < 0 or following < 0:
        return None
    return int(log2(1 + followers)), int(log2(1 + following))
