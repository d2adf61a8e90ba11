"""Nothing reaches X but by the one way out: a row in the ledger for every request that arrived, and the same sum as on X's bill."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import time, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.x import Dialect, SimulatedX
from bot.domain import MICROS, ActivityEvent, Policy, Purpose
from bot.store import Store
from bot.workflow.context import Context
from bot.workflow.money.spend_guard import LedgerMeter
from bot.x.billing.pricing import PriceList
from bot.x.client import FOLLOW, REPLY, X
from bot.x.errors import Paused, XError
from tests.database import lay_out
from tests.x.conftest import keys_of

PATIENCE = 30.0
"""Real seconds in which a busy machine answers, too."""

IMPATIENCE = 1.0
"""Real seconds for an answer that is not to come in time; the others, in the same test, still have to."""

EVENTS = frozenset(ActivityEvent)


async def listen(door: X) -> None:
    async with door.events.connect(EVENTS, backfill_minutes=0) as told:
        async for events in told:
            if events:
                return


ASKED: dict[str, Callable[[X, Town], Awaitable[object]]] = {
    "me": lambda door, _: door.me(purpose=Purpose.CHECK),
    "followers": lambda door, _: door.followers(purpose=Purpose.DETECTION, page_size=5),
    "following": lambda door, _: door.following(purpose=Purpose.CONFIRMATION, page_size=5),
    "users": lambda door, town: door.users([town.somebody, 12], purpose=Purpose.AUDIT),
    "mentions": lambda door, _: door.mentions(purpose=Purpose.MENTIONS, since_id=None, page_size=5),
    "own_posts": lambda door, _: door.own_posts(purpose=Purpose.OWN_POSTS, since_id=None, page_size=5),
    "quotes": lambda door, town: door.quotes(town.own_post, purpose=Purpose.MENTIONS, page_size=10),
    "posts": lambda door, town: door.posts([town.said, 12], purpose=Purpose.CONFIRMATION),
    "reply": lambda door, town: door.reply(town.something_new(), to=town.said, summoned=True, purpose=Purpose.REPLY),
    "follow": lambda door, town: door.follow(town.somebody, purpose=Purpose.FOLLOW_BACK),
    "may_follow": lambda door, _: door.may_follow(purpose=Purpose.ACCESS),
    "subscriptions.keep": lambda door, _: door.subscriptions.keep(EVENTS),
}
"""Whatever can be asked of the door, by its name there; the events, which come by themselves, have tests of their own."""

WRITES = [(REPLY, 10_000), (FOLLOW, 15_000)]
"""What is never sent twice, in this order, and what each of it costs here."""

SAYS_NOTHING_TO_X = {"close", "events.close"}


@dataclass
class Town:
    """A door whose meter is the store's, and somebody who follows the account, has spoken to it and has quoted it.

    said, own_post: what was said, and what was quoted.
    """

    x: SimulatedX
    clock: SimulatedClock
    store: Store
    door: X
    file: Path
    somebody: int = 0
    said: int = 0
    own_post: int = 0
    words: count[int] = field(default_factory=count)

    def something_new(self) -> str:
        """X does not take the same text twice."""
        return f"Thank you! We open at {next(self.words)}."

    async def ask(self, name: str) -> None:
        with suppress(XError):
            await ASKED[name](self.door, self)

    def rows(self) -> list[tuple[str, int, int | None, str]]:
        """Endpoint, what was set aside, what was charged (None: nobody knows), what it was charged as."""
        with closing(sqlite3.connect(self.file)) as database:
            return database.execute("SELECT endpoint, reserved, charged, coalesce(price, '') FROM charges").fetchall()

    async def until_arrived(self, requests: int) -> None:
        """Wait until so many requests have arrived at X; the door may have given them up by then."""
        changed = asyncio.Event()
        stop = self.x.on_change(changed.set)
        async with asyncio.timeout(20):
            while len(self.x.calls) < requests:
                changed.clear()
                await changed.wait()
        stop()

    async def calms_down(self) -> None:
        """Whatever was wrong with X is over, and nothing of it is remembered."""
        self.x.down, self.x.locked, self.x.credits, self.x.latency = False, False, True, 0.0
        self.clock.advance(timedelta(minutes=16))
        async with self.store.write() as tx:
            await tx.accounts.credits_back()
            await tx.accounts.allow_writes()


@pytest.fixture
def dialect() -> Dialect:
    return Dialect.TWEET


@pytest.fixture
def timeout() -> float:
    return PATIENCE


@pytest.fixture
async def town(x: SimulatedX, clock: SimulatedClock, timeout: float, tmp_path: Path) -> AsyncIterator[Town]:
    file = tmp_path / "mutuals.sqlite3"
    store = await Store.open(lay_out(file), account_id=x.account.id)
    policy = Policy(ZoneInfo("UTC"), time(9), daily_budget=100 * MICROS, monthly_budget=100 * MICROS)
    context = Context(store, clock, policy, lambda _: None)
    door = X(keys_of(x), url=x.url, clock=clock, meter=LedgerMeter(context), prices=PriceList(), timeout=timeout, sleep=at_once)
    x.gains_followers(3)
    somebody = x.gains_follower("ada")
    said, own_post = x.posts(somebody, "lovely coffee"), x.posts(x.account, "fresh beans")
    x.posts(somebody, "look at that", quotes=own_post)
    clock.advance(timedelta(minutes=1))
    yield Town(x, clock, store, door, file, somebody.id, said.id, own_post.id)
    await door.close()
    await store.close()


async def at_once(_: float) -> None:
    return


def methods(thing: object) -> set[str]:
    return {name for name, value in vars(type(thing)).items() if callable(value) and not name.startswith("_")}


def test_this_drives_everything_that_the_door_offers(town: Town) -> None:
    door = town.door
    rooms = {f"events.{name}" for name in methods(door.events)} | {f"subscriptions.{name}" for name in methods(door.subscriptions)}
    offered = methods(door) | rooms

    assert {name for name in vars(door) if not name.startswith("_")} == {"account_id", "limits", "events", "subscriptions"}
    assert offered == ASKED.keys() | SAYS_NOTHING_TO_X | {"events.connect"}


async def test_what_says_nothing_to_x_needs_no_row(town: Town) -> None:
    assert (town.door.events.available, town.door.limits.snapshot()) == (True, [])
    town.door.events.close()
    await town.door.close()

    assert (list(town.x.calls), town.rows()) == ([], [])


async def fine(_: Town) -> None:
    return


async def answers_that_get_lost(town: Town) -> None:
    town.x.drop_answers(1, method=None)


async def time_outs(town: Town) -> None:
    town.x.latency = 1.5 * IMPATIENCE


async def an_outage(town: Town) -> None:
    town.x.down = True


async def a_lock(town: Town) -> None:
    town.x.locked = True


async def no_credits(town: Town) -> None:
    town.x.credits = False


async def a_fault(town: Town) -> None:
    town.x.refuse(1, status=500)


async def too_many_requests(town: Town) -> None:
    town.x.refuse(1, status=429)


async def wrong_keys(town: Town) -> None:
    town.x.refuse(1, status=401)


WEATHERS = (fine, answers_that_get_lost, time_outs, an_outage, a_lock, no_credits, a_fault, too_many_requests, wrong_keys)


@pytest.mark.parametrize(
    ("weather", "timeout"),
    [pytest.param(weather, IMPATIENCE if weather is time_outs else PATIENCE, id=weather.__name__) for weather in WEATHERS],
)
async def test_a_row_for_every_request_that_arrived_and_the_sum_of_x_s_bill(weather: Callable[[Town], Awaitable[None]], town: Town) -> None:
    for name in ASKED:
        before = len(town.x.calls)
        await weather(town)
        await town.ask(name)
        await town.until_arrived(max(len(town.rows()), before + 1))
        await town.calms_down()
        await town.ask(name)
        assert len(town.rows()) == len(town.x.calls) >= before + 2, name

    charged = sum(charged or 0 for _, _, charged, _ in town.rows())
    in_doubt = [(endpoint, reserved) for endpoint, reserved, charged, _ in town.rows() if charged is None]
    if weather in (an_outage, a_fault):
        assert (charged, in_doubt) == (town.x.spent_micros, WRITES), "nobody can tell whether a write came to anything"
    else:
        assert charged + sum(micros for _, micros in in_doubt) == town.x.spent_micros
        assert in_doubt == (WRITES if weather in (time_outs, answers_that_get_lost) else [])
    async with town.store.read() as tx:
        assert await tx.ledger.spent() == charged + sum(micros for _, micros in in_doubt)


async def test_events_are_in_the_ledger_as_they_are_on_the_bill(town: Town) -> None:
    await town.door.subscriptions.keep(EVENTS)
    listening = asyncio.create_task(listen(town.door))
    await town.until_arrived(len(town.x.calls) + 1)
    town.x.gains_follower("bo")
    async with asyncio.timeout(20):
        await listening

    connected = [row for row in town.rows() if row[0] == "GET /2/activity/stream" and not row[1]]
    assert len(connected) == sum(call.path == "/2/activity/stream" for call in town.x.calls) == 1
    assert sum(row[2] or 0 for row in town.rows()) == town.x.spent_micros == 10_000
    assert all(row[2] is not None for row in town.rows())


@pytest.mark.parametrize("dialect", [Dialect.POST])
async def test_people_who_come_along_with_mentions_are_a_row_of_their_own_because_x_has_two_prices(town: Town) -> None:
    await town.ask("mentions")

    assert [(reserved, charged) for _, reserved, charged, _ in town.rows()] == [(5_000, 0), (5_000, 2_000), (50_000, 10_000)]
    assert [(call.status, call.charged_micros) for call in town.x.calls] == [(400, 0), (200, 12_000)]


@pytest.mark.parametrize("dialect", [Dialect.POST])
async def test_what_the_account_has_answered_comes_along_at_the_price_of_a_post(town: Town) -> None:
    await town.door.reply("Thank you!", to=town.said, summoned=True, purpose=Purpose.REPLY)
    await town.ask("own_posts")

    assert [row[1:3] for row in town.rows()] == [(10_000, 10_000), (5_000, 0), (5_000, 2_000), (50_000, 5_000)]
    assert [(call.status, call.charged_micros) for call in town.x.calls] == [(201, 10_000), (400, 0), (200, 7_000)]


async def test_while_mutuals_is_paused_nothing_at_all_reaches_x(town: Town) -> None:
    async with town.store.write() as tx:
        await tx.accounts.pause(town.clock.now(), "Maya")

    for ask in ASKED.values():
        with pytest.raises(Paused):
            await ask(town.door, town)
    with pytest.raises(Paused):
        await listen(town.door)

    assert (list(town.x.calls), town.rows()) == ([], [])
