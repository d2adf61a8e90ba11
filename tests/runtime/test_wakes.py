"""Every change is in the one table, every job exists, and nobody but that table wakes a job."""

from __future__ import annotations

import ast
from itertools import product
from pathlib import Path

import pytest

from bot.domain import Capability, SuggestionKind, SuggestionState, changes
from bot.domain.changes import (
    AssessmentsChanged,
    Change,
    Changes,
    DecisionRecorded,
    FollowersAdded,
    FollowersPolled,
    OfAnnouncement,
    OfPeople,
    OfSuggestion,
    PermissionChanged,
    SuggestionMoved,
    SuggestionOpened,
)
from bot.domain.jobs import Job
from bot.runtime.wakes import TABLE, jobs_after

STATES, KINDS = SuggestionState, SuggestionKind
SHAPES = {Change, OfSuggestion, OfPeople, OfAnnouncement}
"""What several changes have in common; none of them is one."""
ROOT = Path(__file__).parents[2]


def test_every_change_is_in_the_table_and_nothing_else() -> None:
    kinds = {kind for kind in vars(changes).values() if isinstance(kind, type) and issubclass(kind, Change)}
    assert set(TABLE) == kinds - SHAPES


@pytest.mark.parametrize("kind", [kind for kind, jobs in TABLE.items() if not callable(jobs)])
def test_every_job_of_the_table_exists(kind: type[Change]) -> None:
    jobs = TABLE[kind]
    assert not callable(jobs)
    assert set(jobs) <= set(Job)


@pytest.mark.parametrize(("kind", "to"), list(product(KINDS, STATES)))
def test_whatever_state_a_suggestion_comes_to_its_card_is_looked_at(kind: SuggestionKind, to: SuggestionState) -> None:
    assert Job.POST_MESSAGES in jobs_after(Changes(SuggestionMoved(1, kind, frozenset(STATES), to)))


@pytest.mark.parametrize(
    ("kind", "from_", "to", "woken"),
    [
        (KINDS.FOLLOW_BACK, STATES.OPEN, STATES.APPROVED, {Job.DELIVER_FOLLOW_BACKS}),
        (KINDS.REPLY, STATES.OPEN, STATES.APPROVED, {Job.DELIVER_REPLIES}),
        (KINDS.REPLY, STATES.IN_DOUBT, STATES.APPROVED, {Job.DELIVER_REPLIES}),
        (KINDS.FOLLOW_BACK, STATES.DELIVERING, STATES.APPROVED, set()),
        (KINDS.FOLLOW_BACK, STATES.APPROVED, STATES.HANDED_OFF, {Job.VERIFY_FOLLOW_BACKS, Job.NOTIFY}),
        (KINDS.REPLY, STATES.DELIVERING, STATES.IN_DOUBT, {Job.VERIFY_REPLIES}),
        (KINDS.FOLLOW_BACK, STATES.OPEN, STATES.SNOOZED, {Job.EXPIRY}),
        (KINDS.REPLY, STATES.SNOOZED, STATES.OPEN, {Job.EXPIRY, Job.NOTIFY, Job.TRIAGE}),
        (KINDS.REPLY, STATES.OPEN, STATES.SKIPPED, {Job.TRIAGE}),
        (KINDS.FOLLOW_BACK, STATES.OPEN, STATES.SKIPPED, set()),
    ],
)
def test_whoever_continues_with_a_suggestion_goes_on(
    kind: SuggestionKind, from_: SuggestionState, to: SuggestionState, woken: set[Job]
) -> None:
    assert set(jobs_after(Changes(SuggestionMoved(1, kind, frozenset({from_}), to)))) == {Job.POST_MESSAGES} | woken


def test_whoever_a_poll_finds_is_shown_once_it_is_complete() -> None:
    found = FollowersAdded((7, 8)), AssessmentsChanged((7, 8)), SuggestionOpened(1, 7, KINDS.FOLLOW_BACK)

    assert jobs_after(Changes(*found)) == []
    assert Job.POST_MESSAGES in jobs_after(Changes(*found, AssessmentsChanged((7, 9))))
    assert Job.POST_MESSAGES in jobs_after(Changes(FollowersPolled(newcomers=True)))
    assert jobs_after(Changes(FollowersPolled(newcomers=False))) == []


def test_that_the_stream_is_allowed_delivers_nothing() -> None:
    assert jobs_after(Changes(PermissionChanged(Capability.STREAM))) == []
    assert Job.DELIVER_REPLIES in jobs_after(Changes(PermissionChanged(Capability.REPLY)))


def test_each_job_is_woken_once() -> None:
    assert jobs_after(Changes(DecisionRecorded(1), DecisionRecorded(2))) == [Job.LOG_ACTIVITY]


def test_nobody_but_the_table_wakes_a_job() -> None:
    callers = {
        file.relative_to(ROOT).as_posix()
        for room in ("bot", "cogs")
        for file in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "wake"
    }
    assert callers == {"bot/runtime/wakes.py"}
