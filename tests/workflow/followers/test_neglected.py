"""Whoever has followed for a month is neglected until somebody has them suggested."""

from __future__ import annotations

from pathlib import Path

from bot.workflow.followers.neglected import FOR_LONG, TURNED_DOWN_FOR
from tests.support.store import STATES, StoreWorld, add_followers, move_to, suggest_follow_back
from tests.support.team import MAYA


async def neglected(world: StoreWorld) -> list[int]:
    page, _baseline = await world.services.neglected.page(10)
    return [follower.profile.user_id for follower, _ in page.rows]


async def test_somebody_is_neglected_after_a_month_until_they_are_suggested(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        async with world.store.write() as tx:
            await add_followers(tx, 1, at=world.clock.now())
        assert await neglected(world) == []
        world.advance(FOR_LONG)
        assert await neglected(world) == [1]
        await world.services.suggest.suggest("user_1", MAYA)
        assert await neglected(world) == []


async def test_whom_a_member_turned_down_is_brought_up_again_after_a_while(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        async with world.store.write() as tx:
            skipped = await suggest_follow_back(tx, 1, at=world.clock.now())
            await move_to(tx, skipped, STATES.SKIPPED, at=world.clock.now(), by=MAYA)
        world.advance(FOR_LONG)
        assert await neglected(world) == []
        world.advance(TURNED_DOWN_FOR - FOR_LONG)
        assert await neglected(world) == [1]
