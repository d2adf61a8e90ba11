"""How a person is read together with what scoring says about them, and who is a follower."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from bot.domain import Assessment, Profile
from bot.store.people.assessments import ASSESSMENT_COLUMNS, assessment_of
from bot.store.people.profiles import PROFILE_COLUMNS
from bot.store.repository import Repository
from bot.store.tables import assessments, followers, profiles

Person = tuple[Profile, Assessment]

STILL_FOLLOWS = followers.c.unfollowed_at.is_(None)
"""This follower was not found to have left."""


class PersonReader(Repository):
    """A repository that hands out people who are assessed."""

    def _select_people(self) -> Select[Any]:
        joined = profiles.join(assessments, self._same_person(profiles, assessments))
        return select(*PROFILE_COLUMNS, *ASSESSMENT_COLUMNS).select_from(joined)

    async def _people(self, statement: Select[Any]) -> list[Person]:
        return [(Profile(*row[: len(PROFILE_COLUMNS)]), assessment_of(row)) for row in await self._rows(statement)]
