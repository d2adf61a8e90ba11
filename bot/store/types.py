"""Column types: how domain values are stored."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from bot.domain import Cohort, Note

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept as whole microseconds since 1970 in UTC: exact, and in the same order in SQL as in Python.

    Raises ValueError for a naive datetime.
    """

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored.")
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + value * _MICROSECOND


class SafeText(TypeDecorator[str]):
    """Text from outside, made storable, so that one odd name cannot fail a whole page."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class CohortFigures(TypeDecorator[Cohort]):
    """What those who came in a burst have in common, kept as JSON: shown whole, never searched."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: Cohort | None, dialect: Dialect) -> dict[str, Any] | None:
        if value is None:
            return None
        return asdict(value) | {"made_from": _iso(value.made_from), "made_until": _iso(value.made_until)}

    def process_result_value(self, value: dict[str, Any] | None, dialect: Dialect) -> Cohort | None:
        if value is None:
            return None
        return Cohort(**value | {"made_from": _day(value["made_from"]), "made_until": _day(value["made_until"])})


class NoteColumn(TypeDecorator[Note]):
    """A code and its figures, kept as JSON and not as a sentence, so that it can be said in another language later. NULL for none."""

    impl = sa.JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Note | None, dialect: Dialect) -> Any:
        return None if value is None else storable_json(value.to_json())

    def process_result_value(self, value: Any, dialect: Dialect) -> Note | None:
        return None if value is None else Note.from_json(value)


class NotesColumn(TypeDecorator[tuple[Note, ...]]):
    """Several of them, in their order."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[Note, ...] | None, dialect: Dialect) -> Any:
        return None if value is None else [storable_json(note.to_json()) for note in value]

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[Note, ...] | None:
        return None if value is None else tuple(map(Note.from_json, value))


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(iso: str | None) -> date | None:
    return None if iso is None else date.fromisoformat(iso)


def storable(text: str) -> str:
    """The text with what no database takes, NUL and halves of surrogate pairs, turned into U+FFFD."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def storable_json(value: Any) -> Any:
    """The same with every text in it storable."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {name: storable_json(each) for name, each in value.items()}
    return [storable_json(each) for each in value] if isinstance(value, list) else value


def enum_type(words: type[StrEnum], name: str) -> sa.Enum:
    """One of these words, kept as its value and guarded by a CHECK of this name."""
    return sa.Enum(
        words, name=name, native_enum=False, create_constraint=True, length=20, values_callable=lambda enum: [word.value for word in enum]
    )


def open_enum_type(words: type[StrEnum], name: str) -> sa.Enum:
    """As `enum_type` without the CHECK, for what grows: a new word is no migration."""
    return sa.Enum(words, name=name, native_enum=False, length=20, values_callable=lambda enum: [word.value for word in enum])


ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""Ids given by the database. SQLite numbers only INTEGER keys by itself, and holds 64 bits in them all the same."""

FOLDED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""A lower-case handle or name, ordered by code point everywhere, so that a range finds all with a given beginning."""
