"""The benchmark of a large account, on a small one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.scale import Measured, main

pytestmark = pytest.mark.slow


def test_the_command_makes_a_database_once_and_prints_a_table(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    command = ["--followers", "300", "--days", "3", "--folder", str(tmp_path), "--only", "/history"]
    main(command)
    first = capfd.readouterr()
    main(command)
    second = capfd.readouterr()

    assert first.err + second.err == ""
    assert "300-3.sqlite3 is made, once" in first.out
    assert "is made" not in second.out
    for words in ("/history, the last page", "/history of a person", "bytes a follower", "memory at its peak"):
        assert words in second.out
    assert [path.name for path in tmp_path.iterdir()] == ["300-3.sqlite3"]


def test_the_worst_round_decides_whether_a_goal_is_met() -> None:
    assert Measured("", [0.1, 0.3], 0.3).met
    assert not Measured("", [0.1, 0.4], 0.3).met
    assert Measured("", [60.0], None).met
