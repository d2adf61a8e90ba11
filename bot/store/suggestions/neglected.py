"""Worthwhile people who have followed for long, and whom the account never followed back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, or_, select

from bot.domain import Assessment, Follower, Page, Place, SuggestionKind, SuggestionState, Verdict
from bot.store.followers.followers import EDGE_COLUMNS, STILL_FOLLOWS, follower_of
from bot.store.paging import PageReader, keyed_list
from bot.store.people.assessments import ASSESSMENT_COLUMNS, NOT_SUPPRESSED, assessment_of
from bot.store.people.profiles import PROFILE_COLUMNS
from bot.store.repository import mine, one_of, same_person
from bot.store.suggestions.rows import UNSETTLED, in_state
from bot.store.tables import assessments, followers, opt_outs, profiles, suggestions

MOST_LOOKED_THROUGH = 50_000
"""The most worthwhile people among whom the neglected are looked for: where there are none among so many, that takes a second at most."""

_WORTHWHILE = {Verdict.ENGAGED, Verdict.QUIET}
_TURNED_DOWN = {SuggestionState.SKIPPED, SuggestionState.WITHDRAWN}

_FOR_LONG = or_(followers.c.baseline & (followers.c.times_returned == 0), followers.c.followed_at <= bindparam("followed_by"))
_ASKED = exists().where(
    same_person(suggestions, assessments),
    suggestions.c.kind == SuggestionKind.FOLLOW_BACK,
    or_(in_state({*UNSETTLED, SuggestionState.DONE}), in_state(_TURNED_DOWN) & (suggestions.c.settled_at > bindparam("turned_down_since"))),
)
_OPTED_OUT = exists().where(same_person(opt_outs, assessments), opt_outs.c.kind == SuggestionKind.FOLLOW_BACK)
_everybody = assessments.alias()
_LEAST_WORTH = (
    select(_everybody.c.worth)
    .where(mine(_everybody))
    .order_by(_everybody.c.worth.desc(), _everybody.c.user_id.desc())
    .limit(1)
    .offset(bindparam("most"))
    .scalar_subquery()
)
_PEOPLE = assessments.join(profiles, same_person(profiles, assessments)).join(followers, same_person(followers, assessments))
_NEGLECTED = keyed_list(
    select(*EDGE_COLUMNS, *PROFILE_COLUMNS, *ASSESSMENT_COLUMNS)
    .select_from(_PEOPLE)
    .where(mine(assessments), one_of(assessments.c.verdict, _WORTHWHILE), assessments.c.worth > 0, NOT_SUPPRESSED, STILL_FOLLOWS, _FOR_LONG)
    .where(assessments.c.worth >= func.coalesce(_LEAST_WORTH, 1))
    .where(~profiles.c.followed_by_us, ~profiles.c.follow_requested, ~_ASKED, ~_OPTED_OUT),
    assessments.c.worth,
    assessments.c.user_id,
)


class Neglected(PageReader):
    """The most worthwhile first, which whoever spoke to the account always is (`bot.scoring.follow_worth`)."""

    async def page(
        self,
        size: int,
        place: Place | None = None,
        *,
        followed_by: datetime,
        turned_down_since: datetime,
        most: int = MOST_LOOKED_THROUGH,
    ) -> Page[tuple[Follower, Assessment]]:
        """Some of them. followed_by: whoever came later has not followed for long.

        turned_down_since: whoever a member turned down after this moment is left out. most: of the most worthwhile, how many are looked
        through.
        """
        given = {"followed_by": followed_by, "turned_down_since": turned_down_since, "most": most}
        return await self._page(_NEGLECTED, _neglected, size, place, **given)


def _neglected(row: Any) -> tuple[Follower, Assessment]:
    return follower_of(row[: len(EDGE_COLUMNS) + len(PROFILE_COLUMNS)]), assessment_of(row)
