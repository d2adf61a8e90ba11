"""Makes text from outside safe to show. Whatever X's users write cannot ping, link, format, reorder or flood what stands around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from discord.utils import escape_mentions

from bot.domain import Profile
from bot.drafting.visible_text import JOINERS, MAX_READ, is_mark, visible_line
from bot.views.format.i18n import _

LONGEST_NAME = 80
"""Of a member, a role or a person: Discord and X take fewer, but escapes count."""
LONGEST_CLUSTER = 16
"""Code points that are kept together when a text is cut; the longest family emoji have eleven."""

_QUOTE = "> "

_FORMATTING = re.compile(
    r"[\\`*_~|\[\]<]"  # emphasis, code, spoilers, masked links, mentions, time stamps, custom emoji
    r"|^[#>+-]"  # headings, small print, quotes, lists
    r"|:(?=//)|(?<=\w)\.(?=\w)"  # addresses, also those without a scheme
)
_LIST_NUMBER = re.compile(r"^(\d+)([.)])")
_HANDLE = re.compile(r"\w{1,50}", re.ASCII)


def plain(text: str, limit: int) -> str:
    """This text on one line, to be read exactly as it is written; at most `limit` (1 or more) characters, escapes included.

    discord.py's own escape_markdown leaves links, block marks within lines and what stands inside a link's brackets alone.
    """
    return _fitted(visible_line(text), limit, _escaped)


def plain_name(name: str) -> str:
    """Somebody's name, as they or the team wrote it; empty where nothing of it can be seen."""
    return plain(name, LONGEST_NAME)


def lines(text: str, limit: int) -> str:
    """The same as a quotation that keeps its lines; empty where there is nothing to read. limit: of all of it, with escapes and marks."""
    quoted: list[str] = []
    left = limit
    for line in text[:MAX_READ].strip().splitlines():
        left -= len(_QUOTE) + 1
        if left < 1:
            quoted[-1:] = [f"{quoted[-1]}…"] if quoted else []
            break
        quoted.append(_QUOTE + plain(line, left))
        left -= len(quoted[-1]) - len(_QUOTE)
    return "\n".join(quoted) if any(line != _QUOTE for line in quoted) else ""


def label(text: str, limit: int) -> str:
    """The same for places where Discord formats nothing: buttons, choices, descriptions of pictures."""
    return _fitted(visible_line(text), limit, lambda cut: cut)


def at_handle(username: str) -> str:
    """A handle as it is written on X, "@ada"."""
    if not _HANDLE.fullmatch(username):
        return plain(f"@{username}", 60)
    handle = escape_mentions(f"@{username}")
    # A pair of underscores would be taken for emphasis. Handles hold no backticks, so code shows them as they are.
    return f"`{handle}`" if username.count("_") > 1 else handle


def linked_handle(profile: Profile) -> str:
    """A handle that opens the person's page on X; without a handle where somebody else has taken it over."""
    shown = at_handle(profile.username) if profile.username else _("on X")
    return f"[{shown}]({profile.link})"


def display_name(profile: Profile) -> str:
    """The name somebody gave themselves; the handle where nothing of it can be seen."""
    return plain_name(profile.name) or (at_handle(profile.username) if profile.username else _("Somebody on X"))


def _escaped(text: str) -> str:
    text = _FORMATTING.sub(lambda found: "\\" + found[0], text)
    return escape_mentions(_LIST_NUMBER.sub(r"\1\\\2", text))


def _fitted(text: str, limit: int, escape: Callable[[str], str]) -> str:
    whole = escape(text)
    if len(whole) <= limit:
        return whole
    clusters = _clusters(text)

    def cut(size: int) -> str:
        return escape("".join(clusters[:size]).rstrip())

    size = bisect_right(range(len(clusters)), limit - 1, key=lambda n: len(cut(n))) - 1
    return cut(size) + "…"


def _clusters(text: str) -> list[str]:
    """What a reader takes for single characters."""
    clusters: list[str] = []
    for char in text:
        if clusters and len(clusters[-1]) < LONGEST_CLUSTER and _continues(clusters[-1], char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def _continues(cluster: str, char: str) -> bool:
    if is_mark(char) or char in JOINERS or cluster[-1] == "\u200d":
        return True
    if _is_flag_letter(char):
        return len(cluster) == 1 and _is_flag_letter(cluster)
    return 0x1F3FB <= ord(char) <= 0x1F3FF  # skin tones


def _is_flag_letter(char: str) -> bool:
    return 0x1F1E6 <= ord(char) <= 0x1F1FF
