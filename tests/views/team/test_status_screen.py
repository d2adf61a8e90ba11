"""What /status says first: whether all is well, what waits, and for whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from bot.domain import MICROS, ExpectedRoute, Funds, Idle, KindStatus, Note, Priority, Shortage, Status, SuggestionKind, SuggestionState
from bot.views.team.status_screen import status_view
from bot.x.errors import XCode
from tests.support.samples.cards import discord_takes, text
from tests.support.samples.notes import written
from tests.support.samples.statuses import shown, statuses
from tests.support.team import START

STATES = SuggestionState


@given(statuses)
def test_discord_takes_any_status_and_it_fits_a_phone(status: Status) -> None:
    view = status_view(status)
    discord_takes(view)
    assert "@everyone" not in text(view)
    assert len(text(view).splitlines()) <= 12


@pytest.mark.parametrize(
    ("changes", "headline"),
    [
        ({}, "All is well."),
        ({"problems": (written("X is slow."),)}, "Something needs attention"),
        ({"shortage": Shortage((Priority.OPTIONAL,), True, START)}, "The budget for X is running low"),
        ({"username": ""}, "Mutuals has not reached X yet"),
        ({"shortage": Shortage((Priority.DETECTION,), True, START), "problems": (written("X is slow."),)}, "The budget for X is used up"),
        ({"writes_stopped": written("Locked"), "username": ""}, "Mutuals is not sending to X"),
        ({"credits_depleted_at": START, "writes_stopped": written("Locked")}, "X's credits are used up"),
        ({"paused_at": START, "paused_by": "Maya", "credits_depleted_at": START}, "Mutuals is paused by Maya"),
        ({"paused_at": START}, "Mutuals is paused by itself: its database is new"),
        ({"channel_fails": True, "paused_at": START}, "Mutuals cannot use the team's channel"),
    ],
)
def test_the_first_line_says_what_matters_most(changes: dict[str, Any], headline: str) -> None:
    assert text(status_view(shown(**changes))).splitlines()[0] == f"### {headline}"


def test_what_waits_for_a_decision_and_for_x_and_what_goes_on_by_itself() -> None:
    counts = {STATES.OPEN: 1, STATES.SNOOZED: 8, STATES.HANDED_OFF: 4, STATES.APPROVED: 1, STATES.IN_DOUBT: 1, STATES.DONE: 90}
    kinds = {
        SuggestionKind.FOLLOW_BACK: KindStatus(ExpectedRoute.API, counts, 0, 20),
        SuggestionKind.REPLY: KindStatus(ExpectedRoute.API, {STATES.OPEN: 2}, 0, 20),
    }
    busy = text(status_view(shown(kinds=kinds, funds=Funds(430_000, 0, 10 * MICROS, MICROS)))).splitlines()

    assert busy == [
        "### All is well.",
        "Waiting for a decision: 1 follow-back (/queue) · 2 replies (/replies queue)",
        "To do on X by hand: 4 follow-backs; the cards have the link",
        "Under way: 2 follow-backs",
        "Spent on X today (UTC): $0.43 of $10.00",
        "Next digest: <t:1772445600:f>",
    ]
    assert "Nothing is waiting for a decision." in text(status_view(shown()))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"problems": (written("A role is gone: correct it."),)}, "- A role is gone: correct it."),
        ({"paused_at": START, "paused_by": "Maya"}, "- Nothing is sent to X and no cards are posted. Use /resume to continue."),
        ({"credits_depleted_at": START}, "spending limit is reached. Top them up in X's developer console."),
        ({"credits_depleted_at": START, "problems": (Note(XCode.OUT_OF_CREDITS),)}, "Top them up in X's developer console."),
        ({"writes_stopped": Note(XCode.LOCKED)}, "- Once that is sorted out, use /resume."),
        ({"writes_stopped": Note(XCode.KEYS_REFUSED), "keys_refused_at": START}, "- Mutuals checks every 15 minutes and resumes"),
        ({"shortage": Shortage((Priority.OPTIONAL,), True, START)}, "- Audits, follower counts and unfollow checks are on hold."),
        ({"quiet_until": START + timedelta(hours=2)}, "Quiet hours until <t:1772452800:t>"),
        ({"why_idle": (Note(Idle.SYNCING, {"read": 3, "followers": 9}),)}, "The initial sync of your followers is still running: 3 of 9"),
    ],
)
def test_what_is_wrong_comes_with_what_to_do(changes: dict[str, Any], says: str) -> None:
    assert text(status_view(shown(**changes))).count(says) == 1
    assert says not in text(status_view(shown()))
