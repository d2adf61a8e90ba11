"""What a decided card says: who decided, and what has come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.domain import Act, Card, Route, SuggestionKind, SuggestionState
from bot.views.format.i18n import N_, _
from bot.views.format.numbers import moment
from bot.views.format.text import plain
from bot.views.sentences import sentence

_STATES = SuggestionState

_SAID = {
    Act.APPROVE: (N_("Approved by {member} · {when}"), N_("Approved · {when}")),
    Act.RETRY: (N_("Approved by {member} · retried · {when}"), N_("Approved · retried · {when}")),
    Act.SKIP: (N_("Skipped by {member} · {when}"), N_("Skipped · {when}")),
    Act.SNOOZE: (N_("Snoozed by {member} · {when}"), N_("Snoozed · {when}")),
    Act.OPT_OUT: (N_("Opted out by {member} · {when}"), N_("Opted out · {when}")),
    Act.WITHDRAW: (N_("Withdrawn by {member} · {when}"), N_("Withdrawn · {when}")),
    Act.NOT_FOR_US: (N_("Not for us, says {member} · {when}"), N_("Not for us · {when}")),
}
"""By a member, and by nobody who is known."""
_IN_STATE = {_STATES.SKIPPED: N_("Skipped"), _STATES.SNOOZED: N_("Snoozed"), _STATES.WITHDRAWN: N_("Withdrawn")}
_LONGEST_NOTE = 400


def headline(card: Card) -> str:
    """The first line: "Approved by Maya · (when)"."""
    suggestion, decision = card.suggestion, card.decision
    if suggestion.state is _STATES.EXPIRED:
        return _when_settled(card, _("Expired"))
    if _by_hand(card):
        return _when_settled(card, _("Answered on X"))
    if suggestion.state is _STATES.WITHDRAWN and (decision is None or decision.act is not Act.WITHDRAW):
        return _when_settled(card, _("Withdrawn"))
    if decision is None or decision.act not in _SAID:
        return _(_IN_STATE.get(suggestion.state, N_("Approved")))
    by_member, by_nobody = _SAID[decision.act]
    if decision.member is None:
        return _(by_nobody).format(when=moment(decision.at))
    return _(by_member).format(member=plain(decision.member.name, 80), when=moment(decision.at))


def outcome_line(card: Card) -> str:
    """The second line: what happened, or happens next."""
    tell = _TELLS[card.suggestion.kind].get(card.suggestion.state)
    return tell(card) if tell else ""


def _when_settled(card: Card, what: str) -> str:
    at = card.suggestion.settled_at
    return f"{what} · {moment(at)}" if at else what


def _note(card: Card) -> str:
    return plain(sentence(card.suggestion.note), _LONGEST_NOTE)


def _by_hand(card: Card) -> bool:
    """Whether the team answered by itself, before anything was sent or handed over."""
    suggestion = card.suggestion
    return suggestion.kind is SuggestionKind.REPLY and suggestion.state is _STATES.DONE and suggestion.route is None


def _snoozed(card: Card) -> str:
    until = card.suggestion.snoozed_until
    return _("Back {when}.").format(when=moment(until)) if until else _("It comes back automatically.")


def _approved(card: Card) -> str:
    return plain(sentence(card.waiting), _LONGEST_NOTE) or _("It is on its way.")


def _follow_handed_off(card: Card) -> str:
    parts = [_("Your turn: open the page below, then press **Follow** on X.")]
    if card.profile.protected:
        parts.append(_("Their account is protected, so it becomes a request."))
    return " ".join([*parts, _will_notice(card)])


def _reply_handed_off(card: Card) -> str:
    turn = _("Your turn: open X below, look the text over and press **Reply** there.")
    return f"{turn} {_will_notice(card)}"


def _will_notice(card: Card) -> str:
    if card.hand_off_until is None:
        return _("Mutuals will notice.")
    return _("Mutuals will notice until {when}.").format(when=moment(card.hand_off_until))


def _followed(card: Card) -> str:
    suggestion, at = card.suggestion, card.suggestion.settled_at
    if suggestion.note:
        return f"{_note(card)} {_('Confirmed {when}.').format(when=moment(at))}" if at else _note(card)
    if suggestion.route is Route.HAND_OFF:
        return _("Followed on X, confirmed {when}.").format(when=moment(at, "t")) if at else _("Followed on X, confirmed.")
    return _("Following since {when}.").format(when=moment(at)) if at else _("Following.")


def _answered(card: Card) -> str:
    at = card.suggestion.settled_at
    if _by_hand(card):
        return _("The team answered directly; Mutuals sent nothing.")
    if card.suggestion.route is Route.HAND_OFF:
        return _("Answered on X, confirmed {when}.").format(when=moment(at, "t")) if at else _("Answered on X, confirmed.")
    return _("Answered {when}.").format(when=moment(at)) if at else _("Answered.")


def _failed(card: Card) -> str:
    return f"{_('It did not work.')} {_note(card)}".rstrip()


def _lapsed(card: Card) -> str:
    sent, settled = card.suggestion.sent_at, card.suggestion.settled_at
    hours = round((settled - sent) / timedelta(hours=1)) if sent and settled else 0
    if hours <= 0:
        return _("Not seen on X in time, so Mutuals stopped looking. Nothing was lost: you can retry it.")
    message = _("Not seen on X within {hours} h, so Mutuals stopped looking. Nothing was lost: you can retry it.")
    return message.format(hours=hours)


def _expired(card: Card) -> str:
    return f"{_note(card) or _('Nobody decided in time.')} {_('Nothing happened on X.')}"


def _skipped(card: Card) -> str:
    act = card.decision.act if card.decision is not None else None
    if act is Act.NOT_FOR_US:
        return _("This person is not suggested again; /followers lookup can undo that.")
    if act is Act.OPT_OUT:
        return _("This person is not suggested again; /people opt-outs can undo that.")
    return _("Nothing happens on X.")


def _withdrawn(card: Card) -> str:
    if card.suggestion.route is Route.HAND_OFF:
        if card.suggestion.kind is SuggestionKind.FOLLOW_BACK:
            what = _("Mutuals sent nothing to X and no longer waits for a follow.")
        else:
            what = _("Mutuals sent nothing to X and no longer waits for an answer.")
    elif card.suggestion.sent_at is not None:
        what = _("It was sent once and X did not answer: if it shows up on X after all, this card says so.")
    else:
        what = _("Nothing was sent to X.")
    return f"{_note(card)} {what}".lstrip()


Tell = Callable[[Card], str]

_ANY: Mapping[SuggestionState, Tell] = {
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
_TELLS: Mapping[SuggestionKind, Mapping[SuggestionState, Tell]] = {
    SuggestionKind.FOLLOW_BACK: {**_ANY, _STATES.HANDED_OFF: _follow_handed_off, _STATES.DONE: _followed},
    SuggestionKind.REPLY: {**_ANY, _STATES.HANDED_OFF: _reply_handed_off, _STATES.DONE: _answered},
}
