"""A stream of users → a stream of verdicts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BufferedIOBase
from typing import BinaryIO

from bot.clock import Clock
from bot.score.answers import BadLine, answer
from bot.score.lines import portions


@dataclass(slots=True)
class Tally:
    """How far a stream has been read.

    lines: all of them, blank ones too. bad: those that got an error. verdicts: how often each was given.
    """

    lines: int = 0
    bad: int = 0
    verdicts: Counter[object] = field(default_factory=Counter)


def score(source: BufferedIOBase, sink: BinaryIO, clock: Clock, watch: Callable[[Tally], object]) -> Tally:
    """Write an answer for every line that is not blank, in order and each at once, in constant memory.

    watch: called after every portion that was read and answered.
    Raises CannotRead when the source fails and OSError when the sink does; what was answered before has then been written.
    """
    tally = Tally()
    for portion in portions(source):
        now = clock.now()
        for line in portion:
            tally.lines += 1
            try:
                if (said := answer(line, now)) is not None:
                    tally.verdicts[said["verdict"]] += 1
            except BadLine as error:
                tally.bad += 1
                said = {"line": tally.lines, "error": str(error)}
            if said is not None:
                sink.write(f"{json.dumps(said)}\n".encode())
        sink.flush()
        watch(tally)
    return tally
