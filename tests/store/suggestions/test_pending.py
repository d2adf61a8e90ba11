"""What waits for a member."""

from __future__ import annotations

from bot.domain import Act, Decision, Intent, PendingCard
from bot.store import Store, Tx
from tests.support.store import DAY, MINUTE, NOW, STATES, move_to, suggest_follow_back, suggest_reply
from tests.support.team import LEO, MAYA


async def show(tx: Tx, suggestion_id: int) -> None:
    """Its card comes into the channel, five minutes after it was suggested."""
    prompt = await tx.prompts.reserve(suggestion_id, 1, NOW + 5 * MINUTE, NOW.date())
    await tx.prompts.posted(prompt.id, 100 + suggestion_id, "shows", 1)


def ids(cards: list[PendingCard]) -> list[int]:
    return [card.suggestion_id for card in cards]


async def test_the_cards_in_the_channel_that_somebody_may_decide_or_follow(store: Store) -> None:
    async with store.write() as tx:
        for user_id in range(1, 7):
            await suggest_follow_back(tx, user_id, suppressed="bought" if user_id == 6 else "")
        for suggestion_id in (1, 2, 3, 4, 6):
            await show(tx, suggestion_id)
        await tx.prompts.reserve(5, 1, NOW, NOW.date())
        await move_to(tx, 2, STATES.HANDED_OFF, at=NOW + 9 * MINUTE, sent_at=NOW)
        await move_to(tx, 3, STATES.SNOOZED, snoozed_until=NOW + DAY)
        await move_to(tx, 4, STATES.SKIPPED)

        one, two = await tx.suggestions.pending_cards()

    assert one == PendingCard(1, STATES.OPEN, NOW, NOW + 3 * DAY, NOW + 5 * MINUTE, None)
    assert (two.suggestion_id, two.state, two.since) == (2, STATES.HANDED_OFF, NOW + 9 * MINUTE)


async def test_whoever_is_on_one_has_claimed_it_and_not_released_it(store: Store) -> None:
    async with store.write() as tx:
        for user_id in (1, 2):
            await suggest_follow_back(tx, user_id)
            await show(tx, user_id)
            for act, by in ((Act.CLAIM, MAYA), (Act.RELEASE, MAYA), (Act.CLAIM, LEO)):
                claimed = Decision(act, NOW + user_id * MINUTE, by)
                await tx.suggestions.move(user_id, to=STATES.OPEN, from_={STATES.OPEN}, decision=claimed)
        await tx.suggestions.move(2, to=STATES.OPEN, from_={STATES.OPEN}, decision=Decision(Act.RELEASE, NOW + DAY, LEO))

        assert [card.claimed_at for card in await tx.suggestions.pending_cards()] == [NOW + MINUTE, None]


async def test_complaints_until_they_are_settled_with_or_without_a_card(store: Store) -> None:
    async with store.write() as tx:
        for user_id in range(1, 6):
            await suggest_reply(tx, user_id, 100 + user_id, intent=Intent.QUESTION if user_id == 1 else Intent.COMPLAINT)
        await move_to(tx, 3, STATES.SNOOZED, snoozed_until=NOW + DAY)
        await move_to(tx, 4, STATES.APPROVED)
        await move_to(tx, 5, STATES.SKIPPED)

        assert ids(await tx.suggestions.complaints()) == [2, 3, 4]
