"""Every sentence that a member reads stands in the views, marked for gettext, and is translated when it is shown."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.messages import MARKS, unmarked_texts

ROOT = Path(__file__).parents[3]
FILES = sorted(path.relative_to(ROOT).as_posix() for room in ("bot/views", "cogs") for path in (ROOT / room).rglob("*.py"))
IN_THE_LOG = {"bot/views/format/console.py", "bot/views/suggestions/log_line.py"}
"""What whoever runs Mutuals reads, which is English."""
READ_BY_NO_MEMBER = {
    *("offset points", "outside lower left", "DejaVu Sans"),  # matplotlib's words
    *("Retry-After", "saved reply no. "),  # a header, and what a choice's value begins with
    *("read card", "post card", "edit {}{}", "post announcement"),  # what is tried, in the log
    *("delete message", "delete duplicate", "delete outbid card"),  # likewise
    *("the form {}", "the click on {}", "a click on an unknown button", "an unknown command"),  # what was asked for, in the log
    "Mutuals",  # is called so everywhere
}


@pytest.mark.parametrize("file", [file for file in FILES if file not in IN_THE_LOG])
def test_what_people_read_is_marked(file: str) -> None:
    assert set(unmarked_texts(_parsed(file))) <= READ_BY_NO_MEMBER


def test_nothing_is_let_pass_that_is_not_there() -> None:
    assert {text for file in FILES for text in unmarked_texts(_parsed(file))} >= READ_BY_NO_MEMBER


@pytest.mark.parametrize("file", [file for file in FILES if file.startswith("cogs/")])
def test_cogs_translate_every_constant_of_the_views_when_they_show_it(file: str) -> None:
    tree = _parsed(file)
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module is not None and node.module.startswith("bot.views.")
        for alias in node.names
        if alias.name in _marked_constants(_parsed(node.module.replace(".", "/") + ".py"))
    }

    assert [name for name in _names_outside_of_marks(tree) if name in imported] == []


@pytest.mark.parametrize("file", FILES)
def test_nothing_is_translated_before_it_is_shown(file: str) -> None:
    """The language is that of the context in which it is shown; at import there is none."""
    assert [ast.unparse(call) for call in _calls_at_import(_parsed(file)) if ast.unparse(call.func) in ("_", "ngettext")] == []


def _parsed(file: str) -> ast.Module:
    return ast.parse((ROOT / file).read_text(encoding="utf-8"))


def _marked_constants(tree: ast.Module) -> set[str]:
    return {
        ast.unparse(target)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "N_"
        for target in node.targets
    }


def _names_outside_of_marks(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and ast.unparse(node.func) in MARKS:
        return
    if isinstance(node, ast.Name):
        yield node.id
    for child in ast.iter_child_nodes(node):
        yield from _names_outside_of_marks(child)


def _calls_at_import(node: ast.AST) -> Iterator[ast.Call]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        for decorator in node.decorator_list:
            yield from _calls_at_import(decorator)
    elif not isinstance(node, ast.Lambda):
        if isinstance(node, ast.Call):
            yield node
        for child in ast.iter_child_nodes(node):
            yield from _calls_at_import(child)
