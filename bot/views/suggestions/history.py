"""Who decided what: as lines to read, and as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from discord import ui

from bot.domain import Act, HistoryEntry, Profile, SuggestionKind
from bot.drafting.spreadsheet import csv_bytes
from bot.views.format.numbers import moment
from bot.views.format.pager import pager, where
from bot.views.format.palette import BLUE
from bot.views.format.screen import Screen, text
from bot.views.format.text import at_handle, label, plain
from bot.views.sentences import sentence

DECISIONS = "history"
PAGE = 10

_OF_ANY_KIND = {
    Act.OPT_OUT: "{by} opted {who} out",
    Act.FINE: "{by} marked {who} as fine",
    Act.NOT_FOR_US: "{by} marked {who} as not for us",
    Act.EDIT: "{by} wrote the reply to {who}",
    Act.ANOTHER: "{by} picked another saved reply for {who}",
    Act.LEAVE_OUT: "A post by {who} was left out",
    Act.ANSWERED: "The team answered {who} directly on X",
    Act.SEND_BACK: "The reply to {who} did not go out, and came back to be changed",
}
_TELLS = {
    SuggestionKind.FOLLOW_BACK: _OF_ANY_KIND
    | {
        Act.APPROVE: "{by} approved {who}",
        Act.SKIP: "{by} skipped {who}",
        Act.SNOOZE: "{by} snoozed {who}",
        Act.WITHDRAW: "{by} withdrew the approval of {who}",
        Act.RETRY: "{by} retried {who}",
        Act.HONOUR_OPT_OUT: "The suggestion about {who} ended",
        Act.REOPEN: "{who} came back for a decision",
        Act.EXPIRE: "The suggestion about {who} ended",
        Act.START: "Mutuals began to follow {who}",
        Act.HAND_OFF: "{who} was handed to the team with a link",
        Act.CONFIRM: "The follow of {who} was confirmed",
        Act.FAIL: "The follow of {who} failed",
        Act.DOUBT: "X did not answer about {who}",
        Act.REQUEUE: "{who} is queued again",
        Act.LAPSE: "The follow of {who} was not seen on X in time",
    },
    SuggestionKind.REPLY: _OF_ANY_KIND
    | {
        Act.APPROVE: "{by} approved the reply to {who}",
        Act.SKIP: "{by} skipped a post by {who}",
        Act.SNOOZE: "{by} snoozed a post by {who}",
        Act.WITHDRAW: "{by} withdrew the approval of the reply to {who}",
        Act.RETRY: "{by} retried the reply to {who}",
        Act.HONOUR_OPT_OUT: "The reply to {who} was dropped",
        Act.REOPEN: "A post by {who} came back for a decision",
        Act.EXPIRE: "The suggestion to answer {who} ended",
        Act.START: "Mutuals began to send the reply to {who}",
        Act.HAND_OFF: "The reply to {who} was handed to the team with a link",
        Act.CONFIRM: "The reply to {who} was confirmed",
        Act.FAIL: "The reply to {who} failed",
        Act.DOUBT: "X did not answer about the reply to {who}",
        Act.REQUEUE: "The reply to {who} is queued again",
        Act.LAPSE: "The reply to {who} was not seen on X in time",
    },
}
_NOBODY_KNOWN = "somebody Mutuals does not know"
_COLUMNS = ("at", "act", "kind", "member", "member_id", "handle", "user_id", "suggestion_id", "note")


def history_view(entries: Sequence[HistoryEntry], *, offset: int, total: int, query: str = "") -> Screen:
    """One page of what was decided and done."""
    row = pager(DECISIONS, offset=offset, size=PAGE, total=total, query=query)
    if not entries:
        return Screen(ui.Container(text("No decisions match."), accent_colour=BLUE), *row)
    lines = [f"- {history_line(entry)}" for entry in entries]
    return Screen(ui.Container(text("### History", *lines, where(offset, len(entries), total)), accent_colour=BLUE), *row)


def history_line(entry: HistoryEntry) -> str:
    """One line: when, who, what, and why where that is known."""
    decision = entry.decision
    by = f"**{plain(decision.member.name, 80)}**" if decision.member else "Mutuals"
    why = sentence(decision.note) or ("nobody decided in time" if decision.act is Act.EXPIRE else "")
    note = f": {plain(why, 120)}" if why else ""
    who = at_handle(entry.username) if entry.username else plain(entry.name, 80) or _NOBODY_KNOWN
    return f"{moment(decision.at)} {_TELLS[entry.kind][decision.act].format(by=by, who=who)}{note}"


def history_csv(entries: Iterable[HistoryEntry]) -> bytes:
    """A file for a spreadsheet; moments are in UTC. No cell can pass for a formula."""
    return csv_bytes(_COLUMNS, map(_cells, entries))


def choice_name(profile: Profile) -> str:
    """How a person is offered while somebody types."""
    return " · ".join(filter(None, [label(profile.username and f"@{profile.username}", 30), label(profile.name, 60)])) or _NOBODY_KNOWN


def _cells(entry: HistoryEntry) -> tuple[object, ...]:
    """In the order of the columns."""
    decision, member = entry.decision, entry.decision.member
    by = (member.name, member.id) if member else ("", "")
    about = (entry.username, entry.user_id, entry.suggestion_id, sentence(decision.note))
    return (decision.at.isoformat(timespec="seconds"), decision.act.value, entry.kind.value, *by, *about)
