"""What the stored followers are like as a whole."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select

from bot.domain import SuggestionKind, Verdict
from bot.store.followers.followers import STILL_FOLLOWS
from bot.store.people.assessments import NOT_SUPPRESSED, Person, PersonReader, select_people
from bot.store.repository import mine, same_person
from bot.store.tables import assessments, followers, opt_outs, profiles, suggestions


class AudienceStats(PersonReader):
    """Counts and finds people among everybody who follows and is assessed; who left is not among them."""

    async def by_verdict(self) -> dict[Verdict, int]:
        """How many there are of each verdict; every verdict is there."""
        statement = _assessed(assessments.c.verdict, func.count().label("n")).group_by(assessments.c.verdict)
        return dict.fromkeys(Verdict, 0) | {row.verdict: row.n for row in await self._rows(statement)}

    async def blocks(self, size: int = 500) -> list[dict[Verdict, int]]:
        """The same for each `size` who were stored one after the other; verdicts without anybody are left out."""
        block = (followers.c.id // size).label("block")
        statement = _assessed(block, assessments.c.verdict, func.count().label("n")).group_by(block, assessments.c.verdict)
        found: dict[int, dict[Verdict, int]] = {}
        for row in await self._rows(statement.order_by(block)):
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


def _assessed(*columns: ColumnElement[Any]) -> Select[Any]:
    joined = followers.join(assessments, same_person(followers, assessments))
    return select(*columns).select_from(joined).where(mine(followers), STILL_FOLLOWS)
