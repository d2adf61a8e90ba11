"""Carry out what was approved, at the team's pace: by API where X lets this access, by hand-off otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain import Suggestion, SuggestionState
from bot.store import Tx
from bot.workflow.context import Context, Job
from bot.workflow.delivery.hold import Hold
from bot.workflow.delivery.kind_policy import Deed
from bot.workflow.delivery.outcomes import Outcomes
from bot.workflow.delivery.pace import next_turn, pace_of
from bot.x.errors import XError

_STATES = SuggestionState

_CONSIDERED = 50
"""Approved ones among whom the next is found: a link can be handed out while another one waits for X."""


class Carrier(Protocol):
    """How approved suggestions of one kind are carried out. verified_by: the job that sees whether it happened."""

    deed: Deed
    verified_by: Job

    async def by_api(self, tx: Tx, suggestion: Suggestion) -> bool:
        """Whether this one goes by X's API, as far as is known."""

    async def price(self, tx: Tx, suggestion: Suggestion) -> int:
        """What that may cost, in micro-dollars."""

    async def look(self, suggestion: Suggestion) -> None:
        """See on X what has to be known before this one is carried out. Raises XError."""

    async def sent_back(self, tx: Tx, suggestion: Suggestion) -> bool:
        """Send it back to whoever decides where it cannot be carried out any more as it is, or end it where it has happened; whether so."""

    async def send(self, suggestion: Suggestion) -> None:
        """Carry it out by API, once; every way it can end is a state that the team can see. Raises XError where it has to wait."""


class Deliver:
    """The recurring job for one kind, woken by every approval. At most one delivery of a kind is under way."""

    def __init__(self, context: Context, carrier: Carrier) -> None:
        self._context, self._carrier, self._deed = context, carrier, carrier.deed
        self._store, self._clock, self._policy, self._wake = context.store, context.clock, context.policy, context.wake
        self._outcomes = Outcomes(context)

    async def run(self) -> datetime | None:
        """Deliver until nothing is approved or the next one has to wait; returns until when. Raises XError."""
        await self._doubt_leftovers()
        while True:
            async with self._store.read() as tx:
                now = self._clock.now()
                found = await self._next(tx, now)
                if found is None:
                    return None
                turn = await self._turn(tx, found[1], now)
            if turn > now:
                return turn
            await self._carrier.look(found[0])
            suggestion = await self._begin(found[0])
            self._wake(Job.SHOW)
            self._wake(self._carrier.verified_by)
            if suggestion is not None and suggestion.state is _STATES.DELIVERING:
                try:
                    await self._carrier.send(suggestion)
                finally:
                    self._wake(Job.SHOW)
                    self._wake(self._carrier.verified_by)

    async def _doubt_leftovers(self) -> None:
        """What was being sent when a crash or a fault came between has an unknown outcome. It is looked up, never guessed."""
        async with self._store.read() as tx:
            leftovers = await tx.suggestions.in_states({_STATES.DELIVERING}, limit=100, kind=self._deed.kind)
        if not leftovers:
            return
        now = self._clock.now()
        async with self._store.write() as tx:
            for suggestion in leftovers:
                await self._outcomes.doubt(tx, suggestion, now)
        self._wake(self._carrier.verified_by)

    async def _next(self, tx: Tx, now: datetime) -> tuple[Suggestion, bool] | None:
        """Whose turn is next, and whether it goes by API; None while nothing may or wants to go out. Raises what holds all of them up."""
        account = await tx.accounts.get()
        if account.paused_at or account.writes_stopped:
            return None
        approved: Sequence[Suggestion] = await tx.suggestions.in_states({_STATES.APPROVED}, _CONSIDERED, self._deed.kind)
        by_api: list[Suggestion] = []
        for suggestion in approved:
            if not await self._carrier.by_api(tx, suggestion):
                return suggestion, False
            by_api.append(suggestion)
        return await self._first_not_held(tx, by_api, Hold(tx, account, self._context, now, self._deed))

    async def _first_not_held(self, tx: Tx, approved: Sequence[Suggestion], hold: Hold) -> tuple[Suggestion, bool] | None:
        """There may be money for a later one where there is none for the first: a text with a link costs twenty times as much."""
        holding: dict[int, XError] = {}
        for suggestion in approved:
            price = await self._carrier.price(tx, suggestion)
            held = await hold.why(price)
            if held is None:
                return suggestion, True
            holding[price] = held
        if holding:
            # Whatever ends first: what holds the cheapest up holds up the others, too.
            raise holding[min(holding)]
        return None

    async def _turn(self, tx: Tx, by_api: bool, now: datetime) -> datetime:
        """When the next one may go out."""
        sent = await tx.suggestions.sent_since(now - timedelta(days=1), self._deed.kind)
        return next_turn(sent, now, self._policy, pace_of(self._deed.kind, self._policy), by_api=by_api)

    async def _begin(self, looked_for: Suggestion) -> Suggestion | None:
        """Take it up; None when it is not the next any more, or has to wait: whoever is next instead was not looked for yet."""
        now = self._clock.now()
        # That it is being sent must survive a power cut, or it would be sent again; the meter sees to the same for its price.
        async with self._store.write(durable=True) as tx:
            found = await self._next(tx, now)
            if found is None or found[0].id != looked_for.id or await self._turn(tx, found[1], now) > now:
                return None
            suggestion, by_api = found
            if await tx.left_alone.wished(suggestion.user_id):
                await self._outcomes.give_up_on(tx, suggestion, now)
                return None
            if await self._carrier.sent_back(tx, suggestion):
                return None
            return await (self._outcomes.begin if by_api else self._outcomes.hand_off)(tx, suggestion, now)
