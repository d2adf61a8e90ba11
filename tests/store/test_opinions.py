"""What members say about verdicts."""

from __future__ import annotations

from bot.domain import Opinion, Overrule
from bot.store import Store
from tests.store.people import DAY, LEO, MAYA, NOW


async def test_the_last_word_about_somebody_stands_with_who_said_it(store: Store) -> None:
    async with store.write() as tx:
        await tx.opinions.set(1, Opinion.FINE, MAYA, NOW)
        await tx.opinions.set(2, Opinion.NOT_FOR_US, MAYA, NOW)
        await tx.opinions.set(1, Opinion.NOT_FOR_US, LEO, NOW + DAY)

        assert await tx.opinions.get(1) == Overrule(Opinion.NOT_FOR_US, LEO.id, LEO.name, NOW + DAY)
        assert await tx.opinions.get(3) is None
        assert await tx.opinions.among([3, 2]) == {2: Overrule(Opinion.NOT_FOR_US, MAYA.id, MAYA.name, NOW)}


async def test_a_word_can_be_taken_back_once(store: Store) -> None:
    async with store.write() as tx:
        await tx.opinions.set(1, Opinion.FINE, MAYA, NOW)
        await tx.opinions.set(2, Opinion.FINE, MAYA, NOW)

        assert await tx.opinions.clear(1)
        assert not await tx.opinions.clear(1)
        assert set(await tx.opinions.among(range(5000))) == {2}
