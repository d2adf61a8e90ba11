"""In which encoding text is written, and the same text in UTF-8."""

from __future__ import annotations

import codecs
from io import BufferedIOBase

from bot.cli.exports.source import CHUNK_SIZE, Source

_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32-LE",
    codecs.BOM_UTF32_BE: "UTF-32-BE",
    codecs.BOM_UTF16_LE: "UTF-16-LE",
    codecs.BOM_UTF16_BE: "UTF-16-BE",
}
"""The longer ones first: the mark of UTF-16 is how that of UTF-32 begins."""
_MAX_MARK_LENGTH = 4


def in_utf8(source: Source) -> tuple[Source, str]:
    """The text in UTF-8, without a byte order mark at its beginning, and what it was written in; "" where that is UTF-8 itself.

    Without a mark, UTF-16 is known by the zero byte beside the first letter: JSON and the names of columns begin with ASCII.
    """
    source.look_ahead(_MAX_MARK_LENGTH)
    beginning = source.ahead()[:_MAX_MARK_LENGTH]
    if beginning.startswith(codecs.BOM_UTF8):
        source.read1(len(codecs.BOM_UTF8))
        return source, ""
    if mark := next((mark for mark in _MARKS if beginning.startswith(mark)), b""):
        source.read1(len(mark))
        return Source(_InUtf8(source, _MARKS[mark])), _MARKS[mark][:6]
    for zero, name in ((1, "UTF-16-LE"), (0, "UTF-16-BE")):
        if len(beginning) > 1 and beginning[zero] == 0 and beginning[1 - zero]:
            return Source(_InUtf8(source, name)), name[:6]
    return source, ""


class _InUtf8(BufferedIOBase):
    """Text in another encoding, as UTF-8. What is no text there becomes a replacement character."""

    def __init__(self, source: Source, encoding: str) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")

    def read1(self, size: int = -1, /) -> bytes:
        """Something, or nothing at the end. A chunk may come out half as large again as it went in."""
        while chunk := self._source.read1(CHUNK_SIZE):
            if text := self._decoder.decode(chunk):
                return text.encode(errors="replace")
        return self._decoder.decode(b"", final=True).encode(errors="replace")
