"""The budgets are hard: however many calls are made at once, from however many processes, the ledger never passes them."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo.clock import SimulatedClock
from bot.demo.x import SimulatedX, Tier
from bot.domain import Funds, Policy, Purpose
from bot.store import Store
from bot.workflow.context import Context
from bot.workflow.money.spend_guard import LedgerSpendGuard
from bot.x.client import XClient
from bot.x.errors import OverBudget, XError
from tests.support.pytest_plugins.examples import one_in
from tests.support.store import open_store
from tests.support.x import new_client, new_x

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
ACCOUNT = 42
POLICY = Policy(ZoneInfo("UTC"), time(9), follow_backs_per_hour=10_000, follow_backs_per_day=10_000)


@dataclass
class BudgetModel:
    """A spend guard, and beside it a plain account of what it let pass. calls: when each reservation was made, and what it takes by now."""

    spend_guard: LedgerSpendGuard
    store: Store
    clock: SimulatedClock
    policy: Policy
    calls: dict[int, tuple[datetime, int]] = field(default_factory=dict)
    open: dict[int, int] = field(default_factory=dict)
    resources: int = 0

    def funds(self) -> Funds:
        now = self.clock.now()
        today = sum(micros for at, micros in self.calls.values() if at.date() == now.date())
        month = sum(micros for at, micros in self.calls.values() if (at.year, at.month) == (now.year, now.month))
        return Funds(today, month, self.policy.daily_budget, self.policy.monthly_budget)

    async def reserve(self, purpose: Purpose, micros: int, *, alone: bool) -> None:
        """alone: nothing else happens meanwhile, so that it is known whether there is money for it."""
        fits = micros <= self.funds().left_for(purpose.priority)
        try:
            reservation = await self.spend_guard.reserve(purpose=purpose, endpoint="GET /", micros=micros, write=False)
        except OverBudget:
            assert not (alone and fits)
            return
        assert fits or not alone
        self.calls[reservation] = self.clock.now(), micros
        self.open[reservation] = micros

    async def close(self, choice: int, share: int) -> None:
        """Settle one of the open calls for a part of what it might have cost, or give all of it back."""
        if not self.open:
            return
        reservation = sorted(self.open)[choice % len(self.open)]
        most = self.open.pop(reservation)
        cost = most * share // 4
        if share:
            fresh = [str(self.resources + number) for number in range(share)]
            self.resources += share
            cost = await self.spend_guard.settle(reservation, price="a", resource_ids=fresh, unit_micros=most // 4, status=200, limit=None)
        else:
            await self.spend_guard.release(reservation, status=404, limit=None)
        self.calls[reservation] = self.calls[reservation][0], cost

    async def check(self) -> None:
        now = self.clock.now()
        async with self.store.read() as tx:
            told = await tx.ledger.funds(self.policy.daily_budget, self.policy.monthly_budget, now)
            exact = await tx.ledger.spent(since=now.replace(hour=0), until=now.replace(hour=0) + timedelta(days=1))
        assert told == self.funds()
        assert told.today == exact
        assert told.today <= self.policy.daily_budget
        assert told.this_month <= self.policy.monthly_budget


@asynccontextmanager
async def budget_model(policy: Policy) -> AsyncIterator[BudgetModel]:
    with tempfile.TemporaryDirectory() as folder:
        clock, store = SimulatedClock(NOON, speed=0), await open_store(Path(folder) / "mutuals.sqlite3", account_id=ACCOUNT)
        try:
            yield BudgetModel(LedgerSpendGuard(Context(store, clock, policy)), store, clock, policy)
        finally:
            await store.close()


STEPS = st.one_of(
    st.tuples(st.just("reserve"), st.sampled_from(Purpose), st.integers(0, 20_000)),
    st.tuples(st.just("reserve"), st.sampled_from(Purpose), st.sampled_from([1_000, 15_000, 20_000, 100_000])),
    st.tuples(st.just("close"), st.integers(0, 9), st.integers(0, 4)),
    st.tuples(st.just("wait"), st.integers(1, 40), st.just(0)),
)
BURSTS = st.lists(st.lists(STEPS, min_size=1, max_size=3) | st.lists(STEPS, min_size=6, max_size=10), min_size=2, max_size=6)


@settings(max_examples=one_in(2))
@given(daily=st.integers(0, 80_000), monthly=st.integers(0, 200_000), bursts=BURSTS)
def test_whatever_is_reserved_settled_and_given_back_the_ledger_stays_within_the_budgets(
    daily: int, monthly: int, bursts: list[list[tuple[str, Purpose | int, int]]]
) -> None:
    """The steps of a burst are taken all at once."""

    async def live() -> None:
        async with budget_model(replace(POLICY, daily_budget=daily, monthly_budget=monthly)) as model:
            for burst in bursts:
                doings = []
                for what, subject, amount in burst:
                    if what == "wait":
                        model.clock.advance(timedelta(hours=int(subject)))
                    elif isinstance(subject, Purpose):
                        doings.append(model.reserve(subject, amount, alone=len(burst) == 1))
                    else:
                        doings.append(model.close(subject, amount))
                await asyncio.gather(*doings)
                await model.check()

    asyncio.run(live())


@dataclass
class ConcurrentWorld:
    """A simulated X that bills, and several clients of it, each with a store of its own on the same file, as so many processes have."""

    x: SimulatedX
    clients: list[XClient]
    stores: list[Store]
    policy: Policy

    async def rush(self, calls: int, seed: int) -> Counter[str]:
        """So many calls at once, through all clients, for all purposes; how they ended."""
        dice, people = random.Random(seed), [person.id for person in self.x.followers]

        async def one(client: XClient) -> str:
            purpose = dice.choice(list(Purpose))
            asked: list[Callable[[], Awaitable[object]]] = [
                lambda: client.followers(purpose=purpose, page_size=dice.randrange(1, 40)),
                lambda: client.users(dice.sample(people, 3), purpose=purpose),
                lambda: client.me(purpose=purpose),
                lambda: client.follow(dice.choice(people), purpose=purpose),
                lambda: client.may_follow(purpose=purpose),
            ]
            try:
                await dice.choice(asked)()
            except XError as error:
                return type(error).__name__
            return "done"

        return Counter(await asyncio.gather(*(one(dice.choice(self.clients)) for _ in range(calls))))

    async def funds(self) -> Funds:
        async with self.stores[0].read() as tx:
            return await tx.ledger.funds(self.policy.daily_budget, self.policy.monthly_budget, NOON)


@asynccontextmanager
async def concurrent_world(folder: Path, policy: Policy, *, clients: int) -> AsyncIterator[ConcurrentWorld]:
    clock = SimulatedClock(NOON, speed=0)
    x = new_x(clock, tier=Tier.ENTERPRISE)
    x.gains_followers(120)
    await x.start()
    async with AsyncExitStack() as open_ones:
        open_ones.push_async_callback(x.stop)
        world = ConcurrentWorld(x, [], [], policy)
        for _ in range(clients):
            store = await open_store(folder / "mutuals.sqlite3", account_id=ACCOUNT)
            open_ones.push_async_callback(store.close)
            client = new_client(x, clock, LedgerSpendGuard(Context(store, clock, policy)))
            open_ones.push_async_callback(client.close)
            world.stores.append(store)
            world.clients.append(client)
        yield world


@pytest.mark.parametrize("clients", [1, 3])
@pytest.mark.parametrize("budget", [250_000, 1_000_000])
async def test_a_rush_of_calls_through_real_sockets_never_passes_the_budget(budget: int, clients: int, tmp_path: Path) -> None:
    policy = replace(POLICY, daily_budget=budget, monthly_budget=2 * budget)
    async with concurrent_world(tmp_path, policy, clients=clients) as world:
        world.x.latency = 0.02
        outcomes: Counter[str] = Counter()
        for seed in range(3):
            outcomes += await world.rush(60, seed)
            funds = await world.funds()
            assert world.x.spent_micros == funds.today <= budget

    assert outcomes.keys() <= {"done", "OverBudget", "RateLimited"}
    assert min(outcomes["done"], outcomes["OverBudget"]) > 10
    assert funds.left_for(Purpose.AUDIT.priority) < 40_000, "most of the money was there to be spent"


async def test_a_rush_with_answers_that_get_lost_stays_within_the_budget_whatever_x_has_charged(tmp_path: Path) -> None:
    policy = replace(POLICY, daily_budget=300_000, monthly_budget=300_000)
    async with concurrent_world(tmp_path, policy, clients=2) as world:
        for seed in range(3):
            world.x.drop_responses(20, method=None)
            world.x.refuse(10, status=500)
            await world.rush(50, seed)
            funds = await world.funds()
            assert world.x.spent_micros <= funds.today <= policy.daily_budget
