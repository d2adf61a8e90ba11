"""Every fact of the lower rooms has its sentence, and no sentence stands below."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain import (
    AuditStop,
    Blocker,
    DiscordFault,
    Exclusion,
    Figure,
    Idle,
    Incident,
    KeywordFault,
    Note,
    NoteCode,
    ReasonCode,
    SetupFault,
    Why,
)
from bot.drafting.faults import FileFault, NoDraft, SavedReplyFault, TextFault
from bot.drafting.intents.rows import IntentSign
from bot.scoring.post_worth import PostMerit
from bot.scoring.spam import SpamSign
from bot.views.format.i18n import language, speaking
from bot.views.words.sentences import SENTENCES, logged, sentence
from bot.views.words.why import WHY
from bot.x.errors import XCode
from tests.support.messages import is_log_call, literal
from tests.support.samples.cards import NOW

CODES = [
    *(*XCode, *NoteCode, *Blocker, *Idle, *DiscordFault, *SetupFault, *AuditStop, *ReasonCode, *Exclusion, *KeywordFault, *Incident),
    *(*TextFault, *NoDraft, *FileFault, *SavedReplyFault),
    *(*IntentSign, *PostMerit, *SpamSign, *Why),
]
FIGURES: dict[str, Figure] = {
    **dict.fromkeys(("until", "at", "since"), NOW),
    **dict.fromkeys(("day", "last"), NOW.date()),
    **dict.fromkeys(("following", "followers", "posts", "likes", "count", "times", "years", "lists", "read", "days", "minutes"), 3),
    **dict.fromkeys(("per_hour", "per_day", "budget", "call", "characters", "most", "kib", "rows", "line", "seconds", "more"), 120),
    **dict.fromkeys(("shown", "place", "hours", "spent"), 120),
    **dict.fromkeys(("member", "words", "word", "sign", "author", "before", "seen", "text", "server", "channel"), "Maya"),
    **dict.fromkeys(("named", "role_ids"), ("one", "two")),
    **dict.fromkeys(("begin", "end"), "22:00"),
    "lasts": 1,
    "period": "day",
    "reason": Note(Exclusion.OPTED_OUT),
    "permission": "view_channel",
    "purpose": "detection",
    "channel_purpose": "alerts",
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
    "store/database", "store/errors.py", "store/store.py", "x/credentials.py", "x/parse/pagination.py", "drafting/examples.py",
    "scoring/scorecard.py",
}  # fmt: skip
"""What the command line says of the database and of options, and the log of lists; the texts that the team sends, and where the
scorecard's figures come from."""
NOT_SAID = {
    "re.compile", "_pattern", "CheckConstraint", "super().__init__", "Price", "Factor", "SpamSignal", "Pitch", "_log", "_check",
}  # fmt: skip
"""Calls that take patterns, SQL, X's own names, phrases to be found, the reasons for figures, and texts for the log and developers."""
LOOKED_FOR = {"FOLLOW_BACK_PHRASES", "OFFERS", "_ALSO_SAID_BY_FANS", "_PLURALS"}
"""Lists of what others write."""


def test_no_two_facts_have_one_code() -> None:
    assert len({str(code) for code in CODES}) == len(CODES)
    assert {*SENTENCES, *WHY} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_fact_is_said(code: str) -> None:
    said = {**SENTENCES, **WHY}[code](Note(code, FIGURES))

    assert said.strip()
    assert "{" not in said.replace("{name}", "").replace("{handle}", "").replace("{topic}", "")
    assert "None" not in said


def test_the_log_is_in_english_whatever_the_team_speaks() -> None:
    note = Note(XCode.PERSON_GONE)
    with speaking(language("de")):
        assert logged(note) == "This person is no longer on X."
        assert sentence(note) != logged(note)


def test_a_fact_is_stored_and_said_again_as_it_was() -> None:
    for code in CODES:
        note = Note(code, FIGURES)
        assert Note.from_json(note.to_json()) == note


@pytest.mark.parametrize("room", ROOMS)
def test_no_words_for_people_stand_below_the_views(room: str) -> None:
    found = {
        f"{path.relative_to(BELOW)}:{line}": text
        for path in sorted((BELOW / room).rglob("*.py"))
        if not any(str(path.relative_to(BELOW)).startswith(exempt) for exempt in FOR_WHOEVER_RUNS_IT)
        for line, text in words_in(ast.parse(path.read_text(encoding="utf-8")))
    }

    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        'note = "Needs an access."',
        'Strategy("Read all followers every hour")',
        'says = f"names {n} cashtags"',
        'Feature(words="Who left, by name")',
        'ROWS = {"key": "asks a question"}',
        'return "once before" if n == 1 else ""',
    ],
)
def test_words_for_people_are_found(source: str) -> None:
    assert list(words_in(ast.parse(f"def said():\n    {source}")))


@pytest.mark.parametrize(
    "source",
    [
        '"""What it is for."""',
        'log.info("New followers: %s", handles)',
        'raise ValueError("A page has 5 posts.")',
        'if "field larger" in str(error): pass',
        'raise XError(detail="an odd answer")',
        'x = Unreachable(detail=f"{n} without JSON")',
        'INTENTS = {"other posts": 1}',
        '_PLURALS = ("other posts",)',
    ],
)
def test_what_is_not_for_the_team_is_left_alone(source: str) -> None:
    assert not list(words_in(ast.parse(f"def said():\n    {source}")))


def words_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Texts of two words or more, outside of docstrings, log calls, comparisons, what is raised, and what is left alone by its name."""
    for node in ast.iter_child_nodes(tree):
        if _is_left_alone(node) or (isinstance(tree, ast.Dict) and node in tree.keys):
            continue
        text = literal(node)
        if text is not None and len(_WORD.findall(text)) >= 2 and " " in text.strip():
            yield getattr(node, "lineno", 0), text
        if not isinstance(node, ast.JoinedStr):
            yield from words_in(node)


_WORD = re.compile(r"[^\W\d_]{2,}")


def _is_left_alone(node: ast.AST) -> bool:
    match node:
        case ast.Raise() | ast.Compare() | ast.Expr(value=ast.Constant()) | ast.keyword(arg="detail"):
            return True
        case ast.Call():
            return ast.unparse(node.func) in NOT_SAID or is_log_call(node)
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name in LOOKED_FOR
    return False
