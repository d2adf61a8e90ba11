"""Looks at followers once as a process of its own: `python -m … DATABASE_URL X_URL NOW KEYS`."""

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
from bot.workflow.followers.bursts import Bursts
from bot.workflow.followers.poll import Watch
from bot.workflow.followers.stream_health import Agreement
from bot.workflow.money.spend_guard import LedgerMeter
from bot.workflow.people.assessor import Judge
from bot.x.client import Credentials, X

if TYPE_CHECKING:
    from bot.demo.x import SimulatedX


POLICY = Policy(ZoneInfo("UTC"), time(9), daily_budget=1_000 * MICROS, monthly_budget=1_000 * MICROS)


def command(url: str, x: SimulatedX, now: datetime) -> list[str]:
    given = x.credentials
    keys = json.dumps([given.consumer_key, given.consumer_secret, given.access_token, given.access_token_secret])
    return [sys.executable, "-m", __name__, url, x.url, now.isoformat(), keys]


async def look(url: str, x_url: str, now: str, keys: str) -> None:
    credentials, clock = Credentials(*json.loads(keys)), SimulatedClock(datetime.fromisoformat(now), speed=0)
    store = await Store.open(url, account_id=credentials.account_id, alone=True)
    context = Context(store, clock, POLICY, lambda job: None)
    x = X(credentials, url=x_url, clock=clock, meter=LedgerMeter(context), prices=context.prices)
    judge = Judge(context)
    watch = Watch(context, x, judge, Bursts(context, judge), Agreement())
    await watch.run()
    await x.close()
    await store.close()


if __name__ == "__main__":
    asyncio.run(look(*sys.argv[1:]))
