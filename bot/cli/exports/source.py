"""Bytes that come in, of which the beginning can be looked at before they are read."""

from __future__ import annotations

import lzma
import re
import zlib
from io import BufferedIOBase
from zipfile import BadZipFile

CHUNK_SIZE = 1 << 16
"""Bytes read at once: what a pipe holds."""


DAMAGED = "it is damaged or not complete"
_NO_BLANK = re.compile(rb"\S")


class CannotRead(Exception):
    """The input cannot be read (any further); says why, and how to mend it, as the end of a sentence without its full stop."""


class Source(BufferedIOBase):
    """A stream that is read in batches, each handed out as soon as it is there. Whatever goes wrong below is a CannotRead."""

    def __init__(self, stream: BufferedIOBase) -> None:
        self._stream = stream
        self._ahead = bytearray()
        self._ended = False

    def ahead(self) -> bytes:
        """What was read and not yet handed out."""
        return bytes(self._ahead)

    def look_ahead(self, least: int) -> bool:
        """Read until so many bytes are there to be looked at; False where the stream ends before."""
        while len(self._ahead) < least and not self._ended:
            self._fetch()
        return len(self._ahead) >= least

    def look_for(self, end: bytes, start: int, most: int) -> int:
        """The place behind the first such end from this place on; -1 where none comes within `most` bytes or before the stream ends."""
        while (place := self._ahead.find(end, start)) < 0:
            start = max(start, len(self._ahead) - len(end) + 1)
            if self._ended or len(self._ahead) > most:
                return -1
            self._fetch()
        return place + len(end)

    def look_past_blanks(self, most: int) -> int:
        """The place of the first byte that is no blank; where there is none, the end of what was looked at."""
        start = 0
        while (found := _NO_BLANK.search(self._ahead, start)) is None:
            start = len(self._ahead)
            if self._ended or start > most:
                return start
            self._fetch()
        return found.start()

    def read1(self, size: int = -1, /) -> bytes:
        """As for any buffered stream: at least one byte, unless it has ended."""
        if not self._ahead and not self._ended:
            self._fetch()
        size = len(self._ahead) if size < 0 else size
        found = bytes(self._ahead[:size])
        del self._ahead[:size]
        return found

    def read(self, size: int | None = -1, /) -> bytes:
        """As `read1`: whoever parses takes what is there."""
        return self.read1(-1 if size is None else size)

    def readable(self) -> bool:
        return True

    def _fetch(self) -> None:
        try:
            chunk = self._stream.read1(CHUNK_SIZE)
        except OSError as error:
            raise CannotRead(error.strerror or DAMAGED) from error
        except (EOFError, zlib.error, lzma.LZMAError, BadZipFile, NotImplementedError) as error:
            raise CannotRead(DAMAGED) from error
        self._ahead += chunk
        self._ended = not chunk
