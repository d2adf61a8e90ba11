"""Lets the whole bot live through a made-up month between the simulated X and the simulated Discord.

The clock stands still while anything is under way and jumps to whatever comes next: something that happens on X, or a job that is due.
So calls to X and Discord take no simulated time, and a month takes as long as the bot's own work in it. A member skips every card at
once: what is decided costs nothing on X, and cards that nobody decides would be compared with the store every minute until they expire.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from bot.app import Mutuals
from bot.demo.clock import SimulatedClock
from bot.demo.discord import Message, SimulatedDiscord
from bot.demo.x import Call, SimulatedX
from bot.store import Store
from tests.benchmarks.cast import Cast
from tests.benchmarks.months import Month, What
from tests.options import options_for, settings_of

PROMPTS_PER_DAY: Final = 500
OPTIONS: Final = {
    "PROMPTS_PER_DAY": str(PROMPTS_PER_DAY),
    "PROMPT_EXPIRES_HOURS": "1",
    "MONTHLY_BUDGET_USD": "100000",
    "DAILY_BUDGET_USD": "100000",
}
"""As many cards as can be, of people who came within the hour, and budgets that hold nothing back."""

STOCK_TAKEN: Final = timedelta(minutes=10)
"""So long before the month begins, and with it X's next billing day."""
LONGEST_STOCK_TAKING: Final = 600.0
"""Real seconds."""
SETTLES: Final = timedelta(minutes=2)
"""Whoever follows for less than this, or follows in the month's last minutes, need not be noticed."""

_HANDLE: Final = re.compile(r"\[@[^\]]+\]\(https://x\.com/(\w{1,15})\)")
_AT_ONCE: Final = 500


@dataclass(slots=True)
class Bill:
    """Calls to X and what it charged for them (micro-dollars), by the last part of their path: followers, mentions, me …"""

    calls: Counter[str] = field(default_factory=Counter)
    micros: Counter[str] = field(default_factory=Counter)

    def add(self, call: Call) -> None:
        what = call.path.rpartition("/")[2]
        self.calls[what] += 1
        self.micros[what] += call.charged_micros

    @property
    def detection(self) -> int:
        """What knowing of followers and mentions cost."""
        return self.micros["followers"] + self.micros["mentions"]


@dataclass(frozen=True, slots=True)
class Lived:
    """What came of a month.

    stock: micro-dollars for taking stock before it. delays: seconds from follow to card, of all cards that were due at once.
    later: cards that had to wait, because the day's PROMPTS_PER_DAY were used up. missed: new followers the bot does not know.
    seconds: real ones.
    """

    bill: Bill
    stock: int
    delays: list[float]
    later: int
    missed: int
    seconds: float


class BotMonth:
    """One bot with its own X, Discord and database in `folder`."""

    def __init__(self, month: Month, folder: Path, *, seed: int = 1) -> None:
        self._month, self._folder = month, folder
        self._clock = SimulatedClock(month.begins - STOCK_TAKEN, speed=0)
        self._x = SimulatedX(self._clock, seed=seed, population=month.account.followers)
        self._discord = SimulatedDiscord(self._clock, rate_limited=False)
        self._cast = Cast(self._x, seed)
        self._bill = Bill()
        self._last_call: Call | None = None
        self._followed_at: dict[str, datetime] = {}
        self._newcomers: dict[int, int] = {}
        self._cards: dict[str, datetime] = {}
        self._undecided: list[Message] = []

    async def live(self) -> Lived:
        """From taking stock to the month's end."""
        began = time.perf_counter()
        async with AsyncExitStack() as exits:
            exits.callback(self._x.on_change(self._hear_x))
            exits.callback(self._discord.on_change(self._hear_discord))
            exits.push_async_callback(self._x.stop)
            await self._x.start()
            exits.push_async_callback(self._discord.stop)
            await self._discord.start()
            mutuals = Mutuals(settings_of(options_for(self._x, self._discord, self._database) | OPTIONS), self._clock)
            exits.push_async_callback(mutuals.stop)
            await mutuals.start()
            await self._discord.until(lambda: bool(self._discord.channel.messages), within=LONGEST_STOCK_TAKING)
            await self._pass(mutuals, self._month.begins)
            stock, self._bill = self._bill, Bill()
            for event in self._month.events:
                await self._pass(mutuals, event.at)
                person = self._cast.play(event)
                if event.what is What.FOLLOWS:
                    self._followed_at[person.username] = event.at
                    self._newcomers[event.who] = person.id
            await self._pass(mutuals, self._month.ends)
        delays, later = self._delays()
        return Lived(self._bill, sum(stock.micros.values()), delays, later, await self._missed(), time.perf_counter() - began)

    @property
    def _database(self) -> Path:
        return self._folder / "mutuals.sqlite3"

    async def _pass(self, mutuals: Mutuals, until: datetime) -> None:
        """Let the time pass, as far as nothing is due any more."""
        routines = mutuals.routines
        while True:
            await routines.idle()
            if self._undecided:
                await self._discord.person("Maya").presses(self._undecided.pop(), "Skip")
                continue
            due = routines.next_due
            if due is None or due >= until:
                break
            self._clock.advance(due - self._clock.now())
        self._clock.advance(until - self._clock.now())

    def _hear_x(self) -> None:
        call = self._x.calls[-1] if self._x.calls else None
        if call is not None and call is not self._last_call:
            self._last_call = call
            self._bill.add(call)

    def _hear_discord(self, event: dict[str, Any]) -> None:
        if event["type"] == "message_create" and (found := _HANDLE.search(event["message"].text)):
            self._cards.setdefault(found[1], self._clock.now())
            self._undecided.append(event["message"])

    def _delays(self) -> tuple[list[float], int]:
        """Of the cards that were due at once: a day's cards are used up with the PROMPTS_PER_DAY-th."""
        used_up: dict[object, datetime] = {}
        posted: Counter[object] = Counter()
        for at in self._cards.values():
            posted[at.date()] += 1
            if posted[at.date()] == PROMPTS_PER_DAY:
                used_up[at.date()] = at
        delays, later = [], 0
        for username, at in self._cards.items():
            followed_at = self._followed_at.get(username)
            if followed_at is None:
                continue
            if at > used_up.get(followed_at.date(), at):
                later += 1
            else:
                delays.append((at - followed_at).total_seconds())
        return delays, later

    async def _missed(self) -> int:
        """How many of those who followed for long enough are not known."""
        gone = {event.who: event.at for event in self._month.events if event.what is What.LEAVES}
        stayed = [
            self._newcomers[who]
            for who, at in self._month.followed_at.items()
            if min(gone.get(who, self._month.ends), self._month.ends) - at > SETTLES
        ]
        store = await Store.open(f"sqlite+aiosqlite:///{self._database}", account_id=self._x.account.id)
        try:
            async with store.read() as tx:
                portions = [stayed[start : start + _AT_ONCE] for start in range(0, len(stayed), _AT_ONCE)]
                known = [await tx.followers.known(portion) for portion in portions]
        finally:
            await store.close()
        return len(stayed) - sum(map(len, known))
