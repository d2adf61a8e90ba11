"""Everything that the cards of suggestions show, read at once: one statement for all of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, func, select

from bot.domain import (
    Act,
    Decision,
    Draft,
    Follower,
    Interaction,
    InteractionKind,
    Note,
    OtherSuggestion,
    OwnPost,
    Profile,
    Prompt,
    Suggestion,
)
from bot.domain.acts import ACTS, CLAIM_ACTS, TEXT_CHANGES
from bot.store.followers.followers import EDGE_COLUMNS
from bot.store.people.assessments import ASSESSMENT_COLUMNS
from bot.store.people.profiles import PROFILE_COLUMNS
from bot.store.repository import SOME, Repository, mine, one_of, same_person
from bot.store.suggestions.decisions import DECISION_COLUMNS, decision_of
from bot.store.suggestions.prompts import PROMPT_COLUMNS
from bot.store.suggestions.replies import DRAFT_COLUMNS
from bot.store.suggestions.rows import OWN_COLUMNS, side_by_side, suggestion_of
from bot.store.tables import assessments, decisions, followers, interactions, opt_outs, own_posts, profiles, prompts, replies, suggestions


@dataclass(frozen=True, slots=True)
class StoredReply:
    """Of a suggested answer: the post, the text, and why the post is worth an answer.

    spoke, answered: how often its author spoke to the account before, and how often the account answered. answer: the account's own post
    that answers. doubted_at: when the outcome of a text was unknown last before another one took its place; None for never.
    """

    interaction: Interaction
    draft: Draft
    why: tuple[Note, ...]
    spoke: int
    answered: int
    answer: OwnPost | None
    doubted_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredCard:
    """A suggestion with all that its card shows of what is stored.

    decision: the latest one by a member. prompt: the live one. reopened_at: when it was reopened, if that was the last that happened.
    opt_out_requested: whether this person asked for it, in their own words. claim: by which a member was on it last, unless it was
    released. other: what else is or was suggested about this person meanwhile; of several the one that is not settled, or the newest.
    """

    suggestion: Suggestion
    profile: Profile
    follower: Follower | None
    decision: Decision | None
    reopened_at: datetime | None
    prompt: Prompt | None
    opt_out_requested: bool
    reply: StoredReply | None
    claim: Decision | None
    other: OtherSuggestion | None


_LAST = decisions.alias("last_decisions")
_CLAIM = decisions.alias("claims")
_OTHER = suggestions.alias("others")
_OTHER_DECISION = decisions.alias("other_decisions")
_OTHER_PROMPT = prompts.alias("other_prompts")
_PARTS = {
    "own": list(OWN_COLUMNS),
    "assessment": list(ASSESSMENT_COLUMNS),
    "profile": list(PROFILE_COLUMNS),
    "edge": list(EDGE_COLUMNS),
    "decision": list(DECISION_COLUMNS),
    "last": [_LAST.c.act, _LAST.c.at],
    "claim": [_CLAIM.c[column.name] for column in DECISION_COLUMNS],
    "other": [_OTHER.c[name] for name in ("id", "kind", "state", "route")],
    "other_decision": [_OTHER_DECISION.c[column.name] for column in DECISION_COLUMNS],
    "other_prompt": [_OTHER_PROMPT.c.channel_id, _OTHER_PROMPT.c.message_id],
    "prompt": list(PROMPT_COLUMNS),
    "opt_out": [opt_outs.c.request],
    "reply": [replies.c.post_id, replies.c.why],
    "draft": list(DRAFT_COLUMNS),
    "post": [interactions.c[field.name] for field in fields(Interaction)],
    "answer": [own_posts.c[field.name] for field in fields(OwnPost)],
}


def _slices() -> dict[str, slice]:
    found, start = {}, 0
    for name, columns in _PARTS.items():
        found[name] = slice(start, start + len(columns))
        start += len(columns)
    return found


_AT = _slices()
"""Where in a row each part stands; what was counted follows."""


def _same_post(table: FromClause) -> ColumnElement[bool]:
    return and_(table.c.account_id == replies.c.account_id, table.c.post_id == replies.c.post_id)


def _latest(said: FromClause, *conditions: ColumnElement[bool], of: FromClause = suggestions) -> ColumnElement[int]:
    return select(func.max(said.c.id)).where(said.c.suggestion_id == of.c.id, *conditions).correlate(of).scalar_subquery()


def _other() -> ColumnElement[int]:
    other = suggestions.alias()
    found = select(other.c.id).where(side_by_side(other, suggestions)).order_by(other.c.settled_at.is_not(None), other.c.id.desc())
    return found.limit(1).correlate(suggestions).scalar_subquery()


def _spoke() -> ColumnElement[int]:
    earlier = interactions.alias()
    theirs = earlier.c.account_id == interactions.c.account_id, earlier.c.user_id == interactions.c.user_id
    before = earlier.c.at < interactions.c.at, earlier.c.kind != InteractionKind.IMPLICIT_MENTION
    return select(func.count()).select_from(earlier).where(*theirs, *before).correlate(interactions).scalar_subquery()


def _answered() -> ColumnElement[int]:
    posts, own = interactions.alias(), own_posts.alias()
    theirs = select(posts.c.post_id).where(posts.c.account_id == interactions.c.account_id, posts.c.user_id == interactions.c.user_id)
    ours = own.c.account_id == interactions.c.account_id, own.c.in_reply_to.in_(theirs.correlate(interactions))
    return select(func.count()).select_from(own).where(*ours).correlate(interactions).scalar_subquery()


def _answer() -> ColumnElement[int]:
    own = own_posts.alias()
    ours = own.c.account_id == replies.c.account_id, own.c.in_reply_to == replies.c.post_id
    return select(func.min(own.c.post_id)).where(*ours).correlate(replies).scalar_subquery()


def _doubted() -> ColumnElement[int]:
    changed, doubts = decisions.alias(), decisions.alias()
    last_change = _latest(changed, one_of(changed.c.act, TEXT_CHANGES))
    return _latest(doubts, doubts.c.act == Act.DOUBT, doubts.c.id < last_change)


def _statement() -> Select[Any]:
    by_member, anybody, claimed, doubts = decisions.alias(), decisions.alias(), decisions.alias(), decisions.alias()
    of_other = decisions.alias()
    joined = (
        suggestions.join(assessments, same_person(assessments, suggestions))
        .join(profiles, same_person(profiles, suggestions))
        .outerjoin(followers, same_person(followers, suggestions))
        .outerjoin(opt_outs, and_(same_person(opt_outs, suggestions), opt_outs.c.kind == suggestions.c.kind))
        .outerjoin(decisions, decisions.c.id == _latest(by_member, by_member.c.member_id.is_not(None)))
        .outerjoin(_LAST, _LAST.c.id == _latest(anybody))
        .outerjoin(_CLAIM, _CLAIM.c.id == _latest(claimed, one_of(claimed.c.act, CLAIM_ACTS)))
        .outerjoin(prompts, and_(prompts.c.suggestion_id == suggestions.c.id, prompts.c.retired_at.is_(None)))
        .outerjoin(_OTHER, _OTHER.c.id == _other())
        .outerjoin(_OTHER_DECISION, _OTHER_DECISION.c.id == _latest(of_other, of_other.c.member_id.is_not(None), of=_OTHER))
        .outerjoin(_OTHER_PROMPT, and_(_OTHER_PROMPT.c.suggestion_id == _OTHER.c.id, _OTHER_PROMPT.c.retired_at.is_(None)))
        .outerjoin(replies, replies.c.suggestion_id == suggestions.c.id)
        .outerjoin(interactions, _same_post(interactions))
        .outerjoin(own_posts, and_(own_posts.c.account_id == replies.c.account_id, own_posts.c.post_id == _answer()))
        .outerjoin(doubts, doubts.c.id == _doubted())
    )
    columns = [column for part in _PARTS.values() for column in part]
    labelled = [column.label(f"c{number}") for number, column in enumerate(columns)]
    counted = _spoke().label("spoke"), _answered().label("answered"), doubts.c.at.label("doubted_at")
    return select(*labelled, *counted).select_from(joined).where(mine(suggestions), suggestions.c.id.in_(SOME))


_CARDS = _statement()


class StoredCards(Repository):
    """Reads what cards show."""

    async def get(self, suggestion_ids: Collection[int]) -> dict[int, StoredCard]:
        """By suggestion, in the given order; what is unknown is left out."""
        found = {card.suggestion.id: card for card in map(_card, await self._rows_among(_CARDS, suggestion_ids))}
        return {suggestion_id: found[suggestion_id] for suggestion_id in suggestion_ids if suggestion_id in found}


def _card(row: Any) -> StoredCard:
    part = {name: row[at] for name, at in _AT.items()}
    profile, (last_act, last_at), (request,) = Profile(*part["profile"]), part["last"], part["opt_out"]
    reply = None if part["reply"][0] is None else _reply(part, row)
    return StoredCard(
        suggestion_of(part["own"], part["assessment"], *((reply.interaction.post_id, reply.draft.revision) if reply else (None, 0))),
        profile,
        None if part["edge"][0] is None else Follower(profile, *part["edge"]),
        None if part["decision"][0] is None else decision_of(*part["decision"]),
        last_at if last_act is Act.REOPEN else None,
        None if part["prompt"][0] is None else Prompt(*part["prompt"]),
        bool(request),
        reply,
        decision_of(*part["claim"]) if part["claim"][0] is not None and ACTS[part["claim"][0]].claims else None,
        None if part["other"][0] is None else _other_of(part),
    )


def _other_of(part: dict[str, Any]) -> OtherSuggestion:
    decision = None if part["other_decision"][0] is None else decision_of(*part["other_decision"])
    (other_id, kind, state, route), (channel_id, message_id) = part["other"], part["other_prompt"]
    return OtherSuggestion(other_id, kind, state, route, decision, channel_id, message_id)


def _reply(part: dict[str, Any], row: Any) -> StoredReply:
    answer = None if part["answer"][0] is None else OwnPost(*part["answer"])
    return StoredReply(Interaction(*part["post"]), Draft(*part["draft"]), part["reply"][1], row.spoke, row.answered, answer, row.doubted_at)
