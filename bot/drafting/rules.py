"""X's own rules for a text that is to go out as an answer, and which of them it breaks."""

from __future__ import annotations

import re
import unicodedata

from bot.domain import Figure, Note
from bot.drafting.faults import TextFault
from bot.drafting.visible_text import MAX_TEXT_LENGTH
from bot.post_text import INVALID_CHARACTERS, MAX_WEIGHTED_LENGTH, links_in, weighted_length, without_links

MAX_CASHTAGS = 1
"""More than one are refused on self-serve access since 2026."""

_MAX_NAMED = 5
_MAX_QUOTED = 60
"""Characters of an earlier text that are quoted."""

_HANDLE = re.compile(r"(?<![A-Za-z0-9_!#$%&*@＠])[@＠]([A-Za-z0-9_]{1,20})(?![A-Za-z0-9_@＠À-ÖØ-öø-ÿ]|://)")
"""As twitter-text finds them: also behind a full stop or a bracket, not inside an e-mail address."""
_CASHTAG = re.compile(r"(?<![\w$])\$([A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?![\w$])")
"""As twitter-text finds them, and also behind other signs than a space."""
_TEXT_CONTROLS = "\n\r\t"


def has_link(text: str) -> bool:
    """Whether X would see a link, also one without https:// in front; a post with one costs $0.200."""
    return bool(links_in(text))


def cashtags(text: str) -> list[str]:
    """The $TICKERS, without the sign, as often as they stand there."""
    return _CASHTAG.findall(text)


def handles_in(text: str) -> list[str]:
    """The handles it mentions, without the sign and each once, in their order; none out of a link."""
    if "@" not in text and "＠" not in text:
        return []
    found: dict[str, str] = {}
    for handle in _HANDLE.findall(without_links(text)):
        found.setdefault(handle.lower(), handle)
    return list(found.values())


def reply_errors(text: str, *, author: str, repeats: str | None) -> list[Note]:
    """Why X would refuse or punish this text as an answer to a post of the author's; none when it may go out.

    author: their handle; empty where somebody else has it by now. repeats: what went out lately that this is nearly the same as; None for
    nothing.
    """
    errors = text_errors(text, author=author)
    if not is_blank(text) and repeats is not None:
        errors.append(Note(TextFault.REPEATS, {"before": quoted(repeats)}))
    return errors


def text_errors(text: str, *, author: str) -> list[Note]:
    """The same without regard to what went out before."""
    if is_blank(text):
        return [Note(TextFault.BLANK)]
    if len(text) > MAX_TEXT_LENGTH:
        return [too_long_to_show(text)]
    errors: list[Note] = []
    if (length := weighted_length(text)) > MAX_WEIGHTED_LENGTH:
        errors.append(Note(TextFault.TOO_LONG, {"characters": length, "most": MAX_WEIGHTED_LENGTH}))
    if len(found := cashtags(text)) > MAX_CASHTAGS:
        errors.append(Note(TextFault.MANY_CASHTAGS, {"count": len(found)} | _named([f"${tag}" for tag in found])))
    if others := [handle for handle in handles_in(text) if handle.lower() != author.lower().removeprefix("@")]:
        code = TextFault.MENTIONS_OTHERS if author else TextFault.MENTIONS_ANYBODY
        errors.append(Note(code, {"author": author.removeprefix("@")} | _named([f"@{handle}" for handle in others])))
    return errors + refused_characters(text)


def too_long_to_show(text: str) -> Note:
    """For what a card cannot show to its end, though X may take it: nobody could approve what goes out."""
    return Note(TextFault.TOO_LONG_TO_SHOW, {"characters": len(text), "most": MAX_TEXT_LENGTH})


def is_blank(text: str) -> bool:
    """Whether nothing of it can be seen."""
    return all(unicodedata.category(char)[0] in "CZ" for char in text)


def refused_characters(text: str) -> list[Note]:
    """One fault where the text holds characters that X refuses or nobody can see; by their codes, as they cannot be shown."""
    if not (refused := list(dict.fromkeys(char for char in text if _is_refused(char)))):
        return []
    return [Note(TextFault.INVISIBLE, _named([f"U+{ord(char):04X}" for char in refused]))]


def quoted(text: str) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _MAX_QUOTED else f"{line[: _MAX_QUOTED - 1].rstrip()}…"


def _is_refused(char: str) -> bool:
    return char in INVALID_CHARACTERS or (unicodedata.category(char) in ("Cc", "Cs") and char not in _TEXT_CONTROLS)


def _named(things: list[str]) -> dict[str, Figure]:
    """The first of them, each once, and how many are left."""
    each = tuple(dict.fromkeys(things))
    return {"named": each[:_MAX_NAMED], "more": len(each[_MAX_NAMED:])}
