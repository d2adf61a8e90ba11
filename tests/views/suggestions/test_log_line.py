"""A line of the log says who did what about whom, and nothing that anybody wrote."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from bot.domain import Act, Decision, HistoryEntry, Member, SuggestionKind
from bot.views.suggestions.log_line import log_line
from tests.support.samples.cards import MAYA, NOW, history_entries
from tests.support.samples.notes import written


def entry(act: Act, *, member: Member | None = None, note: str = "", username: str = "ada") -> HistoryEntry:
    decision = Decision(act, NOW, member, written(note) if note else None)
    return HistoryEntry(decision, 7, SuggestionKind.FOLLOW_BACK, 4_711, username)


@pytest.mark.parametrize(
    ("shown", "line"),
    [
        (entry(Act.APPROVE, member=MAYA), "@ada: approved by Maya"),
        (entry(Act.SKIP, member=Member(1, "A\nB" * 40)), "@ada: skipped by A B"),
        (entry(Act.CONFIRM, username=""), "user 4711:"),
        (entry(Act.FAIL, note="X did not\nallow this."), "(X did not allow this.)"),
    ],
)
def test_who_did_what_about_whom(shown: HistoryEntry, line: str) -> None:
    assert line in log_line(shown)


@given(history_entries)
def test_it_is_one_line_of_bounded_length(shown: HistoryEntry) -> None:
    """Handles are X's own; what people call themselves is in no line."""
    line = log_line(replace(shown, username="ada"))
    assert "\n" not in line
    assert len(line) < 500
