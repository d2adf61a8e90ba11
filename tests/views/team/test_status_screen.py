"""What /status says, whatever there is to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import (
    MICROS,
    Access,
    Account,
    Capability,
    Evidence,
    ExpectedRoute,
    Funds,
    KindStatus,
    Permission,
    Priority,
    RateLimit,
    Shortage,
    Status,
    StreamState,
    SuggestionKind,
    SuggestionState,
)
from bot.views.team.status_screen import status_view
from tests.support.samples.cards import discord_takes, long_hostile_text, moments, text
from tests.support.samples.notes import written
from tests.support.team import START

amounts = st.integers(0, 10**15)
statuses = st.builds(
    Status,
    account=st.builds(
        Account,
        id=st.just(1),
        username=long_hostile_text,
        followers=st.one_of(st.none(), amounts),
        last_poll_at=st.one_of(st.none(), moments),
        writes_stopped=st.one_of(st.none(), st.builds(written, long_hostile_text)),
        credits_depleted_at=st.one_of(st.none(), moments),
        paused_at=st.one_of(st.none(), moments),
        paused_by=long_hostile_text,
    ),
    kinds=st.fixed_dictionaries(
        dict.fromkeys(
            SuggestionKind,
            st.builds(
                KindStatus, st.sampled_from(ExpectedRoute), st.dictionaries(st.sampled_from(SuggestionState), amounts), amounts, amounts
            ),
        )
    ),
    permissions=st.lists(
        st.builds(Permission, st.sampled_from(Capability), st.booleans(), moments, st.sampled_from(Evidence), st.sampled_from(Access)),
        max_size=len(Capability),
        unique_by=lambda permission: permission.capability,
    ),
    next_digest=moments,
    limits=st.lists(st.builds(RateLimit, long_hostile_text, st.one_of(st.none(), amounts), amounts, moments), max_size=20),
    funds=st.builds(Funds, amounts, amounts, amounts, amounts),
    shortage=st.builds(Shortage, st.lists(st.sampled_from(Priority), unique=True).map(tuple), st.booleans(), st.one_of(st.none(), moments)),
    quiet_until=st.one_of(st.none(), moments),
    stream=st.one_of(st.none(), st.builds(StreamState, st.one_of(st.none(), moments), st.one_of(st.none(), moments), amounts, amounts)),
    faults=st.just(()),
    channel_fails=st.booleans(),
    job_fails=st.booleans(),
    why_idle=st.lists(st.builds(written, long_hostile_text), max_size=20).map(tuple),
)


@given(statuses, moments)
def test_discord_takes_any_status(shown: Status, now: datetime) -> None:
    view = status_view(shown, now)
    discord_takes(view)
    assert "@everyone" not in text(view)


def test_the_longest_status_of_all_still_fits() -> None:
    most, long = 10**15, "*" * 400
    account = Account(
        id=1, username="a_b_" * 40, followers=most, last_poll_at=START, credits_depleted_at=START, paused_at=START, paused_by=long
    )
    shown = Status(
        account=account,
        kinds=dict.fromkeys(SuggestionKind, KindStatus(ExpectedRoute.TRY_API, dict.fromkeys(SuggestionState, most), most, most)),
        permissions=[Permission(capability, False, START, Evidence.PROBE, Access.AUTO) for capability in Capability],
        next_digest=START,
        limits=[RateLimit(long, most, most, START + timedelta(minutes=5))] * 20,
        funds=Funds(most, most, most, most),
        shortage=Shortage(tuple(Priority), True, START),
        quiet_until=START,
        stream=StreamState(START, START, most, most),
        faults=[],
        channel_fails=False,
        job_fails=False,
        why_idle=(written(long),) * 20,
    )
    view = status_view(shown, START)
    discord_takes(view)
    assert text(view).count("- \\*") == 6 + 10, "six reasons and ten limits, each as long as there is room"


def shown(**changes: Any) -> Status:
    """All is well. changes: to the status, or to its account."""
    of_account = {name: changes.pop(name) for name in list(changes) if name in Account.__dataclass_fields__}
    facts: dict[str, Any] = {
        "account": replace(Account(id=1, username="acme", followers=2_400, last_poll_at=START), **of_account),
        "kinds": dict.fromkeys(SuggestionKind, KindStatus(ExpectedRoute.API, {}, 0, 20)),
        "permissions": [],
        "next_digest": START,
        "limits": [],
        "funds": Funds(0, 0, MICROS, MICROS),
        "shortage": Shortage(),
        "quiet_until": None,
        "stream": None,
        "faults": [],
        "channel_fails": False,
        "job_fails": False,
        "why_idle": (),
    }
    return Status(**facts | changes)


@pytest.mark.parametrize(
    ("changes", "headline"),
    [
        ({}, "Mutuals is running"),
        ({"job_fails": True}, "Something needs attention"),
        ({"username": ""}, "Mutuals has not reached X yet"),
        ({"shortage": Shortage((Priority.DETECTION,), True, START), "job_fails": True}, "The budget for X is used up"),
        ({"writes_stopped": written("Locked"), "username": ""}, "Mutuals is not sending to X"),
        ({"credits_depleted_at": START, "writes_stopped": written("Locked")}, "X's credits are used up"),
        ({"paused_at": START, "paused_by": "Maya", "credits_depleted_at": START}, "Mutuals is paused by Maya"),
        ({"paused_at": START}, "Mutuals is paused by itself: its database is new"),
        ({"channel_fails": True, "paused_at": START}, "Mutuals cannot use the team's channel"),
    ],
)
def test_the_first_line_says_what_matters_most(changes: dict[str, Any], headline: str) -> None:
    assert text(status_view(shown(**changes), START)).splitlines()[0] == f"### {headline}"


def test_why_nothing_is_sent_stands_right_below_it() -> None:
    lines = text(status_view(shown(why_idle=(written("Nobody approved anything."),)), START))
    assert lines.index("Nobody approved anything.") < lines.index("Spending on X")
    assert "Why nothing is being sent" not in text(status_view(shown(), START))


@pytest.mark.parametrize(
    ("stream", "words"),
    [
        (StreamState(None, None), "none report new followers now, so Mutuals polls as often as without them; none yet"),
        (StreamState(START, START, told=1), "reported 1 new follower"),
        (StreamState(START, None, told=2, missed=1), "reported 2 new followers · missed 1 person"),
    ],
)
def test_how_live_events_are_doing(stream: StreamState, words: str) -> None:
    assert words in text(status_view(shown(stream=stream), START))
    assert "live events" not in text(status_view(shown(), START))
