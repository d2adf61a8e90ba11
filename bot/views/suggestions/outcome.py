"""What a decided card says: who decided, and what has come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.domain import Card, Route, SuggestionState
from bot.domain.acts import ACTS
from bot.views.format.facts import paragraph
from bot.views.format.i18n import N_, _
from bot.views.format.numbers import moment
from bot.views.format.text import plain, plain_name
from bot.views.suggestions.registry import KIND_VIEWS
from bot.views.words.kinds import KIND_WORDS, act_words
from bot.views.words.sentences import sentence

_STATES = SuggestionState

_UNSIGNED = {_STATES.SKIPPED: N_("Skipped"), _STATES.SNOOZED: N_("Snoozed"), _STATES.WITHDRAWN: N_("Withdrawn")}
_APPROVED = N_("Approved")
_LONGEST_NOTE = 400


def headline(card: Card) -> str:
    """The first line: "Approved by Maya · (when)"."""
    suggestion, decision = card.suggestion, card.decision
    if suggestion.state is _STATES.EXPIRED:
        return _when_settled(card, _("Expired"))
    by_team = KIND_WORDS[suggestion.kind].closed_by_team
    if suggestion.closed_by_team and by_team is not None:
        return _when_settled(card, _(by_team.headline))
    if suggestion.state is _STATES.WITHDRAWN and (decision is None or not ACTS[decision.act].leads_to(_STATES.WITHDRAWN)):
        return _when_settled(card, _("Withdrawn"))
    words = None if decision is None else act_words(decision.act, suggestion.kind)
    if decision is None or words is None or not words.headline:
        return _(_UNSIGNED.get(suggestion.state, _APPROVED))
    by = plain_name(decision.member.name) if decision.member else _("somebody")
    return f"{_(words.headline).format(by=by)} · {moment(decision.at)}"


def outcome_line(card: Card) -> str:
    """The second line: what happened, or happens next."""
    state, view = card.suggestion.state, KIND_VIEWS[card.suggestion.kind]
    tell = {**_TELLS, _STATES.HANDED_OFF: view.handed_off, _STATES.DONE: view.done}.get(state)
    return tell(card) if tell else ""


def _when_settled(card: Card, what: str) -> str:
    at = card.suggestion.settled_at
    return f"{what} · {moment(at)}" if at else what


def _note(card: Card) -> str:
    return plain(sentence(card.suggestion.note), _LONGEST_NOTE)


def _snoozed(card: Card) -> str:
    until = card.suggestion.snoozed_until
    return _("Back {when}.").format(when=moment(until)) if until else _("It comes back automatically.")


def _approved(card: Card) -> str:
    return plain(sentence(card.waiting), _LONGEST_NOTE) or _("It is on its way.")


def _failed(card: Card) -> str:
    return paragraph(_("It did not work."), _note(card))


def _lapsed(card: Card) -> str:
    sent, settled = card.suggestion.sent_at, card.suggestion.settled_at
    hours = round((settled - sent) / timedelta(hours=1)) if sent and settled else 0
    if hours <= 0:
        return _("Not seen on X in time, so Mutuals stopped looking. Nothing was lost: you can retry it.")
    message = _("Not seen on X within {hours} h, so Mutuals stopped looking. Nothing was lost: you can retry it.")
    return message.format(hours=hours)


def _expired(card: Card) -> str:
    return paragraph(_note(card) or _("Nobody decided in time."), _("Nothing happened on X."))


def _skipped(card: Card) -> str:
    said = act_words(card.decision.act, card.suggestion.kind).outcome if card.decision is not None else ""
    return _(said) if said else _("Nothing happens on X.")


def _withdrawn(card: Card) -> str:
    if card.suggestion.route is Route.HAND_OFF:
        what = _(KIND_WORDS[card.suggestion.kind].no_longer_awaited)
    elif card.suggestion.sent_at is not None:
        what = _("It was sent once and X did not answer: if it shows up on X after all, this card says so.")
    else:
        what = _("Nothing was sent to X.")
    return paragraph(_note(card), what)


Tell = Callable[[Card], str]

_TELLS: Mapping[SuggestionState, Tell] = {
    _STATES.SNOOZED: _snoozed,
    _STATES.APPROVED: _approved,
    _STATES.DELIVERING: lambda card: _("It is being sent to X right now."),
    _STATES.IN_DOUBT: lambda card: _("X did not answer; Mutuals is checking whether it happened. Nothing is sent twice."),
    _STATES.FAILED: _failed,
    _STATES.LAPSED: _lapsed,
    _STATES.SKIPPED: _skipped,
    _STATES.WITHDRAWN: _withdrawn,
    _STATES.EXPIRED: _expired,
}
