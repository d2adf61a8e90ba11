"""A stream of records → a stream of answers, as JSON lines, in order and each at once, in constant memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from bot.cli.exports.formats import detect_format
from bot.cli.exports.records import Entry, RecordType
from bot.cli.exports.source import Source

_encoded = json.JSONEncoder().encode
Handler = Callable[[object], Sequence[dict[str, object]]]
"""Handles a record: returns an answer for each item that it holds. Raises BadRecord."""


class BadRecord(Exception):
    """A record that holds none of the items that are looked for; says why in one plain sentence."""


@dataclass(slots=True)
class Counts:
    """How far a stream has been read. file_format: its form. found: records that were answered. bad: entries that got an error instead."""

    file_format: str = ""
    found: int = 0
    bad: int = 0


def process_all(
    source: Source, sink: BinaryIO, record_type: RecordType, handler: Handler, on_progress: Callable[[Counts], object]
) -> Counts:
    """Write the answers for every entry. on_progress: called after every batch that was read and answered.

    Raises CannotRead when the source fails and OSError when the sink does; what was answered before has then been written.
    """
    counts = Counts()
    file_format = detect_format(source, record_type)
    if file_format is None:
        return counts
    counts.file_format = file_format.name
    for batch in file_format.entries(source):
        for entry in batch:
            said = _answered(entry, file_format.number_key, handler, counts)
            sink.writelines(_encoded(answer).encode() + b"\n" for answer in said)
        sink.flush()
        on_progress(counts)
    return counts


def _answered(entry: Entry, number_key: str, handler: Handler, counts: Counts) -> Sequence[dict[str, object]]:
    error = entry.error
    if not error:
        try:
            said = handler(entry.record)
        except BadRecord as bad:
            error = str(bad)
        else:
            counts.found += len(said)
            return said
    counts.bad += 1
    return [{number_key: entry.number, "error": error}]
