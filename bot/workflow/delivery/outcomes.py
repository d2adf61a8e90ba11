"""The ways in which carrying out an approval can continue or end. Each is a state that the team can see."""

from __future__ import annotations

from datetime import datetime

from bot.domain import Act, Decision, Note, NoteCode, Route, Suggestion, SuggestionState
from bot.domain.kinds import KINDS
from bot.store import Tx
from bot.store.suggestions.suggestions import StateChanges
from bot.workflow.context import Context

_STATES = SuggestionState


def reopened(suggestion: Suggestion, now: datetime, note: Note | None = None) -> StateChanges:
    """What changes with the state of one that is open again, with at least some time to decide. note: why it is."""
    expires_at = max(suggestion.expires_at, now + KINDS[suggestion.kind].reopened_for)
    return {"expires_at": expires_at, "snoozed_until": None, "sent_at": None, "route": None, "note": note}


class Outcomes:
    """Moves suggestions that are being carried out, whatever their kind."""

    def __init__(self, context: Context) -> None:
        self._store, self._clock = context.store, context.clock

    async def begin(self, tx: Tx, suggestion: Suggestion, now: datetime) -> Suggestion | None:
        """It is sent through X's API from now on."""
        decision = Decision(Act.START, now)
        return await tx.suggestions.move(
            suggestion.id, to=_STATES.DELIVERING, from_={_STATES.APPROVED}, decision=decision, route=Route.API, sent_at=now
        )

    async def hand_off(self, tx: Tx, suggestion: Suggestion, now: datetime) -> Suggestion | None:
        """The team gets a link."""
        return await tx.suggestions.move(
            suggestion.id,
            to=_STATES.HANDED_OFF,
            from_={suggestion.state},
            decision=Decision(Act.HAND_OFF, now),
            route=Route.HAND_OFF,
            sent_at=now,
            note=None,
        )

    async def mark_in_doubt(self, tx: Tx, suggestion: Suggestion, now: datetime) -> None:
        """It was sent, and whether it happened is looked up."""
        await tx.suggestions.move(suggestion.id, to=_STATES.IN_DOUBT, from_={_STATES.DELIVERING}, decision=Decision(Act.DOUBT, now))

    async def requeue(self, suggestion: Suggestion, note: Note) -> None:
        """Nothing happened on X, and the approval is queued again."""
        async with self._store.write() as tx:
            await tx.suggestions.move(
                suggestion.id,
                to=_STATES.APPROVED,
                from_={_STATES.DELIVERING},
                decision=Decision(Act.REQUEUE, self._clock.now(), note=note),
                sent_at=None,
                route=None,
                note=note,
            )

    async def send_back(self, tx: Tx, suggestion: Suggestion, now: datetime, note: Note) -> Suggestion | None:
        """It cannot go out as it is: whoever decides has to change it, and the card is open again for that. note: why."""
        return await tx.suggestions.move(
            suggestion.id,
            to=_STATES.OPEN,
            from_={suggestion.state},
            decision=Decision(Act.SEND_BACK, now, note=note),
            **reopened(suggestion, now, note),
        )

    async def requeue_unconfirmed(self, tx: Tx, suggestion: Suggestion, now: datetime) -> None:
        """It did not happen after all; it is queued again. The moment at which it was sent stays: X has counted it."""
        decision = Decision(Act.REQUEUE, now)
        await tx.suggestions.move(suggestion.id, to=_STATES.APPROVED, from_={_STATES.IN_DOUBT}, decision=decision, route=None)

    async def withdraw_for_opt_out(self, tx: Tx, suggestion: Suggestion, now: datetime) -> None:
        """The person opted out after it was approved, and before it was sent."""
        await tx.suggestions.move(
            suggestion.id,
            to=_STATES.WITHDRAWN,
            from_={_STATES.APPROVED, _STATES.DELIVERING},
            decision=Decision(Act.HONOUR_OPT_OUT, now, note=Note(NoteCode.OPTED_OUT)),
            note=Note(NoteCode.OPTED_OUT),
        )

    async def confirm(self, tx: Tx, suggestion: Suggestion, now: datetime, note: Note | None = None) -> None:
        """X shows that it happened."""
        await tx.suggestions.move(
            suggestion.id,
            to=_STATES.DONE,
            from_={_STATES.HANDED_OFF, _STATES.IN_DOUBT, _STATES.DELIVERING},
            decision=Decision(Act.CONFIRM, now, note=note),
            note=note,
        )

    async def fail(self, tx: Tx, suggestion: Suggestion, now: datetime, note: Note) -> None:
        """X refused for good. note: why."""
        await tx.suggestions.move(
            suggestion.id,
            to=_STATES.FAILED,
            from_={_STATES.DELIVERING, _STATES.IN_DOUBT},
            decision=Decision(Act.FAIL, now, note=note),
            note=note,
        )

    async def lapse(self, tx: Tx, suggestion: Suggestion, now: datetime) -> None:
        """A hand-off that nobody carried out in time."""
        await tx.suggestions.move(
            suggestion.id, to=_STATES.LAPSED, from_={_STATES.HANDED_OFF}, decision=Decision(Act.LAPSE, now), note=None
        )
