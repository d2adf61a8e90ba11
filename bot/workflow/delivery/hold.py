"""What blocks suggestions of a kind from going out by API, at their price. Checked before one is sent, and shown on cards that wait."""

from __future__ import annotations

from datetime import datetime

from bot.domain import Snapshot
from bot.domain.kinds import KindRules
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.money.funding import shortfall
from bot.x.errors import OutOfCredits, RateLimited, XError


class Blockers:
    """Checks within one transaction; calls that may cost the same are blocked by the same, which is looked up once."""

    def __init__(self, tx: Tx, snapshot: Snapshot, context: Context, now: datetime, rules: KindRules) -> None:
        self._tx, self._snapshot, self._policy, self._now, self._rules = tx, snapshot, context.policy, now, rules
        self._known: dict[int, XError | None] = {}

    async def first(self, micros: int) -> XError | None:
        """What such a call, which may cost so much, would be refused with if it were sent now, as far as is known; None for nothing."""
        if micros not in self._known:
            self._known[micros] = await self._first(micros)
        return self._known[micros]

    async def _first(self, micros: int) -> XError | None:
        if self._snapshot.account.credits_depleted_at is not None:
            return OutOfCredits()
        used_up = [limit for limit in self._snapshot.used_up if limit.endpoint == self._rules.endpoint]
        until = max((min(limit.resets_at, self._now + limit.window.length) for limit in used_up), default=self._now)
        if until > self._now:
            return RateLimited(until)
        missing = await shortfall(self._tx, self._policy, self._rules.purpose, micros, self._now, self._snapshot.funds)
        return missing.error if missing else None
