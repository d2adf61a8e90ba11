"""Single sentences that answer one member in private."""

from __future__ import annotations

from collections.abc import Collection

from bot.domain import Act, Burst, Card, Decision, Note, SuggestionState
from bot.domain.acts import ACTS, TEXT_CHANGES
from bot.drafting.visible_text import visible_line
from bot.views.format.numbers import counted, moment, number
from bot.views.format.text import at_handle, lines, plain
from bot.views.words.acts import ACT_WORDS
from bot.views.words.kinds import KIND_WORDS
from bot.views.words.sentences import sentence

_STATES = SuggestionState

NOT_HERE = "Mutuals serves one team and answers only in its own Discord server. Nothing was changed."
UNKNOWN_COMMAND = "This command has changed or no longer exists. Nothing was changed; try it again in a minute."
GONE = "This suggestion is no longer there. Nothing was changed."
OUT_OF_DATE = "This card is out of date: the suggestion has changed, or belongs to another installation of Mutuals. Nothing was changed."
UNKNOWN_BUTTON = "This button or form no longer exists. Nothing was changed."
GONE_BURST = "Mutuals no longer has data about these people. Nothing was changed."
SOMETHING_BROKE = "Something went wrong in Mutuals; the details are in its log. Nothing you did is lost. Please try again in a moment."
NOT_RECORDED_NOW = "Nothing was recorded: the database is busy. Please try again in a moment."
NOT_RECORDED = "Nothing was recorded: Mutuals cannot use its database. The reason is in its log. Please try again later."
RECORDED = "That is recorded. Showing it here takes a moment longer: the database is busy."
PAUSED = "Mutuals is paused: nothing is sent to X and no cards are posted. Approvals wait and nothing is lost. Use /resume to continue."
ALREADY_PAUSED = "Mutuals was already paused. Use /resume to continue."
RESUMED = "Resumed."
NOT_PAUSED = "Mutuals was not paused; it is running."

_SENT = frozenset({_STATES.DELIVERING, _STATES.IN_DOUBT, _STATES.DONE})


def too_late(pressed: Act, decision: Decision | None, card: Card | None) -> str:
    """Who decided what and when, or what else was first."""
    if card is None:
        return GONE
    suggestion = card.suggestion
    at = f" {moment(suggestion.settled_at)}" if suggestion.settled_at else ""
    if suggestion.state is _STATES.EXPIRED:
        why = f". {plain(sentence(suggestion.note), 300)}" if suggestion.note else ", before anybody decided."
        return f"This expired{at}{why} Nothing was changed."
    if suggestion.state is _STATES.WITHDRAWN and suggestion.note:
        return f"This was withdrawn{at}. {plain(sentence(suggestion.note), 300)} Nothing was changed."
    words = KIND_WORDS[suggestion.kind]
    if suggestion.closed_by_team and words.closed_by_team is not None:
        return words.closed_by_team.too_late.format(at=at)
    if ACTS[pressed].leads_to(_STATES.WITHDRAWN) and suggestion.state in _SENT:
        return words.already_sent
    if decision is None or not ACT_WORDS[decision.act].was_first:
        return "This was already settled. Nothing was changed."
    by = plain(decision.member.name, 80) if decision.member else "Somebody"
    first = ACT_WORDS[decision.act].was_first.format(by=by)
    return f"{first} at {moment(decision.at, 't')} ({moment(decision.at, 'R')}). Nothing was changed."


def changed_meanwhile(decision: Decision | None) -> str:
    """For whoever saw another text than the one that is proposed now."""
    who = "The text was changed"
    if decision is not None and decision.act in TEXT_CHANGES and decision.member is not None:
        who = f"{plain(decision.member.name, 80)} changed the text {moment(decision.at, 'R')}"
    return f"{who}, so nothing was done. Look at it again, then decide."


def faulty_text(faults: Collection[Note]) -> str:
    """For what cannot be carried out."""
    return "\n".join(["This cannot go out as it is:", *(f"- {plain(sentence(fault), 200)}" for fault in faults), "Nothing was changed."])


def with_input(sentence: str, typed: str) -> str:
    """For somebody whose text came too late. typed: given back, so that it is not lost."""
    return "\n".join([sentence, "You wrote:", lines(typed, 1_500)])


def with_input_if_any(sentence: str, typed: str) -> str:
    """A sentence, and where somebody wrote something, that."""
    return with_input(sentence, typed) if typed.strip() else sentence


def no_other_reply(why: Note | None) -> str:
    """Where no other saved reply fits."""
    return f"{sentence(why) or 'No other saved reply fits.'} **Edit** lets you write one; /replies saved add keeps it for the next time."


def burst_already_decided(burst: Burst) -> str:
    """For whoever says about a burst what was said before."""
    by = plain(burst.decided_by, 80) or "Somebody"
    at = f" at {moment(burst.decided_at, 't')} ({moment(burst.decided_at, 'R')})" if burst.decided_at else ""
    return f"{by} already said so{at}. Nothing was changed."


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
    who = at_handle(visible_line(handle).lstrip("@"))
    return f"Mutuals does not know anyone called {who}. It knows the people who have followed you or written to you since it started."


def invalid_day(day: str) -> str:
    """For a day that cannot be read."""
    return f"“{plain(day, 40)}” is not a day. Write it like 2026-03-31: year, month, day."


def history_file_notice(lines: int, total: int) -> str:
    """What goes with a file of the history."""
    if total > lines:
        return f"The newest {number(lines)} of {counted(total, 'line')}. Narrow it down by day for the rest. Times are in UTC."
    return f"{counted(lines, 'line')}, newest first. Times are in UTC."


def _or(role_names: Collection[str]) -> str:
    return " or ".join(f"“{plain(name, 100)}”" for name in sorted(role_names)[:10])
