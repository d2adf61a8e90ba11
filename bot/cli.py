"""What can be run."""

from __future__ import annotations

import io
import logging
import sys
import threading
import webbrowser
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.serve import Service

_log = logging.getLogger(__name__)

# The commands import what they need themselves: discord.py, tweepy and matplotlib take a second, and `--help` needs none of them.


@click.group()
@click.version_option(package_name="mutuals", prog_name="mutuals")
def main() -> None:
    """Mutuals helps a team follow back the right people on X, from a Discord channel."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a pipe or an old terminal may know no ✓


@main.command()
def run() -> None:
    """Run the bot, with the options in the environment or in .env."""
    settings = _settings()
    from bot.app import Mutuals
    from bot.clock import SystemClock

    _go_on(Mutuals(settings, SystemClock()), lambda: _log.info("Mutuals is running; Ctrl-C stops it."))


@main.command()
def check() -> None:
    """Tell whether `run` would work.

    Says what to do where it would not, and changes nothing.
    """
    settings = _settings()
    import asyncio

    from bot.check import report

    if not asyncio.run(report(settings, click.echo)):
        sys.exit(1)


@main.command()
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="Port of the page; 0 takes any free one.")
@click.option("--speed", default=60, show_default=True, type=click.IntRange(0, 86_400), help="Simulated seconds in a real one.")
@click.option("--seed", default=7, show_default=True, type=int, help="Another number makes other people.")
@click.option("--no-browser", is_flag=True, help="Do not open the page.")
def demo(port: int, speed: int, seed: int, *, no_browser: bool) -> None:
    """Try Mutuals without any account.

    Opens a page with a simulated X, a simulated Discord and the real bot between them.
    """
    from bot.logs import configure
    from bot.stage import Stage

    configure("WARNING", ())
    stage = Stage(port=port, speed=speed, seed=seed)

    def ready() -> None:
        click.echo(f"The demo is on {stage.url} (Ctrl-C ends it)")
        if not no_browser:
            threading.Thread(target=webbrowser.open, args=(stage.url,), daemon=True).start()

    _go_on(stage, ready)


@main.command()
@click.argument("file", default="-")
def score(file: str) -> None:
    """Score an export of X users.

    Reads users as X's API v2 gives them, one JSON object a line, from FILE (plain or packed with gzip) or from the standard input.
    It needs no keys, asks nobody and stores nothing.

    \b
      mutuals score followers.jsonl > verdicts.jsonl
      zcat followers.jsonl.gz | mutuals score | head

    A line is the user itself, with its id, username, name, description, created_at and public_metrics, or holds it as {"user": {...}}.
    A "collected_at" beside it, such as "2013-06-12", says when it was read from X; without one that is now.

    Each user gives one line, in the same order:

    \b
      {"id": "12", "username": "ada", "verdict": "quiet", "suspicion": 0,
       "reasons": ["has posted 12 times so far"]}

    The verdict is quiet, unsure or suspicious (engaged needs the account's own history, which an export does not hold). The suspicion
    goes from 0 to 100. The reasons are the facts behind it, strongest first. Who is called suspicious is judged by public figures alone:
    look before you act on it.

    On a terminal it shows how far it is, and at the end the share of each verdict.

    A line that holds no user gives {"line": 3, "error": "..."} in its place, and the rest goes on. Blank lines are passed over.

    Ends with 0 when all is well, 1 when there were such lines, 2 when FILE cannot be read.
    """
    from bot.score import run

    sys.exit(run(file))


def _settings() -> Settings:
    """The options, with the log set up to hide the secret ones; a fault in them ends the program with exit code 2."""
    from bot.config import ConfigError, load_settings
    from bot.logs import configure

    try:
        settings = load_settings()
    except ConfigError as error:
        _fail(str(error), code=2)
    configure(settings.log_level, settings.secrets())
    return settings


def _go_on(service: Service, ready: Callable[[], None]) -> None:
    """Keep the service going; returns when somebody stopped it and ends the program with exit code 1 when it could not go on."""
    import asyncio

    from bot.app import CannotStart
    from bot.serve import serve

    try:
        if asyncio.run(serve(service, ready)):
            return
    except KeyboardInterrupt:
        return
    except click.ClickException:
        raise
    except CannotStart as error:
        _fail(str(error))
    except Exception:
        _log.exception("A fault of its own ended Mutuals.")
    _fail("Mutuals ended by itself; the log above says why.")


def _fail(sentence: str, code: int = 1) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)
