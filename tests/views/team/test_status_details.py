"""What the details of /status say, whatever there is to say."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given

from bot.domain import (
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
from bot.views.team.status_details import status_details_view
from tests.support.samples.cards import discord_takes, moments, text
from tests.support.samples.notes import written
from tests.support.samples.statuses import shown, statuses
from tests.support.team import START


@given(statuses, moments)
def test_discord_takes_any_status(shown: Status, now: datetime) -> None:
    view = status_details_view(shown, now)
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
        channel_fails=False,
        problems=(),
        why_idle=(written(long),) * 20,
    )
    view = status_details_view(shown, START)
    discord_takes(view)
    assert text(view).count("- \\*") == 6 + 10, "six reasons and ten limits, each as long as there is room"


def test_why_nothing_is_sent_stands_right_below_it() -> None:
    lines = text(status_details_view(shown(why_idle=(written("Nobody approved anything."),)), START))
    assert lines.index("Nobody approved anything.") < lines.index("Spending on X")
    assert "Why nothing is being sent" not in text(status_details_view(shown(), START))


@pytest.mark.parametrize(
    ("stream", "words"),
    [
        (StreamState(None, None), "none report new followers now, so Mutuals polls as often as without them; none yet"),
        (StreamState(START, START, told=1), "reported 1 new follower"),
        (StreamState(START, None, told=2, missed=1), "reported 2 new followers · missed 1 person"),
    ],
)
def test_how_live_events_are_doing(stream: StreamState, words: str) -> None:
    assert words in text(status_details_view(shown(stream=stream), START))
    assert "live events" not in text(status_details_view(shown(), START))
