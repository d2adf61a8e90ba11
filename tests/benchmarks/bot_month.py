"""Lets the whole bot live through a made-up month between the simulated X and the simulated Discord.

The clock stands still while anything is under way and jumps to whatever comes next: something that happens on X, or a job that is due.
So calls to X and Discord take no simulated time, and a month takes as long as the bot's own work in it. A member skips every card at
once: what is decided costs nothing on X, and cards that nobody decides would be compared with the store every minute until they expire.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from bot.app import Mutuals
from bot.demo.clock import SimulatedClock
from bot.demo.discord import Message, SimulatedDiscord
from bot.demo.x import SimulatedX
from bot.demo.x.billing.bill import Statement
from bot.store import Store
from tests.benchmarks.models.cast import Cast
from tests.benchmarks.models.months import Event, EventKind, Month
from tests.support.options import options_for, settings_of

PROMPTS_PER_DAY: Final = 500
AT_ONCE: Final = PROMPTS_PER_DAY // 2
"""The others are spread over the day."""
OPTIONS: Final = {
    "PROMPTS_PER_DAY": str(PROMPTS_PER_DAY),
    "REPLY_PROMPTS_PER_DAY": str(PROMPTS_PER_DAY),
    "PROMPT_EXPIRES_HOURS": "1",
    "MONTHLY_BUDGET_USD": "100000",
    "DAILY_BUDGET_USD": "100000",
    "LEAVERS_BUDGET_USD": "0",
}
"""As many cards as can be, of people who came within the hour, and budgets that hold nothing back; but who left is not what is compared."""

INITIAL_SYNC_LEAD: Final = timedelta(minutes=10)
"""So long before the month begins, and with it X's next billing day."""
INITIAL_SYNC_TIMEOUT: Final = 600.0
"""Real seconds."""
SETTLES: Final = timedelta(minutes=2)
"""Whoever follows for less than this, or follows in the month's last minutes, need not be noticed."""

_HANDLE: Final = re.compile(r"\[@(\w{1,15})\]\(https://x\.com/i/user/\d+\)")
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class MonthResult:
    """EventKind came of a month.

    statement: X's own, of the month. initial_sync: micro-dollars, before it. delays: seconds from follow to card, of all
    cards that were due at once.
    later: cards that had to wait, because those of the day that come at once were used up. missed: new followers the bot does not know.
    seconds: real ones.
    """

    statement: Statement
    initial_sync: int
    delays: list[float]
    later: int
    missed: int
    seconds: float


class BotMonth:
    """One bot with its own X, Discord and database in `folder`."""

    def __init__(self, month: Month, folder: Path, *, seed: int = 1) -> None:
        self._month, self._folder = month, folder
        self._clock = SimulatedClock(month.begins - INITIAL_SYNC_LEAD, speed=0)
        self._x = SimulatedX(self._clock, seed=seed, population=month.account.followers)
        self._discord = SimulatedDiscord(self._clock, rate_limited=False)
        self._cast = Cast(self._x, seed)
        self._followed_at: dict[str, datetime] = {}
        self._newcomers: dict[int, int] = {}
        self._cards: dict[str, datetime] = {}
        self._undecided: list[Message] = []

    async def run(self, tell: Callable[[int], None] = lambda day: None) -> MonthResult:
        """From the initial sync to the month's end. tell: called with the number of each day that begins, from 0."""
        began = time.perf_counter()
        async with AsyncExitStack() as exits:
            exits.callback(self._discord.on_change(self._on_discord_event))
            exits.push_async_callback(self._x.stop)
            await self._x.start()
            exits.push_async_callback(self._discord.stop)
            await self._discord.start()
            mutuals = Mutuals(settings_of(options_for(self._x, self._discord, self._database) | OPTIONS), self._clock)
            exits.push_async_callback(mutuals.stop)
            await mutuals.start()
            await self._discord.until(lambda: bool(self._discord.channel.messages), within=INITIAL_SYNC_TIMEOUT)
            await self._pass(mutuals, self._month.begins)
            initial_sync = self._x.bill.all_time
            for day, events in groupby(self._month.events, lambda event: (event.at - self._month.begins).days):
                tell(day)
                for event in events:
                    await self._pass(mutuals, event.at)
                    self._play(event)
            await self._pass(mutuals, self._month.ends)
        delays, later = waits(self._followed_at, self._cards, AT_ONCE)
        spent = self._x.bill.all_time
        statement = Statement(spent.charged - initial_sync.charged, spent.calls - initial_sync.calls)
        return MonthResult(statement, initial_sync.micros, delays, later, await self._missed(), time.perf_counter() - began)

    @property
    def _database(self) -> Path:
        return self._folder / "mutuals.sqlite3"

    async def _pass(self, mutuals: Mutuals, until: datetime) -> None:
        """Let the time pass, as far as nothing is due any more."""
        scheduler = mutuals.scheduler
        while True:
            await scheduler.idle()
            if self._undecided:
                await self._skip(self._undecided.pop())
                continue
            due = scheduler.next_due
            if due is None or due >= until:
                break
            self._clock.advance(due - self._clock.now())
        self._clock.advance(until - self._clock.now())

    def _play(self, event: Event) -> None:
        person = self._cast.play(event)
        if event.kind is EventKind.FOLLOWS:
            self._followed_at[person.username] = event.at
            self._newcomers[event.who] = person.id

    async def _skip(self, card: Message) -> None:
        if not card.deleted and any(button.label == "Skip" for button in card.buttons):
            await self._discord.person("Maya").presses(card, "Skip")

    def _on_discord_event(self, event: dict[str, Any]) -> None:
        if event["type"] == "message_create" and (found := _HANDLE.search(event["message"].text)):
            self._undecided.append(event["message"])
            if _is_about_follower(event["message"]):
                self._cards.setdefault(found[1], self._clock.now())

    async def _missed(self) -> int:
        """How many of those who followed for long enough are not known."""
        gone = {event.who: event.at for event in self._month.events if event.kind is EventKind.LEAVES}
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


def waits(followed_at: Mapping[str, datetime], cards: Mapping[str, datetime], cards_a_day: int) -> tuple[list[float], int]:
    """Seconds from follow to card of those whose card was due at once, and how many cards were due later, when the day's were used up.

    cards: when each person's card came, in that order; people who are not new have cards, too.
    """
    used_up: dict[date, datetime] = {}
    posted: Counter[date] = Counter()
    for at in cards.values():
        posted[at.date()] += 1
        if posted[at.date()] == cards_a_day:
            used_up[at.date()] = at
    new = {username: at for username, at in cards.items() if username in followed_at}
    in_time = [username for username, at in new.items() if at <= used_up.get(followed_at[username].date(), at)]
    return [(new[username] - followed_at[username]).total_seconds() for username in in_time], len(new) - len(in_time)


def _is_about_follower(message: Message) -> bool:
    """Whether it is the card of a follow-back: those about posts have a text to edit."""
    labels = {button.label for button in message.buttons}
    return "Skip" in labels and "Edit" not in labels
