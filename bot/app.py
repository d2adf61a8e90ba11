"""Builds every part once and wires them together; the only file that knows them all."""

from __future__ import annotations

import asyncio
import contextlib
import logging

import discord
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.config import Settings
from bot.domain.jobs import Job
from bot.runtime.clock import Clock
from bot.runtime.file_modes import readable_by_others
from bot.runtime.scheduler import Scheduler
from bot.runtime.startup_report import Startup
from bot.runtime.wakes import Wakes
from bot.store import Store, StoreError
from bot.views.format.console import at_and_in
from bot.views.format.i18n import ENGLISH, language, speaking
from bot.views.suggestions.log_line import log_line
from bot.workflow.context import Context
from bot.workflow.followers.stream import StreamConsumer
from bot.workflow.followers.stream_health import StreamHealth
from bot.workflow.inbox.read_ahead import load_word_lists
from bot.workflow.jobs import jobs_asking_x, jobs_on_store
from bot.workflow.money.spend_guard import LedgerSpendGuard
from bot.workflow.services import Services
from bot.workflow.team.activity_log import ActivityLog
from bot.x.client import XClient
from cogs.client import Client
from cogs.discord_errors import REQUEST_ERRORS, error_summary, retry_after

log = logging.getLogger(__name__)

GRACE = 3.0
"""Seconds that running jobs get to end when Mutuals stops; the whole stop stays under five."""


REJECTED_BY_DISCORD = "Discord has closed the connection for good. `mutuals check` says whether DISCORD_TOKEN still works."


class CannotStart(Exception):
    """Mutuals cannot do its work with these settings; the message says why and what to do."""


class Mutuals:
    """The bot as a whole: `start`, `wait` until it ends by itself, `stop`. scheduler: the recurring jobs."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self.scheduler = Scheduler(clock)
        self._store: Store | None = None
        self._x: XClient | None = None
        self._bot: Client | None = None
        self._connection: asyncio.Task[None] | None = None
        self._stream_consumer: StreamConsumer | None = None
        self._logged_in = False
        self._why_offline = ""
        self._startup_report: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Open the store, start polling X and connecting to Discord. Raises CannotStart."""
        with speaking(language(self._settings.language)):  # whatever is started here speaks it, too
            await self._start()

    async def _start(self) -> None:
        credentials = self._settings.x_credentials()
        try:
            self._store = await Store.open(self._settings.database_url, account_id=credentials.account_id, exclusive=True)
        except StoreError as error:
            raise CannotStart(str(error)) from error
        if shared := readable_by_others(Store.files(self._settings.database_url)):
            log.warning("%s", shared)
        prices = self._settings.prices()
        context = Context(self._store, self._clock, self._settings.policy(), prices)
        self._x = XClient(
            credentials,
            url=self._settings.x_api_url,
            clock=self._clock,
            spend_guard=LedgerSpendGuard(context),
            prices=prices,
        )
        stream_health = StreamHealth()
        services = Services.of(context, self._x.limits, stream_health, self._settings)
        try:
            await services.settings.load()
            await services.saved_replies.add_examples()
            await services.first_start.begin()
        except StoreError as error:
            raise CannotStart(str(error)) from error
        await load_word_lists()
        self._bot = Client(services, guild_id=self._settings.discord_guild_id)
        startup = Startup(services, self._bot, lambda: self._why_offline)
        self._add_jobs(services, self._x, self._bot, stream_health, startup)
        self._store.changes.subscribe(Wakes(self.scheduler).after)
        self._connection = asyncio.create_task(self._stay_connected(self._bot), name="discord")
        with speaking(ENGLISH):  # as all of the log is
            self._startup_report = asyncio.create_task(startup.report(), name="startup")
        self.scheduler.start()

    def _add_jobs(self, services: Services, x: XClient, bot: Client, stream_health: StreamHealth, startup: Startup) -> None:
        self._stream_consumer = StreamConsumer(services.context, x, stream_health, services.assessor.reassess)
        asking_x = jobs_asking_x(services, x, self._stream_consumer, stream_health)
        asking_x[Job.POLL_FOLLOWERS] = startup.observing(asking_x[Job.POLL_FOLLOWERS])
        for job, work in asking_x.items():
            self.scheduler.add(job, services.job_errors.guarded(job, work))
        for job, work in (jobs_on_store(services) | bot.jobs()).items():
            self.scheduler.add(job, work)
        self.scheduler.add(Job.LOG_ACTIVITY, ActivityLog(services.context, log_line).run)

    async def wait(self) -> None:
        """Return when the bot has ended; raises CannotStart when Discord will not have it."""
        if self._connection is not None:
            await asyncio.shield(self._connection)

    async def stop(self) -> None:
        """End what is under way, then close everything; safe to call at any time."""
        if self._stream_consumer is not None:
            self._stream_consumer.end()
        if self._startup_report is not None:
            self._startup_report.cancel()
        await self.scheduler.stop(GRACE)
        if self._connection is not None:
            self._connection.cancel()
            with contextlib.suppress(asyncio.CancelledError, CannotStart):
                await self._connection
        if self._bot is not None:
            await self._bot.close()
        if self._x is not None:
            await self._x.close()
        if self._store is not None:
            await self._store.close()

    async def _stay_connected(self, bot: Client) -> None:
        """Log in and stay connected. What cannot mend itself ends the bot; anything else is retried with growing delays, or when Discord
        says that it may be."""
        Route.BASE = self._settings.discord_api_url
        backoff: ExponentialBackoff[bool] = ExponentialBackoff()
        while not bot.is_closed():
            try:
                await self._connect(bot)
            except discord.LoginFailure as error:
                raise CannotStart(
                    "Discord does not accept DISCORD_TOKEN. Copy the bot's token anew from Discord's developer page."
                ) from error
            except (*REQUEST_ERRORS, AttributeError) as error:
                # A first handshake that fails surfaces in discord.py 2.7.1 as an AttributeError.
                if bot.is_closed():
                    raise CannotStart(REJECTED_BY_DISCORD) from error
                await asyncio.sleep(self._wait_after(error, backoff.delay()))

    async def _connect(self, bot: Client) -> None:
        """Returns when the connection has ended for good."""
        if not self._logged_in:
            try:
                await bot.login(self._settings.discord_token.get_secret_value())
                self._logged_in = True
            except Exception:
                # Each login opens a session of its own and leaves the one before open.
                await bot.http.close()
                bot.http.connector = discord.utils.MISSING
                raise
        _, gateway, starts = await bot.http.get_bot_gateway()
        if starts["remaining"] <= 0:
            # One start too many, and Discord resets the token.
            raise discord.RateLimited(starts["reset_after"] / 1000)
        DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)
        await bot.connect(reconnect=True)

    def _wait_after(self, error: Exception, delay: float) -> float:
        """Say why Discord is not connected and when it is tried again; returns the seconds until then."""
        asked_for = retry_after(error)
        if asked_for is None:
            self._why_offline = f"it cannot be reached ({error_summary(error)}); Mutuals keeps trying."
            log.warning("Discord cannot be reached (%s); trying again in %.0f s.", error_summary(error), delay)
            return delay
        wait = max(asked_for, delay)
        when = at_and_in(wait, self._clock.now())
        self._why_offline = f"it lets Mutuals connect again {when}; Mutuals then does so by itself."
        log.warning("Discord does not let Mutuals connect for now. It may again %s, and then does so by itself.", when)
        return wait
