"""What was answered, how soon, and by whom."""

from __future__ import annotations

from datetime import datetime

from bot.domain import Act, Decision, Member
from bot.store import Store, Tx
from tests.support.samples.notes import SPAM
from tests.support.store import DAY, LEO, MAYA, MINUTE, NOW, STATES, add_mention, answer, draft, move_to, suggest_follow_back, suggest_reply


def minute(number: int) -> datetime:
    return NOW + number * MINUTE


async def moved(tx: Tx, suggestion_id: int, act: Act, at: datetime, member: Member | None = None) -> None:
    """A decision that leaves the suggestion open."""
    assert await tx.suggestions.move(suggestion_id, to=STATES.OPEN, from_=list(STATES), decision=Decision(act, at, member))


async def answered(tx: Tx) -> list[tuple[datetime, datetime, str]]:
    return await tx.replies.answered(NOW, NOW + DAY)


async def test_from_their_word_to_the_first_answer_by_whoever_approved_it(store: Store) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_reply(tx, 5, 10, at=NOW)
        await move_to(tx, suggestion_id, STATES.APPROVED, at=minute(1), by=MAYA)
        await tx.own_posts.add([answer(31, 10, at=minute(4)), answer(30, 10, at=minute(3)), answer(29, 11, at=minute(2))])
        await move_to(tx, suggestion_id, STATES.DONE, at=minute(9))

        assert await answered(tx) == [(NOW, minute(3), "Maya")]


async def test_where_the_answer_was_not_read_it_counts_from_when_it_was_settled(store: Store) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_reply(tx, 5, 10)
        await move_to(tx, suggestion_id, STATES.APPROVED, by=LEO)
        await move_to(tx, suggestion_id, STATES.DONE, at=minute(9))

        assert await answered(tx) == [(NOW, minute(9), "Leo")]


async def test_what_the_team_answered_by_hand_is_nobodys(store: Store) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_reply(tx, 5, 10)
        await move_to(tx, suggestion_id, STATES.SNOOZED, by=MAYA)
        await tx.own_posts.add([answer(30, 10, at=minute(2))])
        await move_to(tx, suggestion_id, STATES.DONE, at=minute(5))

        assert await answered(tx) == [(NOW, minute(2), "")]


async def test_the_last_approval_counts_unless_its_text_came_back(store: Store) -> None:
    async with store.write() as tx:
        retried, sent_back, approved_again = [await suggest_reply(tx, user_id, user_id) for user_id in (1, 2, 3)]
        await move_to(tx, retried, STATES.APPROVED, by=MAYA)
        await move_to(tx, retried, STATES.LAPSED)
        await tx.suggestions.move(retried, to=STATES.APPROVED, from_={STATES.LAPSED}, decision=Decision(Act.RETRY, NOW, LEO))
        for suggestion_id in (sent_back, approved_again):
            await move_to(tx, suggestion_id, STATES.APPROVED, by=MAYA)
            await moved(tx, suggestion_id, Act.SEND_BACK, NOW)
        await move_to(tx, approved_again, STATES.APPROVED, by=LEO)
        for suggestion_id in (retried, sent_back, approved_again):
            await move_to(tx, suggestion_id, STATES.DONE, at=minute(suggestion_id))

        assert [by for _, _, by in await answered(tx)] == ["Leo", "", "Leo"]


async def test_only_answers_of_the_span_count(store: Store) -> None:
    async with store.write() as tx:
        for user_id, state, number in (
            (1, STATES.DONE, 0),
            (2, STATES.DONE, 2),
            (3, STATES.DONE, 1),
            (4, STATES.SKIPPED, 1),
            (5, STATES.LAPSED, 1),
            (6, STATES.DONE, 3),
        ):
            await move_to(tx, await suggest_reply(tx, user_id, user_id, at=minute(-user_id)), state, at=minute(number), by=MAYA)
        await tx.replies.leave_out(await add_mention(tx, 7, 7), draft(), SPAM, minute(1))
        await move_to(tx, await suggest_follow_back(tx, 8), STATES.DONE, at=minute(1))
        await suggest_reply(tx, 9, 9)

        found = await tx.replies.answered(minute(1), minute(3))

    assert [(spoke, at) for spoke, at, _ in found] == [(minute(-3), minute(1)), (minute(-2), minute(2))]


async def test_answers_of_another_account_do_not_count(store: Store, url: str) -> None:
    async with store.write() as tx:
        await move_to(tx, await suggest_reply(tx, 5, 10), STATES.DONE, at=minute(5))
    other = await Store.open(url, account_id=7)
    try:
        async with other.write() as tx:
            await tx.own_posts.add([answer(30, 10, at=minute(1))])
            assert await answered(tx) == []
    finally:
        await other.close()
    async with store.read() as tx:
        assert await answered(tx) == [(NOW, minute(5), "")]
