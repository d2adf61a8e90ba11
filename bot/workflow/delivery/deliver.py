"""Carry out what was approved, at the team's pace: by API where X lets this access, by hand-off otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain import Suggestion, SuggestionKind, SuggestionState
from bot.domain.kinds import KINDS
from bot.planning.pace import next_slot
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.delivery.blockers import Blockers
from bot.workflow.delivery.outcomes import Outcomes
from bot.workflow.money.budgets import snapshot_of
from bot.x.errors import XError

_STATES = SuggestionState

_CANDIDATES = 50
"""Approved suggestions from which the next is picked: a link can be handed out while another one waits for X."""


class Delivery(Protocol):
    """How approved suggestions of one kind are carried out."""

    kind: SuggestionKind

    async def by_api(self, tx: Tx, suggestion: Suggestion) -> bool:
        """Whether this one goes by X's API, as far as is known."""

    async def price(self, tx: Tx, suggestion: Suggestion) -> int:
        """What that may cost, in micro-dollars."""

    async def prepare(self, suggestion: Suggestion) -> None:
        """Read from X what has to be known before this one is carried out. Raises XError."""

    async def send_back_if_stale(self, tx: Tx, suggestion: Suggestion) -> bool:
        """Send it back for a decision if it can no longer be carried out as it is, or close it if it has happened; returns whether so."""

    async def send(self, suggestion: Suggestion) -> None:
        """Carry it out by API, once; every way it can end is a state that the team can see. Raises XError where it has to wait."""


class Deliver:
    """The recurring job for one kind, woken by every approval. At most one delivery of a kind is under way."""

    def __init__(self, context: Context, delivery: Delivery) -> None:
        self._context, self._delivery, self._kind, self._rules = context, delivery, delivery.kind, KINDS[delivery.kind]
        self._context, self._store, self._clock = context, context.store, context.clock
        self._outcomes = Outcomes(context)

    async def run(self) -> datetime | None:
        """Deliver until nothing is approved or the next one has to wait; returns until when. Raises XError."""
        while True:
            async with self._store.read() as tx:
                now = self._clock.now()
                interrupted = await tx.suggestions.in_states({_STATES.DELIVERING}, limit=100, kind=self._kind)
                found = None if interrupted else await self._next(tx, now)
                slot = await self._slot(tx, found[1], now) if found else now
            if interrupted:
                await self._doubt(interrupted)
                continue
            if found is None:
                return None
            if slot > now:
                return slot
            await self._delivery.prepare(found[0])
            suggestion = await self._begin(found[0])
            if suggestion is not None and suggestion.state is _STATES.DELIVERING:
                await self._delivery.send(suggestion)

    async def _doubt(self, interrupted: Sequence[Suggestion]) -> None:
        """What was being sent when Mutuals crashed or failed has an unknown outcome. It is looked up, never guessed."""
        now = self._clock.now()
        async with self._store.write() as tx:
            for suggestion in interrupted:
                await self._outcomes.mark_in_doubt(tx, suggestion, now)

    async def _next(self, tx: Tx, now: datetime) -> tuple[Suggestion, bool] | None:
        """The next to go out, and whether by API; None while nothing may or has to go out. Raises what blocks all of them."""
        approved: Sequence[Suggestion] = await tx.suggestions.in_states({_STATES.APPROVED}, _CANDIDATES, self._kind)
        if not approved:
            return None
        snapshot = await snapshot_of(tx, self._context.policy, now)
        account = snapshot.account
        if account.paused_at or account.writes_stopped:
            return None
        by_api: list[Suggestion] = []
        for suggestion in approved:
            if not await self._delivery.by_api(tx, suggestion):
                return suggestion, False
            by_api.append(suggestion)
        return await self._first_unblocked(tx, by_api, Blockers(tx, snapshot, self._context, now, self._rules))

    async def _first_unblocked(self, tx: Tx, approved: Sequence[Suggestion], blockers: Blockers) -> tuple[Suggestion, bool] | None:
        """There may be money for a later one where there is none for the first: a text with a link costs twenty times as much."""
        blocking: dict[int, XError] = {}
        for suggestion in approved:
            price = await self._delivery.price(tx, suggestion)
            blocked = await blockers.first(price)
            if blocked is None:
                return suggestion, True
            blocking[price] = blocked
        if blocking:
            # Whatever ends first: what blocks the cheapest blocks the others, too.
            raise blocking[min(blocking)]
        return None

    async def _slot(self, tx: Tx, by_api: bool, now: datetime) -> datetime:
        """When the next one may go out."""
        sent = await tx.suggestions.sent_since(now - timedelta(days=1), self._kind)
        return next_slot(sent, now, self._context.policy, self._rules.pace(self._context.policy), by_api=by_api)

    async def _begin(self, prepared: Suggestion) -> Suggestion | None:
        """Begin it; None when it is no longer the next, or has to wait: another one was not prepared yet."""
        now = self._clock.now()
        # That it is being sent must survive a power cut, or it would be sent again; the spend guard sees to the same for its price.
        async with self._store.write(durable=True) as tx:
            found = await self._next(tx, now)
            if found is None or found[0].id != prepared.id or await self._slot(tx, found[1], now) > now:
                return None
            suggestion, by_api = found
            if await tx.opt_outs.requested(suggestion.user_id):
                await self._outcomes.withdraw_for_opt_out(tx, suggestion, now)
                return None
            if await self._delivery.send_back_if_stale(tx, suggestion):
                return None
            return await (self._outcomes.begin if by_api else self._outcomes.hand_off)(tx, suggestion, now)
