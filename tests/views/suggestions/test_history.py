"""The history: who did what, when and why, in pages and in a file."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Act, Decision, HistoryEntry, Page, Place, SettingChange, Side, SuggestionKind
from bot.views.suggestions import history as history_list
from bot.views.suggestions.history import history_csv, history_view
from bot.views.words.history import history_line
from tests.support.samples.cards import (
    MAYA,
    NOW,
    discord_takes,
    history_entries,
    text,
)
from tests.support.samples.notes import written

OVERRIDES = (Act.FINE, Act.NOT_FOR_US)


def entry(
    act: Act,
    *,
    by_member: bool = True,
    note: str = "",
    username: str = "ada",
    kind: SuggestionKind = SuggestionKind.FOLLOW_BACK,
) -> HistoryEntry:
    return HistoryEntry(Decision(act, NOW, MAYA if by_member else None, written(note) if note else None), 7, kind, 4711, username)


@given(st.lists(history_entries, max_size=history_list.PAGE))
def test_discord_takes_any_page_of_history(entries: list[HistoryEntry]) -> None:
    key = 2**51, 10**9, 0
    shown = Page(tuple(entries), Place(Side.ABOVE, key), Place(Side.BELOW, key))
    discord_takes(history_view(shown, query=f"{2**63 - 1}.{2**63 - 1}.2026-03-31"))


@pytest.mark.parametrize("kind", SuggestionKind)
@pytest.mark.parametrize("act", Act)
def test_every_act_has_words_for_every_kind(act: Act, kind: SuggestionKind) -> None:
    by_member = act in {Act.APPROVE, Act.SKIP, Act.SNOOZE, Act.OPT_OUT, Act.WITHDRAW, Act.RETRY, Act.EDIT, Act.ANOTHER, *OVERRIDES}
    line = history_line(entry(act, by_member=by_member, kind=kind))
    assert "@ada" in line
    assert "{" not in line
    assert ("**Maya**" in line) == by_member


@pytest.mark.parametrize(
    ("act", "by_member", "note", "line"),
    [
        (Act.APPROVE, True, "", "**Maya** approved the reply to @ada"),
        (Act.SKIP, True, "", "**Maya** skipped a post by @ada"),
        (Act.OPT_OUT, True, "", "**Maya** opted @ada out"),
        (Act.EDIT, True, "It is **free**.", "**Maya** wrote the reply to @ada: It is \\*\\*free\\*\\*."),
        (Act.ANOTHER, True, "", "**Maya** picked another saved reply for @ada"),
        (Act.LEAVE_OUT, False, "only verified people may reply", "A post by @ada was left out: only verified people may reply"),
        (Act.HONOUR_OPT_OUT, False, "They opted out.", "The reply to @ada was dropped: They opted out."),
        (Act.ANSWERED, False, "", "The team answered @ada directly on X"),
        (Act.SEND_BACK, False, "Too long.", "The reply to @ada did not go out, and came back to be changed: Too long."),
        (Act.CONFIRM, False, "", "The reply to @ada was confirmed"),
        (Act.EXPIRE, False, "", "The suggestion to answer @ada ended: nobody decided in time"),
    ],
)
def test_what_was_done_about_a_reply(act: Act, by_member: bool, note: str, line: str) -> None:
    assert history_line(entry(act, by_member=by_member, note=note, kind=SuggestionKind.REPLY)) == f"<t:1772445600:f> {line}"


def test_a_person_whom_nobody_knows_has_words_too() -> None:
    line = history_line(entry(Act.LEAVE_OUT, by_member=False, note="said the same before", username="", kind=SuggestionKind.REPLY))
    assert line.endswith("A post by somebody Mutuals does not know was left out: said the same before")


def test_the_history_says_who_did_what_and_why() -> None:
    view = history_view(Page((entry(Act.APPROVE), entry(Act.FAIL, by_member=False, note="X did not accept it."))))
    assert "- <t:1772445600:f> **Maya** approved @ada" in text(view)
    assert "The follow of @ada failed: X did not accept it" in text(view)


def read(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def test_the_file_holds_every_column() -> None:
    rows = read(history_csv([entry(Act.APPROVE, note="line\nbreak, comma", kind=SuggestionKind.REPLY)]))
    assert rows == [
        {
            "at": "2026-03-02T10:00:00+00:00",
            "act": "approve",
            "kind": "reply",
            "member": "Maya",
            "member_id": "11",
            "handle": "ada",
            "user_id": "4711",
            "suggestion_id": "7",
            "note": "line\nbreak, comma",
        }
    ]


@given(st.lists(history_entries, max_size=5))
def test_no_cell_of_the_file_is_a_formula(entries: list[HistoryEntry]) -> None:
    rows = read(history_csv(entries))
    assert len(rows) == len(entries)
    for row in rows:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_formula_becomes_text(note: str) -> None:
    assert read(history_csv([entry(Act.FAIL, note=note)]))[0]["note"] == f"'{note}"


def test_a_name_is_no_formula_where_semicolons_separate() -> None:
    cells = history_csv([entry(Act.FAIL, note='Ada;=1+1,"@SUM(A1)\n-2')]).decode("utf-8-sig")

    assert not re.search(r'[,;\n\r][\s"]*[=+@-]', cells)


def test_a_change_of_a_setting_is_a_line_and_a_row_with_before_and_after() -> None:
    change = SettingChange("prompts_per_day", "20", "30", False, MAYA, NOW)
    (row,) = csv.DictReader(io.StringIO(history_csv([change]).decode("utf-8-sig"), newline=""))

    assert history_line(change).endswith("**Maya** changed “Follower cards a day” from 20 to 30.")
    assert (row["act"], row["kind"], row["member"], row["note"]) == ("change_setting", "prompts_per_day", "Maya", "20 → 30")
