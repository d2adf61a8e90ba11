"""What a month of noticing new followers and mentions costs, beside the obvious designs on the same month.

python -m tests.benchmarks.cost [--days 30] [--accounts 2000,100000,1000000] [--seed 1] [--processes 2]

The whole bot lives through the month between the simulated X, which bills as X does, and the simulated Discord. An account is its
followers, or followers:new:lost:mentions, the latter three a day. Ends with 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import math
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import click

from tests.benchmarks.bot_month import OPTIONS, PROMPTS_PER_DAY, BotMonth, Lived
from tests.benchmarks.designs import DESIGNS, READ, Outcome, lower_bound
from tests.benchmarks.inline_sqlite import inline_sqlite
from tests.benchmarks.months import Account, What, month_of

USUAL: Final = {
    2_000: Account(2_000, new=6, lost=2, mentions=3),
    100_000: Account(100_000, new=300, lost=50, mentions=40),
    1_000_000: Account(1_000_000, new=3_000, lost=600, mentions=400),
}

MEASURED: Final = 100_000
"""The account, by its followers, that the targets about money and freshness are for."""
TIMES_THE_BOUND: Final = 1.15
MEDIAN_SECONDS: Final = 60.0
CHEAPER_THAN_SWEEPS: Final = 100.0

BOT: Final = "Mutuals"
SWEEPS: Final = "full sweep every hour"


@dataclass(frozen=True, slots=True)
class Row:
    """One way of knowing. detection, everything: micro-dollars. delays: seconds. unseen: new followers who were not noticed."""

    name: str
    detection: int
    everything: int
    calls: int
    delays: Sequence[float]
    unseen: int

    @classmethod
    def of_bot(cls, lived: Lived) -> Row:
        bill = lived.bill
        return cls(BOT, bill.detection, sum(bill.micros.values()), sum(bill.calls.values()), lived.delays, lived.missed)

    @classmethod
    def of_design(cls, name: str, outcome: Outcome) -> Row:
        return cls(name, outcome.micros, outcome.micros, outcome.calls, outcome.delays, outcome.unseen)


@dataclass(frozen=True, slots=True)
class Report:
    """A month in figures. bound: micro-dollars. happened: how often each thing did."""

    account: Account
    days: float
    happened: dict[What, int]
    bound: int
    lived: Lived
    rows: Sequence[Row]

    def row(self, name: str) -> Row:
        return next(row for row in self.rows if row.name == name)


@dataclass(frozen=True, slots=True)
class Target:
    """Something to reach, in words, and whether it was."""

    met: bool
    says: str


def play(account: Account, days: float, seed: int) -> Report:
    """Live through a month, and say what it cost this way and the others. Takes long."""
    month = month_of(account, days=days, seed=seed)
    logging.getLogger("discord").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="mutuals-cost-") as folder, inline_sqlite():
        bot = BotMonth(month, Path(folder), seed=seed)
        gc.freeze()  # a million people who stay are not to be looked through again and again
        lived = asyncio.run(bot.live())
    rows = [Row.of_bot(lived), *(Row.of_design(name, design(month)) for name, design in DESIGNS.items())]
    return Report(account, days, {what: month.count(what) for what in What}, lower_bound(month), lived, rows)


def targets(report: Report) -> list[Target]:
    """What this account's month had to show."""
    bot = report.row(BOT)
    found = [Target(bot.unseen == 0, f"every new follower noticed: {bot.unseen:,} missed")]
    if report.account.followers != MEASURED:
        return found
    times, seconds = bot.detection / report.bound, median(bot.delays)
    cheaper = report.row(SWEEPS).detection / bot.detection
    return [
        Target(times <= TIMES_THE_BOUND, f"detection at most {TIMES_THE_BOUND} × the lower bound: {times:.3f} ×"),
        Target(seconds <= MEDIAN_SECONDS, f"median from follow to card at most {MEDIAN_SECONDS:.0f} s: {seconds:.0f} s"),
        Target(cheaper >= CHEAPER_THAN_SWEEPS, f"at least {CHEAPER_THAN_SWEEPS:.0f} × cheaper than hourly sweeps: {cheaper:.0f} ×"),
        *found,
    ]


def lines(report: Report) -> Iterable[str]:
    """The table of one account."""
    account, happened, lived = report.account, report.happened, report.lived
    yield f"{account.followers:,} followers; a day usually {account.new:g} new, {account.lost:g} lost, {account.mentions:g} mentions"
    counts = (f"{happened[what]:,} {words}" for what, words in _WORDS.items())
    yield f"in {report.days:g} days: {', '.join(counts)}; lower bound {_dollars(report.bound)}"
    yield (f"{'':<23} {'detection':>11} {'× bound':>8} {'all':>11} {'calls':>9} {'a minute':>9} {'median':>8} {'95 %':>8} {'unseen':>7}")
    for row in report.rows:
        yield (
            f"{row.name:<23} {_dollars(row.detection):>11} {row.detection / report.bound:>8.2f} {_dollars(row.everything):>11}"
            f" {row.calls:>9,} {row.calls / (report.days * 1440):>9.2f} {_span(row.delays, 0.5):>8} {_span(row.delays, 0.95):>8}"
            f" {row.unseen:>7,}"
        )
    bill = lived.bill
    parts = (f"{what} {_dollars(bill.micros[what])} in {bill.calls[what]:,} calls" for what in sorted(bill.calls))
    later = f", {lived.later:,} later because the day's {PROMPTS_PER_DAY} were used up" if lived.later else ""
    yield f"{BOT}: {'; '.join(parts)}. Taking stock before, once: {_dollars(lived.stock)}."
    yield f"{BOT}: {len(lived.delays):,} cards at once{later}. Played in {lived.seconds / 60:.1f} minutes."


_WORDS: Final = {What.FOLLOWS: "new", What.LEAVES: "lost", What.RETURNS: "of them back", What.SPEAKS: "mentions"}


def _dollars(micros: int) -> str:
    return f"${micros / 1e6:,.2f}"


def _span(delays: Sequence[float], share: float) -> str:
    """The delay that so many of them do not exceed."""
    if not delays:
        return "-"
    seconds = sorted(delays)[max(0, math.ceil(share * len(delays)) - 1)]
    return f"{seconds:.0f} s" if seconds < 600 else f"{seconds / 60:.0f} min"


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
    click.echo(ABOUT.format(options=", ".join(f"{name}={value}" for name, value in OPTIONS.items()), read=_dollars(READ * 1000)))
    missed = False
    with ProcessPoolExecutor(chosen.processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        largest_first = sorted(chosen.accounts, key=lambda account: -account.followers)
        futures = {account: pool.submit(play, account, chosen.days, chosen.seed) for account in largest_first}
        for account in chosen.accounts:
            report = futures[account].result()
            click.echo("\n" + "\n".join(lines(report)))
            for target in targets(report):
                click.echo(f"{'PASS' if target.met else 'FAIL'}: {target.says}")
                missed |= not target.met
    return 1 if missed else 0


ABOUT: Final = """\
Calls to X and Discord take no simulated time. A member skips every card at once. Options: {options}; the others as they come.
Lower bound: each new follower and mention paid once, {read} a thousand. Median and 95 %: from follow to card for Mutuals, for the
other designs from follow to known. Unseen: new followers not noticed; of Mutuals only those who stayed for two minutes."""

if __name__ == "__main__":
    sys.exit(main())
