"""Who decided what: as lines to read, and as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from discord import ui

from bot.model import Act, HistoryEntry, Profile
from bot.views.colours import BLUE
from bot.views.figures import moment
from bot.views.pager import pager, where
from bot.views.screen import Screen, text
from bot.views.text import at_handle, label, plain

DECISIONS = "history"
PAGE = 10

_TELLS = {
    Act.APPROVE: "{by} approved {who}",
    Act.SKIP: "{by} skipped {who}",
    Act.SNOOZE: "{by} put {who} off",
    Act.NEVER: "{by} left {who} alone for good",
    Act.WITHDRAW: "{by} withdrew the approval of {who}",
    Act.TAKE_UP: "{by} took {who} up again",
    Act.FINE: "{by} said that {who} is fine",
    Act.NOT_FOR_US: "{by} said that {who} is not for us",
    Act.REOPEN: "{who} came back for a decision",
    Act.EXPIRE: "The suggestion about {who} ended",
    Act.START: "The follow of {who} was sent to X",
    Act.HAND_OFF: "{who} was handed to the team with a link",
    Act.CONFIRM: "The follow of {who} was confirmed",
    Act.FAIL: "The follow of {who} failed",
    Act.DOUBT: "X did not answer about {who}",
    Act.RETRY: "{who} is back in line",
    Act.LAPSE: "The follow of {who} was not seen on X in time",
}
_COLUMNS = ("at", "act", "member", "member_id", "handle", "user_id", "suggestion_id", "note")
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UTF8_FOR_SPREADSHEETS = "utf-8-sig"


def history_view(entries: Sequence[HistoryEntry], *, offset: int, total: int, query: str = "") -> Screen:
    """One page of what was decided and done."""
    row = pager(DECISIONS, offset=offset, size=PAGE, total=total, query=query)
    if not entries:
        return Screen(ui.Container(text("Nothing was decided yet that fits."), accent_colour=BLUE), *row)
    lines = [f"- {history_line(entry)}" for entry in entries]
    return Screen(ui.Container(text("### History", *lines, where(offset, len(entries), total)), accent_colour=BLUE), *row)


def history_line(entry: HistoryEntry) -> str:
    """One line: when, who, what, and why where that is known."""
    decision = entry.decision
    by = f"**{plain(decision.member.name, 80)}**" if decision.member else "Mutuals"
    why = decision.note or ("nobody decided in time" if decision.act is Act.EXPIRE else "")
    note = f": {plain(why, 120)}" if why else ""
    return f"{moment(decision.at)} {_TELLS[decision.act].format(by=by, who=at_handle(entry.username))}{note}"


def history_csv(entries: Iterable[HistoryEntry]) -> bytes:
    """A file for a spreadsheet; moments are in UTC. No cell can pass for a formula."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(_COLUMNS)
    for entry in entries:
        decision, member = entry.decision, entry.decision.member
        cells = [decision.at.isoformat(timespec="seconds"), decision.act.value, member.name if member else "", member.id if member else ""]
        cells += [entry.username, entry.user_id, entry.suggestion_id, decision.note]
        writer.writerow([_harmless(str(cell)) for cell in cells])
    return file.getvalue().encode(_UTF8_FOR_SPREADSHEETS, errors="replace")


def choice_name(profile: Profile) -> str:
    """How a person is offered while somebody types."""
    name = label(profile.name, 60)
    return label(f"@{profile.username}", 30) + (f" · {name}" if name else "")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_STARTS_FORMULA) else cell
