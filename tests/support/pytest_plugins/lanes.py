"""The lanes of the suite: which tests are in which, how many processes run them, and what the closing lines say of it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

SLOW = "slow"
LANES = {False: "inner lane", True: "slow lane"}
"""Their names, by whether a test is slow."""

LEFT_OUT = "left_out"
"""Under this, a worker tells how many tests of each lane were not chosen."""

FEW_FILES = 3
"""So many files are sooner run than a second process is started."""


class Lanes:
    """Says after the last test how many of each lane ran, and how many were left out."""

    def __init__(self) -> None:
        self._left_out: Counter[str] = Counter()

    def pytest_deselected(self, items: Iterable[pytest.Item]) -> None:
        self._left_out.update(LANES[SLOW in item.keywords] for item in items)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if (told := getattr(session.config, "workeroutput", None)) is not None:
            told[LEFT_OUT] = dict(self._left_out)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A worker has ended; each of them has seen, and left out, the same tests."""
        self._left_out = Counter(getattr(node, "workeroutput", {}).get(LEFT_OUT, self._left_out))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        ran: dict[str, set[str]] = {lane: set() for lane in LANES.values()}
        skipped: Counter[str] = Counter()
        for outcome, reports in terminalreporter.stats.items():
            for report in reports:
                if isinstance(report, pytest.TestReport) and outcome:
                    lane = LANES[SLOW in report.keywords]
                    skipped[lane] += report.skipped
                    ran[lane].update(() if report.skipped else (report.nodeid,))
        for lane, tests in ran.items():
            terminalreporter.write_line(f"{lane}: {len(tests):,} ran, {skipped[lane]:,} skipped, {self._left_out[lane]:,} left out")


def workers(asked_for: Iterable[str]) -> int:
    """How many processes run what was asked for on the command line; 0 for this one alone.

    One more than there are cores: the tests wait for sockets and threads a part of their time.
    """
    files = 0
    for argument in asked_for:
        path = Path(argument.partition("::")[0])
        files += sum(1 for _ in path.rglob("test_*.py")) if path.is_dir() else 1
        if files > FEW_FILES:
            return _cores() + 1
    return 0


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
