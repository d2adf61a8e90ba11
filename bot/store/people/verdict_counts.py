"""How many followers there are of each verdict, kept up to date as they come, go and are assessed: to count a million takes seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from sqlalchemy import BindParameter, Select, func, select

from bot.domain import Verdict
from bot.store.repository import SOME, Repository, mine, same_person
from bot.store.tables import assessments, followers, verdict_counts
from bot.store.upsert import add_up

BLOCK = 500
"""Followers who were stored one after the other are counted together, so many at most."""


def counted_by_block(size: int | BindParameter[int]) -> Select[tuple[int, Verdict, int]]:
    """Everybody who follows and is assessed, by blocks of this size and by verdict, in the order of the blocks."""
    block = (followers.c.id // size).label("block")
    joined = followers.join(assessments, same_person(followers, assessments))
    counted = select(block, assessments.c.verdict, func.count().label("n")).select_from(joined).where(followers.c.unfollowed_at.is_(None))
    return counted.group_by(block, assessments.c.verdict).order_by(block)


_AMONG = counted_by_block(BLOCK).where(mine(followers), followers.c.user_id.in_(SOME))


class VerdictCounts(Repository):
    """The one place that writes them."""

    @asynccontextmanager
    async def keeping_up(self, user_ids: Collection[int]) -> AsyncIterator[None]:
        """Whatever changes meanwhile of who among these people follows and what their verdict is, is counted."""
        before = await self._counted(user_ids)
        yield
        changes = await self._counted(user_ids)
        changes.subtract(before)
        for (block, verdict), count in changes.items():
            if count:
                row = {"account_id": self._account_id, "block": block, "verdict": verdict, "count": count}
                await add_up(self._connection, verdict_counts, row)

    async def _counted(self, user_ids: Collection[int]) -> Counter[tuple[int, Verdict]]:
        found: Counter[tuple[int, Verdict]] = Counter()
        for row in await self._rows_among(_AMONG, user_ids):
            found[row.block, row.verdict] += row.n
        return found
