"""The obvious designs cost on paper what the simulated X charges whoever really does them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from statistics import median

import aiohttp
import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.x import SimulatedX
from tests.benchmarks.models.cast import Cast
from tests.benchmarks.models.detection_designs import (
    LARGEST_MENTION_PAGE,
    LARGEST_PAGE,
    NEWEST,
    NEWEST_EVERY,
    SWEEP_EVERY,
    Outcome,
    events_alone,
    hourly_sweeps,
    lower_bound,
    newest_hundred,
)
from tests.benchmarks.models.months import BEGINS, STRANGER, Account, EventKind, Month, month_of
from tests.demo.x.conftest import Caller

LIVELY = Account(followers=1_010, new=90, lost=160, mentions=60)
EVENING = BEGINS + timedelta(hours=19)
"""A day from here on lies in two days of X's."""


@pytest.fixture(scope="module")
def month() -> Month:
    return month_of(LIVELY, days=1, begins=EVENING, seed=3)


@pytest.fixture(scope="module")
def rush() -> Month:
    """Half an hour in which more than a hundred come in five minutes."""
    return month_of(Account(followers=200, new=40_000, lost=9_000, mentions=0), days=1 / 48, begins=EVENING)


@pytest.fixture
async def client(month: Month) -> AsyncIterator[PollingClient]:
    async with polling_client(month) as client:
        yield client


@pytest.fixture
async def rushed(rush: Month) -> AsyncIterator[PollingClient]:
    async with polling_client(rush) as client:
        yield client


@asynccontextmanager
async def polling_client(month: Month) -> AsyncIterator[PollingClient]:
    clock = SimulatedClock(month.begins, speed=0)
    x = SimulatedX(clock, population=month.account.followers)
    await x.start()
    async with aiohttp.ClientSession() as session:
        yield PollingClient(month, clock, x, Caller(x, session))
    await x.stop()


class PollingClient:
    """Looks at the simulated X over HTTP while a month goes by, and reads what is new of the mentions."""

    def __init__(self, month: Month, clock: SimulatedClock, x: SimulatedX, call: Caller) -> None:
        self._month, self._clock, self._x, self._call = month, clock, x, call
        self._cast = Cast(x, seed=1)
        self._newest_mention = "1"
        self._followed_at: dict[str, float] = {}

    async def outcome(self, every: timedelta, page: int, *, to_the_end: bool) -> Outcome:
        calls, at, delays, events = 0, self._month.begins, dict[str, float](), iter((*self._month.events, None))
        there: set[str] = set()
        event = next(events)
        while at < self._month.ends:
            while event is not None and event.at <= at:
                self._clock.advance(event.at - self._clock.now())
                person = self._cast.play(event)
                if event.kind is EventKind.FOLLOWS:
                    self._followed_at[str(person.id)] = event.at.timestamp()
                event = next(events)
            self._clock.advance(at - self._clock.now())
            there |= {str(person.id) for person in self._x.followers} & self._followed_at.keys()
            shown, pages = await self._followers(page, to_the_end=to_the_end)
            calls += pages + await self._mentions()
            for who in shown & self._followed_at.keys() - delays.keys():
                delays[who] = at.timestamp() - self._followed_at[who]
            at += every
        return Outcome(self._x.spent_micros, calls, list(delays.values()), len(there - delays.keys()))

    async def _followers(self, page: int, *, to_the_end: bool) -> tuple[set[str], int]:
        shown, pages, token = set[str](), 0, dict[str, str]()
        while True:
            reply = await self._call.followers(max_results=page, **token)
            shown |= {user["id"] for user in reply.body["data"]}
            pages += 1
            if not to_the_end or "next_token" not in reply.body["meta"]:
                return shown, pages
            token = {"pagination_token": reply.body["meta"]["next_token"]}

    async def _mentions(self) -> int:
        query: dict[str, str | int] = {"max_results": LARGEST_MENTION_PAGE, "since_id": self._newest_mention}
        reply = await self._call("GET", f"/2/users/{self._x.account.id}/mentions", query=query)
        assert "next_token" not in reply.body["meta"]
        self._newest_mention = reply.body["meta"].get("newest_id", self._newest_mention)
        return 1


