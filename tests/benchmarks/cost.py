"""EventKind a month of noticing new followers and mentions costs, beside the obvious designs on the same month.

python -m tests.benchmarks.cost [--days 30] [--accounts 2000,100000,1000000] [--seed 1] [--processes 2]

The whole bot lives through the month between the simulated X, which bills as X does, and the simulated Discord. An account is its
followers, or followers:new:lost:mentions, the latter three a day. Ends with 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import multiprocessing
import os
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Final

import click

from tests.benchmarks.bot_month import OPTIONS, BotMonth
from tests.benchmarks.cost_report import Report, Row, lines, targets
from tests.benchmarks.models.detection_designs import DESIGNS, READ, lower_bound
from tests.benchmarks.models.months import Account, EventKind, month_of
from tests.support.pytest_plugins.inline_sqlite import inline_sqlite

USUAL: Final = {
    2_000: Account(2_000, new=6, lost=2, mentions=3),
    100_000: Account(100_000, new=300, lost=50, mentions=40),
    1_000_000: Account(1_000_000, new=3_000, lost=600, mentions=400),
}


def play(account: Account, days: float, seed: int) -> Report:
    """Live through a month, and say what it cost this way and the others. Takes long."""
    month = month_of(account, days=days, seed=seed)
    logging.getLogger("discord").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="mutuals-cost-") as folder, inline_sqlite():
        bot = BotMonth(month, Path(folder), seed=seed)
        gc.freeze()  # a million people who stay are not to be looked through again and again
        result = asyncio.run(bot.run(lambda day: _tell_progress(account, day, days)))
    rows = [Row.of_bot(result), *(Row.of_design(name, design(month)) for name, design in DESIGNS.items())]
    return Report(account, days, {what: month.count(what) for what in EventKind}, lower_bound(month), result, rows)


def _tell_progress(account: Account, day: int, days: float) -> None:
    if day % 5 == 0:
        click.echo(f"{account.followers:,} followers: day {day + 1} of {days:g} begins", err=True)


def _account(text: str) -> Account:
    try:
        followers, *habits = map(float, text.split(":"))
        return Account(int(followers), *habits) if habits else USUAL[int(followers)]
    except (ValueError, KeyError, TypeError):
        usual = " or ".join(map(str, USUAL))
        raise argparse.ArgumentTypeError(f"{text!r} is neither {usual} nor followers:new:lost:mentions such as 5000:30:5:10") from None


def _accounts(text: str) -> list[Account]:
    return [_account(part) for part in text.split(",")]


def main(arguments: list[str] | None = None) -> int:
    """Play, print a table for each account, and return 1 when a target was missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--days", type=float, default=30)
    options.add_argument("--accounts", type=_accounts, default=list(USUAL.values()), metavar="ACCOUNT,…")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--processes", type=int, default=os.cpu_count())
    chosen = options.parse_args(arguments)
    click.echo(ABOUT.format(options=", ".join(f"{name}={value}" for name, value in OPTIONS.items()), read=READ / 1_000_000))
    missed = False
    with ProcessPoolExecutor(chosen.processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        largest_first = sorted(chosen.accounts, key=lambda account: -account.followers)
        for played in as_completed([pool.submit(play, account, chosen.days, chosen.seed) for account in largest_first]):
            report = played.result()
            click.echo("\n" + "\n".join(lines(report)))
            for target in targets(report):
                click.echo(f"{'PASS' if target.met else 'FAIL'}: {target.says}")
                missed |= not target.met
    return 1 if missed else 0


ABOUT: Final = """\
Calls to X and Discord take no simulated time. A member skips every card at once. Options: {options}; the others as they come.
Lower bound: each new follower and mention paid once, at ${read}. Median and 95 %: from follow to card for Mutuals, for the
other designs from follow to known. Missed: new followers who stayed until the next look (for Mutuals: for two minutes) and were
not noticed all the same."""

if __name__ == "__main__":
    sys.exit(main())
