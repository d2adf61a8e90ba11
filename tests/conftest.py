"""How the tests run: which of them are slow, and how many examples a property tries."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

HERE = Path(__file__).parent

SLOW = (
    "benchmarks",
    "demo",
    "end_to_end",
    "simulation",
    "workflow",
    "test_cli.py",
    "store/test_backup.py",
    "drafting/test_growth.py",
    "drafting/test_post_growth.py",
)
"""Those whose tests play whole worlds, start processes or measure time. `-m "not slow"` is the inner loop."""

# Properties are checked without a clock: a busy machine is no fault of theirs.
settings.register_profile("everyday", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=30)
settings.register_profile("quick", settings.get_profile("everyday"), max_examples=5)
settings.register_profile("deep", settings.get_profile("everyday"), max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.relative_to(HERE).as_posix().startswith(SLOW):
            item.add_marker(pytest.mark.slow)
