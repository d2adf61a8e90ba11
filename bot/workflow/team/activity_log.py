"""Write a line to the log for everything that is decided and carried out: what a good day looks like to whoever runs Mutuals."""

from __future__ import annotations

import logging

from bot.domain import Act, Decision, HistoryEntry, SuggestionKind
from bot.workflow.context import Context

log = logging.getLogger(__name__)

_PORTION = 200
_LONGEST_NAME, _LONGEST_NOTE = 40, 200
"""Characters. Members choose their names themselves."""

_KINDS = {SuggestionKind.FOLLOW_BACK: "follow back", SuggestionKind.REPLY: "answer"}
_BY_A_MEMBER = {
    Act.APPROVE: "approved",
    Act.SKIP: "skipped",
    Act.SNOOZE: "snoozed",
    Act.OPT_OUT: "opted out",
    Act.WITHDRAW: "withdrawn",
    Act.RETRY: "retried",
    Act.FINE: "marked as fine",
    Act.NOT_FOR_US: "marked as not for us",
    Act.EDIT: "text written",
    Act.ANOTHER: "another text picked",
}
_BY_ITSELF = {
    Act.LEAVE_OUT: "left out",
    Act.HONOUR_OPT_OUT: "closed: they opted out",
    Act.ANSWERED: "answered on X by the team",
    Act.SEND_BACK: "sent back to be changed",
    Act.REOPEN: "open again",
    Act.EXPIRE: "expired",
    Act.START: "sent to X",
    Act.HAND_OFF: "handed off with a link",
    Act.CONFIRM: "done on X",
    Act.FAIL: "failed",
    Act.DOUBT: "outcome unknown, checking on X",
    Act.REQUEUE: "queued again",
    Act.LAPSE: "not seen on X in time",
}
_WITH_WHY = {Act.FAIL, Act.REQUEUE}
"""Where the reason is a fact of ours, and not what anybody wrote."""
_MANY = {Act.LEAVE_OUT}
"""What most posts come to on a busy account."""


class ActivityLog:
    """The job, woken whenever something changes. It reads what is stored, so that no line tells of what was not."""

    def __init__(self, context: Context) -> None:
        self._store = context.store
        self._last: int | None = None

    async def run(self) -> None:
        """Write what was recorded since the last time; from the first time on, which writes nothing."""
        async with self._store.read() as tx:
            if self._last is None:
                self._last = await tx.suggestions.newest_decision_id()
            while entries := await tx.suggestions.history_after(self._last, _PORTION):
                for decision_id, entry in entries:
                    self._last = decision_id
                    log.log(logging.DEBUG if entry.decision.act in _MANY else logging.INFO, "%s", line_of(entry))


def line_of(entry: HistoryEntry) -> str:
    """In words: ids and handles, and nothing that anybody wrote on X or would answer there."""
    whom = f"@{entry.username}" if entry.username else f"user {entry.user_id}"
    return f"Suggestion {entry.suggestion_id}, {_KINDS[entry.kind]} {whom}: {_what(entry.decision)}"


def _what(decision: Decision) -> str:
    if decision.member is not None:
        return f"{_BY_A_MEMBER.get(decision.act, decision.act.value)} by {one_line(decision.member.name, _LONGEST_NAME)}"
    note = f" ({one_line(str(decision.note), _LONGEST_NOTE)})" if decision.act in _WITH_WHY and decision.note else ""
    return _BY_ITSELF.get(decision.act, decision.act.value) + note


def one_line(text: str, longest: int) -> str:
    """Text from outside as the log can take it."""
    return "".join(character if character.isprintable() else " " for character in text[:longest])
