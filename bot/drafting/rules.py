"""X's own rules for a text that is to go out as an answer, with a sentence for each that it breaks."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

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
_NAMELESS = "Somebody else has the handle now that its author had, so this answer can mention nobody"
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


def reply_errors(text: str, *, author: str, repeats: str | None) -> list[str]:
    """Why X would refuse or punish this text as an answer to a post of the author's, a sentence each; none when it may go out.

    author: their handle; empty where somebody else has it by now. repeats: what went out lately that this is nearly the same as; None for
    nothing.
    """
    errors = text_errors(text, author=author)
    if not is_blank(text) and repeats is not None:
        errors.append(f"Nearly the same went out lately (“{quoted(repeats)}”), and X punishes repetition. Please say it differently.")
    return errors


def text_errors(text: str, *, author: str) -> list[str]:
    """The same without regard to what went out before."""
    if is_blank(text):
        return ["There is no text yet. Write what to answer."]
    if len(text) > MAX_TEXT_LENGTH:
        return [too_long_to_show(text)]
    errors = []
    if (length := weighted_length(text)) > MAX_WEIGHTED_LENGTH:
        count = "Links count 23, emoji and many scripts count double."
        errors.append(f"This is {length:,} characters long by X's count; X takes {MAX_WEIGHTED_LENGTH}. ({count})")
    if len(found := cashtags(text)) > MAX_CASHTAGS:
        errors.append(f"X takes at most one cashtag, and this has {len(found)}: {_listed([f'${tag}' for tag in found])}.")
    if others := [handle for handle in handles_in(text) if handle.lower() != author.lower().removeprefix("@")]:
        named = _listed([f"@{handle}" for handle in others])
        whom = f"An answer may mention its author alone (@{author.removeprefix('@')})" if author else _NAMELESS
        errors.append(f"{whom}, and this mentions {named}.")
    return errors + refused_characters(text)


def too_long_to_show(text: str) -> str:
    """For what a card cannot show to its end, though X may take it: nobody could approve what goes out."""
    return f"This has {len(text):,} characters; there is room for {MAX_TEXT_LENGTH}, in links, too."


def is_blank(text: str) -> bool:
    """Whether nothing of it can be seen."""
    return all(unicodedata.category(char)[0] in "CZ" for char in text)


def refused_characters(text: str) -> list[str]:
    """A sentence where the text holds characters that X refuses or nobody can see; by their codes, as they cannot be shown."""
    if not (refused := list(dict.fromkeys(char for char in text if _is_refused(char)))):
        return []
    codes = _listed([f"U+{ord(char):04X}" for char in refused])
    return [f"This holds characters that nobody can see and X does not take: {codes}. Typing the text anew removes them."]


def quoted(text: str) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _MAX_QUOTED else f"{line[: _MAX_QUOTED - 1].rstrip()}…"


def _is_refused(char: str) -> bool:
    return char in INVALID_CHARACTERS or (unicodedata.category(char) in ("Cc", "Cs") and char not in _TEXT_CONTROLS)


def _listed(things: list[str]) -> str:
    named = list(islice(dict.fromkeys(things), _MAX_NAMED))
    more = len(dict.fromkeys(things)) - len(named)
    if more:
        return f"{', '.join(named)} and {more} more"
    return " and ".join((", ".join(named[:-1]), named[-1])) if len(named) > 1 else named[0]
