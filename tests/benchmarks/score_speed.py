"""How long `mutuals score` takes beside merely reading and writing the same JSON lines with the same library, and in how much memory.

python -m tests.benchmarks.score_speed [--lines 100000] [--rounds 5] [FILE]

FILE holds people as `mutuals score` reads them (default: ../shared/data/profiles.jsonl.gz where it is, else made-up people); it is
unpacked and repeated up to that many lines. Ends with 1 when scoring takes more than LIMIT times as long.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import string
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import click

from bot.cli.exports.processing import process_all
from bot.cli.exports.source import Source
from bot.cli.score import PEOPLE as WANTED
from bot.cli.score import Scorer
from bot.runtime.clock import SystemClock

LIMIT = 3.0
PEOPLE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "profiles.jsonl.gz"

READ_AND_WRITE = """
import json, sys
for line in sys.stdin.buffer:
    sys.stdout.write(json.dumps(json.loads(line)) + "\\n")
"""


def main(arguments: list[str] | None = None) -> int:
    """Measure, say it, and return 1 when scoring took too long by either way of measuring."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", nargs="?", type=Path, metavar="FILE")
    options.add_argument("--lines", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args(arguments)
    people = list(_people(chosen.file))
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder, "few.jsonl"), Path(folder, "many.jsonl")
        for path, lines in ((few, chosen.lines // 10), (many, chosen.lines)):
            path.write_bytes(b"".join(islice(cycle(people), lines)))
        click.echo(f"{chosen.lines:,} lines of {many.stat().st_size // chosen.lines} bytes on average, best of {chosen.rounds} rounds each")
        read_and_write, scoring = ["-c", READ_AND_WRITE], ["-m", "bot", "score"]
        ratios = [
            _compare("the work alone", chosen, partial(_read_and_write, many), partial(_score, many)),
            _compare("whole processes", chosen, partial(_process, many, read_and_write), partial(_process, many, scoring)),
        ]
        click.echo(f"memory at its peak: {_peak(few):.2f} MB for {chosen.lines // 10:,} lines, {_peak(many):.2f} MB for {chosen.lines:,}")
    return 1 if max(ratios) > LIMIT else 0


def _people(file: Path | None) -> Iterator[bytes]:
    path = file or (PEOPLE if PEOPLE.exists() else None)
    if path is None:
        rng = random.Random(1)
        yield from (_made_up(rng) for _ in range(2_000))
        return
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        yield from (line if line.endswith(b"\n") else line + b"\n" for line in lines)


def _made_up(rng: random.Random) -> bytes:
    def words(count: int) -> str:
        return " ".join("".join(rng.choices(string.ascii_lowercase, k=rng.randint(2, 9))) for _ in range(count))

    name = words(1)
    user = {
        "id": str(rng.randrange(10**9, 10**18)),
        "name": words(2).title(),
        "username": name,
        "created_at": f"{rng.randint(2007, 2025)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}T12:00:00.000Z",
        "description": words(rng.randint(0, 20)),
        "location": words(rng.randint(0, 2)),
        "url": f"https://t.co/{name}",
        "profile_image_url": f"https://pbs.twimg.com/profile_images/{name}_normal.jpg",
        "protected": False,
        "verified": False,
        "public_metrics": {
            f"{figure}_count": int(10 ** rng.uniform(0, 4)) for figure in ("followers", "following", "tweet", "listed", "like")
        },
    }
    return json.dumps({"collected_at": "2026-03-01", "user": user}).encode() + b"\n"


def _compare(what: str, chosen: argparse.Namespace, merely: Callable[[], None], scoring: Callable[[], None]) -> float:
    """How many times as long the second takes. They take turns, so that a busy machine hinders both."""
    rounds = [(_seconds(merely), _seconds(scoring)) for _ in range(chosen.rounds)]
    reading_and_writing = min(first for first, _ in rounds)
    scoring_them = min(second for _, second in rounds)
    ratio = scoring_them / reading_and_writing
    click.echo(
        f"{what}: {reading_and_writing:.2f} s to read and write, {scoring_them:.2f} s to score, {ratio:.2f} times as long"
        f" (at most {LIMIT:g}); {chosen.lines / scoring_them:,.0f} lines a second"
    )
    return ratio


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _read_and_write(path: Path) -> None:
    with path.open("rb") as source, Path(os.devnull).open("w", encoding="utf-8") as sink:
        sink.writelines(json.dumps(json.loads(line)) + "\n" for line in source)


def _score(path: Path) -> None:
    with path.open("rb") as source, Path(os.devnull).open("wb") as sink:
        process_all(Source(source), sink, WANTED, Scorer(SystemClock()).answers, lambda _: None)


def _process(path: Path, command: list[str]) -> None:
    with path.open("rb") as source:
        subprocess.run([sys.executable, *command], stdin=source, stdout=subprocess.DEVNULL, check=True)


def _peak(path: Path) -> float:
    """EventKind scoring this file allocates at most at any one time, in MB."""
    tracemalloc.start()
    try:
        _score(path)
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


if __name__ == "__main__":
    sys.exit(main())
