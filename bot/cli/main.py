"""The commands of `mutuals`."""

from __future__ import annotations

import io
import logging
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from bot.cli.backup import backup, restore

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.runtime.supervisor import Service

_log = logging.getLogger(__name__)

_A_DAY = click.IntRange(0, 10_000_000)

# The commands import what they need themselves: discord.py, tweepy and SQLAlchemy take a second, and `--help` needs none of them.


@click.group()
@click.version_option(package_name="mutuals", prog_name="mutuals")
def main() -> None:
    """Mutuals helps a team follow back and answer the right people on X, from a Discord channel.

    \b
    Run them in this order:
      mutuals demo     try it, without any account or key
      mutuals check    once .env is filled in: what works, and how to fix what does not
      mutuals run      the bot itself

    Each command's own --help has the rest, also its exit codes.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a pipe or an old terminal may know no ✓


@main.command()
def run() -> None:
    """Run the bot until it is stopped.

    Takes its options from the environment or from .env. Ctrl-C and SIGTERM stop it cleanly.

    \b
    Exit codes:
      0  it was stopped
      1  it could not start, or it broke; the log says why
      2  an option is missing or wrong
    """
    settings = _settings()
    from bot.app import Mutuals
    from bot.config import ENV_FILE
    from bot.runtime.clock import SystemClock
    from bot.runtime.file_modes import readable_by_others

    if shared := readable_by_others([Path(ENV_FILE)]):
        _log.warning("%s", shared)
    _serve_until_stopped(Mutuals(settings, SystemClock()), lambda: _log.info("Mutuals connects to Discord and X; Ctrl-C stops it."))


@main.command()
def check() -> None:
    """Tell whether `run` would work.

    Says what to do where it would not, and changes nothing.

    \b
    Exit codes:
      0  it would
      1  something has to be fixed first
      2  an option is missing or wrong
    """
    settings = _settings()
    import asyncio

    from bot.cli.check import run_checks

    if not asyncio.run(run_checks(settings, click.echo)):
        sys.exit(1)


@main.command()
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="Port of the page; 0 takes any free one.")
@click.option("--speed", default=60, show_default=True, type=click.IntRange(0, 86_400), help="Simulated seconds in a real one.")
@click.option("--seed", default=7, show_default=True, type=int, help="Another number makes other people.")
@click.option("--no-browser", is_flag=True, help="Do not open the page.")
def demo(port: int, speed: int, seed: int, *, no_browser: bool) -> None:
    """Try Mutuals without any account.

    Opens a page with a simulated X, a simulated Discord and the real bot between them.

    \b
    Exit codes:
      0  it was stopped
      1  it broke; the log says why
      2  a parameter is wrong, or the port cannot be used
    """
    from bot.cli.demo import Demo
    from bot.runtime.logs import configure

    configure("WARNING", ())
    demo = Demo(port=port, speed=speed, seed=seed)

    def ready() -> None:
        click.echo(f"The demo is on {demo.url} (Ctrl-C ends it)")
        if not no_browser:
            threading.Thread(target=webbrowser.open, args=(demo.url,), daemon=True).start()

    _serve_until_stopped(demo, ready)


@main.command()
@click.argument("file", default="-")
def score(file: str) -> None:
    """Score an export of X users.

    Reads people from FILE, or from the standard input, and writes a verdict for each. It needs no keys, asks nobody and stores nothing.

    \b
      mutuals score followers.csv > verdicts.jsonl
      zcat followers.jsonl.gz | mutuals score | head

    FILE may be what X's API v2 or v1.1 answers (one user or one page a line, an array, or indented), what common scrapers write, a table
    that names its columns (CSV with commas, semicolons or tabs), or what /followers export gives. It may be packed with gzip or zip, and
    be in UTF-8 or UTF-16. How it was read is said on the standard error: "Read as a CSV table with 10 people."

    What counts is how many follow somebody and how many they follow (followers_count, following_count), how much they posted and liked
    (tweet_count, like_count), and since when they are there (created_at); most other spellings will do, and numbers such as "1,234" or
    "1.2K". What is not there stays unknown. A collected_at, such as "2013-06-12", says when it was read from X; without one that is now.

    Each user gives one line, in the same order:

    \b
      {"id": "12", "username": "ada", "verdict": "quiet", "suspicion": 0,
       "reasons": ["has posted 12 times so far"]}

    The id is null where FILE has none. The verdict is quiet, unsure or suspicious (engaged needs the account's own history, which an
    export does not hold). The suspicion goes from 0 to 100. The reasons are the facts behind it, strongest first. Who is called suspicious
    is judged by public figures alone: look before you act on it.

    A line that holds no user gives {"line": 3, "error": "..."} in its place, and the rest goes on. Blank lines are passed over. On a
    terminal it shows how far it is, and at the end the share of each verdict.

    \b
    Exit codes:
      0  every line gave a verdict
      1  some lines hold no user
      2  FILE cannot be read, nobody in it has figures, or the verdicts cannot be written
    130  Ctrl-C interrupted it
    """
    from bot.cli.score import run

    sys.exit(run(file))


@main.command()
@click.argument("file", default="-")
@click.option("--replies", default="", metavar="CSV", help="Saved replies to draft from, as /replies saved export gives them.")
def triage(file: str, replies: str) -> None:
    """Try your saved replies on posts you have.

    Reads posts from FILE, or from the standard input, and writes for each what Mutuals would take it for and what it would suggest to
    answer. It needs no keys, asks nobody, sends nothing and stores nothing.

    \b
      mutuals triage mentions.jsonl
      mutuals triage mentions.csv --replies replies.csv > drafts.jsonl

    FILE may be posts as X's API v2 or v1.1 answers them (one post or one page a line, an array, or indented), an export of a common
    scraper, or a table that names its columns; packed with gzip or zip, in UTF-8 or UTF-16. The least a post must have is its text:

    \b
      {"text": "When do you open?", "lang": "en", "kind": "mention"}

    The lang is X's guess; the kind is mention, reply, quote, or implicit_mention where an answer to somebody else only carries the handle
    along. Each post gives one line, in the same order:

    \b
      {"intent": "question", "because": "it asks “when”", "wish": false,
       "perhaps_wish": false, "draft": "Hi Ada, thanks for asking! ..."}

    The id comes first where a post has one. wish says whether its author opts out, as by a wish to be left alone; perhaps_wish whether it
    may be one, which a human decides. Neither gets a draft. The draft is empty, too, where no saved reply fits, and calls nobody
    by name of whom FILE tells no first name.
    Each post is looked at by itself: in use, Mutuals also leaves out spam, and lets no text go out again within REPEAT_DAYS.

    Drafts come from --replies; without it from the database that DATABASE_URL names where there are saved replies in it, else from the
    examples that Mutuals brings along. Which it was is said on the standard error, and how FILE was read.

    \b
    Exit codes:
      0  every post gave a line
      1  there was something that holds no post
      2  FILE or the saved replies cannot be read, or the answers cannot be written
    130  Ctrl-C interrupted it
    """
    from bot.cli.triage import run

    sys.exit(run(file, replies))


@main.command()
@click.option("--followers", required=True, type=click.IntRange(0, 1_000_000_000), help="How many follow the account now.")
@click.option("--new-per-day", required=True, type=_A_DAY, help="How many begin to follow it on an average day.")
@click.option("--lost-per-day", default=0, show_default=True, type=_A_DAY, help="How many leave.")
@click.option("--mentions-per-day", default=0, show_default=True, type=_A_DAY, help="How many posts mention it.")
@click.option("--owned/--not-owned", default=True, show_default=True, help="Whether the account itself owns the X app (X_OWNS_APP).")
@click.option(
    "--freshness", default=60, show_default=True, type=click.IntRange(1, 86_400), help="Seconds within which half of them are to be known."
)
@click.option("--names-of-lost", is_flag=True, help="You want to know who left, not only how many.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def plan(
    followers: int,
    new_per_day: int,
    lost_per_day: int,
    mentions_per_day: int,
    freshness: int,
    *,
    owned: bool,
    names_of_lost: bool,
    as_json: bool,
) -> None:
    """Compare strategies to monitor who follows, by price.

    Says what each would cost a month at X for an account such as yours, how soon it knows a new follower and whether it knows who left,
    and recommends one. It needs no keys and asks nobody; prices that you have set by X_PRICES count.

    \b
      mutuals plan --followers 100000 --new-per-day 300 --lost-per-day 50 --mentions-per-day 40

    With --json, amounts are dollars for 30 days, and freshness_seconds is the median from a follow to its being known:

    \b
      {"recommended": "polling", "usd_per_month": 11.22, "lower_bound_usd_per_month": 10.2,
       "strategies": [{"name": "polling", "usd_per_month": 11.22, "freshness_seconds": 30.0, "knows_names_of_lost": false}, ...]}

    The lower bound pays once for each new follower and each mention, and for nothing else.

    \b
    Exit codes:
      0  the strategies were compared
      2  a parameter or X_PRICES is wrong
    """
    import json

    from bot.cli.plan import record, table
    from bot.config import ConfigError, load_prices
    from bot.planning.monthly_cost import PlanInputs
    from bot.planning.plans import plan as compare
    from bot.x.billing.pricing import PriceList

    inputs = PlanInputs(followers, new_per_day, lost_per_day, mentions_per_day, freshness, names_of_lost)
    try:
        prices = PriceList(load_prices(), owns_app=owned)
    except ConfigError as error:
        _fail(str(error), code=2)
    found = compare(inputs, prices)
    click.echo(json.dumps(record(found)) if as_json else table(found, inputs, owns_app=owned))


main.add_command(backup)
main.add_command(restore)


def _settings() -> Settings:
    """The options, with logging set up to hide the secret ones; an error in them exits with code 2."""
    from bot.config import ConfigError, load_settings
    from bot.runtime.logs import configure

    try:
        settings = load_settings()
    except ConfigError as error:
        _fail(str(error), code=2)
    configure(settings.log_level, settings.secrets())
    return settings


def _serve_until_stopped(service: Service, ready: Callable[[], None]) -> None:
    """Run the service; returns once it was stopped, and exits with code 1 if it failed."""
    import asyncio

    from bot.app import CannotStart
    from bot.runtime.supervisor import serve

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
        _log.exception("Mutuals crashed because of a bug.")
    _fail("Mutuals stopped unexpectedly; the log above says why.")


def _fail(sentence: str, code: int = 1) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)
