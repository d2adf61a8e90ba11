"""The buttons that override a verdict where there is no card."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain import (
    Act,
    Assessment,
    Decision,
    Follower,
    HistoryEntry,
    Member,
    OptOut,
    Override,
    OverrideKind,
    Reason,
    SuggestionKind,
    Verdict,
)
from bot.views.format.screen import Screen, fingerprint
from bot.views.people.lookup import CLEAR, lookup_view, override_id
from tests.support.samples.cards import NOW, STATES, ada, assessed, buttons, card, discord_takes, text
from tests.support.samples.notes import written

FOLLOW_BACK, REPLY = SuggestionKind.FOLLOW_BACK, SuggestionKind.REPLY


def looked_up(**changes: Any) -> Screen:
    known: dict[str, Any] = {
        "follower": Follower(ada(), NOW, NOW, baseline=False, followed_at=NOW),
        "assessment": assessed("has posted 5,200 times"),
        "latest": {},
        "past": [],
        "opt_out": None,
        "override": None,
    }
    return lookup_view(changes.pop("profile", ada()), **(known | changes))


def said(kind: OverrideKind, by: str = "Maya") -> Override:
    return Override(kind, 11, by, NOW)


@pytest.mark.parametrize(
    ("override", "offered"),
    [
        (None, {"This one is fine": "fine", "Not for us": "not_for_us"}),
        (said(OverrideKind.FINE), {"Not for us": "not_for_us", "Clear override": "clear"}),
        (said(OverrideKind.NOT_FOR_US), {"This one is fine": "fine", "Clear override": "clear"}),
    ],
)
def test_what_can_be_said_is_what_was_not_said_yet(override: Override | None, offered: dict[str, str]) -> None:
    view = looked_up(override=override)
    assert buttons(view) == {"Suggest": "suggest:4711"} | {label: f"override:4711:{word}" for label, word in offered.items()}
    discord_takes(view)


def test_somebody_who_was_never_assessed_can_be_overridden_too() -> None:
    assert set(buttons(looked_up(assessment=None))) == {"Suggest", "This one is fine", "Not for us"}


@pytest.mark.parametrize(
    "known",
    [
        {"profile": ada(followed_by_us=True)},
        {"profile": ada(follow_requested=True)},
        {"opt_out": OptOut(4711, NOW, "Maya", "", None)},
        {"latest": {FOLLOW_BACK: card(STATES.SNOOZED).suggestion}},
    ],
)
def test_who_cannot_be_suggested_has_no_button_for_it(known: dict[str, Any]) -> None:
    assert "Suggest" not in buttons(looked_up(**known))
    assert "Suggest" in buttons(looked_up(latest={FOLLOW_BACK: card(STATES.SKIPPED).suggestion}))


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (OverrideKind.FINE, "**Maya** said “This one is fine” · <t:1772445600:f>. This counts until somebody clears it."),
        (OverrideKind.NOT_FOR_US, "**Maya** said “Not for us” · <t:1772445600:f>. This counts until somebody clears it."),
    ],
)
def test_it_is_shown_who_said_what_and_when(kind: OverrideKind, line: str) -> None:
    assert line in text(looked_up(override=said(kind)))
    assert "That counts" not in text(looked_up())


def test_a_members_name_cannot_format_the_look_up() -> None:
    shown = text(looked_up(override=said(OverrideKind.FINE, by="**x** @everyone")))
    assert r"**\*\*x\*\* @​everyone** said" in shown


def test_what_keeps_somebody_off_the_desk_is_said() -> None:
    shown = text(looked_up(assessment=replace(assessed(), suppressed=written("writes about casino"))))
    assert "**Suppressed:** writes about casino" in shown


def test_the_latest_reply_is_told_where_there_was_one() -> None:
    assert "Latest suggestion: **handed off**\nLatest reply: **done**" in text(
        looked_up(latest={FOLLOW_BACK: card(STATES.HANDED_OFF).suggestion, REPLY: card(STATES.DONE).suggestion})
    )
    assert "Following back was never suggested.\nLatest reply: **done**" in text(looked_up(latest={REPLY: card(STATES.DONE).suggestion}))
    assert "Latest reply" not in text(looked_up())


def test_the_longest_look_up_of_all_still_fits() -> None:
    """Everything at its longest at once: nothing that stands beside it may have used up its room."""
    member = Member(11, "*" * 400)
    longest = "[" * 4_000
    profile = ada(name=longest, bio=longest, username="a_b_" * 12, verified=True, protected=True, followed_by_us=True)
    profile = replace(profile, followers=10**12, following=10**12, posts=10**12)
    entries = [
        HistoryEntry(Decision(Act.RETRY, NOW, member, written(longest)), 7, SuggestionKind.FOLLOW_BACK, 4711, "a_b_" * 12) for _ in range(9)
    ]
    reasons = tuple(Reason(written(longest), 9) for _ in range(9))
    view = looked_up(
        profile=profile,
        follower=Follower(profile, NOW, NOW, baseline=True, followed_at=NOW),
        assessment=Assessment(Verdict.SUSPICIOUS, 100, reasons, 0, why=(written(longest),), suppressed=written(longest)),
        latest=dict.fromkeys(SuggestionKind, card().suggestion),
        past=entries,
        opt_out=OptOut(4711, NOW, "Maya", "", None),
        override=said(OverrideKind.NOT_FOR_US, by="*" * 400),
    )
    discord_takes(view)
    assert view.content_length() <= 4_000


def test_the_same_facts_are_always_shown_alike() -> None:
    assert fingerprint(looked_up(override=said(OverrideKind.FINE))) == fingerprint(looked_up(override=said(OverrideKind.FINE)))


def test_a_buttons_id_fits_the_longest_id_of_x() -> None:
    assert len(override_id(2**63 - 1, CLEAR)) <= 100


def test_somebody_from_before_mutuals_who_came_back_is_dated_by_their_return() -> None:
    back = Follower(ada(), NOW, NOW, baseline=True, followed_at=NOW + timedelta(days=3), times_returned=1)
    shown = text(looked_up(follower=back))
    assert "followed you again <t:1772704800:R>" in shown
    assert "before Mutuals" not in shown


def test_what_was_opted_out_of_is_named_and_following_can_still_be_suggested() -> None:
    view = looked_up(opt_out=OptOut(4711, NOW, "Maya", "", None, frozenset({SuggestionKind.REPLY})))
    assert "Do not answer; see /people opt-outs." in text(view)
    assert "Suggest" in buttons(view)
