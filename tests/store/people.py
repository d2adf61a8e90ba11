"""People and what is stored about them, for the tests of the store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.model import Act, Assessment, Decision, Member, Profile, Reason, Suggestion, SuggestionKind, SuggestionState, Verdict
from bot.store import Store, Tx

NOW = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

MAYA = Member(11, "Maya")
LEO = Member(12, "Leo")

STATES = SuggestionState


class _Undo(Exception):
    pass


@asynccontextmanager
async def undone(store: Store) -> AsyncIterator[Tx]:
    """A write that leaves nothing, so that the next example of a property finds the store as it was."""
    with suppress(_Undo):
        async with store.write() as tx:
            yield tx
            raise _Undo


def profile(user_id: int, username: str = "", **changes: Any) -> Profile:
    return replace(Profile(user_id, username or f"user_{user_id}", f"User {user_id}", NOW), **changes)


def assessment(worth: int = 10, verdict: Verdict = Verdict.QUIET) -> Assessment:
    return Assessment(verdict, 12, (Reason("no posts in 8 years", 10), Reason("joined in 2009")), worth)


async def arrive(
    tx: Tx, *user_ids: int, at: datetime = NOW, baseline: bool = False, worth: int = 10, verdict: Verdict = Verdict.QUIET
) -> None:
    """These people, newest first, follow the account from now on."""
    await tx.profiles.save([profile(user_id, fetched_at=at) for user_id in user_ids])
    await tx.followers.add(user_ids, at, baseline=baseline)
    await tx.assessments.save([(user_id, assessment(worth, verdict)) for user_id in user_ids], at)


async def suggest(tx: Tx, user_id: int, *, at: datetime = NOW, expires_at: datetime = NOW + 3 * DAY, worth: int = 10) -> int:
    """This person arrives and is suggested."""
    await arrive(tx, user_id, at=at, worth=worth)
    suggestion_id = await tx.suggestions.open(user_id, SuggestionKind.FOLLOW_BACK, at, expires_at)
    assert suggestion_id is not None
    return suggestion_id


_SAID = {
    STATES.OPEN: Act.REOPEN,
    STATES.SNOOZED: Act.SNOOZE,
    STATES.APPROVED: Act.APPROVE,
    STATES.DELIVERING: Act.START,
    STATES.IN_DOUBT: Act.DOUBT,
    STATES.HANDED_OFF: Act.HAND_OFF,
    STATES.DONE: Act.CONFIRM,
    STATES.FAILED: Act.FAIL,
    STATES.LAPSED: Act.LAPSE,
    STATES.SKIPPED: Act.SKIP,
    STATES.WITHDRAWN: Act.WITHDRAW,
    STATES.EXPIRED: Act.EXPIRE,
}


async def put(
    tx: Tx, suggestion_id: int, to: SuggestionState, *, at: datetime = NOW, by: Member | None = None, **changes: Any
) -> Suggestion:
    """Move a suggestion to this state from whichever it is in."""
    moved = await tx.suggestions.move(suggestion_id, to=to, from_=list(STATES), decision=Decision(_SAID[to], at, by), **changes)
    assert moved is not None
    return moved
