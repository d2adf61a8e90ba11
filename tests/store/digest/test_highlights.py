"""Whom and what a digest names."""

from __future__ import annotations

from datetime import timedelta

from bot.domain import Exclusion, Intent, Member, MemberDecisions, Note, PostCounts, Verdict
from bot.store import Store, Tx
from tests.support.store import (
    DAY,
    LEO,
    MAYA,
    MINUTE,
    NOW,
    STATES,
    add_followers,
    add_mention,
    add_people,
    draft,
    mention,
    move_to,
    suggest_follow_back,
    suggest_reply,
)

HOUR = timedelta(hours=1)
WINDOW = DAY


async def posts_of(tx: Tx) -> PostCounts:
    """Of the day that begins at NOW, where posts can be answered for a day."""
    return await tx.digest_highlights.posts(NOW, NOW + DAY, window_begins=NOW + DAY - WINDOW, window_began=NOW - WINDOW)


def total(counts: PostCounts) -> int:
    others = counts.answered, counts.waiting, counts.approved, counts.skipped, counts.late, counts.failed
    return sum(others) + sum(counts.left_out.values())


async def test_every_post_to_the_account_became_something(store: Store) -> None:
    ends = (STATES.DONE, STATES.SNOOZED, STATES.HANDED_OFF, STATES.SKIPPED, STATES.EXPIRED, STATES.FAILED, STATES.LAPSED)
    async with store.write() as tx:
        for n, state in enumerate(ends, 1):
            await move_to(tx, await suggest_reply(tx, n, n), state, at=NOW + HOUR)
        await add_mention(tx, 20, 20)
        for n, code in ((30, Exclusion.SPAM), (31, Exclusion.SPAM), (32, Exclusion.REPEATED)):
            await tx.replies.leave_out(await add_mention(tx, n, n), draft(), Note(code), NOW + HOUR)
        counts = await posts_of(tx)

    assert counts == PostCounts(
        came=11, answered=1, waiting=2, approved=1, skipped=1, left_out={"spam": 2, "repeated": 1}, late=2, failed=1
    )
    assert total(counts) == counts.came + counts.carried


async def test_what_waited_before_is_carried_until_it_ends(store: Store) -> None:
    before = NOW - HOUR
    async with store.write() as tx:
        await suggest_reply(tx, 1, 1, at=before)
        await move_to(tx, await suggest_reply(tx, 2, 2, at=before), STATES.DONE, at=NOW + HOUR)
        await move_to(tx, await suggest_reply(tx, 3, 3, at=before), STATES.EXPIRED, at=NOW + HOUR)
        await move_to(tx, await suggest_reply(tx, 4, 4, at=before), STATES.DONE, at=NOW - MINUTE)
        await add_mention(tx, 5, 5, at=before)
        await add_mention(tx, 6, 6, at=NOW - WINDOW - HOUR)
        counts = await posts_of(tx)

    assert counts == PostCounts(carried=4, answered=1, waiting=1, late=2), "nobody ever looked at the fifth, in time no more"
    assert total(counts) == counts.carried


async def test_the_question_that_waits_longest_comes_before_older_praise(store: Store) -> None:
    async with store.write() as tx:
        assert await tx.digest_highlights.oldest_reply() is None
        await add_people(tx, 1, 2, 3, 4)
        for n, (intent, age) in enumerate(((Intent.PRAISE, 9), (Intent.QUESTION, 2), (Intent.COMPLAINT, 5), (Intent.QUESTION, 8)), 1):
            to = mention(n, n, at=NOW - age * HOUR)
            await tx.interactions.add([to], NOW)
            await tx.replies.open(to, draft(intent=intent), worth=1, why=(), at=NOW - n * MINUTE, expires_at=NOW + DAY)
        found = await tx.digest_highlights.oldest_reply()
        assert found is not None
        assert (found.post_id, found.by.username, found.at, found.intent) == (4, "user_4", NOW - 8 * HOUR, Intent.QUESTION)
        for suggestion_id in (2, 3, 4):
            await move_to(tx, suggestion_id, STATES.SKIPPED)
        last = await tx.digest_highlights.oldest_reply()
        assert last is not None
        assert (last.suggestion_id, last.intent) == (1, Intent.PRAISE)


async def test_the_best_newcomer_is_worth_most_of_those_who_came_then(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, worth=90, at=NOW - MINUTE)
        await add_followers(tx, 2, worth=80, suppressed="muted")
        await add_followers(tx, 3, worth=70, verdict=Verdict.ENGAGED)
        await add_followers(tx, 4, worth=60)
        best = await tx.digest_highlights.best_newcomer(NOW, NOW + DAY)
        assert best is not None
        assert best.user_id == 3
        assert best.why is not None
        assert await tx.digest_highlights.best_newcomer(NOW + DAY, NOW + 2 * DAY) is None


async def test_who_decided_how_often_and_how_soon(store: Store) -> None:
    renamed = Member(MAYA.id, "Maya B.")
    async with store.write() as tx:
        for user_id in range(1, 8):
            await suggest_follow_back(tx, user_id)
        prompt = await tx.prompts.reserve(1, 77, NOW + 6 * MINUTE, NOW.date())
        assert prompt is not None
        for suggestion_id, minutes in ((1, 10), (2, 20), (3, 60)):
            await move_to(tx, suggestion_id, STATES.APPROVED, at=NOW + minutes * MINUTE, by=MAYA if suggestion_id == 1 else renamed)
        await move_to(tx, 4, STATES.SKIPPED, at=NOW + HOUR, by=LEO)
        await move_to(tx, 5, STATES.SNOOZED, at=NOW + HOUR, by=LEO)
        await move_to(tx, 1, STATES.HANDED_OFF, at=NOW + HOUR)
        await move_to(tx, 6, STATES.SKIPPED, at=NOW + DAY, by=LEO)

        told = await tx.digest_highlights.decisions_by_member(NOW, NOW + DAY)
        assert told == [MemberDecisions("Maya B.", 3, 20 * 60), MemberDecisions("Leo", 1, 60 * 60)], "of 4, 20 and 60 minutes"
        assert await tx.digest_highlights.decisions_by_member(NOW + 2 * DAY, NOW + 3 * DAY) == []
