"""A simulated X, and clients of it."""

from __future__ import annotations

from typing import Literal

from bot.demo.clock import SimulatedClock
from bot.demo.x import Dialect, SimulatedX, Tier
from bot.runtime.clock import Clock
from bot.x.billing.pricing import PriceList
from bot.x.billing.spend_guard import SpendGuard
from bot.x.client import Credentials, XClient
from bot.x.stream.connection import SILENCE


def new_x(
    clock: SimulatedClock,
    *,
    tier: Tier = Tier.SELF_SERVE,
    dialect: Dialect = Dialect.TWEET,
    population: int = 0,
    owns_app: bool = True,
    pagination: Literal["cursor", "offset"] = "cursor",
    shuffle: int = 0,
) -> SimulatedX:
    """X, not started yet. population: how many follow the account. shuffle: how many places off it lists followers."""
    x = SimulatedX(clock, tier=tier, population=population, owns_app=owns_app, dialect=dialect, pagination=pagination)
    x.shuffle = shuffle
    return x


def new_client(
    x: SimulatedX, clock: Clock, spend_guard: SpendGuard, *, bearer: bool = True, url: str = "", silence: float = SILENCE
) -> XClient:
    """A client that does not wait between two tries. bearer: with the app's bearer token. url: where it looks for X, if not where X is."""
    return XClient(
        credentials_of(x, bearer=bearer),
        url=url or x.url,
        clock=clock,
        spend_guard=spend_guard,
        prices=PriceList(owns_app=x.owns_app),
        sleep=_at_once,
        silence=silence,
    )


def credentials_of(x: SimulatedX, *, bearer: bool = True) -> Credentials:
    keys = x.credentials
    of_app = keys.bearer_token if bearer else None
    return Credentials(keys.consumer_key, keys.consumer_secret, keys.access_token, keys.access_token_secret, of_app)


async def _at_once(seconds: float) -> None:
    return
