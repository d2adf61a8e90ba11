"""Builds every room once and ties them together; the only file that knows them all."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from functools import partial

import discord
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.config import Settings
from bot.runtime.clock import Clock
from bot.runtime.file_modes import readable_by_others
from bot.runtime.scheduler import Routines
from bot.runtime.startup_report import Startup
from bot.store import Store, StoreError
from bot.views.format.numbers import at_and_in
from bot.workflow.context import Context, Job
from bot.workflow.delivery.capabilities import Learn
from bot.workflow.delivery.deliver import Deliver
from bot.workflow.delivery.follow import FollowCarrier
from bot.workflow.delivery.recovery import Recovery
from bot.workflow.delivery.reply import ReplyCarrier
from bot.workflow.delivery.verify import Verify
from bot.workflow.delivery.verify_replies import Answers
from bot.workflow.followers.audit_run import AuditReading
from bot.workflow.followers.initial_sync import StockTaking
from bot.workflow.followers.poll import Watch
from bot.workflow.followers.stream import Streaming
from bot.workflow.followers.stream_health import Agreement
from bot.workflow.inbox.poll_mentions import Listen
from bot.workflow.inbox.retention import Recheck
from bot.workflow.inbox.triage import Choose
from bot.workflow.money.spend_guard import LedgerMeter
from bot.workflow.people.reassess import Reassess
from bot.workflow.services import Services
from bot.workflow.suggestions.expiry import Upkeep
from bot.workflow.team.activity_log import ActivityLog
from bot.x.client import X
from cogs.channel.discord_errors import REQUEST_FAULTS, cause, retry_after
from cogs.client import TeamBot

log = logging.getLogger(__name__)

GRACE = 3.0
"""Seconds that running jobs get to end when Mutuals stops; the whole stop stays under five."""


TURNED_AWAY = "Discord has closed the connection for good. `mutuals check` says whether DISCORD_TOKEN still works."


class CannotStart(Exception):
    """Mutuals cannot do its work with these settings; the message says why and what to do."""


class Mutuals:
    """The bot as a whole: `start`, `wait` until it ends by itself, `stop`. routines: what recurs, and when it is due next."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self.routines = Routines(clock)
        self._store: Store | None = None
        self._x: X | None = None
        self._bot: TeamBot | None = None
        self._connection: asyncio.Task[None] | None = None
        self._streaming: Streaming | None = None
        self._logged_in = False
        self._why_offline = ""
        self._report: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Open the store, begin to look at X and to connect to Discord. Raises CannotStart."""
        credentials = self._settings.x_credentials()
        try:
            self._store = await Store.open(self._settings.database_url, account_id=credentials.account_id, alone=True)
        except StoreError as error:
            raise CannotStart(str(error)) from error
        if shared := readable_by_others(Store.files(self._settings.database_url)):
            log.warning("%s", shared)
        prices = self._settings.prices()
        context = Context(self._store, self._clock, self._settings.policy(), self._wake, prices)
        self._x = X(
            credentials,
            url=self._settings.x_api_url,
            clock=self._clock,
            meter=LedgerMeter(context),
            prices=prices,
        )
        agreement = Agreement()
        services = Services.of(context, self._x.limits, agreement)
        try:
            await services.saved_replies.give_examples()
            await services.first_start.begin()
        except StoreError as error:
            raise CannotStart(str(error)) from error
        self._bot = TeamBot(services, guild_id=self._settings.discord_guild_id, channel_id=self._settings.discord_channel_id)
        startup = Startup(services, self._bot, lambda: self._why_offline)
        self._add_routines(services, self._x, self._bot, agreement, startup)
        self._connection = asyncio.create_task(self._stay_connected(self._bot), name="discord")
        self._report = asyncio.create_task(startup.report(), name="startup")
        self.routines.start()

    def _add_routines(self, services: Services, x: X, bot: TeamBot, agreement: Agreement, startup: Startup) -> None:
        context, judge = services.context, services.judge
        watch = Watch(context, x, judge, services.bursts, agreement)
        self._streaming = Streaming(context, x, agreement, partial(context.wake, Job.WATCH), judge.reassess)
        asking_x = {
            Job.RECOVERY: Recovery(context, x).run,
            Job.ACCESS: Learn(context, x).run,
            Job.WATCH: startup.noting(watch.run),
            Job.STREAM: self._streaming.run,
            Job.LISTEN: Listen(context, x, judge.reassess).run,
            Job.CHOOSE: Choose(context, x, judge).run,
            Job.RECHECK: Recheck(context, x).run,
            Job.DELIVER: Deliver(context, FollowCarrier(context, x)).run,
            Job.REPLY: Deliver(context, ReplyCarrier(context, x)).run,
            Job.VERIFY: Verify(context, x).run,
            Job.ANSWERS: Answers(context, x).run,
            Job.AUDIT: AuditReading(context, x, StockTaking(context, x, judge)).run,
        }
        for job, work in asking_x.items():
            self.routines.add(job, services.troubles.guarded(job, work))
        self.routines.add(Job.REASSESS, Reassess(context, judge).run)
        self.routines.add(Job.UPKEEP, Upkeep(context, services.report).run)
        for job, work in bot.jobs().items():
            self.routines.add(job, work)
        self.routines.add(Job.LOG, ActivityLog(context).run)

    def _wake(self, job: Job) -> None:
        self.routines.wake(job)
        if job is Job.SHOW:
            self.routines.wake(Job.LOG)  # what the team is to see is worth a line

    async def wait(self) -> None:
        """Return when the bot has ended; raises CannotStart when Discord will not have it."""
        if self._connection is not None:
            await asyncio.shield(self._connection)

    async def stop(self) -> None:
        """End what is under way, then close everything; safe to call at any time."""
        if self._streaming is not None:
            self._streaming.end()
        if self._report is not None:
            self._report.cancel()
        await self.routines.stop(GRACE)
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

    async def _stay_connected(self, bot: TeamBot) -> None:
        """Log in and stay connected. What cannot mend itself ends the bot; anything else is tried again, ever more slowly, or when Discord
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
            except (*REQUEST_FAULTS, AttributeError) as error:
                # A first handshake that fails surfaces in discord.py 2.7.1 as an AttributeError.
                if bot.is_closed():
                    raise CannotStart(TURNED_AWAY) from error
                await asyncio.sleep(self._wait_after(error, backoff.delay()))

    async def _connect(self, bot: TeamBot) -> None:
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
            self._why_offline = f"it cannot be reached ({cause(error)}); Mutuals goes on trying."
            log.warning("Discord cannot be reached (%s); trying again in %.0f s.", cause(error), delay)
            return delay
        wait = max(asked_for, delay)
        when = at_and_in(wait, self._clock.now())
        self._why_offline = f"it lets Mutuals connect again {when}; Mutuals then does so by itself."
        log.warning("Discord does not let Mutuals connect for now. It may again %s, and then does so by itself.", when)
        return wait
