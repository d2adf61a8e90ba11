"""Lists in pages: new followers, the history, and what is known about one person."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Act, Assessment, Decision, Follower, HistoryEntry, Override, Profile, Suggestion, SuggestionKind
from bot.views.followers import new_followers as follower_list
from bot.views.followers.new_followers import newest_view
from bot.views.format.pager import page_id, pager
from bot.views.people.lookup import lookup_view
from bot.views.suggestions import history as history_list
from bot.views.suggestions.history import choice_name, history_csv, history_view
from bot.views.words.history import history_line
from tests.support.samples.cards import (
    MAYA,
    NOW,
    ada,
    assessed,
    assessments,
    buttons,
    card,
    discord_takes,
    followers,
    history_entries,
    overrides,
    profiles,
    suggestions,
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


@given(st.lists(st.tuples(followers, st.one_of(st.none(), assessments)), max_size=follower_list.PAGE), st.integers(0, 10**6))
def test_discord_takes_any_page_of_followers(found: list[tuple[Follower, Assessment | None]], offset: int) -> None:
    discord_takes(newest_view(found, offset=offset, total=offset + len(found) + 1))


@given(st.lists(history_entries, max_size=history_list.PAGE), st.integers(0, 10**6))
def test_discord_takes_any_page_of_history(entries: list[HistoryEntry], offset: int) -> None:
    query = f"{2**63 - 1}.{2**63 - 1}.2026-03-31"
    discord_takes(history_view(entries, offset=offset, total=offset + len(entries) + 1, query=query))


@given(
    profiles,
    st.one_of(st.none(), followers),
    st.one_of(st.none(), assessments),
    st.dictionaries(st.sampled_from(SuggestionKind), suggestions),
    st.lists(history_entries, max_size=12),
    st.booleans(),
    st.one_of(st.none(), overrides),
)
def test_discord_takes_whatever_is_known_about_anybody(
    profile: Profile,
    follower: Follower | None,
    assessment: Assessment | None,
    latest: dict[SuggestionKind, Suggestion],
    past: list[HistoryEntry],
    opted_out: bool,
    override: Override | None,
) -> None:
    known: dict[str, Any] = {"follower": follower, "assessment": assessment, "latest": latest, "past": past}
    view = lookup_view(profile, **known, opted_out=opted_out, override=override)
    discord_takes(view)
    assert "@everyone" not in text(view)


def test_new_followers_with_verdict_and_date() -> None:
    view = newest_view([(Follower(ada(), NOW, NOW, baseline=False, followed_at=NOW), assessed())], offset=0, total=1)
    assert "**Ada Lovelace** [@ada](https://x.com/i/user/4711) · <t:1772445600:f> · quiet · 12,400 followers" in text(view)
    assert buttons(view) == {}


def test_nobody_new() -> None:
    assert "No new followers" in text(newest_view([], offset=0, total=0))


@pytest.mark.parametrize(
    ("offset", "previous", "following"),
    [(0, None, "page:x:10:q"), (10, "page:x:0:q", "page:x:20:q"), (20, "page:x:10:q", None), (5, "page:x:0:q", "page:x:15:q")],
)
def test_pages_lead_to_each_other(offset: int, previous: str | None, following: str | None) -> None:
    (row,) = pager("x", offset=offset, size=10, total=25, query="q")
    found = {child["label"]: None if child["disabled"] else child["custom_id"] for child in row.to_component_dict()["components"]}
    assert found == {"Previous": previous, "Next": following}


def test_one_page_needs_no_buttons() -> None:
    assert pager("x", offset=0, size=10, total=10) == []


def test_a_page_button_holds_all_it_needs() -> None:
    assert len(page_id(history_list.DECISIONS, 10**9 - 1, f"{2**63 - 1}.{2**63 - 1}.2026-03-31")) <= 100


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
    view = history_view([entry(Act.APPROVE), entry(Act.FAIL, by_member=False, note="X did not accept it.")], offset=0, total=2)
    assert "- <t:1772445600:f> **Maya** approved @ada" in text(view)
    assert "The follow of @ada failed: X did not accept it" in text(view)


def test_a_look_up_tells_verdict_reasons_figures_and_history() -> None:
    view = lookup_view(
        ada(),
        follower=Follower(ada(), NOW, NOW, baseline=False, followed_at=NOW),
        assessment=assessed("has posted 5,200 times"),
        latest={SuggestionKind.FOLLOW_BACK: card().suggestion},
        past=[entry(Act.SKIP)],
        opted_out=True,
        override=None,
    )
    said = text(view)
    for fact in ("@ada", "followed you <t:1772445600:R>", "**12,400** followers", "Verdict: **quiet**", "- has posted 5,200 times"):
        assert fact in said
    assert "Latest suggestion: **open**" in said
    assert "**Maya** skipped @ada" in said
    assert "This person has opted out and is not suggested; see /people opt-outs." in said
    assert "Latest reply" not in said


def test_somebody_from_before_mutuals_is_said_to_be() -> None:
    known = Follower(ada(), NOW, NOW + timedelta(days=1), baseline=True, followed_at=NOW)
    said = text(lookup_view(ada(), follower=known, assessment=None, latest={}, past=[], opted_out=False, override=None))
    assert "followed you before Mutuals started" in said
    assert "never suggested" in said


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


@given(profiles)
def test_a_choice_fits_what_discord_takes(profile: Profile) -> None:
    assert 1 <= len(choice_name(profile)) <= 100
