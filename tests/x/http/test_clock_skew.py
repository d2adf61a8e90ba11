"""A wrong clock is told as a wrong clock, and not as wrong keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.demo.x import SimulatedX
from bot.domain import Purpose
from bot.views.words.sentences import sentence
from bot.x.client import XClient
from bot.x.errors import BadBearerToken, BadCredentials, WrongClock
from bot.x.http.clock_skew import explain_clock_skew
from tests.support.in_memory_spend_guard import FakeSpendGuard
from tests.x.conftest import raised

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)


def blamed(ours: timedelta) -> BadCredentials:
    """What a 401 is taken for when our clock is so far ahead of X's."""
    return explain_clock_skew(BadCredentials(detail="Unauthorized"), {"Date": format_datetime(NOW, usegmt=True)}, NOW + ours)


@pytest.mark.parametrize(
    ("ours", "says"),
    [
        (timedelta(hours=3, minutes=12), "clock is 3 hours and 12 minutes fast"),
        (timedelta(minutes=-7), "clock is 7 minutes slow"),
        (timedelta(days=-400, minutes=-5), "clock is 400 days and 5 minutes slow"),
        (timedelta(hours=1), "clock is 1 hour fast"),
    ],
)
def test_it_is_said_by_how_much_and_what_to_do(ours: timedelta, says: str) -> None:
    error = blamed(ours)

    assert isinstance(error, WrongClock)
    assert says in sentence(error.note)
    assert "Correct the clock" in sentence(error.note)
    assert "keys" not in sentence(error.note)
    assert error.detail == "Unauthorized"


@pytest.mark.parametrize("ours", [timedelta(), timedelta(minutes=5), timedelta(minutes=-4, seconds=-50)])
def test_what_x_tolerates_is_not_the_clock_s_fault(ours: timedelta) -> None:
    assert type(blamed(ours)) is BadCredentials


@pytest.mark.parametrize("date", [{}, {"Date": ""}, {"Date": "soon"}])
def test_an_answer_without_a_time_says_nothing_about_clocks(date: dict[str, str]) -> None:
    assert type(explain_clock_skew(BadCredentials(), date, NOW)) is BadCredentials


@pytest.mark.parametrize(("error", "seconds"), [(timedelta(hours=2), -7_200), (timedelta(hours=-2), 7_200)])
async def test_x_refuses_what_is_dated_wrongly_and_the_clock_is_named(
    error: timedelta, seconds: int, x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard
) -> None:
    x.checks_timestamps, x.clock_error = True, error
    ada = x.gains_follower("ada")

    for attempt in (client.me(purpose=Purpose.CHECK), client.follow(ada.id, purpose=Purpose.FOLLOW_BACK)):
        refused = await raised(attempt)
        assert isinstance(refused, WrongClock)
        assert refused.note.figures["seconds"] == seconds
    assert [type(told) for told in spend_guard.refusals] == [WrongClock, WrongClock]

    x.clock_error = timedelta(minutes=4)
    await client.me(purpose=Purpose.CHECK)
    x.refuse(1, status=401)
    assert type(await raised(client.me(purpose=Purpose.CHECK))) is BadCredentials


async def test_the_app_s_own_token_holds_no_time(x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard) -> None:
    x.clock_error = timedelta(hours=2)
    x.refuse(1, status=401)

    async def connects() -> None:
        async with client.events.connect((), backfill_minutes=0):
            pass

    assert isinstance(await raised(connects()), BadBearerToken)
    assert spend_guard.refusals == []
