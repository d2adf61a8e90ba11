"""A played month in figures: what it cost this way and the others, and whether that is what was to be reached."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from bot.demo.x import Endpoint
from bot.demo.x.billing.bill import Statement
from bot.demo.x.billing.prices import MICROS
from tests.benchmarks.bot_month import AT_ONCE, MonthResult
from tests.benchmarks.models.detection_designs import Outcome
from tests.benchmarks.models.months import Account, EventKind

MEASURED: Final = 100_000
"""The account, by its followers, that the targets about money and freshness are for."""
TIMES_THE_BOUND: Final = 1.15
MEDIAN_SECONDS: Final = 60.0
CHEAPER_THAN_SWEEPS: Final = 100.0

BOT: Final = "Mutuals"
SWEEPS: Final = "full sweep every hour"


@dataclass(frozen=True, slots=True)
class Row:
    """One way of knowing. detection, everything: micro-dollars. delays: seconds. missed: new followers who could have been noticed."""

    name: str
    detection: int
    everything: int
    calls: int
    delays: Sequence[float]
    missed: int

    @classmethod
    def of_bot(cls, result: MonthResult) -> Row:
        spent = micros_by_endpoint(result.statement)
        detection = spent[Endpoint.FOLLOWERS] + spent[Endpoint.MENTIONS]
        return cls(BOT, detection, result.statement.micros, sum(result.statement.calls.values()), result.delays, result.missed)

    @classmethod
    def of_design(cls, name: str, outcome: Outcome) -> Row:
        return cls(name, outcome.micros, outcome.micros, outcome.calls, outcome.delays, outcome.missed)


@dataclass(frozen=True, slots=True)
class Report:
    """A month in figures. bound: micro-dollars. happened: how often each thing did."""

    account: Account
    days: float
    happened: dict[EventKind, int]
    bound: int
    result: MonthResult
    rows: Sequence[Row]

    def row(self, name: str) -> Row:
        return next(row for row in self.rows if row.name == name)


@dataclass(frozen=True, slots=True)
class Target:
    """Something to reach, in words, and whether it was."""

    met: bool
    says: str


def micros_by_endpoint(statement: Statement) -> Counter[Endpoint | None]:
    """Micro-dollars."""
    spent: Counter[Endpoint | None] = Counter()
    for (endpoint, price), times in statement.charged.items():
        spent[endpoint] += times * MICROS[price]
    return spent


def targets(report: Report) -> list[Target]:
    """EventKind this account's month had to show."""
    bot = report.row(BOT)
    found = [Target(bot.missed == 0, f"every new follower noticed: {bot.missed:,} missed")]
    if report.account.followers != MEASURED:
        return found
    times, seconds = bot.detection / report.bound, median(bot.delays or [math.inf])
    cheaper = report.row(SWEEPS).detection / bot.detection
    return [
        Target(times <= TIMES_THE_BOUND, f"detection at most {TIMES_THE_BOUND} × the lower bound: {times:.3f} ×"),
        Target(seconds <= MEDIAN_SECONDS, f"median from follow to card at most {MEDIAN_SECONDS:.0f} s: {seconds:.0f} s"),
        Target(cheaper >= CHEAPER_THAN_SWEEPS, f"at least {CHEAPER_THAN_SWEEPS:.0f} × cheaper than hourly sweeps: {cheaper:.0f} ×"),
        *found,
    ]


def lines(report: Report) -> Iterator[str]:
    """The table of one account."""
    account, happened, result = report.account, report.happened, report.result
    yield f"{account.followers:,} followers; a day usually {account.new:g} new, {account.lost:g} lost, {account.mentions:g} mentions"
    counts = (f"{happened[what]:,} {words}" for what, words in _WORDS.items())
    yield f"in {report.days:g} days: {', '.join(counts)}; lower bound {_dollars(report.bound)}"
    yield f"{'':<23} {'detection':>11} {'× bound':>8} {'all':>11} {'calls':>9} {'a minute':>9} {'median':>8} {'95 %':>8} {'missed':>7}"
    for row in report.rows:
        yield (
            f"{row.name:<23} {_dollars(row.detection):>11} {row.detection / report.bound:>8.2f} {_dollars(row.everything):>11}"
            f" {row.calls:>9,} {row.calls / (report.days * 1440):>9.2f} {_span(row.delays, 0.5):>8} {_span(row.delays, 0.95):>8}"
            f" {row.missed:>7,}"
        )
    spent = micros_by_endpoint(result.statement)
    parts = (f"{endpoint} {_dollars(spent[endpoint])} in {calls:,} calls" for endpoint, calls in result.statement.calls.most_common())
    later = f", {result.later:,} later because the {AT_ONCE} that come at once were used up" if result.later else ""
    yield f"{BOT}: {'; '.join(parts)}. Initial sync before that, once: {_dollars(result.initial_sync)}."
    yield f"{BOT}: {len(result.delays):,} cards at once{later}. Played in {result.seconds / 60:.1f} minutes."


_WORDS: Final = {EventKind.FOLLOWS: "new", EventKind.LEAVES: "lost", EventKind.RETURNS: "of them back", EventKind.SPEAKS: "mentions"}


def _dollars(micros: int) -> str:
    return f"${micros / 1e6:,.2f}"


def _span(delays: Sequence[float], share: float) -> str:
    """The delay that so many of them do not exceed."""
    if not delays:
        return "-"
    seconds = sorted(delays)[max(0, math.ceil(share * len(delays)) - 1)]
    return f"{seconds:.0f} s" if seconds < 600 else f"{seconds / 60:.0f} min"
