"""Amounts, counts, shares, days and times are made into words in one place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ROOMS = ("bot/views", "bot/cli/check", "bot/cli/plan", "cogs")
FORMATTERS = ("bot/views/format/numbers.py", "bot/views/format/console.py")
NOT_SHOWN = {"cogs/channel/projection.py": {"%y%m%d%H%M%S"}, "bot/cli/plan/table.py": {",g"}}
"""A nonce; and what somebody typed, given back as exactly as they typed it."""
OF_A_FIGURE = re.compile(r"[,%]|\.\d|[bdefgn]$")


def own_formats(tree: ast.AST) -> Iterator[str]:
    """What an f-string says of how a figure or a moment is to be shown; how wide a column is, is no such thing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
            told = "".join(str(part.value) if isinstance(part, ast.Constant) else "" for part in node.format_spec.values)
            if OF_A_FIGURE.search(told):
                yield told


def test_nothing_else_has_a_format_of_its_own() -> None:
    paths = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    found = {path.relative_to(ROOT).as_posix(): set(own_formats(ast.parse(path.read_text(encoding="utf-8")))) for path in paths}

    own = {name: formats - NOT_SHOWN.get(name, set()) for name, formats in found.items() if name not in FORMATTERS}
    assert {name: formats for name, formats in own.items() if formats} == {}


@pytest.mark.parametrize("source", ['f"{micros:,.2f}"', 'f"{day:%B}"', 'f"{share:.0%}"', 'f"{at:%H:%M}"', 'f"{count:,}"'])
def test_a_format_is_found(source: str) -> None:
    assert list(own_formats(ast.parse(source)))


def test_the_width_of_a_column_is_none() -> None:
    assert not list(own_formats(ast.parse('f"{words:<{width}} {cost:>12}"')))
