"""Whom and what a digest names: posts and what became of them, who decided, and who came."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import JSON, BindParameter, Label, Select, and_, bindparam, case, func, select, type_coerce

from bot.domain import (
    Act,
    DigestPerson,
    Intent,
    InteractionKind,
    MemberDecisions,
    PostCounts,
    SuggestionKind,
    SuggestionState,
    WaitingPost,
    notes_of,
)
from bot.domain.acts import DECISIVE
from bot.store.digest.counts import WAITING
from bot.store.people.assessments import NOT_SUPPRESSED
from bot.store.repository import OURS, Repository, mine, one_of, same_person, within
from bot.store.suggestions.rows import AWAITS_DECISION, UNSETTLED, in_state, of_kind
from bot.store.tables import assessments, decisions, followers, interactions, profiles, prompts, replies, suggestions

_URGENT = frozenset({Intent.QUESTION, Intent.COMPLAINT})
_STATES = SuggestionState
_SINCE: BindParameter[Any] = bindparam("since")
_UNTIL: BindParameter[Any] = bindparam("until")
_ANSWERS = and_(replies.c.account_id == interactions.c.account_id, replies.c.post_id == interactions.c.post_id)
_TO_US = mine(interactions), interactions.c.kind != InteractionKind.IMPLICIT_MENTION, interactions.c.user_id != OURS
_REASON = func.coalesce(*(type_coerce(note, JSON)["code"].as_string() for note in (suggestions.c.note, decisions.c.note))).label("reason")
_IN_TIME = (interactions.c.at >= bindparam("answerable_since")).label("in_time")
_LEFT_OUT = and_(decisions.c.suggestion_id == suggestions.c.id, decisions.c.act == Act.LEAVE_OUT)


def _posts(came: bool) -> Select[Any]:
    """What became of the posts that came in the span, or of earlier ones that waited when it began."""
    answer = and_(replies.c.account_id == interactions.c.account_id, replies.c.post_id == interactions.c.post_id)
    suggested = interactions.join(replies, answer, isouter=came).join(
        suggestions, suggestions.c.id == replies.c.suggestion_id, isouter=came
    )
    columns = suggestions.c.state, _REASON, _IN_TIME
    fates = select(*columns, func.count().label("n")).select_from(suggested.outerjoin(decisions, _LEFT_OUT)).where(*_TO_US)
    if came:
        fates = fates.where(*within(interactions.c.at, _SINCE, _UNTIL))
    else:
        ended = and_(*within(suggestions.c.settled_at, _SINCE, _UNTIL))
        theirs = mine(suggestions), *of_kind(SuggestionKind.REPLY)
        fates = fates.where(*theirs, in_state(UNSETTLED) | ended, interactions.c.at < _SINCE)
    return fates.group_by(*columns)


def _oldest() -> Select[Any]:
    about = (
        suggestions.join(replies, replies.c.suggestion_id == suggestions.c.id)
        .join(interactions, _ANSWERS)
        .join(profiles, same_person(profiles, suggestions))
        .join(assessments, same_person(assessments, suggestions))
    )
    post = replies.c.suggestion_id, replies.c.post_id, profiles.c.user_id, profiles.c.username, profiles.c.name, interactions.c.at
    waiting = mine(suggestions), AWAITS_DECISION, *of_kind(SuggestionKind.REPLY)
    urgent_first = case((one_of(replies.c.intent, _URGENT), 0), else_=1)
    return select(*post, replies.c.intent).select_from(about).where(*waiting).order_by(urgent_first, interactions.c.at).limit(1)


def _best_newcomer() -> Select[Any]:
    about = followers.join(assessments, same_person(followers, assessments)).join(profiles, same_person(followers, profiles))
    came = mine(followers), ~followers.c.baseline, *within(followers.c.first_seen_at, _SINCE, _UNTIL)
    columns = profiles.c.user_id, profiles.c.username, profiles.c.name, assessments.c.why
    best_first = assessments.c.worth.desc(), followers.c.id
    return select(*columns).select_from(about).where(*came, NOT_SUPPRESSED).order_by(*best_first).limit(1)


def posted_before_decision() -> Label[Any]:
    """When the card that was decided about had been posted first; NULL where there was none."""
    posted = select(func.min(prompts.c.reserved_at)).where(
        prompts.c.suggestion_id == decisions.c.suggestion_id, prompts.c.reserved_at <= decisions.c.at
    )
    return posted.correlate(decisions).scalar_subquery().label("posted_at")


def _decided() -> Select[Any]:
    columns = decisions.c.member_id, decisions.c.member_name, decisions.c.at, suggestions.c.opened_at, posted_before_decision()
    made = mine(decisions), decisions.c.member_id.is_not(None), one_of(decisions.c.act, DECISIVE)
    joined = decisions.join(suggestions, suggestions.c.id == decisions.c.suggestion_id)
    return select(*columns).select_from(joined).where(*made, *within(decisions.c.at, _SINCE, _UNTIL)).order_by(decisions.c.id)


_CAME, _CARRIED = _posts(came=True), _posts(came=False)
_UNDECIDED = (
    select(_IN_TIME, func.count().label("n"))
    .select_from(
        interactions.outerjoin(
            replies, and_(replies.c.account_id == interactions.c.account_id, replies.c.post_id == interactions.c.post_id)
        )
    )
    .where(*_TO_US, *within(interactions.c.at, bindparam("waited_since"), _SINCE), replies.c.post_id.is_(None))
    .group_by(_IN_TIME)
)
_OLDEST, _NEWCOMER, _DECIDED = _oldest(), _best_newcomer(), _decided()


class DigestHighlights(Repository):
    """A span is since <= moment < until."""

    async def posts(self, since: datetime, until: datetime, *, window_begins: datetime, window_began: datetime) -> PostCounts:
        """Posts to the account and what became of them by `until`, which is now.

        window_begins, window_began: since when a post was answerable at the end and at the beginning of the span.
        """
        given = {"since": since, "until": until, "answerable_since": window_begins}
        came = [(row.state, row.reason, row.in_time, row.n) for row in await self._rows(_CAME, **given)]
        carried = [(row.state, row.reason, row.in_time, row.n) for row in await self._rows(_CARRIED, **given)]
        carried += [(None, None, row.in_time, row.n) for row in await self._rows(_UNDECIDED, waited_since=window_began, **given)]
        fates: Counter[str] = Counter()
        left_out: Counter[str] = Counter()
        for state, reason, in_time, n in [*came, *carried]:
            if state in (_STATES.SKIPPED, _STATES.EXPIRED, _STATES.WITHDRAWN) and reason is not None:
                left_out[reason] += n
            else:
                fates[_fate(state, in_time=in_time)] += n
        return PostCounts(sum(n for *_, n in came), sum(n for *_, n in carried), left_out=dict(left_out), **fates)

    async def oldest_reply(self) -> WaitingPost | None:
        """The post whose suggested answer waits longest for a decision; a question or a complaint where there is one."""
        row = await self._first(_OLDEST)
        if row is None:
            return None
        return WaitingPost(row.suggestion_id, row.post_id, DigestPerson(row.user_id, row.username, row.name), row.at, row.intent)

    async def best_newcomer(self, since: datetime, until: datetime) -> DigestPerson | None:
        """Who of those who came in the span is worth most; nobody who is suppressed."""
        row = await self._first(_NEWCOMER, since=since, until=until)
        if row is None:
            return None
        return DigestPerson(row.user_id, row.username, row.name, next(iter(notes_of(row.why)), None))

    async def decisions_by_member(self, since: datetime, until: datetime) -> list[MemberDecisions]:
        """Who decided how many suggestions and how soon, by the names they had last; who decided most comes first."""
        names: dict[int, str] = {}
        took: dict[int, list[float]] = defaultdict(list)
        for row in await self._rows(_DECIDED, since=since, until=until):
            names[row.member_id] = row.member_name
            took[row.member_id].append(max(0.0, (row.at - (row.posted_at or row.opened_at)).total_seconds()))
        found = [MemberDecisions(name, len(took[member]), round(median(took[member]))) for member, name in names.items()]
        return sorted(found, key=lambda member: (-member.count, member.name))


def _fate(state: SuggestionState | None, *, in_time: bool) -> str:
    """The field of PostCounts. state: of the suggested answer, None while nothing is decided about the post."""
    if state is None:
        return "waiting" if in_time else "late"
    if state in WAITING:
        return "approved"
    return {
        _STATES.OPEN: "waiting",
        _STATES.SNOOZED: "waiting",
        _STATES.DONE: "answered",
        _STATES.FAILED: "failed",
        _STATES.EXPIRED: "late",
        _STATES.LAPSED: "late",
    }.get(state, "skipped")
