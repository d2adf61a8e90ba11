"""How fast Mutuals answers for an account with a million followers and three years of history, how large its database is, and how much
memory it takes.

python -m tests.benchmarks.scale [--followers 1000000] [--days 1095] [--folder FOLDER] [--only WORDS]

The database is made in FOLDER where it is not there yet, which takes minutes, and measured on a copy, in a process of its own between the
simulated X and no Discord: a time is from the press to the finished screen. Each is measured several times, with another person, word or
page each time; the first and the worst count, also with a cold cache of SQLite's. Ends with 1 where a goal is missed. A busy machine makes
everything slow.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from bot.demo.clock import SimulatedClock
from bot.domain import InsightRange, InsightTopic, Place, Side, SuggestionKind, Verdict
from bot.domain.jobs import Job
from bot.store import Store
from bot.views.followers.lost import PAGE as LOST_PAGE
from bot.views.followers.lost import lost_view
from bot.views.followers.neglected import PAGE as NEGLECTED_PAGE
from bot.views.followers.neglected import neglected_view
from bot.views.followers.new_followers import PAGE as NEW_PAGE
from bot.views.followers.new_followers import newest_view
from bot.views.suggestions.history import PAGE as HISTORY_PAGE
from bot.views.suggestions.history import history_view
from bot.views.team.status_screen import status_view
from bot.workflow.inbox.read_ahead import load_word_lists
from bot.workflow.people.lookup import HistoryFilter
from cogs.components.audit import overview_screen
from cogs.components.insight_menu import insight_message
from cogs.components.override_button import person_screen
from cogs.components.queue import Place as QueuePlace
from cogs.components.queue import queue_page
from tests.benchmarks.models.big_account import DAY, DAYS, FIRST_PERSON, build
from tests.support.team import MAYA, START
from tests.support.world import World
from tests.support.x import new_x

QUICK, INSIGHT = 0.3, 2.0
"""Goals in seconds: for what a member waits for at once, and for what sums up."""

MOST_MEMORY = 200.0
"""Megabytes."""

NEWCOMERS = 5_000
_ROUNDS = 5


Asked = tuple[str, float | None, Callable[[int], Awaitable[object]]]
"""What it is called, its goal in seconds, and how it is done in each round."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of each round. goal: None where there is none."""

    name: str
    seconds: Sequence[float]
    goal: float | None

    @property
    def met(self) -> bool:
        return self.goal is None or max(self.seconds) <= self.goal

    def line(self) -> str:
        goal = "" if self.goal is None else f"{self.goal * 1_000:8,.0f}"
        return (
            f"{self.name:<44}{self.seconds[0] * 1_000:10,.1f} {max(self.seconds) * 1_000:10,.1f} {goal:>8}{'' if self.met else '  MISSED'}"
        )


class Scale:
    """Everything that is measured, on this world. people: so many ids are known."""

    def __init__(self, world: World, people: int) -> None:
        self._world, self._people, self._services = world, people, world.services

    def asked(self) -> list[Asked]:
        """In the order in which it is done: whatever changes the database comes last."""
        services, world = self._services, self._world
        words = ("ada", "zoe w", "wren", "q", "mayagarc")
        nobody = ("zzqxv", "xyzzy", "eriksem", "0000000000", "#~?")
        return [
            ("/status", QUICK, lambda _: self._status()),
            ("/queue", QUICK, lambda n: queue_page(services, SuggestionKind.FOLLOW_BACK, QueuePlace(n * 10))),
            ("/replies queue", QUICK, lambda n: queue_page(services, SuggestionKind.REPLY, QueuePlace(n))),
            ("/followers lookup by handle", QUICK, self._look_up_by_handle),
            ("/followers lookup by a choice", QUICK, lambda n: self._look_up(f"#{self._person(n)}")),
            ("autocomplete with a match", QUICK, lambda n: services.people.handles(words[n], limit=25)),
            ("autocomplete without a match", QUICK, lambda n: services.people.handles(nobody[n], limit=25)),
            ("/history", QUICK, lambda _: self._history()),
            ("/history, in the middle", QUICK, lambda _: self._history(Place(Side.BELOW, (_moment(START - DAYS * DAY / 2), 0, 0)))),
            ("/history, the last page", QUICK, lambda _: self._history(Place(Side.ABOVE, (0, 0, 0)))),
            ("/history of a member", QUICK, lambda _: self._history(member_id=MAYA.id)),
            ("/history of a person", QUICK, lambda n: self._history(user_id=self._person(n))),
            ("/followers new", QUICK, lambda _: self._newest()),
            ("/followers new, in the middle", QUICK, lambda _: self._newest(Place(Side.BELOW, (self._people,)))),
            ("/followers new, the last page", QUICK, lambda _: self._newest(Place(Side.ABOVE, (0,)))),
            ("/followers neglected", QUICK, self._neglected),
            ("/followers lost", QUICK, lambda _: self._lost()),
            ("digest of a day", INSIGHT, lambda _: services.digest.now()),
            ("digest of a week", INSIGHT, lambda _: services.digest.week()),
            *(
                (f"/insights {topic.value}, {wanted.value} days", INSIGHT, partial(self._insight, topic, wanted))
                for topic in InsightTopic
                for wanted in (InsightRange.QUARTER, InsightRange.ALL)
            ),
            ("/followers audit", INSIGHT, lambda _: overview_screen(services.audit)),
            ("  by verdict", INSIGHT, lambda _: self._in_store(lambda tx: tx.audits.by_verdict())),
            ("  blocks", INSIGHT, lambda _: self._in_store(lambda tx: tx.audits.blocks())),
            ("  the biggest suspicious", INSIGHT, lambda _: self._in_store(lambda tx: tx.audits.biggest(Verdict.SUSPICIOUS, 5))),
            ("  the most worthwhile neglected", INSIGHT, lambda _: self._in_store(lambda tx: tx.audits.neglected(5))),
            ("how many left without a name", INSIGHT, lambda _: self._in_store(lambda tx: tx.lost.count_seen_since(world.clock.now()))),
            (
                "who was not seen since a sweep began",
                None,
                lambda _: self._in_store(lambda tx: tx.lost.unseen(world.clock.now() - DAYS * DAY)),
            ),
            ("hourly: forget what X no longer has", QUICK, lambda _: world.run(Job.RETENTION)),
            ("expiry", INSIGHT, lambda _: world.run(Job.EXPIRY)),
            ("reassess", QUICK, lambda _: world.run(Job.REASSESS)),
            (f"once: {NEWCOMERS:,} newcomers", None, lambda _: self._newcomers()),
        ]

    def _person(self, n: int) -> int:
        return FIRST_PERSON + (n * 7 + 1) * self._people // 50

    async def _insight(self, topic: InsightTopic, wanted: InsightRange, _n: int) -> object:
        return await insight_message(await self._services.insights.show(topic, wanted))

    async def _status(self) -> object:
        return status_view(await self._services.status.now())

    async def _look_up(self, typed: str) -> object:
        found = await self._services.people.look_up(typed)
        assert found is not None, typed
        return person_screen(found)

    async def _look_up_by_handle(self, n: int) -> object:
        async with self._world.store.read() as tx:
            profile = await tx.profiles.get(self._person(n))
        assert profile is not None
        return await self._look_up(profile.username) if profile.username else None

    async def _history(self, place: Place | None = None, **only: int | None) -> object:
        wanted = HistoryFilter(member_id=only.get("member_id"), user_id=only.get("user_id"))
        return history_view(await self._services.people.history(wanted, HISTORY_PAGE, place))

    async def _newest(self, place: Place | None = None) -> object:
        page, total = await self._services.people.newest(NEW_PAGE, place)
        return newest_view(page, total=total)

    async def _neglected(self, n: int) -> object:
        return neglected_view(*await self._services.neglected.page(NEGLECTED_PAGE, Place(Side.BELOW, (60 - 5 * n, 2**62))))

    async def _lost(self) -> object:
        return lost_view(await self._services.lost.page(LOST_PAGE))

    async def _in_store(self, question: Callable[[Any], Awaitable[object]]) -> object:
        async with self._world.store.read() as tx:
            return await question(tx)

    async def _newcomers(self) -> object:
        return await self._world.poll_followers()


