"""Runs the processing from the command line: files, progress, the closing summary and the exit code."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from stat import S_ISREG

import click

from bot.cli.exports.compression import decompressed
from bot.cli.exports.encoding import in_utf8
from bot.cli.exports.processing import Counts, Handler, process_all
from bot.cli.exports.records import RecordType
from bot.cli.exports.source import CannotRead, Source
from bot.views.format.console import counted

STANDARD_INPUT = "-"
_STDIN, _STDOUT, _STDERR = range(3)

_PROGRESS_EVERY = 0.2
"""Seconds between two updates of the progress line."""

_BAD_RECORDS, _FAILED, _INTERRUPTED = 1, 2, 130


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What to print once everything was processed. failure: why the run produced nothing useful; empty where it was not."""

    summary: str = ""
    failure: str = ""


def run(name: str, record_type: RecordType, handler: Handler, summarize: Callable[[Counts], RunSummary]) -> int:
    """Answer what is in this file, or in the standard input for "-", onto the standard output; returns the exit code.

    0: all well; 1: some entries were bad; 2: the input cannot be read, the output not written or the run was useless (with a sentence);
    130: Ctrl-C. A reader who has seen enough and leaves, like `head`, makes it 0.
    """
    try:
        # Closing the sink writes the answers that it still holds, so that Ctrl-C leaves no half line.
        with open(_STDOUT, "wb", closefd=False) as sink, _opened(name, record_type) as (source, how, progress):
            counts = process_all(source, sink, record_type, handler, progress.show)
        return progress.end(counts, how, summarize(counts))
    except CannotRead as error:
        shown = "the standard input" if name == STANDARD_INPUT else click.format_filename(name)
        return _fail(f"Cannot read {shown}: {error}.")
    except BrokenPipeError:
        return 0
    except OSError as error:
        return _fail(f"Cannot write the answers: {error.strerror}.")
    except KeyboardInterrupt:
        return _INTERRUPTED


def _fail(sentence: str) -> int:
    click.echo(sentence, err=True)
    return _FAILED


@contextmanager
def _opened(name: str, record_type: RecordType) -> Iterator[tuple[Source, str, Progress]]:
    """The text to read, what it was packed and written in, and how to show how far it was read."""
    with _file(name) as file:
        stream, compression = decompressed(file, record_type.archive)
        source, encoding = in_utf8(Source(stream))
        how = ", ".join(filter(None, (encoding, compression)))
        yield source, f" ({how})" if how else "", Progress(file, record_type)


def _file(name: str) -> BufferedReader:
    is_stdin = name == STANDARD_INPUT
    try:
        return open(_STDIN if is_stdin else name, "rb", closefd=not is_stdin)
    except OSError as error:
        raise CannotRead(error.strerror) from error


class Progress:
    """Tells on the standard error how far the input was read, where the answers go elsewhere and somebody watches; and what it was."""

    def __init__(self, file: BufferedReader, record_type: RecordType) -> None:
        self._file = file
        self._record_type = record_type
        status = os.fstat(file.fileno())
        self._size = status.st_size if S_ISREG(status.st_mode) else 0
        self._shown = os.isatty(_STDERR) and not os.isatty(_STDOUT)
        self._next_at = 0.0

    def show(self, counts: Counts) -> None:
        if self._shown and (now := time.monotonic()) >= self._next_at:
            self._next_at = now + _PROGRESS_EVERY
            share = f" ({self._file.tell() / self._size:.0%})" if self._size else ""
            click.echo(f"\r{self._record_type.counted(counts.found)} read{share}", err=True, nl=False)

    def end(self, counts: Counts, how: str, result: RunSummary) -> int:
        """Say how it was read and what came of it; returns the exit code."""
        if not counts.file_format:
            return 0
        bad = f"; {counted(counts.bad, 'entry', 'entries')} could not be read, as the answers say" if counts.bad else ""
        begin = "\r" if self._shown else ""
        summary = f" {result.summary}" if self._shown and result.summary else ""
        click.echo(f"{begin}Read as {counts.file_format}{how} with {self._record_type.counted(counts.found)}{bad}.{summary}", err=True)
        if result.failure:
            return _fail(result.failure)
        return _BAD_RECORDS if counts.bad else 0
