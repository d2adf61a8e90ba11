"""`mutuals score` as a process of its own: files, exit codes, signals, and what is said where."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import score_speed
from tests.support.samples.x_users import ADA, LOUD


def command(*arguments: str | Path, **how: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "bot", "score", *arguments], timeout=30, check=False, capture_output=True, **how)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.jsonl"
    path.write_text(json.dumps(ADA) + "\n" + json.dumps(LOUD) + "\n", encoding="utf-8")
    return path


def test_a_file_plain_or_packed_and_the_standard_input_say_the_same(people: Path) -> None:
    packed = people.with_suffix(".gz")
    packed.write_bytes(gzip.compress(people.read_bytes()))
    ended = [command(people), command(packed), command("-", input=people.read_bytes()), command(input=packed.read_bytes())]

    assert {(end.returncode, end.stdout) for end in ended} == {(0, ended[0].stdout)}
    assert [end.stderr for end in ended] == [
        b"Read as JSON lines with 2 people.\n",
        b"Read as JSON lines (gzip) with 2 people.\n",
        b"Read as JSON lines with 2 people.\n",
        b"Read as JSON lines (gzip) with 2 people.\n",
    ]
    assert [json.loads(line)["username"] for line in ended[0].stdout.splitlines()] == ["ada", "loud"]


def test_nothing_in_is_nothing_out() -> None:
    ended = command(input=b"")

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")


def test_a_bad_line_makes_it_end_with_1() -> None:
    ended = command(input=b"x\n" + json.dumps(ADA).encode())

    assert ended.returncode == 1
    assert ended.stderr == b"Read as JSON lines with 1 person; 1 entry could not be read, as the answers say.\n"
    assert [json.loads(line).get("username") for line in ended.stdout.splitlines()] == [None, "ada"]


def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path: Path, people: Path) -> None:
    broken = tmp_path / "broken.gz"
    broken.write_bytes(gzip.compress(people.read_bytes() * 10)[:-12])
    ended = {path: command(path) for path in (tmp_path / "none.jsonl", tmp_path, broken)}

    assert {end.returncode for end in ended.values()} == {2}
    assert ended[tmp_path].stderr.decode() == f"Cannot read {tmp_path}: Is a directory.\n"
    assert ended[broken].stderr.decode() == f"Cannot read {broken}: it is damaged or not complete.\n"
    assert ended[tmp_path / "none.jsonl"].stdout == b""
    assert command("one", "two").returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_said_in_a_sentence(people: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run([sys.executable, "-m", "bot", "score", people], stdout=full, stderr=subprocess.PIPE, check=False, timeout=30)

    assert (ended.returncode, ended.stderr) == (2, b"Cannot write the answers: No space left on device.\n")


def test_it_loads_nothing_heavy(people: Path) -> None:
    heavy = ("discord", "tweepy", "matplotlib", "sqlalchemy", "pydantic", "aiohttp", "numpy", "snowballstemmer")
    script = (
        "import sys\nfrom bot.cli.main import main\n"
        f"try: main(['score', {str(people)!r}])\n"
        f"finally: print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, timeout=30)

    assert (ended.returncode, ended.stderr) == (0, b"Read as JSON lines with 2 people.\n[]\n")
    assert len(ended.stdout.splitlines()) == 2


@pytest.fixture
def heeds_ctrl_c() -> Iterator[None]:
    """Processes inherit that a signal is ignored, as a shell in the background has it; what is started in this test ignores nothing."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def running(heeds_ctrl_c: None) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "score"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def first_answer(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(ADA).encode() + b"\n")
    process.stdin.flush()
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    return answer


def test_who_writes_line_by_line_is_answered_line_by_line_and_ctrl_c_ends_it(running: subprocess.Popen[bytes]) -> None:
    assert first_answer(running)["username"] == "ada"
    assert first_answer(running)["username"] == "ada"

    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)

    assert (running.returncode, out, err) == (130, b"", b"")


@pytest.mark.usefixtures("heeds_ctrl_c")
def test_ctrl_c_leaves_no_half_line_while_nobody_reads(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text((json.dumps(ADA) + "\n") * 5_000, encoding="utf-8")

    arguments = [sys.executable, "-m", "bot", "score", str(many)]
    with subprocess.Popen(arguments, bufsize=0, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        first = process.stdout.readline()  # it is writing, and the pipe will be full at once
        process.send_signal(signal.SIGINT)
        rest, err = process.communicate(timeout=30)

    said = (first + rest).splitlines(keepends=True)
    assert (process.returncode, err) == (130, b"")
    assert all(line.endswith(b"\n") and json.loads(line)["username"] == "ada" for line in said)
    assert len(said) < 5_000


def test_a_reader_who_leaves_ends_it_quietly(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text((json.dumps(ADA) + "\n") * 5_000, encoding="utf-8")

    with subprocess.Popen([sys.executable, "-m", "bot", "score", many], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""

    assert process.returncode == 0


def seen_on_a_terminal(path: Path, out: Path) -> str:
    """What a person sees who sends the verdicts into a file."""
    master, terminal = pty.openpty()
    try:
        with out.open("wb") as sink:
            subprocess.run([sys.executable, "-m", "bot", "score", path], stdout=sink, stderr=terminal, check=False, timeout=30)
        os.write(terminal, b"\0")
        seen = b""
        while not seen.endswith(b"\0"):
            seen += os.read(master, 4_096)
        return seen.rstrip(b"\0").decode()
    finally:
        os.close(master)
        os.close(terminal)


def test_a_terminal_shows_how_far_it_is(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text((json.dumps(ADA) + "\n") * 5_000 + "x\n", encoding="utf-8")

    seen = seen_on_a_terminal(many, tmp_path / "out.jsonl")

    assert "people read (" in seen
    assert "%)" in seen
    assert seen.endswith(
        "\rRead as JSON lines with 5,000 people; 1 entry could not be read, as the answers say. By verdict: quiet 100.0%.\r\n"
    )
    assert (tmp_path / "out.jsonl").read_bytes().count(b"\n") == 5_001


def test_the_benchmark_measures_both_ways_and_the_memory(people: Path, capsys: pytest.CaptureFixture[str]) -> None:
    score_speed.main(["--lines", "400", "--rounds", "1", str(people)])

    said = capsys.readouterr().out
    assert re.search(r"^the work alone: .* times as long", said, re.MULTILINE)
    assert re.search(r"^whole processes: .* times as long", said, re.MULTILINE)
    assert re.search(r"^memory at its peak: [\d.]+ MB for 40 lines, [\d.]+ MB for 400$", said, re.MULTILINE)
