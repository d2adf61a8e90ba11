"""The shape of a handle, as a member would say it."""

from __future__ import annotations

from bot.scoring.bursts.handle_pattern import LETTERS, MAX_DIGITS, MIXED
from bot.views.format.facts import enumeration
from bot.views.format.i18n import _, ngettext


def shape_name(shape: str) -> str:
    """Of a code as `shape_of` gives it: "letters and 5 digits"; empty for no handle."""
    if shape == MIXED:
        return _("letters and digits in turn")
    if shape == LETTERS:
        return _("letters only")
    return enumeration([_part(mark) for mark in shape])


def _part(mark: str) -> str:
    if mark == LETTERS:
        return _("letters")
    if mark == "_":
        return _("an underscore")
    count = int(mark)
    if count == MAX_DIGITS:
        return ngettext("{count} digit or more", "{count} or more digits", count).format(count=count)
    return ngettext("{count} digit", "{count} digits", count).format(count=count)
