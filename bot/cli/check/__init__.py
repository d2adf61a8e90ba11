"""Tells whether `run` would work. Writes nothing: not on Discord, not on X, not in the database."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot.cli.check import database, discord_channel, x_account
from bot.cli.check.cost import dollars
from bot.cli.check.findings import Finding, Mark, Section
from bot.config import Settings

__all__ = ["Finding", "Mark", "report"]


async def report(settings: Settings, say: Callable[[str], None]) -> bool:
    """Look at everything, a line each, and sum up; returns whether `run` would work."""
    marks: list[Mark] = []

    def note(finding: Finding) -> None:
        marks.append(finding.mark)
        say(str(finding))

    purse = x_account.Purse()
    await Section(discord_channel.LABELS, note).look(partial(discord_channel.look_at_team_channel, settings))
    await Section(x_account.LABELS, note).look(partial(x_account.look_at_x, settings, purse))
    await Section(database.LABELS, note).look(partial(database.look_at_database, settings.database_url))

    faults = marks.count(Mark.BAD)
    verdict = f"{faults} thing{'s' * (faults > 1)} to mend before `mutuals run` works." if faults else "`mutuals run` would work."
    say(f"\n{verdict} This check cost {dollars(purse.spent)} on X and changed nothing.")
    return not faults
