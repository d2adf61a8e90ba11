"""A line of the history as whoever runs Mutuals reads it in the log."""

from __future__ import annotations

from bot.domain import Decision, HistoryEntry
from bot.drafting.visible_text import one_line
from bot.views.words.acts import ACT_WORDS
from bot.views.words.kinds import KIND_WORDS
from bot.views.words.sentences import logged

_LONGEST_NAME, _LONGEST_NOTE = 40, 200
"""Characters. Members choose their names themselves."""


def log_line(entry: HistoryEntry) -> str:
    """In words: ids and handles, and nothing that anybody wrote on X or would answer there."""
    whom = f"@{entry.username}" if entry.username else f"user {entry.user_id}"
    return f"Suggestion {entry.suggestion_id}, {KIND_WORDS[entry.kind].log} {whom}: {_what(entry.decision)}"


def _what(decision: Decision) -> str:
    words = ACT_WORDS[decision.act]
    if decision.member is not None:
        return f"{words.log} by {one_line(decision.member.name, _LONGEST_NAME)}"
    note = f" ({one_line(logged(decision.note), _LONGEST_NOTE)})" if words.log_note and decision.note else ""
    return words.log + note
