"""Nothing reaches X but through the client: a row in the ledger for every request that arrived, and the same sum as on X's bill."""

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
from bot.workflow.money.spend_guard import LedgerSpendGuard
from bot.x.billing.pricing import PriceList
from bot.x.client import FOLLOW, REPLY, XClient
from bot.x.errors import Paused, XError
from tests.support.databases.migrated import create_database
from tests.x.conftest import keys_of

TIMEOUT = 30.0
"""Real seconds in which a busy machine answers, too."""

SHORT_TIMEOUT = 1.0
"""Real seconds for an answer that is not to come in time; the others, in the same test, still have to."""

EVENTS = frozenset(ActivityEvent)


async def listen(client: XClient) -> None:
    async with client.events.connect(EVENTS, backfill_minutes=0) as told:
        async for events in told:
            if events:
                return


ASKED: dict[str, Callable[[XClient, ClientWorld], Awaitable[object]]] = {
    "me": lambda client, _: client.me(purpose=Purpose.CHECK),
    "followers": lambda client, _: client.followers(purpose=Purpose.DETECTION, page_size=5),
    "following": lambda client, _: client.following(purpose=Purpose.CONFIRMATION, page_size=5),
    "users": lambda client, world: client.users([world.person_id, 12], purpose=Purpose.AUDIT),
    "look_up": lambda client, world: client.look_up([world.person_id, 13], purpose=Purpose.AUDIT),
    "mentions": lambda client, _: client.mentions(purpose=Purpose.MENTIONS, since_id=None, page_size=5),
    "own_posts": lambda client, _: client.own_posts(purpose=Purpose.OWN_POSTS, since_id=None, page_size=5),
    "quotes": lambda client, world: client.quotes(world.own_post, purpose=Purpose.MENTIONS, page_size=10),
    "posts": lambda client, world: client.posts([world.said, 12], purpose=Purpose.CONFIRMATION),
    "reply": lambda client, world: client.reply(world.something_new(), to=world.said, summoned=True, purpose=Purpose.REPLY),
    "follow": lambda client, world: client.follow(world.person_id, purpose=Purpose.FOLLOW_BACK),
    "may_follow": lambda client, _: client.may_follow(purpose=Purpose.ACCESS),
    "subscriptions.sync": lambda client, _: client.subscriptions.sync(EVENTS),
}
"""Whatever can be asked of the client, by its name there; the events, which come by themselves, have tests of their own."""

WRITES = [(REPLY, 10_000), (FOLLOW, 15_000)]
"""What is never sent twice, in this order, and what each of it costs here."""

SAYS_NOTHING_TO_X = {"close", "events.close"}


@dataclass
class ClientWorld:
    """A client whose spend guard is the store's, and person_id who follows the account, has spoken to it and has quoted it.

    said, own_post: what was said, and what was quoted.
    """

    x: SimulatedX
    clock: SimulatedClock
    store: Store
    client: XClient
    file: Path
    person_id: int = 0
    said: int = 0
    own_post: int = 0
    words: count[int] = field(default_factory=count)

    def something_new(self) -> str:
        """X does not accept the same text twice."""
        return f"Thank you! We open at {next(self.words)}."

    async def ask(self, name: str) -> None:
        with suppress(XError):
            await ASKED[name](self.client, self)

    def rows(self) -> list[tuple[str, int, int | None, str]]:
        """Endpoint, what was reserved, what was charged (None: nobody knows), what it was charged as."""
        with closing(sqlite3.connect(self.file)) as database:
            return database.execute("SELECT endpoint, reserved, charged, coalesce(price, '') FROM charges").fetchall()

    async def until_arrived(self, requests: int) -> None:
        """Wait until so many requests have arrived at X; the client may have given them up by then."""
        changed = asyncio.Event()
        stop = self.x.on_change(changed.set)
        async with asyncio.timeout(20):
            while len(self.x.calls) < requests:
                changed.clear()
                await changed.wait()
        stop()

    async def recover(self) -> None:
        """Whatever was wrong with X is over, and nothing of it is remembered."""
        self.x.down, self.x.locked, self.x.credits, self.x.latency = False, False, True, 0.0
        self.clock.advance(timedelta(minutes=16))
        async with self.store.write() as tx:
            await tx.accounts.mark_credits_restored()
            await tx.accounts.allow_writes()


@pytest.fixture
def dialect() -> Dialect:
    return Dialect.TWEET


@pytest.fixture
def timeout() -> float:
    return TIMEOUT


@pytest.fixture
async def world(x: SimulatedX, clock: SimulatedClock, timeout: float, tmp_path: Path) -> AsyncIterator[ClientWorld]:
    file = tmp_path / "mutuals.sqlite3"
    store = await Store.open(create_database(file), account_id=x.account.id)
    policy = Policy(ZoneInfo("UTC"), time(9), daily_budget=100 * MICROS, monthly_budget=100 * MICROS)
    context = Context(store, clock, policy)
    client = XClient(
        keys_of(x), url=x.url, clock=clock, spend_guard=LedgerSpendGuard(context), prices=PriceList(), timeout=timeout, sleep=at_once
    )
    x.gains_followers(3)
    person_id = x.gains_follower("ada")
    said, own_post = x.posts(person_id, "lovely coffee"), x.posts(x.account, "fresh beans")
    x.posts(person_id, "look at that", quotes=own_post)
    clock.advance(timedelta(minutes=1))
    yield ClientWorld(x, clock, store, client, file, person_id.id, said.id, own_post.id)
    await client.close()
    await store.close()


