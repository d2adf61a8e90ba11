"""How the tests run: which of them are slow, and properties without a clock, for a busy machine is no fault of theirs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

HERE = Path(__file__).parent

SLOW = ("benchmarks", "demo", "end_to_end", "simulation", "workflow")
"""Folders whose tests play whole worlds. `-m "not slow"` is the inner loop."""

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.relative_to(HERE).parts[0] in SLOW:
            item.add_marker(pytest.mark.slow)
