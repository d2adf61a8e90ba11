"""What a decided card says: who decided, and what has come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.domain import Card, Route, SuggestionState
from bot.domain.acts import ACTS
from bot.views.format.numbers import moment
from bot.views.format.text import plain
from bot.views.suggestions.act_words import ACT_WORDS
from bot.views.suggestions.kind_words import KIND_WORDS
from bot.views.suggestions.registry import KIND_VIEWS

_STATES = SuggestionState

_UNSIGNED = {_STATES.SKIPPED: "Skipped", _STATES.SNOOZED: "Snoozed", _STATES.WITHDRAWN: "Withdrawn"}
_LONGEST_NOTE = 400


def headline(card: Card) -> str:
    """The first line: "Approved by Maya · (when)"."""
    suggestion, decision = card.suggestion, card.decision
    settled = f" · {moment(suggestion.settled_at)}" if suggestion.settled_at else ""
    if suggestion.state is _STATES.EXPIRED:
        return f"Expired{settled}"
    by_team = KIND_WORDS[suggestion.kind].closed_by_team
    if suggestion.closed_by_team and by_team is not None:
        return f"{by_team.headline}{settled}"
    if suggestion.state is _STATES.WITHDRAWN and (decision is None or not ACTS[decision.act].leads_to(_STATES.WITHDRAWN)):
        return f"Withdrawn{settled}"
    if decision is None or not ACT_WORDS[decision.act].headline:
        return _UNSIGNED.get(suggestion.state, "Approved")
    by = plain(decision.member.name, 80) if decision.member else "somebody"
    return f"{ACT_WORDS[decision.act].headline.format(by=by)} · {moment(decision.at)}"


def outcome_line(card: Card) -> str:
    """The second line: what happened, or happens next."""
    state, view = card.suggestion.state, KIND_VIEWS[card.suggestion.kind]
    tell = {**_TELLS, _STATES.HANDED_OFF: view.handed_off, _STATES.DONE: view.done}.get(state)
    return tell(card) if tell else ""


def _snoozed(card: Card) -> str:
    until = card.suggestion.snoozed_until
    return f"Back {moment(until)}." if until else "It comes back automatically."


def _approved(card: Card) -> str:
    return plain(card.waiting, _LONGEST_NOTE) or "It is on its way."


def _failed(card: Card) -> str:
    return f"It did not work. {plain(card.suggestion.note, _LONGEST_NOTE)}".rstrip()


def _lapsed(card: Card) -> str:
    sent, settled = card.suggestion.sent_at, card.suggestion.settled_at
    hours = round((settled - sent) / timedelta(hours=1)) if sent and settled else 0
    within = f"within {hours} h" if hours > 0 else "in time"
    return f"Not seen on X {within}, so Mutuals stopped looking. Nothing was lost: you can retry it."


def _expired(card: Card) -> str:
    return f"{plain(card.suggestion.note, _LONGEST_NOTE) or 'Nobody decided in time.'} Nothing happened on X."


def _skipped(card: Card) -> str:
    said = ACT_WORDS[card.decision.act].outcome if card.decision is not None else ""
    return said or "Nothing happens on X."


def _withdrawn(card: Card) -> str:
    note = f"{plain(card.suggestion.note, _LONGEST_NOTE)} " if card.suggestion.note else ""
    if card.suggestion.route is Route.HAND_OFF:
        return note + KIND_WORDS[card.suggestion.kind].no_longer_awaited
    if card.suggestion.sent_at is not None:
        return f"{note}It was sent once and X did not answer: if it shows up on X after all, this card says so."
    return f"{note}Nothing was sent to X."


Tell = Callable[[Card], str]

_TELLS: Mapping[SuggestionState, Tell] = {
    _STATES.SNOOZED: _snoozed,
    _STATES.APPROVED: _approved,
    _STATES.DELIVERING: lambda card: "It is being sent to X right now.",
    _STATES.IN_DOUBT: lambda card: "X did not answer; Mutuals is checking whether it happened. Nothing is sent twice.",
    _STATES.FAILED: _failed,
    _STATES.LAPSED: _lapsed,
    _STATES.SKIPPED: _skipped,
    _STATES.WITHDRAWN: _withdrawn,
    _STATES.EXPIRED: _expired,
}
