"""Says in the log how the start went: as whom, where and for which account Mutuals is connected, and when it is really running."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.domain import Account, BaselineStatus
from bot.views.format.numbers import counted
from bot.workflow.services import Services
from cogs.client import TeamBot

log = logging.getLogger(__name__)

SOON = 30.0
"""Real seconds after which it is said, once, what is still missing."""


class Startup:
    """Waits for Discord and for X's first answer. why_offline: why Discord is not connected, "" while nothing is known."""

    def __init__(self, services: Services, bot: TeamBot, why_offline: Callable[[], str], soon: float = SOON) -> None:
        self._services, self._bot, self._why_offline, self._soon = services, bot, why_offline, soon
        self._x_answered = asyncio.Event()

    def noting(self, work: Callable[[], Awaitable[datetime | None]]) -> Callable[[], Awaitable[datetime | None]]:
        """The same work, whose first success says that X answers."""

        async def noted() -> datetime | None:
            again_at = await work()
            self._x_answered.set()
            return again_at

        return noted

    async def report(self) -> None:
        """Returns once everything is there; Mutuals runs on whether anybody waits for this or not."""
        looks = {asyncio.create_task(self._see_discord()): self._discord_missing, asyncio.create_task(self._see_x()): self._x_missing}
        try:
            _, missing = await asyncio.wait(looks, timeout=self._soon)
            if missing:
                reasons = [await reason() for look, reason in looks.items() if look in missing]
                log.warning("Mutuals is not running yet. %s", " ".join(reasons))
            await asyncio.gather(*looks)
        finally:
            for look in looks:
                look.cancel()
        if any(fault.hinders_the_channel for fault in self._services.setup.faults):
            log.warning("Mutuals is connected, but cannot use the team's channel as it should; what to do stands above. Ctrl-C stops it.")
        else:
            log.info("Mutuals is running; Ctrl-C stops it.")

    async def _see_discord(self) -> None:
        setup = self._services.setup
        await setup.described.wait()
        server, name = setup.server, self._bot.user.name if self._bot.user else ""
        if server is None or server.name is None:
            log.info("Discord: connected as %s.", name)
        else:
            log.info("Discord: connected as %s, in %s of %s.", name, server.channel, server.name)

    async def _see_x(self) -> None:
        await self._x_answered.wait()
        account = await self._account()
        if account.paused_at is not None:
            log.info("X: %s; nothing is asked while Mutuals is paused (by %s; /resume lets it go on).", _name(account), account.paused_by)
        else:
            followers = "" if account.followers is None else f", {counted(account.followers, 'follower')}"
            log.info("X: %s%s.", _name(account), followers)

    async def _discord_missing(self) -> str:
        return f"Discord: {self._why_offline() or 'it has not answered yet; Mutuals goes on trying.'}"

    async def _x_missing(self) -> str:
        troubles = [trouble.sentence for trouble in self._services.troubles.present if trouble.job not in self._bot.jobs()]
        if troubles:
            return f"X: {troubles[0]}"
        account = await self._account()
        if account.held_at is not None:
            return "X: with a new database nothing is asked before Mutuals has seen the channel."
        if account.username and account.baseline is BaselineStatus.PENDING:
            return f"X: {_name(account)}; taking stock of the present followers."
        return "X: it has not answered yet; Mutuals goes on trying."

    async def _account(self) -> Account:
        async with self._services.context.store.read() as tx:
            return await tx.accounts.get()


def _name(account: Account) -> str:
    return f"@{account.username}" if account.username else "an account not yet known"
