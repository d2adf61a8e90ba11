"""Tells whether `run` would work. Writes nothing: not on Discord, not on X, not in the database."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot.cli.check import database, discord_channel, x_account
from bot.cli.check.findings import CheckResult, CheckStatus, Section
from bot.config import Settings
from bot.views.format.numbers import dollars

__all__ = ["CheckResult", "CheckStatus", "run_checks"]


async def run_checks(settings: Settings, say: Callable[[str], None]) -> bool:
    """Check everything, print a line for each result and a summary; returns whether `run` would work."""
    statuses: list[CheckStatus] = []

    def note(result: CheckResult) -> None:
        statuses.append(result.status)
        say(str(result))

    spend_guard = x_account.CheckSpendGuard()
    await Section(discord_channel.labels(settings), note).run(partial(discord_channel.check_discord, settings))
    await Section(x_account.LABELS, note).run(partial(x_account.check_x_account, settings, spend_guard))
    await Section(database.LABELS, note).run(partial(database.check_database, settings.database_url))

    failures = statuses.count(CheckStatus.BAD)
    verdict = f"{failures} problem{'s' * (failures > 1)} to fix before `mutuals run` works." if failures else "`mutuals run` would work."
    say(f"\n{verdict} This check cost {dollars(spend_guard.spent)} on X and changed nothing.")
    return not failures
