"""Whoever left is recorded with what became of them, and is not suggested any more; what a member has approved goes on."""

from __future__ import annotations

from bot.domain import Departure, SuggestionState
from bot.store import Store
from bot.workflow.followers.departures import NO_LONGER_FOLLOWS, record_departures
from tests.support.store import DAY, MAYA, NOW, add_followers, move_to, suggest_follow_back


async def test_what_waits_about_them_is_closed_and_what_was_approved_goes_on(store: Store) -> None:
    async with store.write() as tx:
        waiting, approved = [await suggest_follow_back(tx, user_id) for user_id in (1, 2)]
        await move_to(tx, approved, SuggestionState.APPROVED, by=MAYA)
        await add_followers(tx, 3, 4)
        left = {1: Departure.LEFT, 2: Departure.SUSPENDED, 3: Departure.UNKNOWN}
        await record_departures(tx, left, NOW + DAY)

        found = {lost.follower.profile.user_id: lost.follower.departure for lost in (await tx.lost.page(9)).rows}
        assert found == left
        closed, kept = await tx.suggestions.get(waiting), await tx.suggestions.get(approved)
        assert closed is not None
        assert (closed.state, closed.note) == (SuggestionState.EXPIRED, NO_LONGER_FOLLOWS)
        assert kept is not None
        assert kept.state is SuggestionState.APPROVED
