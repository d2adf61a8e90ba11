"""Suggested answers: one a post, and one at a time a person."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain import SETTLED, Act, Decision, Draft, HistoryEntry, Intent, Interaction, Note, Suggestion, SuggestionKind, SuggestionState
from bot.scoring.post_worth import PostMerit
from bot.store import Store, Tx
from tests.store.conftest import ACCOUNT
from tests.support.samples.notes import ASKS, SPAM, says, written
from tests.support.store import (
    DAY,
    LEO,
    MAYA,
    NOW,
    STATES,
    add_mention,
    add_people,
    assessment,
    draft,
    mention,
    move_to,
    suggest_follow_back,
    suggest_reply,
)


async def opened(tx: Tx, to: Interaction, text: str = "It is $5.") -> int | None:
    return await tx.replies.open(to, draft(text), worth=7, why=ASKS, at=NOW, expires_at=NOW + DAY)


async def test_a_new_one_is_open_and_carries_its_post_and_its_text(store: Store, second: Store) -> None:
    proposed = Draft("Gern! 🌸 \x00", 1, Intent.THANKS, says("danke \ud83d"), 2**63 - 1, "Maya \ud83d")
    why = Note(PostMerit.TOPICS, {"named": ("cheese", "wine"), "more": 1}), Note(PostMerit.SPOKE_BEFORE, {"times": 3})
    async with store.write() as tx:
        await add_people(tx, 5, worth=99)
        to = await add_mention(tx, 5, 2**63 - 1)
        suggestion_id = await tx.replies.open(to, proposed, worth=7, why=why, at=NOW, expires_at=NOW + DAY)
        assert suggestion_id is not None

    async with second.read() as tx:
        assert await tx.suggestions.get(suggestion_id) == Suggestion(
            id=suggestion_id,
            account_id=ACCOUNT,
            kind=SuggestionKind.REPLY,
            user_id=5,
            state=STATES.OPEN,
            version=1,
            assessment=assessment(99),
            opened_at=NOW,
            expires_at=NOW + DAY,
            post_id=2**63 - 1,
            revision=1,
        )
        stored = Draft("Gern! 🌸 \ufffd", 1, Intent.THANKS, says("danke \ufffd"), 2**63 - 1, "Maya \ufffd")
        assert await tx.replies.draft(suggestion_id) == (stored, why)
        assert await tx.replies.to([2**63 - 1, 8]) == {2**63 - 1: suggestion_id}


@pytest.mark.parametrize("state", list(STATES))
async def test_a_post_is_suggested_once_however_that_ended(store: Store, state: SuggestionState) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_reply(tx, 5, 10)
        await move_to(tx, suggestion_id, state)
        before = await tx.suggestions.about(5)

        assert await opened(tx, mention(10, 5)) is None
        assert not await tx.replies.leave_out(mention(10, 5), draft(), SPAM, NOW)
        assert await tx.suggestions.about(5) == before
        assert await tx.replies.to([10]) == {10: suggestion_id}


async def test_a_post_that_was_left_out_is_never_suggested(store: Store) -> None:
    async with store.write() as tx:
        await add_people(tx, 5)
        to = await add_mention(tx, 5, 10)
        assert await tx.replies.leave_out(to, draft(), SPAM, NOW)

        assert await opened(tx, to) is None
        assert not await tx.replies.leave_out(to, draft(), written("Another reason"), NOW + DAY)
        assert await tx.suggestions.best_open(10) == []
        assert await tx.suggestions.count_history() == 1


@pytest.mark.parametrize("state", list(STATES))
async def test_a_person_has_one_at_a_time(store: Store, state: SuggestionState) -> None:
    async with store.write() as tx:
        await move_to(tx, await suggest_reply(tx, 5, 10), state)
        second = await opened(tx, await add_mention(tx, 5, 11))
        assert await opened(tx, await add_mention(tx, 5, 12)) is None

        assert (second is not None) == (state in SETTLED)


async def test_other_posts_of_theirs_can_be_left_out_meanwhile(store: Store) -> None:
    async with store.write() as tx:
        await suggest_reply(tx, 5, 10)
        assert await tx.replies.leave_out(await add_mention(tx, 5, 11), draft(), written("The same again"), NOW)

        assert [suggestion.state for suggestion in await tx.suggestions.about(5)] == [STATES.SKIPPED, STATES.OPEN]


async def test_an_answer_and_a_follow_back_stand_side_by_side(store: Store) -> None:
    async with store.write() as tx:
        follow_back = await suggest_follow_back(tx, 5)
        reply = await suggest_reply(tx, 5, 10)
        await move_to(tx, follow_back, STATES.SKIPPED)
        await move_to(tx, reply, STATES.DONE)

        assert await opened(tx, await add_mention(tx, 5, 11)) is not None


async def test_nobody_is_asked_about_those_who_opted_out_or_are_not_assessed(store: Store) -> None:
    async with store.write() as tx:
        await add_people(tx, 5, 6, 7)
        await tx.opt_outs.add(5, MAYA, NOW)
        await tx.opt_outs.add_request(6, "Please stop", NOW)
        posts = [await add_mention(tx, user_id, user_id) for user_id in (5, 6, 7, 8)]

        assert [await opened(tx, post) is not None for post in posts] == [False, False, True, False]
        assert (await tx.replies.to([5, 6, 7, 8])).keys() == {7}
        await tx.opt_outs.remove(5)
        assert await opened(tx, posts[0]) is not None


async def test_what_was_left_out_can_be_decided_about_anew_and_nothing_else(store: Store) -> None:
    async with store.write() as tx:
        await add_people(tx, 5, 6)
        left_out, older, others = await add_mention(tx, 5, 10), await add_mention(tx, 5, 11), await add_mention(tx, 6, 12)
        for post, at in ((left_out, NOW), (older, NOW - DAY), (others, NOW)):
            await tx.replies.leave_out(post, draft(""), written("has opted out"), at)
        skipped = await suggest_reply(tx, 5, 13)
        await move_to(tx, skipped, STATES.SKIPPED)
        await tx.replies.reconsider(5, NOW)

        assert (await tx.replies.to([10, 11, 12, 13])).keys() == {11, 12, 13}
        assert await opened(tx, left_out) is not None
        assert [entry.decision.note for entry in await tx.suggestions.history(user_id=5) if entry.decision.act is Act.LEAVE_OUT] == [
            written("has opted out"),
            written("has opted out"),
        ]


async def test_an_answer_needs_its_post(store: Store) -> None:
    async def answer_nothing() -> None:
        async with store.write() as tx:
            await add_people(tx, 5)
            await opened(tx, mention(10, 5))

    with pytest.raises(IntegrityError):
        await answer_nothing()


async def test_the_history_tells_why_a_post_was_left_out_also_of_a_stranger(store: Store) -> None:
    async with store.write() as tx:
        await add_people(tx, 5)
        for user_id in (5, 6):
            assert await tx.replies.leave_out(await add_mention(tx, user_id, user_id), draft(), SPAM, NOW)

        decision = Decision(Act.LEAVE_OUT, NOW, None, SPAM)
        assert await tx.suggestions.history() == [
            HistoryEntry(decision, 2, SuggestionKind.REPLY, 6, ""),
            HistoryEntry(decision, 1, SuggestionKind.REPLY, 5, "user_5", "User 5"),
        ]
        assert await tx.suggestions.count_history(user_id=6) == await tx.suggestions.count_history(acts=[Act.LEAVE_OUT], user_id=5) == 1
        assert (await tx.suggestions.counts())[STATES.SKIPPED] == 2


async def test_of_two_processes_that_suggest_an_answer_to_a_post_one_wins(store: Store, second: Store) -> None:
    async with store.write() as tx:
        await add_people(tx, *range(1, 13))
        posts = [await add_mention(tx, user_id, user_id) for user_id in range(1, 13)]

    async def suggested(where: Store, to: Interaction, text: str) -> bool:
        async with where.write() as tx:
            if to.post_id % 3 == 0:
                return await tx.replies.leave_out(to, draft(text), SPAM, NOW)
            return await opened(tx, to, text) is not None

    won = await asyncio.gather(*(suggested(where, post, text) for post in posts for where, text in ((store, "one"), (second, "two"))))

    assert [first + other for first, other in zip(won[::2], won[1::2], strict=True)] == [1] * len(posts)
    async with store.read() as tx:
        suggestion_ids = await tx.replies.to([post.post_id for post in posts])
        texts = [drafted[0].text for post in posts if (drafted := await tx.replies.draft(suggestion_ids[post.post_id])) is not None]
        assert texts == ["one" if mine else "two" for mine in won[::2]]
        assert sum((await tx.suggestions.counts()).values()) == len(posts)


async def test_another_accounts_answers_are_not_ours(store: Store, url: str) -> None:
    async with store.write() as tx:
        mine = await suggest_reply(tx, 5, 10)
    other = await Store.open(url, account_id=7)
    try:
        async with other.write() as tx:
            assert await tx.replies.draft(mine) is None
            assert await tx.replies.to([10]) == {}
            assert not await tx.replies.redraft(mine, draft("Theirs", 2), Decision(Act.EDIT, NOW, LEO))
            approval = Decision(Act.APPROVE, NOW, MAYA)
            assert await tx.suggestions.move(mine, to=STATES.APPROVED, from_={STATES.OPEN}, decision=approval, revision=1) is None
            theirs = await suggest_reply(tx, 5, 10)
            assert await tx.replies.to([10]) == {10: theirs}
    finally:
        await other.close()
    async with store.read() as tx:
        assert await tx.replies.to([10]) == {10: mine}
        assert await tx.replies.draft(mine) == (draft(), ASKS)