async def at_once(_: float) -> None:
    return


def methods(thing: object) -> set[str]:
    return {name for name, value in vars(type(thing)).items() if callable(value) and not name.startswith("_")}


def test_this_drives_everything_that_the_door_offers(world: ClientWorld) -> None:
    client = world.client
    rooms = {f"events.{name}" for name in methods(client.events)} | {f"subscriptions.{name}" for name in methods(client.subscriptions)}
    offered = methods(client) | rooms

    assert {name for name in vars(client) if not name.startswith("_")} == {"account_id", "limits", "events", "subscriptions"}
    assert offered == ASKED.keys() | SAYS_NOTHING_TO_X | {"events.connect"}


async def test_what_says_nothing_to_x_needs_no_row(world: ClientWorld) -> None:
    assert (world.client.events.available, world.client.limits.snapshot()) == (True, [])
    world.client.events.close()
    await world.client.close()

    assert (list(world.x.calls), world.rows()) == ([], [])


async def fine(_: ClientWorld) -> None:
    return


async def answers_that_get_lost(world: ClientWorld) -> None:
    world.x.drop_responses(1, method=None)


async def time_outs(world: ClientWorld) -> None:
    world.x.latency = 1.5 * SHORT_TIMEOUT


async def an_outage(world: ClientWorld) -> None:
    world.x.down = True


async def a_lock(world: ClientWorld) -> None:
    world.x.locked = True


async def no_credits(world: ClientWorld) -> None:
    world.x.credits = False


async def a_fault(world: ClientWorld) -> None:
    world.x.refuse(1, status=500)


async def too_many_requests(world: ClientWorld) -> None:
    world.x.refuse(1, status=429)


async def wrong_keys(world: ClientWorld) -> None:
    world.x.refuse(1, status=401)


WEATHERS = (fine, answers_that_get_lost, time_outs, an_outage, a_lock, no_credits, a_fault, too_many_requests, wrong_keys)


@pytest.mark.parametrize(
    ("weather", "timeout"),
    [pytest.param(weather, SHORT_TIMEOUT if weather is time_outs else TIMEOUT, id=weather.__name__) for weather in WEATHERS],
)
async def test_a_row_for_every_request_that_arrived_and_the_sum_of_x_s_bill(
    weather: Callable[[ClientWorld], Awaitable[None]], world: ClientWorld
) -> None:
    for name in ASKED:
        before = len(world.x.calls)
        await weather(world)
        await world.ask(name)
        await world.until_arrived(max(len(world.rows()), before + 1))
        await world.recover()
        await world.ask(name)
        assert len(world.rows()) == len(world.x.calls) >= before + 2, name

    charged = sum(charged or 0 for _, _, charged, _ in world.rows())
    in_doubt = [(endpoint, reserved) for endpoint, reserved, charged, _ in world.rows() if charged is None]
    if weather in (an_outage, a_fault):
        assert (charged, in_doubt) == (world.x.spent_micros, WRITES), "nobody can tell whether a write came to anything"
    else:
        assert charged + sum(micros for _, micros in in_doubt) == world.x.spent_micros
        assert in_doubt == (WRITES if weather in (time_outs, answers_that_get_lost) else [])
    async with world.store.read() as tx:
        assert await tx.ledger.spent() == charged + sum(micros for _, micros in in_doubt)


async def test_events_are_in_the_ledger_as_they_are_on_the_bill(world: ClientWorld) -> None:
    await world.client.subscriptions.sync(EVENTS)
    listening = asyncio.create_task(listen(world.client))
    await world.until_arrived(len(world.x.calls) + 1)
    world.x.gains_follower("bo")
    async with asyncio.timeout(20):
        await listening

    connected = [row for row in world.rows() if row[0] == "GET /2/activity/stream" and not row[1]]
    assert len(connected) == sum(call.path == "/2/activity/stream" for call in world.x.calls) == 1
    assert sum(row[2] or 0 for row in world.rows()) == world.x.spent_micros == 10_000
    assert all(row[2] is not None for row in world.rows())


@pytest.mark.parametrize("dialect", [Dialect.POST])
async def test_people_who_come_along_with_mentions_are_a_row_of_their_own_because_x_has_two_prices(world: ClientWorld) -> None:
    await world.ask("mentions")

    assert [(reserved, charged) for _, reserved, charged, _ in world.rows()] == [(5_000, 0), (5_000, 2_000), (50_000, 10_000)]
    assert [(call.status, call.charged_micros) for call in world.x.calls] == [(400, 0), (200, 12_000)]


@pytest.mark.parametrize("dialect", [Dialect.POST])
async def test_what_the_account_has_answered_comes_along_at_the_price_of_a_post(world: ClientWorld) -> None:
    await world.client.reply("Thank you!", to=world.said, summoned=True, purpose=Purpose.REPLY)
    await world.ask("own_posts")

    assert [row[1:3] for row in world.rows()] == [(10_000, 10_000), (5_000, 0), (5_000, 2_000), (50_000, 5_000)]
    assert [(call.status, call.charged_micros) for call in world.x.calls] == [(201, 10_000), (400, 0), (200, 7_000)]


async def test_while_mutuals_is_paused_nothing_at_all_reaches_x(world: ClientWorld) -> None:
    async with world.store.write() as tx:
        await tx.accounts.pause(world.clock.now(), "Maya")

    for ask in ASKED.values():
        with pytest.raises(Paused):
            await ask(world.client, world)
    with pytest.raises(Paused):
        await listen(world.client)

    assert (list(world.x.calls), world.rows()) == ([], [])
