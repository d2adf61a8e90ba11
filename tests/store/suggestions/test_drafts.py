"""The text that an answer proposes: what is approved is what was seen."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain import Act, Decision, Suggestion, SuggestionState
from bot.store import Store, Tx
from tests.support.samples.notes import ASKS, written
from tests.support.store import LEO, MAYA, MINUTE, NOW, STATES, draft, move_to, suggest_follow_back, suggest_reply

APPROVE = Decision(Act.APPROVE, NOW, MAYA)
UNDECIDED = {STATES.OPEN, STATES.SNOOZED}


async def approved(tx: Tx, suggestion_id: int, revision: int | None) -> Suggestion | None:
    return await tx.suggestions.move(suggestion_id, to=STATES.APPROVED, from_=UNDECIDED, decision=APPROVE, revision=revision)


async def test_a_follow_back_has_no_post_and_no_text(store: Store) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, 5)
        suggestion = await tx.suggestions.get(suggestion_id)

        assert await tx.replies.draft(suggestion_id) is None
        assert not await tx.replies.redraft(suggestion_id, draft("Hello", 1), Decision(Act.EDIT, NOW, MAYA))
        assert await approved(tx, suggestion_id, revision=0) is None
        assert await tx.suggestions.get(suggestion_id) == suggestion
    assert suggestion is not None
    assert (suggestion.post_id, suggestion.revision) == (None, 0)


async def test_a_text_is_replaced_by_the_next_one_and_it_is_recorded(store: Store) -> None:
    edited = draft("Five dollars.", 2, saved_reply_id=None, written_by="Leo")
    async with store.write() as tx:
        suggestion_id = await suggest_reply(tx, 5, 10)
        other = await suggest_reply(tx, 6, 11)
        await move_to(tx, suggestion_id, STATES.OPEN, note=written("X takes no text twice"))
        assert await tx.replies.redraft(suggestion_id, edited, Decision(Act.EDIT, NOW + MINUTE, LEO, written("shorter")))

        assert await tx.replies.draft(suggestion_id) == (edited, ASKS)
        suggestion = await tx.suggestions.get(suggestion_id)
        assert suggestion is not None
        assert (suggestion.revision, suggestion.version, suggestion.state, suggestion.note) == (2, 3, STATES.OPEN, None)
        assert await tx.suggestions.last_decision(suggestion_id) == Decision(Act.EDIT, NOW + MINUTE, LEO, written("shorter"))
        assert await tx.replies.draft(other) == (draft(), ASKS)


@pytest.mark.parametrize("revision", [0, 1, 2, 4])
async def test_only_the_text_after_the_present_one_is_taken(store: Store, revision: int) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_reply(tx, 5, 10)
        assert await tx.replies.redraft(suggestion_id, draft("Second", 2), Decision(Act.ANOTHER, NOW, MAYA))
        before = await tx.suggestions.get(suggestion_id)

        assert not await tx.replies.redraft(suggestion_id, draft("Stale", revision), Decision(Act.EDIT, NOW, LEO))
        assert not await tx.replies.redraft(suggestion_id + 1, draft("Unknown", 3), Decision(Act.EDIT, NOW, LEO))
        assert await tx.suggestions.get(suggestion_id) == before
        assert await tx.replies.draft(suggestion_id) == (draft("Second", 2), ASKS)
        assert await tx.suggestions.count_history() == 1
        assert await tx.replies.redraft(suggestion_id, draft("Third", 3), Decision(Act.EDIT, NOW, LEO))


@pytest.mark.parametrize("state", list(STATES))
async def test_a_text_that_somebody_decided_about_stays(store: Store, state: SuggestionState) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_reply(tx, 5, 10)
        await move_to(tx, suggestion_id, state)

        changed = await tx.replies.redraft(suggestion_id, draft("Another", 2), Decision(Act.EDIT, NOW, LEO))

        assert changed == (state in UNDECIDED)
        assert await tx.replies.draft(suggestion_id) == (draft("Another", 2) if changed else draft(), ASKS)
        assert await tx.suggestions.count_history() == (2 if changed else 1)


async def test_only_the_text_that_was_seen_is_approved(store: Store) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_reply(tx, 5, 10)
        await suggest_reply(tx, 6, 11)
        await tx.replies.redraft(suggestion_id, draft("Five dollars.", 2), Decision(Act.EDIT, NOW, LEO))

        assert await approved(tx, suggestion_id, revision=1) is None
        assert await approved(tx, suggestion_id, revision=3) is None
        assert await tx.suggestions.count_history() == 1
        moved = await approved(tx, suggestion_id, revision=2)
        assert moved is not None
        assert (moved.state, moved.revision, moved.version) == (STATES.APPROVED, 2, 3)
        assert await approved(tx, suggestion_id, revision=2) is None


async def test_of_an_edit_and_an_approval_at_once_one_wins(store: Store, second: Store) -> None:
    async with store.write() as tx:
        ids = [await suggest_reply(tx, user_id, user_id) for user_id in range(1, 13)]

    async def decide(suggestion_id: int) -> bool:
        async with store.write() as tx:
            return await approved(tx, suggestion_id, revision=1) is not None

    async def edit(suggestion_id: int) -> bool:
        async with second.write() as tx:
            return await tx.replies.redraft(suggestion_id, draft("Edited", 2), Decision(Act.EDIT, NOW, LEO))

    won = await asyncio.gather(*(act(suggestion_id) for suggestion_id in ids for act in (decide, edit)))

    assert [first + other for first, other in zip(won[::2], won[1::2], strict=True)] == [1] * len(ids)
    async with store.read() as tx:
        for suggestion_id, went in zip(ids, won[::2], strict=True):
            suggestion, drafted = await tx.suggestions.get(suggestion_id), await tx.replies.draft(suggestion_id)
            assert suggestion is not None
            assert drafted is not None
            assert (suggestion.state, drafted[0].text) == ((STATES.APPROVED, "It is $5.") if went else (STATES.OPEN, "Edited"))
