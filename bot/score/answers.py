"""One line → what there is to say about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from bot.scoring.verdict import finding
from bot.x.profiles import parse_facts, parse_moment

_BYTE_ORDER_MARK = "\ufeff"


class BadLine(Exception):
    """A line that holds no user; says why in one plain sentence."""


def answer(line: bytes | None, now: datetime) -> dict[str, object] | None:
    """The verdict on the user in this line, ready for JSON; None where the line is blank.

    line: None for one that was too long to read. now: the time of the snapshot where the line names none.
    Raises BadLine.
    """
    text = _text(line)
    if not text or text.isspace():
        return None
    record = _record(text)
    user = record.get("user")
    profile = parse_facts(user if isinstance(user, dict) else record, _taken_at(record, now))
    if profile is None:
        raise BadLine('The user has no id as X gives them, such as "2244994945".')
    found = finding(profile, profile.fetched_at)
    return {
        "id": str(profile.user_id),
        "username": profile.username,
        "verdict": found.verdict,
        "suspicion": found.suspicion,
        "reasons": [reason.fact for reason in found.reasons],
    }


def _text(line: bytes | None) -> str:
    if line is None:
        raise BadLine("The line is longer than a million bytes.")
    try:
        return line.decode().removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        raise BadLine("The line is not UTF-8 text.") from error


def _record(text: str) -> Mapping[str, object]:
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadLine(f"The line is not JSON; it goes wrong at character {error.pos + 1:,}.") from error
    except ValueError as error:
        raise BadLine("The line holds a number of thousands of digits.") from error
    except RecursionError as error:
        raise BadLine("The line is nested too deep.") from error
    if not isinstance(record, dict):
        raise BadLine("The line holds no JSON object.")
    return record


def _taken_at(record: Mapping[str, object], now: datetime) -> datetime:
    collected_at = record.get("collected_at")
    moment = now if collected_at is None else parse_moment(collected_at)
    if moment is None:
        raise BadLine("The line's collected_at is no date such as 2013-06-12.")
    return moment
