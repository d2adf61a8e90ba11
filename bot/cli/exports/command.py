"""What stands around the answering when it is run by hand: files, progress, what is said at the end, and with which code it ends."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from stat import S_ISREG

import click

from bot.cli.exports.compression import unpacked
from bot.cli.exports.encoding import in_utf8
from bot.cli.exports.processing import Answers, Tally, answer_all
from bot.cli.exports.records import Wanted
from bot.cli.exports.source import CannotRead, Source

STANDARD_INPUT = "-"
_STDIN, _STDOUT, _STDERR = range(3)

_PROGRESS_EVERY = 0.2
"""Seconds between two looks at the progress: often enough to seem alive."""

_BAD_RECORDS, _NOT_DONE, _INTERRUPTED = 1, 2, 130


@dataclass(frozen=True, slots=True)
class Ended:
    """What there is to say once everything was answered. fault: why it was all in vain; empty where it was not."""

    summary: str = ""
    fault: str = ""


def run(name: str, wanted: Wanted, answers: Answers, ended: Callable[[Tally], Ended]) -> int:
    """Answer what is in this file, or in the standard input for "-", onto the standard output; returns the exit code.

    0: all well; 1: some entries were bad; 2: the input cannot be read, the output not written or all was in vain, and a sentence says so;
    130: Ctrl-C. A reader who has seen enough and leaves, like `head`, makes it 0.
    """
    try:
        # Closing the sink writes the answers that it still holds, so that Ctrl-C leaves no half line.
        with open(_STDOUT, "wb", closefd=False) as sink, _opened(name, wanted) as (source, how, progress):
            tally = answer_all(source, sink, wanted, answers, progress.show)
        return progress.end(tally, how, ended(tally))
    except CannotRead as error:
        shown = "the standard input" if name == STANDARD_INPUT else click.format_filename(name)
        return _not_done(f"Cannot read {shown}: {error}.")
    except BrokenPipeError:
        return 0
    except OSError as error:
        return _not_done(f"Cannot write the answers: {error.strerror}.")
    except KeyboardInterrupt:
        return _INTERRUPTED


def _not_done(sentence: str) -> int:
    click.echo(sentence, err=True)
    return _NOT_DONE


@contextmanager
def _opened(name: str, wanted: Wanted) -> Iterator[tuple[Source, str, Progress]]:
    """The text to read, what it was packed and written in, and how to show how far it was read."""
    with _file(name) as file:
        stream, packing = unpacked(file, wanted.archive)
        source, encoding = in_utf8(Source(stream))
        how = ", ".join(filter(None, (encoding, packing)))
        yield source, f" ({how})" if how else "", Progress(file, wanted)


def _file(name: str) -> BufferedReader:
    is_stdin = name == STANDARD_INPUT
    try:
        return open(_STDIN if is_stdin else name, "rb", closefd=not is_stdin)
    except OSError as error:
        raise CannotRead(error.strerror) from error


class Progress:
    """Tells on the standard error how far the input was read, where the answers go elsewhere and somebody watches; and what it was."""

    def __init__(self, file: BufferedReader, wanted: Wanted) -> None:
        self._file = file
        self._wanted = wanted
        status = os.fstat(file.fileno())
        self._size = status.st_size if S_ISREG(status.st_mode) else 0
        self._watched = os.isatty(_STDERR) and not os.isatty(_STDOUT)
        self._next_at = 0.0

    def show(self, tally: Tally) -> None:
        if self._watched and (now := time.monotonic()) >= self._next_at:
            self._next_at = now + _PROGRESS_EVERY
            share = f" ({self._file.tell() / self._size:.0%})" if self._size else ""
            click.echo(f"\r{self._wanted.counted(tally.found)} read{share}", err=True, nl=False)

    def end(self, tally: Tally, how: str, ended: Ended) -> int:
        """Say how it was read and what came of it; returns the exit code."""
        if not tally.shape:
            return 0
        bad = f"; {tally.bad:,} {'entries' if tally.bad != 1 else 'entry'} could not be read, as the answers say" if tally.bad else ""
        begin = "\r" if self._watched else ""
        summary = f" {ended.summary}" if self._watched and ended.summary else ""
        click.echo(f"{begin}Read as {tally.shape}{how} with {self._wanted.counted(tally.found)}{bad}.{summary}", err=True)
        if ended.fault:
            return _not_done(ended.fault)
        return _BAD_RECORDS if tally.bad else 0
