"""What is generated from the code: `python -m tests.docs.generate` writes .env.example, docs/options.md and docs/commands.md anew."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterable, Iterator
from datetime import time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import discord
from discord import app_commands
from pydantic.fields import FieldInfo

from bot.cli.main import main as program
from bot.config import Settings, written
from bot.domain import SETTINGS, Policy
from bot.runtime.clock import SystemClock
from bot.store import Store
from bot.workflow.context import Context
from bot.workflow.followers.stream_health import StreamHealth
from bot.workflow.services import Services
from bot.x.limits.rate_limits import RateLimits
from cogs.client import Client
from tests.support.options import settings_with

ROOT = Path(__file__).parents[2]

SECTIONS = {
    "discord_token": "Discord",
    "x_consumer_key": "X",
    "monthly_budget_usd": "Money and polling",
    "database_url": "Database",
    "timezone": "The team's day",
    "prompts_per_day": "Cards and what goes out",
    "log_level": "Technical",
}
"""Headings, each before the option that it names."""

_ENV_INTRO = "# Copy this file to .env and fill in what is empty and not called optional. An empty value counts as not set.\n"

_OPTIONS_INTRO = """\
# Every option

Set these in the environment or in a file `.env` in the folder in which Mutuals is started; the environment wins.
[.env.example](../.env.example) has them all. `mutuals check` and `mutuals run` name every option that is missing or wrong.

The last column says what your team can change in Discord with `/settings show`, without a restart. The value that is set here is
the default then, and of the budgets the most that the team can set.
"""

_COMMANDS_INTRO = """\
# Every command

## In Discord

Answers to commands are seen by you alone, and only in your own server. Only approvers may decide, override, spend and resume;
whoever manages the server may always pause and change settings. Approvers, the roles of `DISCORD_VIEWER_ROLE_IDS` and whoever manages
the server may look; everybody else is refused. What stands in the channel is seen by whom Discord lets: `mutuals check` says who that is.
[What the buttons on a card do](judging.md#on-a-card) is a page further.
"""

_PROGRAM_INTRO = """\
## On the computer

`mutuals COMMAND --help` has the rest of each.
"""


def pages() -> dict[Path, str]:
    """Every generated file, and what it must hold."""
    return {
        ROOT / ".env.example": _env_example(),
        ROOT / "docs" / "options.md": _options_page(),
        ROOT / "docs" / "commands.md": _commands_page(asyncio.run(_slash_commands())),
    }


def _env_example() -> str:
    lines = [_ENV_INTRO]
    for name, option in Settings.model_fields.items():
        if name in SECTIONS and len(lines) > 1:
            lines.append("\n")
        default = _default(option)
        optional = "" if option.is_required() or default else "Optional. "
        lines.append(f"# {optional}{option.title}\n# Value: {option.description}\n{name.upper()}={default}\n")
    return lines[0] + "\n" + "".join(lines[1:])


def _options_page() -> str:
    return _OPTIONS_INTRO + "".join(_options())


def _options() -> Iterator[str]:
    for name, option in Settings.model_fields.items():
        if name in SECTIONS:
            yield f"\n## {SECTIONS[name]}\n\n| option | default | what it is | value | in Discord |\n|---|---|---|---|---|\n"
        default = "**required**" if option.is_required() else f"`{_default(option)}`" if _default(option) else ""
        yield f"| `{name.upper()}` | {default} | {option.title} | {option.description} | {_in_discord(name)} |\n"


def _in_discord(name: str) -> str:
    """Whether the team can change it there."""
    rules = SETTINGS.get(name)
    return "" if rules is None else "up to this" if rules.host_is_ceiling else "yes"


def _default(option: FieldInfo) -> str:
    """As it is written in the environment; empty where there is none, or one that depends on the computer."""
    return "" if option.is_required() or option.default_factory is not None else written(option.default)


async def _slash_commands() -> list[app_commands.Command[Any, ..., Any]]:
    """The commands as Mutuals registers them, by name."""
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite+aiosqlite:///{folder}/mutuals.sqlite3", account_id=1)
        try:
            policy = Policy(ZoneInfo("UTC"), time(9))
            services = Services.of(
                Context(store, SystemClock(), policy), RateLimits(), StreamHealth(), settings_with(policy, Path(folder) / "mutuals.sqlite3")
            )
            team = Client(services, guild_id=1)
            await team.setup_hook()
            found = [c for c in team.tree.walk_commands(guild=discord.Object(1)) if isinstance(c, app_commands.Command)]
        finally:
            await store.close()
    return sorted(found, key=lambda command: command.qualified_name)


def _commands_page(commands: Iterable[app_commands.Command[Any, ..., Any]]) -> str:
    slash = [f"| `/{command.qualified_name}` | {command.description} | {_parameters(command)} |\n" for command in commands]
    program_rows = [f"| `mutuals {name}` | {_summary(command)} |\n" for name, command in sorted(program.commands.items())]
    return (
        f"{_COMMANDS_INTRO}\n| command | what it does | what you may add |\n|---|---|---|\n{''.join(slash)}\n"
        f"{_PROGRAM_INTRO}\n| command | what it does |\n|---|---|\n{''.join(program_rows)}"
    )


def _parameters(command: app_commands.Command[Any, ..., Any]) -> str:
    return "<br>".join(
        f"`{parameter.display_name}`{'' if parameter.required else ' (optional)'}: {parameter.description}"
        for parameter in command.parameters
    )


def _summary(command: click.Command) -> str:
    """The first paragraph of its help."""
    return " ".join((command.help or "").partition("\n\n")[0].split())


def main() -> None:
    """Write every generated file."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        click.echo(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
