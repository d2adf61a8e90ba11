"""What the stored followers are like as a whole."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, bindparam, exists, func, select

from bot.domain import SuggestionKind, Verdict
from bot.store.followers.followers import STILL_FOLLOWS
from bot.store.people.assessments import NOT_SUPPRESSED, Person, PersonReader, select_people
from bot.store.people.verdict_counts import BLOCK, counted_by_block
from bot.store.repository import mine, same_person
from bot.store.tables import assessments, followers, opt_outs, profiles, suggestions, verdict_counts

_BY_VERDICT = (
    select(verdict_counts.c.verdict, func.sum(verdict_counts.c.count).label("n"))
    .where(mine(verdict_counts))
    .group_by(verdict_counts.c.verdict)
)
_BLOCKS = (
    select(verdict_counts.c.block, verdict_counts.c.verdict, verdict_counts.c.count.label("n"))
    .where(mine(verdict_counts), verdict_counts.c.count > 0)
    .order_by(verdict_counts.c.block)
)
_BLOCKS_OF = counted_by_block(bindparam("size", type_=BigInteger)).where(mine(followers))


class AudienceStats(PersonReader):
    """Counts and finds people among everybody who follows and is assessed; who left is not among them."""

    async def by_verdict(self) -> dict[Verdict, int]:
        """How many there are of each verdict; every verdict is there."""
        return dict.fromkeys(Verdict, 0) | {row.verdict: int(row.n) for row in await self._rows(_BY_VERDICT)}

    async def blocks(self, size: int = BLOCK) -> list[dict[Verdict, int]]:
        """The same for each `size` who were stored one after the other; verdicts without anybody are left out."""
        found: dict[int, dict[Verdict, int]] = {}
        for row in await (self._rows(_BLOCKS) if size == BLOCK else self._rows(_BLOCKS_OF, size=size)):
            found.setdefault(row.block, {})[row.verdict] = row.n
        return list(found.values())

    async def biggest(self, verdict: Verdict, limit: int) -> list[Person]:
        """Those of a verdict who have most followers themselves."""
        order = profiles.c.followers.desc().nulls_last(), profiles.c.user_id
        return await self._best(limit, order, assessments.c.verdict == verdict)

    async def neglected(self, limit: int) -> list[Person]:
        """The most worthwhile whom nobody was ever asked about, although nothing speaks against it."""
        asked = exists().where(same_person(suggestions, assessments), suggestions.c.kind == SuggestionKind.FOLLOW_BACK)
        declined = exists().where(same_person(opt_outs, assessments), opt_outs.c.kind == SuggestionKind.FOLLOW_BACK)
        wanted = NOT_SUPPRESSED, assessments.c.verdict != Verdict.SUSPICIOUS, ~profiles.c.followed_by_us, ~profiles.c.follow_requested
        return await self._best(limit, (assessments.c.worth.desc(), assessments.c.user_id), *wanted, ~asked, ~declined)

    async def _best(self, limit: int, order: tuple[Any, ...], *conditions: ColumnElement[bool]) -> list[Person]:
        follows = exists().where(same_person(followers, assessments), STILL_FOLLOWS)
        statement = select_people().where(mine(assessments), *conditions, follows)
        return await self._people(statement.order_by(*order).limit(limit))
