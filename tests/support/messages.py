"""Every message that the code marks for translation, read from its source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

VIEWS = Path(__file__).parents[2] / "bot" / "views"


def marked_messages() -> dict[str, str]:
    """By message, its plural, "" where it has none."""
    found: dict[str, str] = {}
    for path in sorted(VIEWS.rglob("*.py")):
        for message, plural in _in_file(ast.parse(path.read_text(encoding="utf-8"))):
            found[message] = plural or found.get(message, "")
    return found


def _in_file(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant) and isinstance(argument.value, str)]
            if node.func.id in ("_", "N_") and texts:
                yield texts[0], ""
            elif node.func.id == "ngettext":
                yield texts[0], texts[1]
