"""What the simulated X is like at the moment: its tier and dialect, and everything that can go wrong."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Literal

from bot.demo.x.dialect import Dialect

Pagination = Literal["cursor", "offset"]
PaginationFault = Literal["none", "loop", "empty_pages", "ends_early", "skips_pages"]


class Tier(StrEnum):
    """What kind of access the app has."""

    SELF_SERVE = "self_serve"
    ENTERPRISE = "enterprise"


@dataclass(slots=True)
class _Rule:
    """A fault for the next matching calls. status: of the response, None for none at all."""

    remaining: int
    status: int | None
    method: str | None
    path_contains: str

    def applies(self, method: str, path: str) -> bool:
        if not self.remaining or self.method not in (None, method) or self.path_contains not in path:
            return False
        self.remaining -= 1
        return True


@dataclass(kw_only=True, eq=False, repr=False)
class Conditions:
    """May be changed at any time.

    pagination: "cursor" tokens are bound to the last person read, "offset" tokens are a position in the list, which shifts.
    pagination_fault: what comes after the first page of a list: the rest of it ("none"), pages whose next token is their own ("loop"),
    or one empty page after another ("empty_pages"), or nothing, as if that were all ("ends_early"); or, of followers and following, every
    second page is left out ("skips_pages").
    owns_app: whether the account owns the developer app, so that owned-read prices apply.
    down: everything answers 503 in HTML. latency: real seconds before each answer. locked: X locked the account. credits: some are left.
    reported_followers: the follower count that X reports for the account: None for the true one, "null" for a missing one.
    shuffle: up to how many places people are out of order within a page of followers.
    listing_delay: how long the account's own posts are missing from its list, as X's lists lag behind.
    app_enrolled, user_enrolled: whether the app is in a package that has the API, and whoever is billed is registered.
    clock_error: how far X's own clock is ahead. checks_timestamps: whether it refuses signatures more than five
    minutes off it, as X does. sends_rate_limits: whether answers tell how many calls are left.
    activity: whether the app may use the activity API. flat_users: whether events hold users as X's documents say, not as its guide shows.
    keep_alive: real seconds of silence after which a stream sends a blank line.
    stall_streams: open streams send nothing at all. repeat_events: every event is delivered twice.
    """

    tier: Tier
    dialect: Dialect
    pagination: Pagination
    owns_app: bool
    pagination_fault: PaginationFault = "none"
    down: bool = False
    latency: float = 0.0
    locked: bool = False
    credits: bool = True
    reported_followers: int | Literal["null"] | None = None
    shuffle: int = 0
    listing_delay: timedelta = timedelta()
    app_enrolled: bool = True
    user_enrolled: bool = True
    clock_error: timedelta = timedelta()
    checks_timestamps: bool = False
    sends_rate_limits: bool = True
    activity: bool = True
    flat_users: bool = False
    keep_alive: float = 20.0
    stall_streams: bool = False
    repeat_events: bool = False
    _held: tuple[str, asyncio.Event] | None = None
    _events_to_drop: int = 0
    _rules: list[_Rule] = field(default_factory=list)

    def refuse(self, n: int, status: int = 500, method: str | None = None, path_contains: str = "") -> None:
        """Answer the next `n` calls that fit with this status and do nothing else."""
        self._rules.append(_Rule(n, status, method, path_contains))

    def clear_faults(self) -> None:
        """Cancel every refusal and dropped response still to come."""
        self._rules.clear()

    def hold_responses(self, method: str) -> None:
        """Let every call of this method wait until answers are released."""
        self._held = method, asyncio.Event()

    def release_responses(self) -> None:
        """Answer every call that is held, and those to come."""
        if self._held:
            _, released = self._held
            released.set()
            self._held = None

    async def wait_to_answer(self, method: str) -> None:
        """Wait until a call of this method may be answered."""
        if self._held and self._held[0] == method:
            await self._held[1].wait()
        await asyncio.sleep(self.latency)

    def drop_responses(self, n: int, method: str | None = "POST") -> None:
        """Carry out the next `n` calls of this method (None: of any), then close the connection without an answer."""
        self._rules.append(_Rule(n, None, method, ""))

    def drop_events(self, n: int) -> None:
        """Never deliver the next `n` events, not even as backfill."""
        self._events_to_drop += n

    def drops_event(self) -> bool:
        """Whether this event is to be dropped."""
        if not self._events_to_drop:
            return False
        self._events_to_drop -= 1
        return True

    def refusal(self, method: str, path: str) -> int | None:
        """The status to refuse this call with, if it is to be refused."""
        return next((rule.status for rule in self._rules if rule.status is not None and rule.applies(method, path)), None)

    def drops(self, method: str, path: str) -> bool:
        """Whether this call's answer gets lost."""
        return any(rule.status is None and rule.applies(method, path) for rule in self._rules)
