"""Who decided what: as lines to read, and as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from discord import ui

from bot.domain import HistoryEntry, Page, SettingChange
from bot.drafting.spreadsheet import csv_bytes
from bot.views.format.i18n import N_, _
from bot.views.format.pager import place_pager
from bot.views.format.palette import BLUE
from bot.views.format.screen import Screen, text
from bot.views.words.history import history_line
from bot.views.words.sentences import sentence

DECISIONS = "history"
PAGE = 10
FILE = "history.csv"
FILE_DESCRIPTION = N_("Who decided what, newest first.")

_COLUMNS = ("at", "act", "kind", "member", "member_id", "handle", "user_id", "suggestion_id", "note")


def history_view(page: Page[HistoryEntry | SettingChange], query: str = "") -> Screen:
    """One page of what was decided and done. query: what it was narrowed to."""
    if not page.rows:
        return Screen(ui.Container(text(_("No decisions match.")), accent_colour=BLUE))
    lines = [f"- {history_line(entry)}" for entry in page.rows]
    return Screen(ui.Container(text(_("### History"), *lines), accent_colour=BLUE), *place_pager(DECISIONS, page, query))


def history_csv(entries: Iterable[HistoryEntry | SettingChange]) -> bytes:
    """A file for a spreadsheet; moments are in UTC. No cell can pass for a formula."""
    return csv_bytes(_COLUMNS, map(_cells, entries))


def _cells(entry: HistoryEntry | SettingChange) -> tuple[object, ...]:
    """In the order of the columns."""
    if isinstance(entry, SettingChange):
        moment, act = entry.at.isoformat(timespec="seconds"), "reset_setting" if entry.to_host else "change_setting"
        return moment, act, entry.setting, entry.member.name, entry.member.id, "", "", "", f"{entry.before} → {entry.after}"
    decision, member = entry.decision, entry.decision.member
    by = (member.name, member.id) if member else ("", "")
    about = (entry.username, entry.user_id, entry.suggestion_id, sentence(decision.note))
    return (decision.at.isoformat(timespec="seconds"), decision.act.value, entry.kind.value, *by, *about)
