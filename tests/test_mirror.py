"""Whoever changes a module finds its tests under its name: `bot/workflow/inbox/quotes.py` in `tests/workflow/inbox/test_quotes.py`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TREES = ("bot/planning", "bot/runtime", "bot/scoring", "bot/store", "bot/views", "bot/workflow", "bot/x", "cogs")

ELSEWHERE = {
    "bot/store/migrations": "tests/store/database/test_alembic.py and test_schema.py run all of them",
    "bot/store/suggestions/rows.py": "how suggestions are read, which each test beside it shows",
    "bot/store/tables": "says what the tables are; tests/store/database/test_schema.py compares them with the database",
    "bot/store/transaction.py": "puts the repositories side by side, each with tests of its own",
    "bot/views/words": "a file each of sentences; tests/views/words/test_sentences.py says them all",
    "bot/workflow/context.py": "what every use case is given",
    "bot/workflow/services.py": "puts the use cases side by side; tests/workflow/test_permission.py goes through them",
    "bot/x/errors.py": "its errors differ in their data; tests/x/http/test_refusals.py makes them of X's answers",
    "bot/x/timelines.py": "one file for each list that it reads, such as tests/x/test_mentions.py",
    "cogs/team.py": "what cogs know of the client, which tests/cogs/test_client.py starts",
}
"""Modules and folders whose tests have another name, and why. What holds nothing but data, constants and protocols needs no tests."""


def _does_something(module: Path) -> bool:
    """Whether there is a function in it with more than a docstring."""
    functions = (node for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    lines = (line for function in functions for line in function.body)
    return any(not (isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)) for line in lines)


def _tests_of(module: Path) -> Path:
    """cogs/queue.py → tests/cogs/test_queue.py"""
    inside = module.relative_to("bot") if module.is_relative_to("bot") else module
    return Path("tests") / inside.parent / f"test_{module.name}"


def _untested() -> Iterator[Path]:
    """Modules that do something and have no test of their name."""
    for tree in TREES:
        for file in sorted((ROOT / tree).rglob("*.py")):
            module = file.relative_to(ROOT)
            if file.name != "__init__.py" and not (ROOT / _tests_of(module)).exists() and _does_something(file):
                yield module


def test_every_module_that_does_something_has_tests_of_its_name() -> None:
    missing = [module for module in _untested() if not any(module.is_relative_to(place) for place in ELSEWHERE)]

    assert {str(module): f"expected in {_tests_of(module)}" for module in missing} == {}


@pytest.mark.parametrize("place", ELSEWHERE)
def test_no_exception_outlives_its_reason(place: str) -> None:
    assert any(module.is_relative_to(place) for module in _untested())
