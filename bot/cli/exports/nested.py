"""Looks for what is wanted inside of a record, level by level, so that what stands nearest to the top comes first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

Record = Mapping[str, object]

MAX_DEPTH = 12
"""Levels that are looked at; what X's website receives has its users and posts on the tenth."""


def levels(record: Record, *, without: Collection[str]) -> Iterator[list[Record]]:
    """The record itself, then all objects in it, then those in these, and so on. without: names under which none is looked for."""
    level = [record]
    for _ in range(MAX_DEPTH):
        if not level:
            return
        yield level
        level = [inner for each in level for inner in _inner(each, without)]


def _inner(record: Record, without: Collection[str]) -> Iterator[Record]:
    for name, value in record.items():
        if name not in without:
            for inner in value if isinstance(value, list) else (value,):
                if isinstance(inner, dict):
                    yield inner
