"""The lines of a stream, in constant memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from bot.cli.exports.records import Entry
from bot.cli.exports.source import CHUNK_SIZE, Source

MAX_LINE_BYTES = 8_000_000
"""Bytes. A thousand people as X writes them at its most talkative, each with a pinned post, have some 4 million."""


def line_batches(source: Source) -> Iterator[list[bytes | None]]:
    """The lines as they come, without their newlines; None stands for one of more than MAX_LINE_BYTES bytes.

    Each batch is handed out as soon as it is there, so that a slow writer gets its answers at once.
    Raises CannotRead.
    """
    begun: list[bytes] = []
    length = 0
    while chunk := source.read1(CHUNK_SIZE):
        head, *lines = chunk.split(b"\n")
        length += len(head)
        if length <= MAX_LINE_BYTES:
            begun.append(head)
        if lines:
            *whole, tail = lines
            yield [_joined(begun, length), *whole]
            begun, length = [tail], len(tail)
    if length:
        yield [_joined(begun, length)]


def _joined(pieces: list[bytes], length: int) -> bytes | None:
    return b"".join(pieces) if length <= MAX_LINE_BYTES else None


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
