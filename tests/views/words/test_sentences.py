"""Every fact of the lower rooms has its sentence, and no sentence stands below."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain import AuditStop, Blocker, DiscordFault, Exclusion, Figure, Idle, KeywordFault, Note, NoteCode, ReasonCode, SetupFault
from bot.drafting.faults import FileFault, NoDraft, SavedReplyFault, TextFault
from bot.drafting.intents.rows import IntentSign
from bot.scoring.post_worth import PostMerit
from bot.scoring.spam import SpamSign
from bot.views.words.sentences import SENTENCES, sentence
from bot.x.errors import XCode
from tests.support.cards import NOW

CODES = [
    *(*XCode, *NoteCode, *Blocker, *Idle, *DiscordFault, *SetupFault, *AuditStop, *ReasonCode, *Exclusion, *KeywordFault),
    *(*TextFault, *NoDraft, *FileFault, *SavedReplyFault),
    *(*IntentSign, *PostMerit, *SpamSign),
]
FIGURES: dict[str, Figure] = {
    **dict.fromkeys(("until", "at"), NOW),
    **dict.fromkeys(("day", "last"), NOW.date()),
    **dict.fromkeys(("following", "followers", "posts", "likes", "count", "times", "years", "lists", "read", "days", "minutes"), 3),
    **dict.fromkeys(("per_hour", "per_day", "budget", "call", "characters", "most", "kib", "rows", "line", "seconds", "more"), 120),
    **dict.fromkeys(("member", "words", "word", "sign", "author", "before", "seen", "text", "server", "channel"), "Maya"),
    **dict.fromkeys(("named", "role_ids"), ("one", "two")),
    "permission": "view_channel",
    "purpose": "detection",
    "kind": "reply",
    "intent": "question",
    "language": "de",
    "option": "DAILY_BUDGET_USD",
    "url": "https://x.com",
    "fault": Note(TextFault.BLANK),
    "fact": Note(ReasonCode.CHECKMARK),
    "signs": (Note(SpamSign.WORDLESS), Note(SpamSign.PITCH, {"words": "dm for promo"})),
}
BELOW = Path(__file__).parents[2] / "bot"
ROOMS = ("workflow", "x", "store", "planning", "scoring", "drafting", "domain")
FOR_WHOEVER_RUNS_IT = {
    "store/database", "store/errors.py", "store/store.py", "x/credentials.py", "drafting/examples.py", "scoring/scorecard.py"
}  # fmt: skip
"""What the command line says of the database and of options, the texts that the team sends, and where the scorecard's figures come from."""


def test_no_two_facts_have_one_code() -> None:
    assert len({str(code) for code in CODES}) == len(CODES)
    assert set(SENTENCES) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_fact_is_said(code: str) -> None:
    said = sentence(Note(code, FIGURES))

    assert said.strip()
    assert "{" not in said.replace("{name}", "").replace("{handle}", "").replace("{topic}", "")
    assert "None" not in said


def test_a_fact_is_stored_and_said_again_as_it_was() -> None:
    for code in CODES:
        note = Note(code, FIGURES)
        assert Note.from_json(note.to_json()) == note


@pytest.mark.parametrize("room", ROOMS)
def test_no_sentence_stands_below_the_views(room: str) -> None:
    found = {
        f"{path.relative_to(BELOW)}:{line}": text
        for path in sorted((BELOW / room).rglob("*.py"))
        if not any(str(path.relative_to(BELOW)).startswith(exempt) for exempt in FOR_WHOEVER_RUNS_IT)
        for line, text in sentences_in(ast.parse(path.read_text(encoding="utf-8")))
    }

    assert found == {}


def sentences_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Texts of three words or more that end with a full stop, outside of docstrings, log calls and what is raised for developers."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Raise) or _is_docstring(node) or _is_log_call(node):
            continue
        text = _text(node)
        if text is not None and text.endswith(".") and len(text.split()) >= 3:
            yield getattr(node, "lineno", 0), text
        if not isinstance(node, ast.JoinedStr):
            yield from sentences_in(node)


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_log_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) in ("log", "logger")
