"""What follows when people have left, or have come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain import UNDECIDED, Act, Decision, Departure, Note, NoteCode, Profile, SuggestionState
from bot.domain.kinds import KINDS
from bot.store import Tx
from bot.workflow.people.assessor import Assessor

NO_LONGER_FOLLOWS = Note(NoteCode.UNFOLLOWED_US)


async def record_departures(tx: Tx, left: Mapping[int, Departure], now: datetime) -> None:
    """They have left, and their open suggestions are closed. What a member has approved stays: it was not about their following."""
    for departure in Departure:
        await tx.followers.mark_unfollowed([user_id for user_id, became in left.items() if became is departure], now, departure)
    for kind in (kind for kind, rules in KINDS.items() if rules.about_follower):
        for suggestion in (await tx.suggestions.open_about(list(left), kind)).values():
            await tx.suggestions.move(
                suggestion.id,
                to=SuggestionState.EXPIRED,
                from_=UNDECIDED,
                decision=Decision(Act.EXPIRE, now, note=NO_LONGER_FOLLOWS),
                snoozed_until=None,
                note=NO_LONGER_FOLLOWS,
            )


async def record_returns(tx: Tx, assessor: Assessor, back: Sequence[Profile], now: datetime) -> None:
    """They had left and follow again."""
    if back:
        ids = [profile.user_id for profile in back]
        await tx.profiles.save(back)
        await tx.followers.mark_refollowed(ids, now)
        await assessor.reassess_in(tx, ids)
