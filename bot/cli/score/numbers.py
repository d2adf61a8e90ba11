"""Counts as programs and people write them: 1234, "1,234", "12 345", "1.2K", "1234.0"."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from math import isfinite

from bot.x.parse.profiles import parse_count

_MAX_LENGTH = 40
_GROUPED = re.compile(r"\d{1,3}([.,'’٬ ])(?:\d{2,3}\1)*\d{3}")
"""Thousands set apart. A count has no fraction, so three digits behind a single comma or dot are thousands."""
_NUMBER = re.compile(r"(\d+)(?:[.,](\d+))?(?:e\+?(\d{1,2}))?", re.IGNORECASE)
_WRITTEN = re.compile(r"([\d.,'’٬ ]*\d(?:e\+?\d{1,2})?)\s*([^\W\d]*)\.?(?:\s+\w+)?", re.IGNORECASE)
"""A number, perhaps how many of what, and perhaps a word for what is counted."""
_MULTIPLES = {
    **dict.fromkeys(("k", "tsd", "тыс"), 10**3),
    **dict.fromkeys(("m", "mio", "mn", "млн"), 10**6),
    **dict.fromkeys(("b", "bn"), 10**9),
    **dict.fromkeys(("万", "萬", "만"), 10**4),
    **dict.fromkeys(("億", "亿", "억"), 10**8),
}
_COUNTED = frozenset(
    {"", "follower", "followers", "following", "friends", "post", "posts", "tweet", "tweets", "like", "likes", "list", "lists"}
)


def parse_number(value: object) -> int | None:
    """How many; None where nobody can tell, as for "", "n/a", -1 or True."""
    if isinstance(value, str):
        return parse_count(_of_text(value))
    if isinstance(value, float | Decimal):
        return parse_count(int(value)) if isfinite(value) and value == int(value) else None
    return parse_count(value)


def _of_text(text: str) -> int | None:
    text = unicodedata.normalize("NFKC", text[: _MAX_LENGTH + 1]).strip().lower()
    written = _WRITTEN.fullmatch(text) if len(text) <= _MAX_LENGTH else None
    if written is None:
        return None
    digits, word = written.groups()
    if word in _COUNTED:
        times = 1
    elif word in _MULTIPLES:
        times = _MULTIPLES[word]
    else:
        return None
    if times == 1 and _GROUPED.fullmatch(digits):
        return int(re.sub(r"\D", "", digits))
    number = _NUMBER.fullmatch(digits)
    if number is None:
        return _of_groups(digits, times)
    whole, fraction, exponent = number.groups()
    return _exact(f"{whole}.{fraction or 0}e{exponent or 0}", times)


def _of_groups(digits: str, times: int) -> int | None:
    """As in "1,234.0" or "1.234,5K": thousands set apart, and a fraction."""
    whole, mark, fraction = digits.rpartition("." if digits.rfind(".") > digits.rfind(",") else ",")
    if not mark or not fraction.isdecimal() or not _GROUPED.fullmatch(whole):
        return None
    return _exact(f"{re.sub(r'[^0-9]', '', whole)}.{fraction}", times)


def _exact(number: str, times: int) -> int | None:
    """Of what was rounded to thousands nobody knows the rest; a count that has a fraction otherwise is none."""
    exact = Decimal(number) * times
    return int(exact) if times > 1 or exact == int(exact) else None
