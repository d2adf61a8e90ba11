"""Where X sees links in a text: also those without https:// in front, and in a time linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from publicsuffixlist import PublicSuffixList

LINK_LENGTH = 23
"""What a link counts, however long it is (`transformedURLLength` of twitter-text's version 3)."""

_MAX_ADDRESS_LENGTH = 4_096
"""Characters of the longest address that X takes for one."""
_MAX_LABEL_LENGTH = 63
"""Of a domain's label, by DNS; and more than the longest top-level domain."""
_MAX_SLUG_LENGTH = 40
"""Of one of X's own short links."""

_DIRECTIONAL = "\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
_INVALID = "\ufffe\ufeff\uffff"
_SPACES = "\x09-\x0d\x20\x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_IN_LABEL = rf"[^!'#%&()*+,\\./:;<=>?@\[\]^{{|}}~${_SPACES}{_INVALID}{_DIRECTIONAL}]"
_LATIN = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b\u02bb"
    "\u0300-\u036f\u1e00-\u1eff"
)
_IN_PATH = rf"[a-z\u0400-\u04ff0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_LATIN}]"

_DOTTED_HERE = re.compile(rf"{_IN_LABEL}+(?:\.{_IN_LABEL}+)+")
_DOTTED = re.compile(rf"(?<!{_IN_LABEL}){_DOTTED_HERE.pattern}")
"""Whole words with dots inside: begun only where a word begins, so that none is read twice."""
_PROTOCOL = re.compile(r"https?://\Z", re.IGNORECASE)
_PORT = re.compile(r":[0-9]+")
_PATH = re.compile(rf"/(?:{_IN_PATH}|\((?:{_IN_PATH}|\({_IN_PATH}+\))+\))*", re.IGNORECASE)
_PATH_END = re.compile(rf"[+\-a-z\u0400-\u04ff0-9=_#/{_LATIN}]", re.IGNORECASE)
_QUERY = re.compile(r"\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]+", re.IGNORECASE)
_QUERY_END = re.compile(r"[a-z0-9\-_&=#/]", re.IGNORECASE)
_SHORT = re.compile(r"https?://t\.co/([a-z0-9]+)", re.IGNORECASE)
_PLAIN_LABEL = re.compile(rf"[\-a-z0-9{_LATIN}]+", re.IGNORECASE)
_ASCII_TOP = re.compile(r"[a-z0-9\-]+", re.IGNORECASE)
_ASCII_WORD = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text: where it begins and ends, in code points, and how it is written there."""

    start: int
    end: int
    url: str


def find_links(text: str) -> list[Link]:
    """Every link that X would make of this text, in their order."""
    links: list[Link] = []
    end = read_to = 0
    while (dotted := _DOTTED_HERE.match(text, end) or _DOTTED.search(text, end)) is not None:
        found, read_to = _links_at(text, dotted.start(), dotted.end(), read_to)
        links += found
        end = max(read_to, dotted.end())
    return links


def links_in(text: str) -> list[str]:
    """The links as they are written in the text."""
    return [link.url for link in find_links(text)]


def without_links(text: str) -> str:
    """The text with a line's end in place of each link."""
    kept, end = [], 0
    for link in find_links(text):
        kept += [text[end : link.start], "\n"]
        end = link.end
    return "".join([*kept, text[end:]])


class _Domain(NamedTuple):
    """linked: whether X makes a link of it, or reads over it."""

    start: int
    end: int
    has_protocol: bool
    linked: bool


def _links_at(text: str, start: int, end: int, read_to: int) -> tuple[list[Link], int]:
    """The links that begin in this dotted word, and up to where addresses are read then, from up to where they were before."""
    domain = _domain_in(text, start, end, read_to)
    if domain is None:
        return [], read_to
    last = _end_of_address(text, domain.end)
    if domain.has_protocol:
        return _whole(text, _protocol_before(text, domain.start), domain, last), last
    if not domain.linked or last - domain.start > _MAX_ADDRESS_LENGTH or not _is_encodable(text[domain.start : domain.end]):
        return [], last
    places = list(_plain_domains(text, domain))
    links = [Link(first, stop, text[first:stop]) for first, stop in places]
    if places and _PATH.match(text, _end_of_port(text, domain.end)):  # what follows belongs to the last of them
        first, stop = places[-1]
        links[-1] = Link(first, last, text[first:stop] + text[domain.end : last])
    return links, last


def _domain_in(text: str, start: int, end: int, read_to: int) -> _Domain | None:
    """The longest domain that a dotted word begins with."""
    first = _protocol_before(text, start)
    has_protocol = first < start and (first == 0 or (first > read_to and _may_precede(text[first - 1])))
    if not has_protocol and (start := _first_of_domain(text, start, read_to)) < 0:
        return None
    linked = has_protocol or text[start - 1 : start] not in tuple("-_./")
    labels = text[start:end].split(".")
    position, stop = start, -1
    for before, label in zip([None, *labels], labels, strict=False):
        if before is not None and "_" not in before and (top := _top_level(text, position, position + len(label))):
            stop = position + top
        if label[0] in "-_" or label[-1] in "-_":
            break
        position += len(label) + 1
    return _Domain(start, stop, has_protocol, linked) if stop >= 0 else None


def _first_of_domain(text: str, start: int, read_to: int) -> int:
    """Where in this word a domain without https:// begins: not inside a word, a handle or a tag; -1 for nowhere.

    X reads one character before each, and none twice.
    """
    end = text.index(".", start)
    places = [*range(start + (start == read_to), end)]
    if start == read_to == 0:
        places.insert(1 if places and _may_precede(text[0]) else 0, 0)
    return next((place for place in places if text[place] not in "-_" and _may_precede(text[place - 1 : place] if place else "")), -1)


def _may_precede(before: str) -> bool:
    return not before or not (_ASCII_WORD.match(before) or before in f"@＠$#＃{_INVALID}")


def _protocol_before(text: str, start: int) -> int:
    found = _PROTOCOL.search(text[max(0, start - len("https://")) : start])
    return start - len(found[0]) if found else start


def _top_level(text: str, start: int, end: int) -> int:
    """How much of this label is a top-level domain that the rest of the word does not go on; 0 for none of it."""
    if (ascii_part := _ASCII_TOP.match(text, start, end)) is not None:
        name = ascii_part[0]
        if name.lower().startswith("xn--") and len(name) > len("xn--"):
            return len(name)
        follows = text[start + len(name) : start + len(name) + 1]
        return len(name) if "-" not in name and follows not in ("@", "+") and _is_top_level(name.lower()) else 0
    return next((length for length in range(min(end - start, _MAX_LABEL_LENGTH), 0, -1) if _is_foreign_top(text, start, length)), 0)


def _is_foreign_top(text: str, start: int, length: int) -> bool:
    follows = text[start + length : start + length + 1]
    return not (_ASCII_WORD.match(follows) or follows in ("@", "+", "-")) and _is_top_level(text[start : start + length])


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False, only_icann=True)


