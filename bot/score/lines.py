"""The lines of a stream, in constant memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BufferedIOBase

LONGEST_LINE = 1_000_000
"""Bytes; a user as X writes it has some 3,000, so nothing of use is longer."""
_PORTION = 1 << 16
"""Bytes read at once: what a pipe holds. Shorter than LONGEST_LINE, so only a line that began in an earlier portion can be too long."""


class CannotRead(Exception):
    """The input cannot be read (any further); says why in a few words."""

    def __init__(self, cause: OSError | EOFError | zlib.error) -> None:
        super().__init__((isinstance(cause, OSError) and cause.strerror) or "it is damaged or not complete")


def portions(stream: BufferedIOBase) -> Iterator[list[bytes | None]]:
    """The lines as they come, without their newlines; None stands for one of more than LONGEST_LINE bytes.

    Each portion is handed out as soon as it is there, so that somebody who writes into the stream by and by is answered at once.
    Raises CannotRead.
    """
    begun: list[bytes] = []
    length = 0
    while chunk := _read(stream):
        head, *lines = chunk.split(b"\n")
        length += len(head)
        if length <= LONGEST_LINE:
            begun.append(head)
        if lines:
            *whole, tail = lines
            yield [_joined(begun, length), *whole]
            begun, length = [tail], len(tail)
    if length:
        yield [_joined(begun, length)]


def _joined(pieces: list[bytes], length: int) -> bytes | None:
    return b"".join(pieces) if length <= LONGEST_LINE else None


def _read(stream: BufferedIOBase) -> bytes:
    try:
        return stream.read1(_PORTION)
    except (OSError, EOFError, zlib.error) as error:
        raise CannotRead(error) from error
