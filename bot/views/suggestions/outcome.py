"""What a decided card says: who decided, and what has come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.domain import Act, Card, Route, SuggestionKind, SuggestionState
from bot.views.format.numbers import moment
from bot.views.format.text import plain
from bot.views.sentences import sentence

_STATES = SuggestionState

_PAST_TENSE = {
    Act.APPROVE: "Approved",
    Act.RETRY: "Approved",
    Act.SKIP: "Skipped",
    Act.SNOOZE: "Snoozed",
    Act.OPT_OUT: "Opted out",
    Act.WITHDRAW: "Withdrawn",
    Act.NOT_FOR_US: "Not for us",
}
_BY = {Act.NOT_FOR_US: ", says"}
_PAST_TENSE_BY_STATE = {_STATES.SKIPPED: "Skipped", _STATES.SNOOZED: "Snoozed", _STATES.WITHDRAWN: "Withdrawn"}
_LONGEST_NOTE = 400


def headline(card: Card) -> str:
    """The first line: "Approved by Maya · (when)"."""
    suggestion, decision = card.suggestion, card.decision
    settled = f" · {moment(suggestion.settled_at)}" if suggestion.settled_at else ""
    if suggestion.state is _STATES.EXPIRED:
        return f"Expired{settled}"
    if _by_hand(card):
        return f"Answered on X{settled}"
    if suggestion.state is _STATES.WITHDRAWN and (decision is None or decision.act is not Act.WITHDRAW):
        return f"Withdrawn{settled}"
    if decision is None or decision.act not in _PAST_TENSE:
        return _PAST_TENSE_BY_STATE.get(suggestion.state, "Approved")
    by = f"{_BY.get(decision.act, ' by')} {plain(decision.member.name, 80)}" if decision.member else ""
    again = " · retried" if decision.act is Act.RETRY else ""
    return f"{_PAST_TENSE[decision.act]}{by}{again} · {moment(decision.at)}"


def outcome_line(card: Card) -> str:
    """The second line: what happened, or happens next."""
    tell = _TELLS[card.suggestion.kind].get(card.suggestion.state)
    return tell(card) if tell else ""


def _by_hand(card: Card) -> bool:
    """Whether the team answered by itself, before anything was sent or handed over."""
    suggestion = card.suggestion
    return suggestion.kind is SuggestionKind.REPLY and suggestion.state is _STATES.DONE and suggestion.route is None


def _snoozed(card: Card) -> str:
    until = card.suggestion.snoozed_until
    return f"Back {moment(until)}." if until else "It comes back automatically."


def _approved(card: Card) -> str:
    return plain(sentence(card.waiting), _LONGEST_NOTE) or "It is on its way."


def _follow_handed_off(card: Card) -> str:
    request = " Their account is protected, so it becomes a request." if card.profile.protected else ""
    return f"Your turn: open the page below, then press **Follow** on X.{request} Mutuals will notice{_until(card)}."


def _reply_handed_off(card: Card) -> str:
    return f"Your turn: open X below, look the text over and press **Reply** there. Mutuals will notice{_until(card)}."


def _until(card: Card) -> str:
    return f" until {moment(card.hand_off_until)}" if card.hand_off_until else ""


def _followed(card: Card) -> str:
    suggestion = card.suggestion
    at = suggestion.settled_at
    if suggestion.note:
        note = plain(sentence(suggestion.note), _LONGEST_NOTE)
        return f"{note} Confirmed {moment(at)}." if at else note
    if suggestion.route is Route.HAND_OFF:
        return f"Followed on X, confirmed {moment(at, 't')}." if at else "Followed on X, confirmed."
    return f"Following since {moment(at)}." if at else "Following."


def _answered(card: Card) -> str:
    at = card.suggestion.settled_at
    if _by_hand(card):
        return "The team answered directly; Mutuals sent nothing."
    if card.suggestion.route is Route.HAND_OFF:
        return f"Answered on X, confirmed {moment(at, 't')}." if at else "Answered on X, confirmed."
    return f"Answered {moment(at)}." if at else "Answered."


def _failed(card: Card) -> str:
    return f"It did not work. {plain(sentence(card.suggestion.note), _LONGEST_NOTE)}".rstrip()


def _lapsed(card: Card) -> str:
    sent, settled = card.suggestion.sent_at, card.suggestion.settled_at
    hours = round((settled - sent) / timedelta(hours=1)) if sent and settled else 0
    within = f"within {hours} h" if hours > 0 else "in time"
    return f"Not seen on X {within}, so Mutuals stopped looking. Nothing was lost: you can retry it."


def _expired(card: Card) -> str:
    return f"{plain(sentence(card.suggestion.note), _LONGEST_NOTE) or 'Nobody decided in time.'} Nothing happened on X."


def _skipped(card: Card) -> str:
    act = card.decision.act if card.decision is not None else None
    if act is Act.NOT_FOR_US:
        return "This person is not suggested again; /followers lookup can undo that."
    if act is Act.OPT_OUT:
        return "This person is not suggested again; /people opt-outs can undo that."
    return "Nothing happens on X."


def _withdrawn(card: Card) -> str:
    note = f"{plain(sentence(card.suggestion.note), _LONGEST_NOTE)} " if card.suggestion.note else ""
    if card.suggestion.route is Route.HAND_OFF:
        waited_for = "a follow" if card.suggestion.kind is SuggestionKind.FOLLOW_BACK else "an answer"
        return f"{note}Mutuals sent nothing to X and no longer waits for {waited_for}."
    if card.suggestion.sent_at is not None:
        return f"{note}It was sent once and X did not answer: if it shows up on X after all, this card says so."
    return f"{note}Nothing was sent to X."


Tell = Callable[[Card], str]

_ANY: Mapping[SuggestionState, Tell] = {
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
_TELLS: Mapping[SuggestionKind, Mapping[SuggestionState, Tell]] = {
    SuggestionKind.FOLLOW_BACK: {**_ANY, _STATES.HANDED_OFF: _follow_handed_off, _STATES.DONE: _followed},
    SuggestionKind.REPLY: {**_ANY, _STATES.HANDED_OFF: _reply_handed_off, _STATES.DONE: _answered},
}
