"""How well purchases and viral days are noticed and told apart, on simulated months of made-up accounts and vendors.

python -m tests.benchmarks.bursts [--histories 100] [--seed 1] [--processes 2]

Every history is 30 days of ordinary arrivals, 10 to 500 a day, and then what is measured. Ends with 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from statistics import mean
from typing import TypeVar

import click

from bot.domain import BurstKind
from tests.benchmarks.models.burst_replay import BurstReplay
from tests.benchmarks.models.histories import HOUR, MINUTE, after_downtime, ordinary, with_purchase, with_viral_day

SIZES = (50, 200, 1000, 5000)
DURATIONS = (1, 6, 24)
KNOWN_DAYS = 30
GRACE = 15 * MINUTE
"""A purchase must be found this long after half of it has arrived."""

ORDINARY_DAYS = 10
"""Days without anything unusual that are judged in each history."""
EVERY = 20 * MINUTE
"""How often ordinary days are looked at."""

FOUND_FROM = 0.95
MISTAKEN_UP_TO = 0.02
ALARMED_UP_TO = 1 / 90
MEASURED_FROM = 200
"""The purchases that the first target is about."""


@dataclass(frozen=True, slots=True)
class PurchaseOutcome:
    """found: in time. called_viral: at first. precision, recall: of the members once it was over; None where it was not found in time."""

    found: bool
    called_viral: bool
    precision: float | None = None
    recall: float | None = None


@dataclass(frozen=True, slots=True)
class ViralOutcome:
    noticed: bool
    called_purchase: bool


@dataclass(frozen=True, slots=True)
class OrdinaryOutcome:
    days: int
    alarmed: int


def purchase(size: int, hours: int, known_days: int, seed: str) -> PurchaseOutcome:
    """Watch one purchase arrive: as often as a small part of it arrives until it must have been found, then until it is complete."""
    rng = Random(f"{seed} purchase {size} {hours} {known_days}")
    history = with_purchase(ordinary(rng, known_days=known_days, days=3), size, hours)
    replay = BurstReplay(history)
    deadline = history.extra_at[size // 2 - 1] + GRACE
    step = max(5, int(hours * 60 / 24)) * MINUTE
    kinds = [found.kind for now in _moments(history.extra_at[0], deadline, step) if (found := replay.advance_to(now))]
    called_viral = BurstKind.VIRAL in kinds[:1]
    if BurstKind.PURCHASE not in kinds or replay.burst is None:
        return PurchaseOutcome(False, called_viral)
    members = set(replay.burst.members)
    for now in _moments(deadline, history.extra_at[-1] + GRACE, max(step, 30 * MINUTE)):
        found = replay.advance_to(now)
        members |= set(found.members) if found and found.kind is BurstKind.PURCHASE else set()
    right = len(members & history.extra)
    return PurchaseOutcome(True, called_viral, right / len(members), right / size)


def viral_day(size: int, seed: str) -> ViralOutcome:
    rng = Random(f"{seed} viral {size}")
    history = with_viral_day(ordinary(rng, known_days=KNOWN_DAYS, days=3), size)
    replay = BurstReplay(history)
    first = history.extra_at[0]
    kinds = {found.kind for now in _moments(first, first + 26 * HOUR, 30 * MINUTE) if (found := replay.advance_to(now))}
    return ViralOutcome(bool(kinds), BurstKind.PURCHASE in kinds)


def ordinary_days(known_days: int, nights: bool, seed: str) -> OrdinaryOutcome:
    """Days on which something new was called unusual. nights: the bot is down for 6 to 14 hours of every day."""
    history = ordinary(Random(f"{seed} ordinary {known_days}"), known_days=known_days, days=ORDINARY_DAYS)
    end = history.begins + ORDINARY_DAYS * 24 * HOUR
    silences: Sequence[tuple[datetime, datetime]] = ()
    if nights:
        history, silences = after_downtime(history, ORDINARY_DAYS)
    replay, alarmed = BurstReplay(history), set()
    for now in _moments(history.begins, end, EVERY):
        if any(since <= now < until for since, until in silences):
            continue
        kind = replay.burst.kind if replay.burst else None
        found = replay.advance_to(now)
        if found is not None and found.kind is not kind:
            alarmed.add((now - history.begins) // timedelta(days=1))
    return OrdinaryOutcome(ORDINARY_DAYS, len(alarmed))


def _moments(first: datetime, last: datetime, step: timedelta) -> Iterable[datetime]:
    """From one step after `first` on, `last` included."""
    moment = first + step
    while moment < last:
        yield moment
        moment += step
    yield last


Outcome = TypeVar("Outcome", PurchaseOutcome, ViralOutcome, OrdinaryOutcome)


class Bench:
    """Runs each case on as many histories as asked, on all processors, and keeps whether the targets were met."""

    def __init__(self, pool: ProcessPoolExecutor, histories: int, seed: int) -> None:
        self._pool, self._seeds = pool, [f"{seed}.{number}" for number in range(histories)]
        self.missed: list[str] = []

    def purchases(self, sizes: Sequence[int] = SIZES, known_days: int = KNOWN_DAYS) -> None:
        click.echo(f"{'bought':>8} {'over':>5} {'found':>7} {'first called viral':>19} {'members right':>14} {'members found':>14}")
        for size in sizes:
            for hours in DURATIONS:
                outcomes = self._run(partial(purchase, size, hours, known_days))
                found = mean(outcome.found for outcome in outcomes)
                click.echo(
                    f"{size:>8,} {hours:>3} h {found:>7.0%} {mean(o.called_viral for o in outcomes):>19.0%}"
                    f" {_mean(o.precision for o in outcomes):>14} {_mean(o.recall for o in outcomes):>14}"
                )
                if size >= MEASURED_FROM:
                    self._hold(found >= FOUND_FROM, f"{size:,} bought over {hours} h: {found:.0%} found")

    def viral_days(self) -> None:
        click.echo(f"{'people':>8} {'noticed':>13} {'called a purchase':>19}")
        for size in SIZES:
            outcomes = self._run(partial(viral_day, size))
            mistaken = mean(outcome.called_purchase for outcome in outcomes)
            click.echo(f"{size:>8,} {mean(outcome.noticed for outcome in outcomes):>13.0%} {mistaken:>19.1%}")
            self._hold(mistaken <= MISTAKEN_UP_TO, f"viral days of {size:,}: {mistaken:.1%} called a purchase")

    def ordinary_days(self, says: str, *, known_days: int = KNOWN_DAYS, nights: bool = False) -> None:
        outcomes = self._run(partial(ordinary_days, known_days, nights))
        days, alarmed = sum(outcome.days for outcome in outcomes), sum(outcome.alarmed for outcome in outcomes)
        one_in = f", 1 in {days / alarmed:,.0f}" if alarmed else ""
        click.echo(f"{says}: {alarmed} of {days:,} alarmed{one_in}")
        self._hold(alarmed <= ALARMED_UP_TO * days, f"{says}: {alarmed} of {days:,} alarmed")

    def _run(self, case: Callable[[str], Outcome]) -> list[Outcome]:
        return list(self._pool.map(case, self._seeds, chunksize=5))

    def _hold(self, met: bool, says: str) -> None:
        if not met:
            self.missed.append(says)


def _mean(shares: Iterable[float | None]) -> str:
    known = [share for share in shares if share is not None]
    return f"{mean(known):.1%}" if known else "-"


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, and return 1 when a target was missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--histories", type=int, default=100, help="histories of each kind")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--processes", type=int, default=os.cpu_count())
    chosen = options.parse_args(arguments)
    with ProcessPoolExecutor(chosen.processes) as pool:
        bench = Bench(pool, chosen.histories, chosen.seed)
        click.echo(f"{chosen.histories} histories of each kind, seed {chosen.seed}")
        click.echo("\nPurchases, 15 minutes after half of them had arrived:")
        bench.purchases()
        click.echo("\nViral days:")
        bench.viral_days()
        click.echo()
        bench.ordinary_days("Ordinary days")
        bench.ordinary_days("Ordinary days with the bot down every night", nights=True)
        bench.ordinary_days("The first ten days after installation", known_days=0)
        click.echo("\nPurchases on the day of installation:")
        bench.purchases((200, 1000), known_days=0)
    for missed in bench.missed:
        click.echo(f"MISSED: {missed}")
    return 1 if bench.missed else 0


if __name__ == "__main__":
    sys.exit(main())
