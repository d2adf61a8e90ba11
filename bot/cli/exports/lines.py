"""The lines of a stream, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator

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
