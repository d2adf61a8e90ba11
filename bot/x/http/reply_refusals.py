"""What X means when it does not take a reply.

Codes: https://docs.x.com/x-api/fundamentals/response-codes-and-errors. X says the same in words alone where it answers with problem JSON.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.domain import Note
from bot.x.errors import (
    Blocked,
    Duplicate,
    NotAllowed,
    NotSummoned,
    OutcomeUnknown,
    PostGone,
    RepliesRestricted,
    TextRefused,
    XCode,
    XError,
)
from bot.x.http.refusals import ErrorPayload


@dataclass(frozen=True, slots=True)
class _Pattern:
    """How a refusal is recognised. error: makes it, given X's words for the log as `detail`."""

    error: Callable[..., XError]
    words: re.Pattern[str]
    codes: frozenset[int]

    def matches(self, payload: ErrorPayload) -> bool:
        return bool(self.codes & payload.codes or self.words.search(payload.words))


def _pattern(error: Callable[..., XError], words: str, *codes: int) -> _Pattern:
    return _Pattern(error, re.compile(words, re.IGNORECASE), frozenset(codes))


_PATTERNS = (
    _pattern(NotSummoned, r"\bnot been mentioned or otherwise engaged\b|\breply to this conversation is not allowed\b"),
    _pattern(RepliesRestricted, r"\brestricted who can reply\b", 433),
    _pattern(Blocked, r"\byou have been blocked\b", 136),
    _pattern(PostGone, r"\bdeleted or not visible to you\b", 144, 179, 385),
    _pattern(Duplicate, r"\bduplicate content\b|\bstatus is a duplicate\b", 187),
    _pattern(partial(TextRefused, Note(XCode.TEXT_TOO_LONG)), r"\btoo long\b|\bneeds to be (?:a bit )?shorter\b", 186),
    _pattern(partial(TextRefused, Note(XCode.CASHTAGS)), r"\bcashtags?\b"),
    _pattern(partial(NotAllowed, Note(XCode.POST_LIMIT), tier=False), r"\bdaily (?:status update|post|tweet) limit\b", 185),
)
_HIDDEN_TYPE = "not-authorized-for-resource"


def reply_refusal(status: int, payload: ErrorPayload) -> XError | None:
    """What X's error about a reply means; None where it means what it means everywhere.

    status: of the answer. A success that holds errors alone, and none that is known, leaves open whether there is a reply now.
    """
    detail = payload.detail
    pattern = next((pattern for pattern in _PATTERNS if pattern.matches(payload)), None)
    if pattern is not None:
        return pattern.error(detail=detail)
    if status == 404 or payload.gone or _HIDDEN_TYPE in payload.types:
        return PostGone(detail=detail)
    if payload.about_text:
        return TextRefused(detail=detail)
    return OutcomeUnknown(detail=detail) if status < 300 else None
