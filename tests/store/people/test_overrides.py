"""What members say about verdicts."""

from __future__ import annotations

from bot.domain import Override, OverrideKind
from bot.store import Store
from tests.support.store import DAY, LEO, MAYA, NOW


async def test_the_last_word_about_somebody_stands_with_who_said_it(store: Store) -> None:
    async with store.write() as tx:
        await tx.overrides.set(1, OverrideKind.FINE, MAYA, NOW)
        await tx.overrides.set(2, OverrideKind.NOT_FOR_US, MAYA, NOW)
        await tx.overrides.set(1, OverrideKind.NOT_FOR_US, LEO, NOW + DAY)

        assert await tx.overrides.get(1) == Override(OverrideKind.NOT_FOR_US, LEO.id, LEO.name, NOW + DAY)
        assert await tx.overrides.get(3) is None
        assert await tx.overrides.among([3, 2]) == {2: Override(OverrideKind.NOT_FOR_US, MAYA.id, MAYA.name, NOW)}


async def test_a_word_can_be_taken_back_once(store: Store) -> None:
    async with store.write() as tx:
        await tx.overrides.set(1, OverrideKind.FINE, MAYA, NOW)
        await tx.overrides.set(2, OverrideKind.FINE, MAYA, NOW)

        assert await tx.overrides.clear(1)
        assert not await tx.overrides.clear(1)
        assert set(await tx.overrides.among(range(5000))) == {2}
