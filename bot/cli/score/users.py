"""A record of an export, whatever shape it has → the users in it, as X's API v2 writes them. What is not there stays unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from bot.cli.exports.records import Record, levels
from bot.cli.score.columns import (
    BIO,
    COUNTS,
    CREATED_AT,
    FOLLOWERS,
    FOLLOWING,
    ID,
    LAST_POST,
    NAME,
    PROTECTED,
    TAKEN_AT,
    USERNAME,
    VERIFIED,
    field_of,
)
from bot.cli.score.values import parse_date, parse_number
from bot.drafting.spreadsheet import unescape_formulas
from bot.x.parse.profiles import parse_id

_PARTS = (
    *("public_metrics", "legacy", "core", "metrics", "stats", "counts", "verification", "privacy", "profile_bio"),
    *("relationship_counts", "tweet_counts", "legacyMetrics", "publicMetrics"),
)
"""Objects inside a user that hold some of its fields."""

_SKIPPED_KEYS = frozenset({"entities", "includes", "mentions", "errors", "meta", *_PARTS})
"""Objects that name others in passing, and parts of a user."""

_POST = ("text", "full_text", "fullText", "content", "rawContent", "tweet")
"""What a post has and a user has not."""

_TRUE = frozenset({"true", "yes", "1", "y", "x", "✓"})
_NO_KIND = frozenset({"", "none", "null", "false", "no", "0", "n", "n/a", "-"})
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.|mobile\.)?(?:x|twitter)\.com/(?:@|#!/)?(\w+)/?(?:\?.*)?", re.IGNORECASE | re.ASCII)
_EXCEL_TEXT = re.compile(r'="(.*)"')
"""How a table forces Excel to leave a long number as it is."""


class ExportedUser(NamedTuple):
    """A user as X's API v2 writes it, without an id where the export has none. taken_at: the moment of the snapshot as it was written."""

    user: Record
    taken_at: object


def users_in(record: Record) -> list[ExportedUser]:
    """Everybody the record is about: itself, or those it holds at any depth, with the figures that stand nearest to the top."""
    user = record if "public_metrics" in record else record.get("user")
    if isinstance(user, dict) and _is_of_v2(user):
        return [ExportedUser(user, _taken_at(record))]
    data = record.get("data")
    if isinstance(data, list) and data and all(isinstance(each, dict) and _is_of_v2(each) for each in data):
        return [ExportedUser(each, _taken_at(record)) for each in data]
    taken_at = _taken_at(record)
    return [ExportedUser(_written_as_v2(fields), _named(fields, TAKEN_AT) or taken_at) for fields in _nearest(record)]


def is_empty_page(record: Record) -> bool:
    """Whether it is X's answer that there is nobody."""
    meta = record.get("meta")
    return isinstance(meta, dict) and meta.get("result_count") == 0


def _is_of_v2(record: Record) -> bool:
    """Whether nothing needs to be looked for: half of the work for the commonest form."""
    metrics = record.get("public_metrics")
    return isinstance(metrics, dict) and type(metrics.get(FOLLOWERS)) is int and type(metrics.get(FOLLOWING)) is int and ID in record


_Fields = dict[str, list[object]]
"""By field of the API v2: what the record has for it, the surest first."""


def _nearest(record: Record) -> list[_Fields]:
    named: list[_Fields] = []
    for level in levels(record, without=_SKIPPED_KEYS):
        found = [(each, _fields(each)) for each in level]
        users = [fields for each, fields in found if _has_figures(fields) or _is_named(each, fields)]
        if any(map(_has_figures, users)):
            return users
        named = named or users
    return named


def _fields(record: Record) -> _Fields:
    ranked: dict[str, list[tuple[int, object]]] = {}
    for name, value in _with_parts(record):
        if (known := field_of(name)) and value is not None and not isinstance(value, dict | list):
            ranked.setdefault(known[0], []).append((known[1], value))
    return {field: [value for _, value in sorted(values, key=_rank)] for field, values in ranked.items()}


def _rank(value: tuple[int, object]) -> int:
    return value[0]


def _with_parts(record: Record) -> Iterator[tuple[str, object]]:
    yield from record.items()
    for part in _PARTS:
        if isinstance(inner := record.get(part), dict):
            yield from inner.items()


def _has_figures(fields: _Fields) -> bool:
    return _count(fields, FOLLOWERS) is not None or _count(fields, FOLLOWING) is not None


def _is_named(record: Record, fields: _Fields) -> bool:
    return (_id(fields) is not None or bool(_handle(fields))) and not any(name in record for name in _POST)


def _written_as_v2(fields: _Fields) -> Record:
    user: dict[str, object] = {
        ID: _id(fields),
        USERNAME: _handle(fields),
        NAME: _text(fields, NAME),
        BIO: _text(fields, BIO),
        CREATED_AT: at.isoformat() if (at := _moment(fields)) else None,
        PROTECTED: any(map(_is_true, fields.get(PROTECTED, ()))),
        VERIFIED: any(map(_is_verified, fields.get(VERIFIED, ()))),
        LAST_POST: _named(fields, LAST_POST),
        "public_metrics": {field: _count(fields, field) for field in COUNTS},
    }
    return user


def _id(fields: _Fields) -> int | None:
    for value in fields.get(ID, ()):
        text = value if not isinstance(value, str) else (_EXCEL_TEXT.fullmatch(value.strip()) or [value, value.strip()])[1]
        if (found := parse_id(text.lstrip("'") if isinstance(text, str) else text)) is not None:
            return found
    return None


def _handle(fields: _Fields) -> str:
    for value in fields.get(USERNAME, ()):
        if isinstance(value, str) and value.strip():
            handle = unescape_formulas(value).strip()
            if address := _ADDRESS.fullmatch(handle):
                return address[1]
            if "/" not in handle:
                return handle.removeprefix("@")
    return ""


def _text(fields: _Fields, field: str) -> str:
    return next((unescape_formulas(value) for value in fields.get(field, ()) if isinstance(value, str)), "")


def _count(fields: _Fields, field: str) -> int | None:
    return next((found for value in fields.get(field, ()) if (found := parse_number(value)) is not None), None)


def _moment(fields: _Fields) -> datetime | None:
    return next((found for value in fields.get(CREATED_AT, ()) if (found := parse_date(value)) is not None), None)


def _named(fields: _Fields, field: str) -> object:
    return next(iter(fields.get(field, ())), None)


def _taken_at(record: Record) -> object:
    """When the whole record was read from X: as `twarc` notes it, or in one of its own fields."""
    if (found := record.get(TAKEN_AT)) is not None:
        return found
    twarc = record.get("__twarc")
    return twarc.get("retrieved_at") if isinstance(twarc, dict) else None


def _is_true(value: object) -> bool:
    return value is True or (isinstance(value, str) and value.strip().lower() in _TRUE) or value == 1


def _is_verified(value: object) -> bool:
    """True of a flag, and of what X calls the kind of a checkmark: blue, business or government."""
    return (value.strip().lower() not in _NO_KIND) if isinstance(value, str) else _is_true(value)