@lru_cache(maxsize=4_096)
def _is_top_level(name: str) -> bool:
    return _suffixes().publicsuffix(name) is not None


def _plain_domains(text: str, domain: _Domain) -> Iterator[tuple[int, int]]:
    """The places of the domains of European letters in this one: without https:// in front X links no others."""
    position = domain.start
    begun: int | None = None
    stop = -1
    for label in text[domain.start : domain.end].split("."):
        end = position + len(label)
        if begun is not None and (top := _top_level(text, position, end)):
            stop = position + top
        tail = _plain_tail(label)
        if begun is not None and len(tail) < len(label):
            if stop > 0:
                yield begun, stop
            begun, stop = None, -1
        if not tail:
            begun = None
        elif begun is None:
            begun = end - len(tail)
        position = end + 1
    if begun is not None and stop > 0:
        yield begun, stop


def _plain_tail(label: str) -> str:
    """The European letters with which a label ends."""
    start = len(label)
    while start and _PLAIN_LABEL.match(label[start - 1]):
        start -= 1
    return label[start:]


def _end_of_address(text: str, end: int) -> int:
    """Where the port, path and query behind a domain end."""
    end = _end_of_port(text, end)
    if (path := _PATH.match(text, end)) is not None:
        end = _end_of_path(text, end + 1, path.end())
    if (query := _QUERY.match(text, end)) is not None:
        end = _end_of_query(text, query)
    return end


def _end_of_port(text: str, end: int) -> int:
    port = _PORT.match(text, end)
    return port.end() if port else end


def _end_of_path(text: str, start: int, end: int) -> int:
    """Without the punctuation behind it. Brackets end a path where what stands before them could, too."""
    outer: list[int] = []
    brackets: dict[int, int] = {}
    for place in range(start, end):
        if text[place] == "(":
            outer.append(place)
        elif text[place] == ")":
            brackets[place] = outer.pop()
    while end > start and not _PATH_END.match(text, end - 1):
        opened = brackets.get(end - 1)
        if opened is not None and _ends_path(text, start, opened, brackets):
            break
        end = end - 1 if opened is None else opened
    return end


def _ends_path(text: str, start: int, end: int, brackets: dict[int, int]) -> bool:
    while end > start and (opened := brackets.get(end - 1)) is not None:
        end = opened
    return end == start or _PATH_END.match(text, end - 1) is not None


def _end_of_query(text: str, query: re.Match[str]) -> int:
    """Where nothing is left but the question mark, there is no query."""
    end = _last(_QUERY_END, text, query.end(), query.start() + 1)
    return end if end > query.start() + 1 else query.start()


def _last(ending: re.Pattern[str], text: str, end: int, least: int) -> int:
    """The address without the punctuation behind it."""
    while end > least and not ending.match(text, end - 1):
        end -= 1
    return end


def _whole(text: str, start: int, domain: _Domain, end: int) -> list[Link]:
    if (short := _SHORT.match(text, start)) is not None:
        if len(short[1]) > _MAX_SLUG_LENGTH:
            return []
        query = _QUERY.match(text, short.end())
        end = short.end() if query is None else _end_of_query(text, query)
    return (
        [Link(start, end, text[start:end])] if end - start <= _MAX_ADDRESS_LENGTH and _is_encodable(text[domain.start : domain.end]) else []
    )


def _is_encodable(domain: str) -> bool:
    """Whether DNS could know it."""
    if any(not 0 < len(label) <= _MAX_LABEL_LENGTH for label in domain.split(".")):
        return False
    try:
        domain.encode("idna")
    except UnicodeError:
        return False
    return True
