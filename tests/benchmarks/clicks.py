"""How soon a click is answered: Mutuals beside an empty discord.py bot, 50 members pressing 20 buttons a second over loopback.

python -m tests.benchmarks.clicks [--seconds 10] [--followers 5000]

Each bot is a process of its own; the simulators are in this one. Mutuals is measured twice: when nothing else happens, and while that many
followers arrive at once. Printed are milliseconds from the press to Discord's having the answer, and the bot's CPU time a click. Ends
with 1 where a p99 is missed: 3 times the empty bot's, and 100 ms while followers arrive. A busy machine makes all of them slow: compare
the ratios, and the CPU time.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import yarl
from discord import ui
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.app import Mutuals
from bot.config import load_settings
from bot.demo.clock import SimulatedClock
from bot.demo.discord import Message, SimulatedDiscord
from bot.demo.x import SimulatedX, Tier
from bot.domain import BaselineStatus
from bot.runtime.clock import SystemClock
from bot.runtime.supervisor import serve
from bot.store import Store
from tests.support.databases.migrated import create_database
from tests.support.options import options_for
from tests.support.store import suggest_follow_back

MEMBERS = 50
PER_SECOND = 20
LABELS = ("Approve", "Skip", "Later")
MOST_CARDS = 500
RATIO_LIMIT = 3.0
ARRIVING_LIMIT_MS = 100.0
FIRST_PERSON = 9_000_000
OPTIONS = {
    "FRESHNESS_SECONDS": "5",
    "PROMPTS_PER_DAY": str(MOST_CARDS),
    "DAILY_BUDGET_USD": "1000",
    "MONTHLY_BUDGET_USD": "10000",
    "READ_MENTIONS": "false",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of each click that was answered; cpu: the bot's milliseconds a click; failed: clicks without an answer."""

    name: str
    took: Sequence[float]
    cpu: float
    failed: int

    @property
    def median(self) -> float:
        return statistics.median(self.took)

    @property
    def p99(self) -> float:
        return sorted(self.took)[min(len(self.took) - 1, int(len(self.took) * 0.99))]

    def line(self, empty: Measured) -> str:
        ratios = f"{self.median / empty.median:6.1f} x {self.p99 / empty.p99:6.1f} x"
        return f"{self.name:<28}{self.median:8.1f} {self.p99:8.1f} {ratios} {self.cpu:8.1f}" + (
            f"  {self.failed} failed" * bool(self.failed)
        )


class Empty(discord.Client):
    """Answers every button with an edit of its message, and does nothing else."""

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if interaction.type is discord.InteractionType.component:
            await interaction.response.edit_message(view=_plain("Pressed"))


def _plain(words: str) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    row = ui.ActionRow[ui.LayoutView](*(ui.Button[ui.LayoutView](label=label, custom_id=label) for label in LABELS))
    view.add_item(ui.Container[ui.LayoutView](ui.TextDisplay[ui.LayoutView](words), row))
    return view


async def run_empty(cards: int) -> None:
    """The empty bot, with so many messages that have buttons."""
    Route.BASE = os.environ["DISCORD_API_URL"]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY"])
    client = Empty(intents=discord.Intents(guilds=True), max_messages=None)

    async def post() -> None:
        await client.wait_until_ready()
        channel = client.get_partial_messageable(int(os.environ["DISCORD_CHANNEL_ID"]), guild_id=int(os.environ["DISCORD_GUILD_ID"]))
        for number in range(cards):
            await channel.send(view=_plain(f"Card {number}"))

    async with client:
        await client.login(os.environ["DISCORD_TOKEN"])
        posting = asyncio.create_task(post())
        await client.connect()
        await posting