def _moment(at: datetime) -> int:
    return int(at.timestamp() * 1_000_000)


async def measure(folder: Path, only: str) -> bool:
    """Print the table of the database in this folder; whether every goal was met."""
    measured: list[Measured] = []
    click.echo(f"{'milliseconds':<44}{'first':>10} {'worst':>10} {'goal':>8}")
    account_id = new_x(SimulatedClock(START, speed=0)).account.id
    store = await Store.open(f"sqlite+aiosqlite:///{folder / 'mutuals.sqlite3'}", account_id=account_id)
    await store.analyze()  # as the day before
    await store.close()
    await load_word_lists()  # as at the start
    async with World(folder, identified=False) as world:
        followers = (await world.account()).followers or 0
        world.x.gains_followers(NEWCOMERS)
        asked: list[Asked] = [("once: open, as a start does", None, partial(_open, world)), *Scale(world, followers).asked()]
        for name, goal, work in asked:
            if any(word in name for word in only.split("|")):
                rounds = 1 if name.startswith("once") else _ROUNDS
                measured.append(Measured(name, [await _seconds(partial(work, n)) for n in range(rounds)], goal))
                click.echo(measured[-1].line())
    size = world.file.stat().st_size
    click.echo(f"{'the database':<44}{size / 1e6:10,.0f} MB, {size / followers:,.0f} bytes a follower")
    peak = _peak_megabytes()
    click.echo(f"{'memory at its peak':<44}{peak:10,.0f} MB, goal {MOST_MEMORY:,.0f} MB")
    return all(each.met for each in measured) and peak <= MOST_MEMORY


async def _open(world: World, _: int) -> None:
    """As a start does: every page is checked."""
    store = await Store.open(f"sqlite+aiosqlite:///{world.file}", account_id=world.x.account.id, exclusive=True)
    await store.close()


async def _seconds(work: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


def _peak_megabytes() -> float:
    """Of this process, where the system tells; 0 elsewhere."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1_024 for line in lines if line.startswith("VmHWM")), 0.0)


def main(arguments: list[str] | None = None) -> int:
    """Make the database where it is missing, measure a copy of it, and return 1 where a goal was missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--followers", type=int, default=1_000_000)
    options.add_argument("--days", type=int, default=DAYS)
    options.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "mutuals-scale")
    options.add_argument("--only", default="", metavar="WORDS", help="what is called like this; several with | between them")
    options.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    chosen = options.parse_args(arguments)
    if chosen.measure:
        return int(not asyncio.run(measure(chosen.folder, chosen.only)))
    made = chosen.folder / f"{chosen.followers}-{chosen.days}.sqlite3"
    if not made.exists():
        click.echo(f"{made} is made, once; with a million followers it takes about ten minutes.")
        unfinished = made.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        build(unfinished, chosen.followers, new_x(SimulatedClock(START, speed=0)).account.id, chosen.days)
        unfinished.rename(made)
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        shutil.copyfile(made, Path(folder) / "mutuals.sqlite3")
        command = [sys.executable, "-m", "tests.benchmarks.scale", "--measure", "--folder", folder, "--only", chosen.only]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
