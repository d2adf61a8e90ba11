"""X tells the time with every answer, and may be wrong about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.x import SimulatedX
from tests.demo.x.conftest import Caller


@pytest.mark.parametrize("error", [timedelta(), timedelta(hours=-2), timedelta(minutes=7)])
async def test_every_answer_tells_the_time_by_xs_clock(x: SimulatedX, call: Caller, clock: SimulatedClock, error: timedelta) -> None:
    x.clock_error = error
    clock.advance(timedelta(minutes=1))
    replies = [await call.followers(), await call.followers(max_results=0), await call("GET", "/2/spaces")]
    x.down = True
    replies.append(await call.followers())
    assert [reply.status for reply in replies] == [200, 400, 404, 503]
    assert {parsedate_to_datetime(reply.headers["Date"]) for reply in replies} == {clock.now() + error}
    ends = datetime.fromtimestamp(int(replies[0].headers["x-rate-limit-reset"]), UTC)
    assert ends == clock.now() + timedelta(minutes=15) + error


async def test_a_wrong_clock_ends_no_window_earlier(x: SimulatedX, call: Caller, clock: SimulatedClock) -> None:
    x.clock_error = timedelta(hours=1)
    x.rate_limit("followers")
    clock.advance(timedelta(minutes=14, seconds=59))
    assert (await call.followers()).status == 429
    clock.advance(timedelta(seconds=1))
    assert (await call.followers()).status == 200


async def test_x_may_say_nothing_about_its_limits(x: SimulatedX, call: Caller) -> None:
    x.sends_rate_limits = False
    x.rate_limit("followers")
    reply = await call.followers()
    assert reply.status == 429
    assert not [name for name in reply.headers if "limit" in name.lower()]