async def measure(seconds: float, followers: int) -> list[Measured]:
    """The empty bot, Mutuals when it is quiet, and while followers arrive."""
    clicks = min(int(seconds * PER_SECOND), MOST_CARDS // 4 - 10)  # half of the day's cards are there at once, for two measurements
    return [await _measure_empty(clicks), *await _measure_mutuals(clicks, followers)]


async def _measure_empty(clicks: int) -> Measured:
    clock = SimulatedClock(datetime.now(UTC), speed=1.0)
    simulated = SimulatedDiscord(clock, rate_limited=False)
    x = SimulatedX(clock, tier=Tier.SELF_SERVE, population=1)
    await x.start()
    await simulated.start()
    options = options_for(x, simulated, Path("unused")) | {"DISCORD_GATEWAY": simulated.gateway_url}
    process = _started(["empty", str(clicks)], options)
    try:
        await simulated.until(lambda: len(simulated.channel.messages) >= clicks, 60)
        return await _press(simulated, simulated.channel.messages, "an empty bot", process)
    finally:
        await _end(process, simulated, x)


async def _measure_mutuals(clicks: int, followers: int) -> list[Measured]:
    clock = SimulatedClock(datetime.now(UTC), speed=1.0)
    simulated = SimulatedDiscord(clock, rate_limited=False)
    x = SimulatedX(clock, tier=Tier.SELF_SERVE, population=30)
    await x.start()
    await simulated.start()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "mutuals.sqlite3"
        options = options_for(x, simulated, file) | OPTIONS
        account_id = int(options["X_ACCESS_TOKEN"].split("-")[0])
        await _seed(create_database(file), account_id, 2 * clicks)
        process = _started(["mutuals"], options)
        try:
            await simulated.until(lambda: len(_cards(simulated)) >= 2 * clicks, 120)
            await asyncio.sleep(6)  # a poll and what it brings
            cards = _cards(simulated)
            quiet = await _press(simulated, cards[:clicks], "Mutuals, quiet", process)
            x.gains_followers(followers)
            await asyncio.sleep(float(OPTIONS["FRESHNESS_SECONDS"]) / 2)  # one of the next clicks meets the poll that finds them
            arriving = await _press(simulated, cards[clicks:], f"Mutuals, {followers} arriving", process)
        finally:
            await _end(process, simulated, x)
    return [quiet, arriving]


def _cards(simulated: SimulatedDiscord) -> list[Message]:
    return [message for message in simulated.channel.messages if any(button.label == "Approve" for button in message.buttons)]


async def _seed(url: str, account_id: int, cards: int) -> None:
    store = await Store.open(url, account_id=account_id)
    now = datetime.now(UTC)
    async with store.write() as tx:
        await tx.accounts.identify("harbourlight", "Harbour Light", 2_400, now)
        await tx.accounts.set_baseline(BaselineStatus.COMPLETE, None, 2_400, now - timedelta(days=5))
        for number in range(cards):
            await suggest_follow_back(tx, FIRST_PERSON + number, at=now, expires_at=now + timedelta(days=2))
        await tx.accounts.polled(now)
    await store.close()


async def _press(simulated: SimulatedDiscord, cards: Sequence[Message], name: str, process: subprocess.Popen[bytes]) -> Measured:
    members = simulated.approvers(MEMBERS)
    took: list[float] = []

    async def press(number: int) -> bool:
        begun = time.perf_counter()
        response = await members[number % MEMBERS].presses(cards[number], LABELS[number % len(LABELS)])
        took.append((time.perf_counter() - begun) * 1_000)
        return not response.failed

    cpu = _cpu_seconds(process.pid)
    begun, presses = time.perf_counter(), []
    for number in range(len(cards)):
        await asyncio.sleep(max(0.0, begun + number / PER_SECOND - time.perf_counter()))
        presses.append(asyncio.create_task(press(number)))
    answered = await asyncio.gather(*presses)
    return Measured(name, took, (_cpu_seconds(process.pid) - cpu) * 1_000 / len(cards), answered.count(False))


def _cpu_seconds(pid: int) -> float:
    """CPU time of a process, where the system tells; 0 elsewhere."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    spent = stat.read_text().rsplit(")", 1)[1].split()
    return (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")


def _started(arguments: list[str], options: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.benchmarks.clicks", *arguments]
    return subprocess.Popen(command, env=os.environ | options, stderr=None if os.environ.get("VERBOSE") else subprocess.DEVNULL)


async def _end(process: subprocess.Popen[bytes], simulated: SimulatedDiscord, x: SimulatedX) -> None:
    process.terminate()
    await asyncio.to_thread(process.wait, 15)
    await simulated.stop()
    await x.stop()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bot", nargs="*", help="internal: which bot this process runs")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--followers", type=int, default=5_000)
    given = parser.parse_args()
    if given.bot and given.bot[0] == "empty":
        asyncio.run(run_empty(int(given.bot[1])))
        return 0
    if given.bot:
        asyncio.run(serve(Mutuals(load_settings(), SystemClock()), lambda: None))
        return 0
    empty, quiet, arriving = asyncio.run(measure(given.seconds, given.followers))
    lines = [
        f"{'':<28}{'median':>8} {'p99':>8} {'ratios':>17} {'CPU':>8}",
        *(measured.line(empty) for measured in (empty, quiet, arriving)),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(quiet.p99 > RATIO_LIMIT * empty.p99 or arriving.p99 > ARRIVING_LIMIT_MS or quiet.failed + arriving.failed > 0)


if __name__ == "__main__":
    sys.exit(main())
