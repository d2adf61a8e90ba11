"""Polls followers once in a process of its own."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.demo.clock import SimulatedClock
from bot.domain import MICROS, Policy
from bot.store import Store
from bot.workflow.context import Context
from bot.workflow.followers.bursts import BurstService
from bot.workflow.followers.poll import PollFollowers
from bot.workflow.followers.stream_health import StreamHealth
from bot.workflow.money.spend_guard import LedgerSpendGuard
from bot.workflow.people.assessor import Assessor
from bot.x.client import Credentials, XClient
from tests.support.forked import ForkedProcess, fork_module

if TYPE_CHECKING:
    from bot.demo.x import SimulatedX


POLICY = Policy(ZoneInfo("UTC"), time(9), daily_budget=1_000 * MICROS, monthly_budget=1_000 * MICROS)


async def start(url: str, x: SimulatedX, now: datetime) -> ForkedProcess:
    """Start it on this database and this X, at this moment."""
    given = x.credentials
    keys = json.dumps([given.consumer_key, given.consumer_secret, given.access_token, given.access_token_secret])
    return await fork_module(__name__, url, x.url, now.isoformat(), keys)


async def poll(url: str, x_url: str, now: str, keys: str) -> None:
    credentials, clock = Credentials(*json.loads(keys)), SimulatedClock(datetime.fromisoformat(now), speed=0)
    store = await Store.open(url, account_id=credentials.account_id, exclusive=True)
    context = Context(store, clock, POLICY)
    x = XClient(credentials, url=x_url, clock=clock, spend_guard=LedgerSpendGuard(context), prices=context.prices)
    assessor = Assessor(context)
    poll_followers = PollFollowers(context, x, assessor, BurstService(context, assessor), StreamHealth())
    await poll_followers.run()
    await x.close()
    await store.close()


if __name__ == "__main__":
    asyncio.run(poll(*sys.argv[1:]))
