"""What happened, in a line."""

from __future__ import annotations

from bot.domain import HistoryEntry, SettingChange
from bot.views.format.i18n import N_, _
from bot.views.format.numbers import moment
from bot.views.format.text import at_handle, plain, plain_name
from bot.views.words.acts import ACT_WORDS
from bot.views.words.kinds import KIND_WORDS
from bot.views.words.sentences import sentence
from bot.views.words.settings import setting_changed

NOBODY_KNOWN = N_("somebody Mutuals does not know")


def history_line(entry: HistoryEntry | SettingChange) -> str:
    """One line: when, who, what, and why where that is known."""
    if isinstance(entry, SettingChange):
        return f"{moment(entry.at)} {setting_changed(entry)}"
    decision = entry.decision
    by = f"**{plain_name(decision.member.name)}**" if decision.member else "Mutuals"
    words = ACT_WORDS[decision.act]
    why = sentence(decision.note) or _(words.reason)
    note = f": {plain(why, 120)}" if why else ""
    who = at_handle(entry.username) if entry.username else plain_name(entry.name) or _(NOBODY_KNOWN)
    line = KIND_WORDS[entry.kind].history.get(decision.act, words.history)
    return f"{moment(decision.at)} {_(line).format(by=by, who=who)}{note}"
