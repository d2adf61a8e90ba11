"""All that cards show is read at once, and is what the repositories say of it one by one."""

from __future__ import annotations

from bot.domain import Act, Decision, SuggestionState
from bot.store import Store, Tx
from bot.store.suggestions.cards import StoredCard
from tests.support.store import DAY, MAYA, MINUTE, NOW, answer, draft, move_to, suggest_follow_back, suggest_reply

STATES = SuggestionState
ADA, BOB, POST, CHANNEL = 101, 102, 2**62, 77


async def card(tx: Tx, suggestion_id: int) -> StoredCard:
    return (await tx.cards.get([suggestion_id]))[suggestion_id]


async def test_a_follow_back_with_the_person_and_since_when_they_follow(store: Store) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, ADA)
        shown = await card(tx, suggestion_id)

        assert shown.suggestion == await tx.suggestions.get(suggestion_id)
        assert shown.profile == await tx.profiles.get(ADA)
        assert shown.follower == await tx.followers.get(ADA)
        assert (shown.decision, shown.prompt, shown.reopened_at, shown.opt_out_requested, shown.reply) == (None, None, None, False, None)


async def test_the_latest_word_of_a_member_stands_whatever_mutuals_did_since(store: Store) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, ADA)
        await move_to(tx, suggestion_id, STATES.APPROVED, at=NOW + MINUTE, by=MAYA)
        await move_to(tx, suggestion_id, STATES.FAILED, at=NOW + 2 * MINUTE)
        shown = await card(tx, suggestion_id)

    assert shown.decision is not None
    assert (shown.decision.act, shown.decision.at, shown.decision.member) == (Act.APPROVE, NOW + MINUTE, MAYA)


async def test_that_it_was_reopened_counts_until_something_else_happens(store: Store) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, ADA)
        await move_to(tx, suggestion_id, STATES.SNOOZED, by=MAYA)
        await move_to(tx, suggestion_id, STATES.OPEN, at=NOW + DAY)
        reopened = await card(tx, suggestion_id)
        await move_to(tx, suggestion_id, STATES.SKIPPED, at=NOW + 2 * DAY, by=MAYA)
        skipped = await card(tx, suggestion_id)

    assert (reopened.reopened_at, skipped.reopened_at) == (NOW + DAY, None)


async def test_the_live_message_is_the_card_s_and_no_retired_one(store: Store) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, ADA)
        old = await tx.prompts.reserve(suggestion_id, CHANNEL, NOW, NOW.date())
        await tx.prompts.retire(old.id, NOW)
        new = await tx.prompts.reserve(suggestion_id, CHANNEL, NOW, NOW.date())
        shown = await card(tx, suggestion_id)

    assert shown.prompt is not None
    assert shown.prompt.id == new.id


async def test_a_reply_with_its_post_its_text_and_what_was_said_before(store: Store) -> None:
    async with store.write() as tx:
        for number in range(3):
            earlier = await suggest_reply(tx, ADA, POST + number, at=NOW + number * MINUTE)
            await move_to(tx, earlier, STATES.DONE)
        await tx.own_posts.add([answer(POST + 50, POST, at=NOW + MINUTE), answer(POST + 51, POST + 1, at=NOW + 2 * MINUTE)])
        suggestion_id = await suggest_reply(tx, ADA, POST + 9, at=NOW + DAY)
        await tx.own_posts.add([answer(POST + 52, POST + 9, at=NOW + 2 * DAY, text="By hand")])
        reply = (await card(tx, suggestion_id)).reply

    assert reply is not None
    assert (reply.interaction.post_id, reply.draft, reply.spoke, reply.answered) == (POST + 9, draft(), 3, 3)
    assert reply.answer is not None
    assert (reply.answer.text, reply.doubted_at) == ("By hand", None)


async def test_of_a_text_whose_outcome_was_unknown_the_moment_is_kept_once_another_takes_its_place(store: Store) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_reply(tx, ADA, POST)
        await move_to(tx, suggestion_id, STATES.DELIVERING)
        await move_to(tx, suggestion_id, STATES.IN_DOUBT, at=NOW + MINUTE)
        unchanged = (await card(tx, suggestion_id)).reply
        await move_to(tx, suggestion_id, STATES.OPEN)
        await tx.replies.redraft(suggestion_id, draft("Six dollars.", 2), Decision(Act.EDIT, NOW + DAY, MAYA))
        changed = (await card(tx, suggestion_id)).reply

    assert unchanged is not None
    assert changed is not None
    assert (unchanged.doubted_at, changed.doubted_at) == (None, NOW + MINUTE)


async def test_who_asked_not_to_be_suggested_is_told_from_whom_a_member_took_out(store: Store) -> None:
    async with store.write() as tx:
        asked, taken_out = await suggest_follow_back(tx, ADA), await suggest_follow_back(tx, BOB)
        await tx.opt_outs.add_request(ADA, "stop", NOW)
        await tx.opt_outs.add(BOB, MAYA, NOW)

        assert [(await card(tx, each)).opt_out_requested for each in (asked, taken_out)] == [True, False]


async def test_they_come_in_the_order_in_which_they_were_asked_for_and_only_the_account_s_own(store: Store) -> None:
    async with store.write() as tx:
        ids = [await suggest_follow_back(tx, person) for person in (ADA, BOB)]
        assert list(await tx.cards.get([ids[1], 10**6, ids[0]])) == [ids[1], ids[0]]
        assert await tx.cards.get([]) == {}
        tx.cards._account_id = 7
        assert await tx.cards.get(ids) == {}
