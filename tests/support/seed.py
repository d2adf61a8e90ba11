"""People and what is stored about them, for the tests of the store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain import (
    Act,
    Assessment,
    Cohort,
    Decision,
    Draft,
    Intent,
    Interaction,
    InteractionKind,
    Member,
    OwnPost,
    Profile,
    Reason,
    Suggestion,
    SuggestionKind,
    SuggestionState,
    Verdict,
)
from bot.store import Store, Tx
from tests.support.notes import ASKS, says, written

NOW = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

MAYA = Member(11, "Maya")
LEO = Member(12, "Leo")

STATES = SuggestionState


class _Undo(Exception):
    pass


@asynccontextmanager
async def rolled_back(store: Store) -> AsyncIterator[Tx]:
    """A write that leaves nothing, so that the next example of a property finds the store as it was."""
    with suppress(_Undo):
        async with store.write() as tx:
            yield tx
            raise _Undo


def profile(user_id: int, username: str = "", **changes: Any) -> Profile:
    return replace(Profile(user_id, username or f"user_{user_id}", f"User {user_id}", NOW), **changes)


def assessment(worth: int = 10, verdict: Verdict = Verdict.QUIET, *, suspicion: int = 12, suppressed: str = "") -> Assessment:
    reasons = Reason(written("no posts in 8 years"), 10), Reason(written("joined in 2009"))
    return Assessment(
        verdict, suspicion, reasons, worth, (written("They write about cheese"),), written(suppressed) if suppressed else None
    )


def cohort(members: int = 40, **changes: Any) -> Cohort:
    """What some look-alikes have in common."""
    figures = Cohort(
        arrived=60,
        expected=12.5,
        members=members,
        same_weeks=0.9,
        made_from=date(2026, 1, 5),
        made_until=date(2026, 2, 1),
        alike=0.8,
        pattern=0.7,
        shape="a8",
        suspicious=0.5,
        usually_suspicious=0.04,
    )
    return replace(figures, **changes)


async def add_followers(
    tx: Tx,
    *user_ids: int,
    at: datetime = NOW,
    baseline: bool = False,
    worth: int = 10,
    verdict: Verdict = Verdict.QUIET,
    suppressed: str = "",
    **person: Any,
) -> None:
    """These people, newest first, follow the account from now on."""
    await tx.profiles.save([profile(user_id, fetched_at=at, **person) for user_id in user_ids])
    await tx.followers.add(user_ids, at, baseline=baseline)
    await tx.assessments.save([(user_id, assessment(worth, verdict, suppressed=suppressed)) for user_id in user_ids], at, "1")


async def suggest_follow_back(
    tx: Tx, user_id: int, *, at: datetime = NOW, expires_at: datetime = NOW + 3 * DAY, worth: int = 10, suppressed: str = ""
) -> int:
    """This person arrives and is suggested."""
    await add_followers(tx, user_id, at=at, worth=worth, suppressed=suppressed)
    suggestion_id = await tx.suggestions.open(user_id, SuggestionKind.FOLLOW_BACK, at, expires_at)
    assert suggestion_id is not None
    return suggestion_id


async def add_people(tx: Tx, *user_ids: int, worth: int = 10, suppressed: str = "") -> None:
    """These people are stored and assessed; they need not follow the account."""
    await tx.profiles.save([profile(user_id) for user_id in user_ids])
    await tx.assessments.save([(user_id, assessment(worth, suppressed=suppressed)) for user_id in user_ids], NOW, "1")


def mention(post_id: int, user_id: int, *, at: datetime = NOW, text: str = "How much is it?", **changes: Any) -> Interaction:
    """A post of this person's that mentions the account."""
    return replace(Interaction(post_id, user_id, at, InteractionKind.MENTION, text, "en", summoned=True), **changes)


async def add_mention(tx: Tx, user_id: int, post_id: int, *, seen_at: datetime = NOW, **post: Any) -> Interaction:
    """This person, whom nobody needs to know, has written this post to the account, and it is read."""
    interaction = mention(post_id, user_id, **post)
    await tx.interactions.add([interaction], seen_at)
    return interaction


def draft(text: str = "It is $5.", revision: int = 1, **changes: Any) -> Draft:
    return replace(Draft(text, revision, Intent.QUESTION, says("how much"), 3), **changes)


async def suggest_reply(
    tx: Tx,
    user_id: int,
    post_id: int,
    *,
    at: datetime = NOW,
    expires_at: datetime = NOW + DAY,
    worth: int = 10,
    **post: Any,
) -> int:
    """This person, who is assessed then if not before, writes this post to the account, and an answer to it is suggested."""
    if await tx.assessments.get(user_id) is None:
        await add_people(tx, user_id)
    to = await add_mention(tx, user_id, post_id, seen_at=at, **{"at": at} | post)
    suggestion_id = await tx.replies.open(to, draft(), worth=worth, why=ASKS, at=at, expires_at=expires_at)
    assert suggestion_id is not None
    return suggestion_id


def answer(post_id: int, to: int | None, *, at: datetime = NOW, text: str = "It is $5.") -> OwnPost:
    """A post of the account's own, in answer to another one or to none."""
    return OwnPost(post_id, at, text, to)


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


async def move_to(
    tx: Tx, suggestion_id: int, to: SuggestionState, *, at: datetime = NOW, by: Member | None = None, **changes: Any
) -> Suggestion:
    """Move a suggestion to this state from whichever it is in."""
    moved = await tx.suggestions.move(suggestion_id, to=to, from_=list(STATES), decision=Decision(_SAID[to], at, by), **changes)
    assert moved is not None
    return moved