def alike(done: Outcome, on_paper: Outcome) -> bool:
    return (done.micros, done.calls, done.missed) == (on_paper.micros, on_paper.calls, on_paper.missed) and sorted(
        done.delays
    ) == pytest.approx(sorted(on_paper.delays), abs=0.001)


async def test_sweeps_cost_on_paper_what_x_charges(month: Month, client: PollingClient) -> None:
    assert month.count(EventKind.RETURNS) > 3
    on_paper = hourly_sweeps(month)
    assert alike(await client.outcome(SWEEP_EVERY, LARGEST_PAGE, to_the_end=True), on_paper)
    assert on_paper.calls > 24 * 2


async def test_the_newest_hundred_cost_on_paper_what_x_charges(month: Month, client: PollingClient) -> None:
    assert alike(await client.outcome(NEWEST_EVERY, NEWEST, to_the_end=False), newest_hundred(month))


async def test_whoever_is_pushed_off_the_newest_hundred_is_missed_on_paper_as_on_x(rush: Month, rushed: PollingClient) -> None:
    on_paper = newest_hundred(rush)
    assert on_paper.missed > 100
    assert alike(await rushed.outcome(NEWEST_EVERY, NEWEST, to_the_end=False), on_paper)
    assert hourly_sweeps(rush).missed == 0


def test_events_cost_their_prices(month: Month) -> None:
    follows, leaves = month.count(EventKind.FOLLOWS) + month.count(EventKind.RETURNS), month.count(EventKind.LEAVES)
    assert events_alone(month).micros == (follows + leaves) * 10_000 + month.count(EventKind.SPEAKS) * 5_000


@pytest.mark.parametrize("design", [hourly_sweeps, newest_hundred, events_alone])
def test_no_design_is_cheaper_than_the_lower_bound(month: Month, design: Callable[[Month], Outcome]) -> None:
    outcome = design(month)
    in_time = sum(event.at <= month.ends - SWEEP_EVERY for event in month.events if event.kind is EventKind.SPEAKS)
    assert outcome.micros >= (len(outcome.delays) + in_time) * 1_000
    assert lower_bound(month) == (month.count(EventKind.FOLLOWS) + month.count(EventKind.SPEAKS)) * 1_000


def test_the_same_seed_tells_the_same_month(month: Month) -> None:
    assert month_of(LIVELY, days=1, begins=EVENING, seed=3) == month
    assert month_of(LIVELY, days=1, begins=EVENING, seed=4) != month


def test_a_month_brings_what_the_account_is_used_to() -> None:
    account = Account(followers=100_000, new=300, lost=50, mentions=40)
    month = month_of(account, days=30)
    assert [event.at for event in month.events] == sorted(event.at for event in month.events)
    assert all(month.begins <= event.at < month.ends for event in month.events)
    for what, a_day in ((EventKind.FOLLOWS, 300), (EventKind.LEAVES, 50), (EventKind.SPEAKS, 40)):
        assert month.count(what) == pytest.approx(a_day * 30, rel=0.15)
    evenings = sum(15 <= event.at.hour < 21 for event in month.events)
    nights = sum(3 <= event.at.hour < 9 for event in month.events)
    assert evenings > 2 * nights


def test_only_followers_leave_and_only_those_who_left_return() -> None:
    month = month_of(Account(followers=20, new=10, lost=30, mentions=10), days=5)
    there = set(range(20))
    for event in month.events:
        match event.kind:
            case EventKind.FOLLOWS:
                assert event.who == len(month.followed_at) - sum(at >= event.at for at in month.followed_at.values()) + 20
            case EventKind.LEAVES:
                assert event.who in there
            case EventKind.RETURNS:
                assert event.who not in there
            case EventKind.SPEAKS:
                assert event.who == STRANGER or event.who in there
        if event.who != STRANGER:
            there = there - {event.who} if event.kind is EventKind.LEAVES else there | {event.who}
    assert month.count(EventKind.RETURNS) > 0
    assert median(hourly_sweeps(month).delays) < 3_600
