"""Dates and numbers as X, and those who read it, write them."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from math import isfinite

from bot.x.parse.profiles import parse_count, parse_moment

_MAX_DATE_LENGTH = 80
_FORMATS = (
    "%a %b %d %H:%M:%S %z %Y",  # X's API v1.1: Wed Oct 10 20:19:24 +0000 2018
    "%Y-%m-%d %H:%M:%S %Z",  # twint: 2018-10-10 20:19:24 UTC
    "%a %b %d %Y %H:%M:%S GMT%z",  # JavaScript, without the name of the zone: Wed Oct 10 2018 20:19:24 GMT+0000
    "%d %b %Y",
    "%d %B %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%b %Y",
    "%B %Y",  # a profile's page: Joined October 2018
    "%Y/%m/%d",
    "%Y/%m/%d %H:%M:%S",
)
_BY_SLASHES = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::\d{2})?\s*([ap]m)?)?", re.IGNORECASE)
_ZONE_NAME = re.compile(r"\s*\([^)]*\)$")
_SECONDS = range(10**9, 10**10)
"""Since 1970, for every day that X has been there; a thousand times as much are milliseconds."""


def parse_date(value: object) -> datetime | None:
    """The moment, in UTC unless it names another zone; None where nobody can tell."""
    if (found := parse_moment(value)) is not None:
        return found
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _of_number(value)
    if not isinstance(value, str) or len(value) > _MAX_DATE_LENGTH:
        return None
    text = _ZONE_NAME.sub("", value.strip()).removeprefix("Joined ")
    if text.isascii() and text.isdecimal() and len(text) in (10, 13):
        return _of_number(int(text))
    return parse_moment(text) or _of_slashes(text) or _of_words(text)


def _of_number(value: float | Decimal) -> datetime | None:
    for unit in (1, 1000):
        if _SECONDS.start * unit <= value < _SECONDS.stop * unit:
            return datetime.fromtimestamp(float(value) / unit, UTC)
    return None


def _of_words(text: str) -> datetime | None:
    for form in _FORMATS:
        with suppress(ValueError):
            read = datetime.strptime(text, form)  # noqa: DTZ007  # what names no zone is UTC
            return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    with suppress(ValueError, OverflowError):
        read = parsedate_to_datetime(text)
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    return None


def _of_slashes(text: str) -> datetime | None:
    """3/2/2019 or 2.3.2019. Where both orders are possible, American with slashes and European with dots: a few months at most."""
    read = _BY_SLASHES.fullmatch(text)
    if read is None:
        return None
    first, second, year = (int(part) for part in read.groups()[:3])
    day, month = (first, second) if "." in text or first > 12 else (second, first)
    half = {"am": 0, "pm": 12}.get((read[6] or "").lower())
    hour, minute = int(read[4] or 0), int(read[5] or 0)
    with suppress(ValueError):
        return datetime(year, month, day, hour if half is None else hour % 12 + half, minute, tzinfo=UTC)
    return None


_MAX_NUMBER_LENGTH = 40
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
    text = unicodedata.normalize("NFKC", text[: _MAX_NUMBER_LENGTH + 1]).strip().lower()
    written = _WRITTEN.fullmatch(text) if len(text) <= _MAX_NUMBER_LENGTH else None
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
