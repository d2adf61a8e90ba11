"""Every message that the code marks for translation, and every text that it does not mark, read from its source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

VIEWS = Path(__file__).parents[2] / "bot" / "views"

MARKS = ("_", "N_", "ngettext")
_SHOWN = ("label", "description", "placeholder", "title", "text", "content")
"""Arguments of discord.py that a member reads, whatever stands in them."""
_LOGGED = ("log",)
"""Arguments of ours that stand in the log, which is English whatever the team speaks."""
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_CAPITALISED = re.compile(r"\W*[A-Z][a-z]")
_PLACEHOLDER = re.compile(r"\{\w*\}")
_COMMAND = re.compile(r"/[a-z -]+")


def marked_messages(*parts: str) -> dict[str, str]:
    """By message, its plural, "" where it has none. parts: only of these folders and files of the views."""
    found: dict[str, str] = {}
    for path in sorted(VIEWS.rglob("*.py")):
        if parts and not path.relative_to(VIEWS).as_posix().startswith(parts):
            continue
        for message, plural in _in_file(ast.parse(path.read_text(encoding="utf-8"))):
            found[message] = plural or found.get(message, "")
    return found


def unmarked_texts(node: ast.AST) -> Iterator[str]:
    """What looks as if people read it and is not marked: it begins with a capital letter, has more than one word, or is what Discord shows.

    Left out are docstrings, what is logged or raised, patterns, and the keys of a table.
    """
    if isinstance(node, ast.Raise) or is_docstring(node) or (isinstance(node, ast.Call) and _is_read_by_nobody(node)):
        return
    text = literal(node)
    if text is not None and _looks_said(text):
        yield text
    for child in ast.iter_child_nodes(node):
        if child in _left_out(node):
            continue
        if not isinstance(child, ast.keyword):
            yield from unmarked_texts(child)
        elif child.arg not in _LOGGED:
            yield from unmarked_texts(child)
            shown = literal(child.value) or ""
            if child.arg in _SHOWN and _is_worded(shown) and not _looks_said(shown):
                yield shown


def _left_out(node: ast.AST) -> Sequence[ast.AST | None]:
    """Parts that are no text of their own."""
    if isinstance(node, ast.Dict):
        return node.keys
    if isinstance(node, ast.Subscript):
        return [node.slice]
    return [part for part in node.values if isinstance(part, ast.Constant)] if isinstance(node, ast.JoinedStr) else []


def literal(node: ast.AST) -> str | None:
    """The text that stands in the source, with {} for what is filled in; None where it is no text."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def is_docstring(node: ast.AST) -> bool:
    """A text that is not used for anything, as one below a constant."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_log_call(node: ast.AST) -> bool:
    """Such as `log.warning(…)`."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) in ("log", "logger")


def _is_read_by_nobody(call: ast.Call) -> bool:
    return is_log_call(call) or ast.unparse(call.func) in (*MARKS, "re.compile", "re.search")


def _looks_said(text: str) -> bool:
    if _COMMAND.fullmatch(text):
        return False
    return _CAPITALISED.match(text) is not None or (" " in text.strip() and _is_worded(text))


def _is_worded(text: str) -> bool:
    return _LETTERS.search(_PLACEHOLDER.sub("", text)) is not None


def _in_file(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant) and isinstance(argument.value, str)]
            if node.func.id in ("_", "N_") and texts:
                yield texts[0], ""
            elif node.func.id == "ngettext":
                yield texts[0], texts[1]
