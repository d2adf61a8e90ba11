"""What the simulated X is like at the moment: its tier and dialect, and everything that can go wrong."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Literal

from bot.demo.x.dialect import Dialect

Pagination = Literal["cursor", "offset"]
Continuation = Literal["sound", "circle", "empty"]


class Tier(StrEnum):
    """What kind of access the app has."""

    SELF_SERVE = "self_serve"
    ENTERPRISE = "enterprise"


@dataclass(slots=True)
class _Rule:
    """A fault that strikes the next calls that fit. status: what they are answered, None for no answer at all."""

    remaining: int
    status: int | None
    method: str | None
    path_contains: str

    def strikes(self, method: str, path: str) -> bool:
        if not self.remaining or self.method not in (None, method) or self.path_contains not in path:
            return False
        self.remaining -= 1
        return True


@dataclass(kw_only=True, eq=False, repr=False)
class Conditions:
    """May be changed at any time.

    pagination: "cursor" tokens are bound to the last person read, "offset" tokens are a position in the list, which shifts.
    continuation: what comes after the first page of a list: the rest of it ("sound"), pages that name the place they were asked at as the
    next one ("circle"), or one empty page after the other ("empty").
    owns_app: whether the account owns the developer app, so that owned-read prices apply.
    down: everything answers 503 in HTML. latency: real seconds before each answer. locked: X locked the account. credits: some are left.
    miscount: what the account's own count of followers is said to be instead of the truth: None for the truth, "null" for nothing at all.
    shuffle: up to how many places people are out of order within a page of followers.
    hides_posts_for: so long the account's own posts are missing from its list, as X's lists lag behind what is written.
    app_enrolled, user_enrolled: whether the app is in a package that has the API, and whoever is billed is registered.
    clock_error: how far X's own clock is ahead of everybody's. reads_dates: whether it refuses what is signed more than five
    minutes off it, as X does. says_limits: whether answers tell how many calls are left.
    activity: whether the app may use the activity API. bare_users: whether events hold users as X's documents say, not as its guide shows.
    keep_alive: real seconds of silence after which a stream shows that it is there.
    stall_streams: nothing at all comes through those that are open. repeat_events: every event is delivered twice.
    """

    tier: Tier
    dialect: Dialect
    pagination: Pagination
    owns_app: bool
    continuation: Continuation = "sound"
    down: bool = False
    latency: float = 0.0
    locked: bool = False
    credits: bool = True
    miscount: int | Literal["null"] | None = None
    shuffle: int = 0
    hides_posts_for: timedelta = timedelta()
    app_enrolled: bool = True
    user_enrolled: bool = True
    clock_error: timedelta = timedelta()
    reads_dates: bool = False
    says_limits: bool = True
    activity: bool = True
    bare_users: bool = False
    keep_alive: float = 20.0
    stall_streams: bool = False
    repeat_events: bool = False
    _held: tuple[str, asyncio.Event] | None = None
    _to_lose: int = 0
    _rules: list[_Rule] = field(default_factory=list)

    def refuse(self, n: int, status: int = 500, method: str | None = None, path_contains: str = "") -> None:
        """Answer the next `n` calls that fit with this status and do nothing else."""
        self._rules.append(_Rule(n, status, method, path_contains))

    def refuses_nothing_more(self) -> None:
        """Forget what was to be refused or to get lost."""
        self._rules.clear()

    def hold_answers(self, method: str) -> None:
        """Let every call of this method wait until answers are released."""
        self._held = method, asyncio.Event()

    def release_answers(self) -> None:
        """Answer every call that is held, and those to come."""
        if self._held:
            _, released = self._held
            released.set()
            self._held = None

    async def may_answer(self, method: str) -> None:
        """Wait until a call of this method may be answered."""
        if self._held and self._held[0] == method:
            await self._held[1].wait()
        await asyncio.sleep(self.latency)

    def drop_answers(self, n: int, method: str | None = "POST") -> None:
        """Carry out the next `n` calls of this method (None: of any), then close the connection without an answer."""
        self._rules.append(_Rule(n, None, method, ""))

    def lose_events(self, n: int) -> None:
        """Never deliver the next `n` events, not even to those who ask for what they missed."""
        self._to_lose += n

    def loses_event(self) -> bool:
        """Whether this event is one of those that get lost."""
        if not self._to_lose:
            return False
        self._to_lose -= 1
        return True

    def refusal(self, method: str, path: str) -> int | None:
        """The status to refuse this call with, if it is to be refused."""
        return next((rule.status for rule in self._rules if rule.status is not None and rule.strikes(method, path)), None)

    def drops(self, method: str, path: str) -> bool:
        """Whether this call's answer gets lost."""
        return any(rule.status is None and rule.strikes(method, path) for rule in self._rules)
