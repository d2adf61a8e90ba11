"""What stands around the scoring when it is run by hand: files, progress, and how it ends."""

from __future__ import annotations

import gzip
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase, BufferedReader
from stat import S_ISREG

import click

from bot.clock import SystemClock
from bot.model import Verdict
from bot.score.lines import CannotRead
from bot.score.scorer import Tally, score

STANDARD_INPUT = "-"
_STDIN, _STDOUT, _STDERR = range(3)

_GZIP = b"\x1f\x8b"
"""How every gzip file begins (RFC 1952, 2.3.1)."""

_PROGRESS_EVERY = 0.2
"""Seconds between two looks at the progress: often enough to seem alive."""

_BAD_LINES, _NOT_DONE, _INTERRUPTED = 1, 2, 130


def run(name: str) -> int:
    """Score the users in this file, or in the standard input for "-", onto the standard output; returns the exit code.

    0: all well; 1: some lines were bad; 2: the input cannot be read or the output not written, and a sentence says so; 130: Ctrl-C.
    A reader who has seen enough and leaves, like `head`, makes it 0.
    """
    tally = Tally()
    try:
        # Closing the sink writes the answers that it still holds, so that Ctrl-C leaves no half line.
        with open(_STDOUT, "wb", closefd=False) as sink, _opened(name) as (source, progress):
            tally = score(source, sink, SystemClock(), progress.show)
            progress.end(tally)
    except CannotRead as error:
        shown = "the standard input" if name == STANDARD_INPUT else click.format_filename(name)
        return _not_done(f"Cannot read {shown}: {error}.")
    except BrokenPipeError:
        pass
    except OSError as error:
        return _not_done(f"Cannot write the verdicts: {error.strerror}.")
    except KeyboardInterrupt:
        return _INTERRUPTED
    return _BAD_LINES if tally.bad else 0


def _not_done(sentence: str) -> int:
    click.echo(sentence, err=True)
    return _NOT_DONE


@contextmanager
def _opened(name: str) -> Iterator[tuple[BufferedIOBase, Progress]]:
    """The bytes to read, unpacked where they are packed, and how to show how far they were read."""
    with _file(name) as file:
        try:
            packed = file.peek(len(_GZIP)).startswith(_GZIP)
        except OSError as error:
            raise CannotRead(error) from error
        yield (gzip.GzipFile(fileobj=file) if packed else file), Progress(file)


def _file(name: str) -> BufferedReader:
    is_stdin = name == STANDARD_INPUT
    try:
        return open(_STDIN if is_stdin else name, "rb", closefd=not is_stdin)
    except OSError as error:
        raise CannotRead(error) from error


class Progress:
    """A line on the terminal that tells how far the input was read; silent unless the verdicts go elsewhere and somebody watches."""

    def __init__(self, file: BufferedReader) -> None:
        self._file = file
        status = os.fstat(file.fileno())
        self._size = status.st_size if S_ISREG(status.st_mode) else 0
        self._watched = os.isatty(_STDERR) and not os.isatty(_STDOUT)
        self._next_at = 0.0

    def show(self, tally: Tally) -> None:
        if self._watched and (now := time.monotonic()) >= self._next_at:
            self._next_at = now + _PROGRESS_EVERY
            share = f" ({self._file.tell() / self._size:.0%})" if self._size else ""
            click.echo(f"\r{tally.lines:,} lines read{share}", err=True, nl=False)

    def end(self, tally: Tally) -> None:
        if self._watched:
            bad = f"; {tally.bad:,} could not be scored, and their answers say why" if tally.bad else ""
            click.echo(f"\r{tally.lines:,} lines read, all of them{bad}.{_shares(tally)}", err=True)


def _shares(tally: Tally) -> str:
    scored = tally.verdicts.total()
    shares = [f"{verdict} {tally.verdicts[verdict] / scored:.1%}" for verdict in Verdict if tally.verdicts[verdict]]
    return f" By verdict: {', '.join(shares)}." if shares else ""
