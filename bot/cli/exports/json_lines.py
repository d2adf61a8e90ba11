"""JSON lines: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from bot.cli.exports.lines import MAX_LINE_BYTES, line_batches
from bot.cli.exports.records import Entry
from bot.cli.exports.source import Source

_BYTE_ORDER_MARK = "\ufeff"


class _BadLine(Exception):
    """Says why there is no record in a line, in one plain sentence."""


def entries(source: Source) -> Iterator[Iterable[Entry]]:
    """What stands in the lines, batch by batch as they come; blank ones are passed over. Raises CannotRead.

    Each line is only read when its turn comes: a batch of records at once would cost a third more time.
    """
    number = 0
    for batch in line_batches(source):
        yield _entries(batch, number + 1)
        number += len(batch)


def _entries(lines: list[bytes | None], first: int) -> Iterator[Entry]:
    for number, line in enumerate(lines, first):
        try:
            if (text := _text(line)) and not text.isspace():
                yield Entry(number, _record(text))
        except _BadLine as error:
            yield Entry(number, None, str(error))


def _text(line: bytes | None) -> str:
    if line is None:
        raise _BadLine(f"The line is longer than {MAX_LINE_BYTES:,} bytes.")
    try:
        return line.decode().removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        raise _BadLine("The line is not UTF-8 text.") from error


def _record(text: str) -> dict[str, object]:
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        raise _BadLine(f"The line is not JSON; it goes wrong at character {error.pos + 1:,}.") from error
    except ValueError as error:
        raise _BadLine("The line holds a number of thousands of digits.") from error
    except RecursionError as error:
        raise _BadLine("The line is nested too deep.") from error
    if not isinstance(record, dict):
        raise _BadLine("The line holds no JSON object.")
    return record
