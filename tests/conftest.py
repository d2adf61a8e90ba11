"""How the tests run: which of them are slow, and how many examples a property tries."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path

from tests.support.pytest_plugins.bytecode import keep_bytecode

HERE = Path(__file__).parent

keep_bytecode(HERE.parent / ".pytest_cache" / "bytecode")  # before the imports that take longest to compile

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

from tests.support.pytest_plugins.lanes import Lanes, workers  # noqa: E402

SLOW = (
    "benchmarks",
    "cogs",
    "demo",
    "stories",
    "simulation",
    "workflow",
    "cli/test_commands.py",
    "cli/score/test_command.py",
    "cli/score/test_formats.py",
    "store/database/test_alembic.py",
    "store/database/test_backup.py",
    "x/billing/test_every_request_recorded.py",
    "drafting/test_linear_time.py",
    "drafting/test_post_linear_time.py",
)
"""Those whose tests play whole worlds, start processes, or measure time or memory. `-m "not slow"` is the inner loop."""

ALONE_WITH_SQLITE = ("cogs", "store", "stories", "views", "workflow")
CONCURRENT = (
    "cogs/test_busy_database.py",
    "store/database/test_backup.py",
    "store/database/test_dialect.py",
    "store/test_store.py",
    "store/database/test_lock.py",
    "stories/test_outages.py",
    "stories/test_start.py",
    "workflow/money/test_budgets.py",
)
"""Where several work on one database at once is the point, or the bot starts and fails, SQLite runs in aiosqlite's threads, as it does in
production."""

YOUNG_OBJECTS = 10_000
"""The garbage collector looks for garbage whenever there are so many more objects; 700 is usual, and a test makes a million."""

# Properties are checked without a clock: a busy machine is no fault of theirs.
settings.register_profile("everyday", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=10)
settings.register_profile("quick", settings.get_profile("everyday"), max_examples=5)
settings.register_profile("ci", settings.get_profile("everyday"), max_examples=50)
settings.register_profile("deep", settings.get_profile("everyday"), max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday"))


def pytest_configure(config: pytest.Config) -> None:
    if gone := [path for path in (*SLOW, *ALONE_WITH_SQLITE, *CONCURRENT) if not (HERE / path).exists()]:
        raise pytest.UsageError(f"tests/conftest.py names what is not there: {', '.join(gone)}")
    config.pluginmanager.register(Lanes())


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    count = workers(config.args)
    if not count:
        config.option.dist = "no"
    return count


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep the garbage collector from looking, again and again, for garbage among all the modules and tests, which stay."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(YOUNG_OBJECTS)
        gc.enable()


@pytest.hookimpl(tryfirst=True)  # before the slow ones are left out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _within(item.path, SLOW):
            item.add_marker(pytest.mark.slow)


def _within(path: Path, prefixes: tuple[str, ...]) -> bool:
    return path.relative_to(HERE).as_posix().startswith(prefixes)


@pytest.fixture(autouse=True)
def _sqlite_in_place(request: pytest.FixtureRequest) -> Iterator[None]:
    """Call SQLite where it is asked, in tests that are about something else: a thread hop a statement costs most of their time."""
    if _within(request.path, ALONE_WITH_SQLITE) and not _within(request.path, CONCURRENT):
        from tests.support.pytest_plugins.inline_sqlite import inline_sqlite  # brings SQLAlchemy, which most of the others do without

        with inline_sqlite():
            yield
    else:
        yield
