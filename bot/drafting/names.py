"""Makes a name that somebody chose on X fit to stand in a text of ours: it can neither link, mention, tag nor reorder anything."""

from __future__ import annotations

import re
import unicodedata

from bot.post_text import links_in

MAX_NAME_LENGTH = 30
"""Characters; X allows 50, and whoever needs more of them than this is not called by all of it."""

_MAX_READ = 200
_MAX_MARKS = 3
"""Accents that one letter keeps."""

_KEPT = "LMNP"
"""Letters, marks, numbers and punctuation. Emoji and other symbols are left out: nobody speaks them."""
_NEVER = "@＠#＃{}\u115f\u1160\u17b4\u17b5\u3164\uffa0"
"""What mentions, tags or fills in, and letters that show nothing."""
_LIKE_AN_ADDRESS = re.compile(r"[^\W_]\.[^\W\d_]{2,}|://")
"""Wider than the list of top-level domains, which is older here than X's own."""


def sanitize_display_name(name: str) -> str:
    """A display name on one line, at most `MAX_NAME_LENGTH` characters; empty where nothing speakable is left, or it is a link."""
    kept = _cut(" ".join("".join(_characters(name)).split()))
    if not any(char.isalnum() for char in kept) or _LIKE_AN_ADDRESS.search(kept) or links_in(kept):
        return ""
    return kept


def _characters(name: str) -> list[str]:
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", name[:_MAX_READ]):
        category = unicodedata.category(char)[0]
        marks = marks + 1 if category == "M" else 0
        if char.isspace():
            kept.append(" ")
        elif category in _KEPT and char not in _NEVER and marks <= _MAX_MARKS:
            kept.append(char)
    return kept


def _cut(name: str) -> str:
    if len(name) <= MAX_NAME_LENGTH:
        return name
    beginning = name[: MAX_NAME_LENGTH + 1]
    return beginning.rsplit(" ", 1)[0] if " " in beginning else beginning[:MAX_NAME_LENGTH]
