"""Single sentences that answer one member in private."""

from __future__ import annotations

from collections.abc import Collection

from bot.domain import Act, Burst, Card, Decision, SuggestionKind, SuggestionState
from bot.drafting.visible_text import tidy
from bot.views.format.numbers import counted, moment, number
from bot.views.format.text import at_handle, lines, plain

_STATES = SuggestionState

NOT_HERE = "Mutuals works for one team, and answers its members in their own Discord server alone. Nothing was changed."
UNKNOWN_COMMAND = "Mutuals does not know this command in this form (any more). Nothing was changed; type it again in a minute."
GONE = "This suggestion is no longer there. Nothing was changed."
OUT_OF_DATE = "This card is out of date: the suggestion has moved on, or belongs to another set-up of Mutuals. Nothing was changed."
UNKNOWN_BUTTON = "Mutuals does not know this button or form (any more). Nothing was changed."
GONE_BURST = "Mutuals knows nothing (any more) about the people this was about. Nothing was changed."
SOMETHING_BROKE = "Something went wrong inside Mutuals, and it is in the log. Nothing you did is lost; please try again in a moment."
NOT_RECORDED_NOW = "Nothing was recorded: the database is busy with something else just now. Please try again in a moment."
NOT_RECORDED = "Nothing was recorded: Mutuals cannot use its database. Whoever runs it finds the reason in its log. Please try again later."
RECORDED = "That is recorded. Only showing it here takes a moment longer: the database is busy."
PAUSED = "Mutuals is paused: nothing goes to X and nobody is prompted. Approvals wait and nothing is lost. /resume goes on."
ALREADY_PAUSED = "Mutuals was paused already. /resume goes on."
RESUMED = "Mutuals goes on."
NOT_PAUSED = "Mutuals was not paused; it is running."

_WAS_FIRST = {
    Act.APPROVE: "{by} approved this",
    Act.TAKE_UP: "{by} took this up again",
    Act.SKIP: "{by} skipped this",
    Act.SNOOZE: "{by} put this off",
    Act.NEVER: "{by} decided to leave this person alone",
    Act.EDIT: "{by} wrote another text",
    Act.ANOTHER: "{by} took another text",
    Act.WITHDRAW: "{by} withdrew this",
    Act.FINE: "{by} said that this one is fine",
    Act.NOT_FOR_US: "{by} said that this one is not for us",
}
_SENT = frozenset({_STATES.DELIVERING, _STATES.IN_DOUBT, _STATES.DONE})


def too_late(pressed: Act, decision: Decision | None, card: Card | None) -> str:
    """Who decided what and when, or what else was first."""
    if card is None:
        return GONE
    suggestion = card.suggestion
    at = f" {moment(suggestion.settled_at)}" if suggestion.settled_at else ""
    if suggestion.state is _STATES.EXPIRED:
        why = f". {plain(suggestion.note, 300)}" if suggestion.note else ", before anybody decided."
        return f"This expired{at}{why} Nothing was changed."
    if suggestion.state is _STATES.WITHDRAWN and suggestion.note:
        return f"This was withdrawn{at}. {plain(suggestion.note, 300)} Nothing was changed."
    if suggestion.state is _STATES.DONE and suggestion.kind is SuggestionKind.REPLY and suggestion.route is None:
        return f"The team answered this on X by itself{at}. Nothing was changed."
    if pressed is Act.WITHDRAW and suggestion.state in _SENT:
        what = "reply" if suggestion.kind is SuggestionKind.REPLY else "follow"
        return f"It is too late to withdraw this: the {what} was already sent to X. Nothing was changed."
    if decision is None or decision.act not in _WAS_FIRST:
        return "This was settled already. Nothing was changed."
    by = plain(decision.member.name, 80) if decision.member else "Somebody"
    return f"{_WAS_FIRST[decision.act].format(by=by)} at {moment(decision.at, 't')} ({moment(decision.at, 'R')}). Nothing was changed."


def changed_meanwhile(decision: Decision | None) -> str:
    """For whoever saw another text than the one that is proposed now."""
    who = "The text was changed"
    if decision is not None and decision.act in (Act.EDIT, Act.ANOTHER) and decision.member is not None:
        who = f"{plain(decision.member.name, 80)} changed the text {moment(decision.at, 'R')}"
    return f"{who}, so nothing was done. Look at it as it is now, then decide."


def faulty_text(faults: Collection[str]) -> str:
    """For what cannot be carried out. faults: a sentence each."""
    return "\n".join(["This cannot go out as it is:", *(f"- {plain(fault, 200)}" for fault in faults), "Nothing was changed."])


def edit_in_vain(sentence: str, typed: str) -> str:
    """For somebody whose text came too late. typed: given back, so that it is not lost."""
    return "\n".join([sentence, "You wrote:", lines(typed, 1_500)])


def given_back(sentence: str, typed: str) -> str:
    """A sentence, and where somebody wrote something, that."""
    return edit_in_vain(sentence, typed) if typed.strip() else sentence


def no_other(why: str) -> str:
    """Where no other saved reply fits."""
    return f"{why or 'No other saved reply fits.'} **Edit** lets you write one; /replies saved add keeps it for the next time."


def same_already(burst: Burst) -> str:
    """For whoever says about a burst what was said before."""
    by = plain(burst.decided_by, 80) or "Somebody"
    at = f" at {moment(burst.decided_at, 't')} ({moment(burst.decided_at, 'R')})" if burst.decided_at else ""
    return f"{by} said the same already{at}. Nothing was changed."


def not_allowed(role_names: Collection[str]) -> str:
    """Who may decide. role_names: of the approver roles; none where whoever manages the server decides."""
    if not role_names:
        return "Only members with the permission Manage Server can decide here. Nothing was changed."
    return f"Only members with the role {_or(role_names)} can decide here. Nothing was changed."


def not_for_you(role_names: Collection[str]) -> str:
    """Who may use Mutuals at all. role_names: of approvers and viewers; none where only whoever manages the server may."""
    roles = f"the role {_or(role_names)} or " if role_names else ""
    return f"Only members with {roles}the permission Manage Server can use Mutuals here. Nothing was changed."


def nobody_known(handle: str) -> str:
    """For a handle that the store does not know."""
    who = at_handle(tidy(handle).lstrip("@"))
    return f"Mutuals does not know anybody called {who}. It knows the people who followed or spoke to you since it looks."


def bad_day(day: str) -> str:
    """For a day that cannot be read."""
    return f"“{plain(day, 40)}” is not a day. Write it like 2026-03-31: year, month, day."


def cut_short(lines: int, total: int) -> str:
    """What goes with a file of the history."""
    if total > lines:
        return f"The newest {number(lines)} of {counted(total, 'line')}. Narrow it down by day for the rest. Times are in UTC."
    return f"{counted(lines, 'line')}, newest first. Times are in UTC."


def _or(role_names: Collection[str]) -> str:
    return " or ".join(f"“{plain(name, 100)}”" for name in sorted(role_names)[:10])
