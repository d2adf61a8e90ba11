"""Says in the log how the start went: as whom, where and for which account Mutuals is connected, and when it is really running."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.domain import Account, BaselineStatus
from bot.views.format.console import counted
from bot.views.words.sentences import sentence
from bot.views.words.setup_faults import channel_name
from bot.workflow.services import Services
from cogs.client import Client

log = logging.getLogger(__name__)

WARN_AFTER = 30.0
"""Real seconds after which a warning says, once, what is still missing."""


class Startup:
    """Waits for Discord and for X's first answer. why_offline: why Discord is not connected, "" while nothing is known."""

    def __init__(self, services: Services, bot: Client, why_offline: Callable[[], str], warn_after: float = WARN_AFTER) -> None:
        self._services, self._bot, self._why_offline, self._warn_after = services, bot, why_offline, warn_after
        self._x_answered = asyncio.Event()

    def observing(self, work: Callable[[], Awaitable[datetime | None]]) -> Callable[[], Awaitable[datetime | None]]:
        """The same work, whose first success says that X answers."""

        async def observed() -> datetime | None:
            again_at = await work()
            self._x_answered.set()
            return again_at

        return observed

    async def report(self) -> None:
        """Returns once everything is up; Mutuals runs whether anybody waits for this or not."""
        checks = {
            asyncio.create_task(self._wait_for_discord()): self._discord_missing,
            asyncio.create_task(self._wait_for_x()): self._x_missing,
        }
        try:
            _, missing = await asyncio.wait(checks, timeout=self._warn_after)
            if missing:
                reasons = [await reason() for check, reason in checks.items() if check in missing]
                log.warning("Mutuals is not running yet. %s", " ".join(reasons))
            await asyncio.gather(*checks)
        finally:
            for check in checks:
                check.cancel()
        if self._services.setup.breaks(self._services.context.policy.channels.cards):
            log.warning("Mutuals is connected, but cannot fully use the team's channel; see above for what to do. Ctrl-C stops it.")
        else:
            log.info("Mutuals is running; Ctrl-C stops it.")

    async def _wait_for_discord(self) -> None:
        setup = self._services.setup
        await setup.described.wait()
        server, name = setup.server, self._bot.user.name if self._bot.user else ""
        if server is None or server.name is None:
            log.info("Discord: connected as %s.", name)
        else:
            channels = ", ".join(channel_name(channel.name, channel.id) for channel in server.channels)
            log.info("Discord: connected as %s, in %s of %s.", name, channels, server.name)

    async def _wait_for_x(self) -> None:
        await self._x_answered.wait()
        account = await self._account()
        if account.paused_at is not None:
            by = account.paused_by or "itself: its database is new"
            log.info("X: %s; no requests while Mutuals is paused (by %s; use /resume to continue).", _name(account), by)
        else:
            followers = "" if account.followers is None else f", {counted(account.followers, 'follower')}"
            log.info("X: %s%s.", _name(account), followers)

    async def _discord_missing(self) -> str:
        return f"Discord: {self._why_offline() or 'it has not answered yet; Mutuals keeps trying.'}"

    async def _x_missing(self) -> str:
        job_errors = [sentence(job_error.note) for job_error in self._services.job_errors.present if job_error.job not in self._bot.jobs()]
        if job_errors:
            return f"X: {job_errors[0]}"
        account = await self._account()
        if account.on_hold_since is not None:
            return "X: with a new database, no requests until Mutuals has seen the channel."
        if account.username and account.baseline is BaselineStatus.PENDING:
            return f"X: {_name(account)}; initial sync of the followers."
        return "X: it has not answered yet; Mutuals keeps trying."

    async def _account(self) -> Account:
        async with self._services.context.store.read() as tx:
            return await tx.accounts.get()


def _name(account: Account) -> str:
    return f"@{account.username}" if account.username else "an account not yet known"
