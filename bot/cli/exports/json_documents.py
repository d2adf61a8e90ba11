"""JSON that spans lines: an array, a page of X's API, or several of them, read element by element."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import ijson
from ijson.common import ObjectBuilder

from bot.cli.exports.json_lines import MAX_LINE_BYTES
from bot.cli.exports.records import Entry
from bot.cli.exports.source import CannotRead, Source

LISTS = frozenset({"data", "users", "followers", "following", "friends", "people", "items", "results", "statuses"})
"""Names under which an object holds many records. A page is one record, as what it includes belongs to them."""
_MAX_PAGE = 1_000
"""Records; X's own limit."""

MAX_DEPTH = 100
"""Objects and arrays inside of each other; what X's website receives has some 20."""
_BATCH_SIZE = 100
"""Records handed out together."""
_MAX_BATCH_BYTES = 1 << 20
"""Bytes from which fewer will do."""
_PARSE_SIZE = 1 << 14
"""Bytes parsed at once."""
_OPENS, _CLOSES = frozenset({"start_map", "start_array"}), frozenset({"end_map", "end_array"})
_Event = tuple[str, object]


def entries(source: Source) -> Iterator[list[Entry]]:
    """The records, in batches. Raises CannotRead where the text is no JSON, or a single record has more than MAX_LINE_BYTES bytes."""
    metered = _Metered(source)
    records = _records(ijson.basic_parse(metered, multiple_values=True, buf_size=_PARSE_SIZE), metered)
    number, ended = 0, False
    while not ended:
        batch: list[Entry] = []
        metered.since_batch = 0
        try:
            for record in records:
                number += 1
                batch.append(Entry(number, record))
                metered.used = 0
                if len(batch) == _BATCH_SIZE or metered.since_batch > _MAX_BATCH_BYTES:
                    break
            else:
                ended = True
        except (ijson.JSONError, ValueError) as error:
            yield batch
            raise CannotRead(f"after record {number:,} it is no JSON, or cut off" if number else "it is no JSON, or cut off") from error
        except CannotRead:
            yield batch
            raise
        yield batch


class _Metered:
    """Lets no single record take more than its share of memory. used, since_batch: bytes read for the record and the batch."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.used = self.since_batch = 0

    def read(self, size: int) -> bytes:
        batch = self._source.read1(size)
        self.used += len(batch)
        self.since_batch += len(batch)
        if self.used > MAX_LINE_BYTES:
            raise CannotRead(f"one record in it has more than {MAX_LINE_BYTES:,} bytes")
        return batch


def _records(events: Iterable[_Event], metered: _Metered) -> Iterator[object]:
    events = iter(events)
    for event, value in events:
        if event == "start_array":
            yield from _elements(events)
        elif event == "start_map":
            yield from _members(events, metered)
        else:
            yield value


def _elements(events: Iterator[_Event]) -> Iterator[object]:
    """The elements of an array that was opened."""
    for event, value in events:
        if event == "end_array":
            return
        yield _built(event, value, events)


def _members(events: Iterator[_Event], metered: _Metered) -> Iterator[object]:
    """The object that was opened; or, where its lists are too long for a page of X, their elements one by one."""
    record: dict[object, object] = {}
    held: list[object] = []
    streamed = False
    try:
        for event, key in events:
            if event == "end_map":
                break
            event, value = next(events)
            if event != "start_array" or key not in LISTS:
                record[key] = _built(event, value, events)
                continue
            record[key] = held = []
            for element in _elements(events):
                if streamed:
                    yield element
                    continue
                held.append(element)
                if streamed := len(held) > _MAX_PAGE or metered.used > MAX_LINE_BYTES // 2:
                    yield from held
                    held.clear()
    except (ijson.JSONError, ValueError):
        yield from held
        raise
    if not streamed:
        yield record


def _built(event: str, value: object, events: Iterator[_Event]) -> object:
    if event not in _OPENS:
        return value
    builder, depth = ObjectBuilder(), 1
    builder.event(event, value)
    while depth:
        event, value = next(events)
        depth += (event in _OPENS) - (event in _CLOSES)
        if depth > MAX_DEPTH:
            raise CannotRead(f"it is nested more than {MAX_DEPTH} deep")
        builder.event(event, value)
    built: object = builder.value
    return built
