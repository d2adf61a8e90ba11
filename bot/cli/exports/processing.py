"""A stream of records → a stream of answers, as JSON lines, in order and each at once, in constant memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from bot.cli.exports.formats import shape_of
from bot.cli.exports.records import Entry, Wanted
from bot.cli.exports.source import Source

_encoded = json.JSONEncoder().encode
Answers = Callable[[object], Sequence[dict[str, object]]]
"""What is said about a record: an answer for each that it holds. Raises BadRecord."""


class BadRecord(Exception):
    """A record that holds nothing of what is wanted; says why in one plain sentence."""


@dataclass(slots=True)
class Tally:
    """How far a stream has been read. shape: its form. found: records that were answered. bad: entries that got an error instead."""

    shape: str = ""
    found: int = 0
    bad: int = 0


def answer_all(source: Source, sink: BinaryIO, wanted: Wanted, answers: Answers, watch: Callable[[Tally], object]) -> Tally:
    """Write the answers for every entry. watch: called after every portion that was read and answered.

    Raises CannotRead when the source fails and OSError when the sink does; what was answered before has then been written.
    """
    tally = Tally()
    shape = shape_of(source, wanted)
    if shape is None:
        return tally
    tally.shape = shape.name
    for portion in shape.entries(source):
        for entry in portion:
            said = _said(entry, shape.place, answers, tally)
            sink.writelines(_encoded(answer).encode() + b"\n" for answer in said)
        sink.flush()
        watch(tally)
    return tally


def _said(entry: Entry, place: str, answers: Answers, tally: Tally) -> Sequence[dict[str, object]]:
    error = entry.error
    if not error:
        try:
            said = answers(entry.record)
        except BadRecord as bad:
            error = str(bad)
        else:
            tally.found += len(said)
            return said
    tally.bad += 1
    return [{place: entry.number, "error": error}]
