"""What a person's card tells of what else is suggested about them."""

from __future__ import annotations

from bot.domain import Card, OtherSuggestion, SuggestionState
from bot.domain.acts import ACTS, APPROVALS
from bot.views.format.i18n import _
from bot.views.format.text import plain_name
from bot.views.words.acts import state_name
from bot.views.words.kinds import KIND_WORDS

_STATES = SuggestionState
_APPROVED = frozenset({_STATES.APPROVED, _STATES.DELIVERING, _STATES.IN_DOUBT, _STATES.HANDED_OFF})


def other_line(card: Card) -> str:
    """With the way there; empty where there is nothing else, or nobody is asked about it."""
    other = card.other
    if other is None:
        return ""
    if card.other_link:
        return f"[{_said(other)} →]({card.other_link})"
    if other.state is not _STATES.OPEN:
        return _said(other)
    if card.suggestion.assessment.suppressed is not None:
        return ""
    return _("{what}: {command}").format(what=_said(other), command=KIND_WORDS[other.kind].queue)


def _said(other: OtherSuggestion) -> str:
    words, by = KIND_WORDS[other.kind].beside, _("The team")
    if (decision := other.decision) is not None and decision.member is not None and _decided_it(other):
        by = plain_name(decision.member.name) or by
    match other.state:
        case _STATES.OPEN:
            return _(words.waiting)
        case _STATES.DONE:
            return _(words.done).format(by=by)
        case _STATES.SKIPPED:
            return _(words.skipped).format(by=by)
        case state if state in _APPROVED:
            return _(words.approved).format(by=by)
        case state:
            return _(words.ended).format(state=state_name(state))


def _decided_it(other: OtherSuggestion) -> bool:
    """Whether it is where it is by the latest word of a member; what the team did on X by itself has no route."""
    if other.decision is None:
        return False
    if other.state is _STATES.SKIPPED:
        return ACTS[other.decision.act].leads_to(_STATES.SKIPPED)
    return other.decision.act in APPROVALS and (other.state is not _STATES.DONE or other.route is not None)
