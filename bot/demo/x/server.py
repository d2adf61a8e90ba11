"""The simulated X: a world with people in it, served on loopback."""

from __future__ import annotations

from collections import deque

from aiohttp import web

from bot.demo.clock import SimulatedClock
from bot.demo.loopback import loopback_only
from bot.demo.x.api.calls import Call
from bot.demo.x.api.dispatcher import Api
from bot.demo.x.api.oauth import Authentication, Credentials
from bot.demo.x.billing.bill import Bill
from bot.demo.x.conditions import Conditions, Pagination, Tier
from bot.demo.x.dialect import Dialect
from bot.demo.x.pages.posts import PostPages
from bot.demo.x.pages.profiles import Pages
from bot.demo.x.rate_limits import QUARTER_HOUR, Endpoint
from bot.demo.x.stream.subscriptions import Subscription
from bot.demo.x.world.scripted_world import ScriptedWorld


class SimulatedX(ScriptedWorld, Conditions):
    """X's API, its pages and avatars on one loopback port; things happen in it by calling its methods.

    Its conditions (`Conditions`) may be changed at any time, running or not. population: how many follow the account from the start.
    """

    def __init__(
        self,
        clock: SimulatedClock,
        *,
        seed: int = 7,
        tier: Tier = Tier.SELF_SERVE,
        dialect: Dialect = Dialect.TWEET,
        owns_app: bool = True,
        pagination: Pagination = "cursor",
        username: str = "harbourlight",
        name: str = "Harbour Light Coffee",
        population: int = 0,
    ) -> None:
        ScriptedWorld.__init__(self, clock, seed=seed, username=username, name=name, population=population)
        Conditions.__init__(self, tier=tier, dialect=dialect, pagination=pagination, owns_app=owns_app)
        self._seed, self._resets = seed, 0
        self.credentials = Credentials.for_account(self.account.id, seed)
        self._api = Api(self, self, Authentication(self.credentials, self.account), lambda: self.url, self._changed)
        self._runner: web.AppRunner | None = None
        self._url = ""

    async def start(self, port: int = 0) -> None:
        """Serve on 127.0.0.1. port: 0 for any that is free. Raises OSError when it is not."""
        app = web.Application(middlewares=[loopback_only])
        self._api.add_to(app.router)
        PostPages(self, self).add_to(app.router)
        Pages(self, self).add_to(app.router)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        host, chosen = self._runner.addresses[0][:2]
        self._url = f"http://{host}:{chosen}"

    async def stop(self) -> None:
        self._api.streams.close()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    @property
    def url(self) -> str:
        """The API's base, and that of the pages. Empty before the first start."""
        return self._url

    @property
    def calls(self) -> deque[Call]:
        """The latest 10,000 calls of the API, oldest first."""
        return self._api.calls

    @property
    def spent_micros(self) -> int:
        """Everything charged so far, in micro-dollars."""
        return self._api.meter.spent_micros

    @property
    def charges_per_list(self) -> bool:
        """Whether a person on two of the account's lists is charged for on each of them."""
        return self._api.meter.per_list

    @charges_per_list.setter
    def charges_per_list(self, per_list: bool) -> None:
        self._api.meter.per_list = per_list

    @property
    def bill(self) -> Bill:
        """What was charged for what, and how often each endpoint was called: `bill.today`, `bill.month` and `bill.on(day)`."""
        return self._api.meter.bill

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """The app's subscriptions, oldest first."""
        return tuple(self._api.subscriptions)

    @property
    def streams(self) -> int:
        """How many connections to the activity stream are open."""
        return self._api.streams.open_count

    def close_streams(self) -> None:
        """Close the open streams cleanly, as X does when it restarts a server."""
        self._api.streams.close()

    def abort_streams(self) -> None:
        """Drop the open streams."""
        self._api.streams.abort()

    def rate_limit(self, endpoint: Endpoint | str, window: str = QUARTER_HOUR) -> None:
        """As if every call of the present window had been made.

        endpoint: an `Endpoint` or its value, such as "followers". window: how its headers begin: 15 minutes, or 24 hours of the app.
        """
        for caller in ("user", "app"):
            self._api.limits.use_up(Endpoint(endpoint), caller, window)
        self._changed()

    def regenerates_keys(self) -> None:
        """Somebody regenerates the keys in X's developer console: the old ones are refused, and `credentials` holds the new ones."""
        self._resets += 1
        self.credentials = Credentials.for_account(self.account.id, self._seed + self._resets)
        self._api.authenticate_with(Authentication(self.credentials, self.account))

    def limit_a_day(self, endpoint: Endpoint | str, calls: int) -> None:
        """Let the account make so many calls in 24 hours, as X does on its small plans."""
        self._api.limits.limit_a_day(Endpoint(endpoint), calls)
