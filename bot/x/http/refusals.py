"""What X's answer means: nothing wrong, or which of our errors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.domain import Note
from bot.x.errors import (
    BadCredentials,
    BadCursor,
    Locked,
    NotAllowed,
    NotFound,
    NotSetUp,
    OutcomeUnknown,
    OutOfCredits,
    RateLimited,
    Rejected,
    SelfFollow,
    UnknownField,
    Unreachable,
    WrongClock,
    XCode,
    XError,
)
from bot.x.http.transport import Answer
from bot.x.parse.dialects import names_a_field
from bot.x.retries import did_not_answer

LONGEST_DETAIL = 500
_LONGEST_SEARCHED = 50_000
"""Characters that are searched for what they mean: those about 100 posts that are gone have a fifth of it."""

# Codes from before problem JSON; X still sends them: https://docs.x.com/x-api/fundamentals/response-codes-and-errors
_LOCKED_CODES = {64, 226, 326}
_GONE_CODES = {17, 34, 50, 63, 108}
_WRONG_CLOCK_CODE = 135
_SELF_FOLLOW_CODE = 158
_FOLLOW_LIMIT_CODE = 161
_ACCESS_CODE = 453

# The last part of a problem's type; both OpenAPI documents list them.
_ACCESS_TYPES = {"client-forbidden", "oauth1-permissions", "unsupported-authentication"}
_CREDIT_TYPES = {"credits", "usage-capped"}

_LOCKED_WORDS = re.compile(
    r"\byour account (?:is|has been) (?:temporarily |permanently )?(?:suspended|locked)"
    r"|\bthis account is temporarily locked|\bmight be automated\b",
    re.IGNORECASE,
)
_ACCESS_WORDS = re.compile(r"\baccess level\b|\baccess to a subset of\b", re.IGNORECASE)
_SELF_FOLLOW_WORDS = re.compile(r"\b(?:un)?follow yourself\b", re.IGNORECASE)
_FOLLOW_LIMIT_WORDS = re.compile(r"\bunable to follow more people\b", re.IGNORECASE)

# The reasons of the problem client-forbidden.
_APP_NOT_ENROLLED = "client-not-enrolled"
_USER_NOT_ENROLLED = "user-not-enrolled"
_X_ADDRESS = re.compile(r"https://(?:[a-z0-9-]{1,40}\.){0,3}(?:x|twitter)\.com(?:/[A-Za-z0-9/_~.?=&-]{0,200})?")
"""An address on X that can be shown to the team as it is."""


class ErrorPayload:
    """What X says is wrong, gathered from all the places where it says so.

    A post's text that X gives back is left out: the team wrote it, not X.
    """

    def __init__(self, body: Mapping[str, Any] | None) -> None:
        listed = (body or {}).get("errors")
        problems = [_without_text(problem) for problem in (body or {}, *_listed(listed)) if isinstance(problem, dict)]
        self.codes = {problem["code"] for problem in problems if isinstance(problem.get("code"), int)}
        self.types = {kind.rpartition("/")[2] for kind in _texts(problems, "type")}
        words = " ".join(
            [
                *_texts(problems, "title", "detail", "message", "reason", "parameter", "value"),
                *(str(problem["parameters"]) for problem in problems if "parameters" in problem),
            ]
        )
        self.words = words[:_LONGEST_SEARCHED]
        self.reasons = set(_texts(problems, "reason"))
        self.registration_urls = _texts(problems, "registration_url")
        self.suspended = frozenset(_texts(filter(_is_suspended, problems), "resource_id", "value"))
        """The ids of those whom X has suspended."""
        self.about_text = any(_is_about_text(problem) for problem in problems)

    @property
    def detail(self) -> str:
        """X's words for the log: one line, bounded."""
        return "".join(character if character.isprintable() else " " for character in self.words[:LONGEST_DETAIL])

    @property
    def locked(self) -> bool:
        return bool(self.codes & _LOCKED_CODES or _LOCKED_WORDS.search(self.words))

    @property
    def no_access(self) -> bool:
        return bool(self.types & _ACCESS_TYPES or _ACCESS_CODE in self.codes or _ACCESS_WORDS.search(self.words))

    @property
    def no_credits(self) -> bool:
        return bool(self.types & _CREDIT_TYPES)

    @property
    def gone(self) -> bool:
        return bool(self.codes & _GONE_CODES or "resource-not-found" in self.types)

    @property
    def self_follow(self) -> bool:
        return _SELF_FOLLOW_CODE in self.codes or _SELF_FOLLOW_WORDS.search(self.words) is not None

    @property
    def follow_limit(self) -> bool:
        return _FOLLOW_LIMIT_CODE in self.codes or _FOLLOW_LIMIT_WORDS.search(self.words) is not None


RefusalRule = Callable[[int, ErrorPayload], XError | None]
"""What an error, with the answer's status, means at one endpoint in particular; None where it means what it means everywhere."""


def refusal_of(answer: Answer, *, write: bool, until: datetime, meaning: RefusalRule | None = None) -> XError | None:
    """The error that this answer amounts to; None when X did what was asked.

    until: when to retry, should it be a 429. meaning: goes before what is known of every endpoint, unless it is the account that X refuses.
    """
    payload = ErrorPayload(answer.body)
    unusable: type[XError] = OutcomeUnknown if write else Unreachable
    if answer.succeeded:
        return _incomplete(answer, payload, unusable, meaning)
    if did_not_answer(answer.status):
        return unusable(detail=f"{answer.status} {payload.detail}")
    if answer.status == 429 and not payload.no_credits:
        return RateLimited(until, detail=payload.detail)
    if answer.body is None and answer.status not in {401, 402}:
        # A proxy's or firewall's page and not the API's: it says nothing about the person or our access.
        return Unreachable(detail=f"{answer.status} without JSON")
    return _refused(answer.status, payload, meaning)


def suspended_in(body: Mapping[str, Any]) -> frozenset[str]:
    """The ids of those whom X leaves out of an answer because it has suspended them."""
    return ErrorPayload(body).suspended


def partly_failed(body: Mapping[str, Any]) -> bool:
    """Whether X succeeded only in part, through a fault of its own."""
    return "internal-error" in ErrorPayload(body).types


def _incomplete(answer: Answer, payload: ErrorPayload, unusable: type[XError], meaning: RefusalRule | None) -> XError | None:
    """Look into a 2xx: X also says "200" when all it has to say are errors."""
    body = answer.body
    if body is None or not ({"data", "meta", "errors"} & body.keys()):
        return unusable(detail="a success without the API's JSON")
    if body.get("data") is not None or (unusable is Unreachable and "meta" in body):
        return None
    if "internal-error" in payload.types or not body.get("errors"):
        return unusable(detail=payload.detail)
    if payload.locked or payload.no_access or payload.self_follow:
        return _refused(403, payload, meaning)
    return (meaning(answer.status, payload) if meaning else None) or NotFound(detail=payload.detail, suspended=payload.suspended)


def _refused(status: int, payload: ErrorPayload, meaning: RefusalRule | None) -> XError:
    """Any refusal: of the account first, since then nothing else matters."""
    return _account_refused(status, payload) or (meaning(status, payload) if meaning else None) or _request_refused(status, payload)


def _account_refused(status: int, payload: ErrorPayload) -> XError | None:
    detail = payload.detail
    if status in {401, 403} and payload.locked:
        return Locked(detail=detail)
    if status == 402 or payload.no_credits:
        return OutOfCredits(detail=detail)
    if status == 401:
        return (WrongClock if _WRONG_CLOCK_CODE in payload.codes else BadCredentials)(detail=detail)
    return None


def _request_refused(status: int, payload: ErrorPayload) -> XError:
    detail = payload.detail
    if payload.self_follow:
        return SelfFollow(detail=detail)
    if status == 404 or payload.gone:
        return NotFound(detail=detail)
    if status == 403:
        return _forbidden(payload)
    if status == 400:
        return _bad_request(payload)
    return Rejected(detail=f"{status} {detail}")


def _forbidden(payload: ErrorPayload) -> NotAllowed | NotSetUp:
    if _USER_NOT_ENROLLED in payload.reasons:
        url = next(filter(_X_ADDRESS.fullmatch, payload.registration_urls), "")
        return NotSetUp(Note(XCode.NOT_REGISTERED, {"url": url or None}), detail=payload.detail)
    if _APP_NOT_ENROLLED in payload.reasons:
        return NotAllowed(Note(XCode.NO_ACCESS), tier=True, enrolled=False, detail=payload.detail)
    if payload.no_access:
        code = XCode.READ_ONLY_KEYS if "oauth1-permissions" in payload.types else XCode.NO_ACCESS
        return NotAllowed(Note(code), tier=True, detail=payload.detail)
    return NotAllowed(Note(XCode.FOLLOW_LIMIT) if payload.follow_limit else None, tier=False, detail=payload.detail)


def _bad_request(payload: ErrorPayload) -> XError:
    # Fields first: an error about an unknown parameter lists the known ones, the token's among them.
    if names_a_field(payload.words):
        return UnknownField(detail=payload.detail)
    if "pagination_token" in payload.words:
        return BadCursor(detail=payload.detail)
    return Rejected(detail=payload.detail)


def _listed(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else ()


def _texts(problems: Iterable[Mapping[str, Any]], *keys: str) -> list[str]:
    return [problem[key] for problem in problems for key in keys if isinstance(problem.get(key), str)]


def _is_suspended(problem: Mapping[str, Any]) -> bool:
    return "suspended" in str(problem.get("detail", "")).lower() and str(problem.get("type", "")).endswith("/resource-not-found")


def _is_about_text(problem: Mapping[str, Any]) -> bool:
    parameters = problem.get("parameters")
    return problem.get("parameter") == "text" or (isinstance(parameters, dict) and "text" in parameters)


def _without_text(problem: Mapping[str, Any]) -> Mapping[str, Any]:
    if not _is_about_text(problem):
        return problem
    parameters = problem.get("parameters")
    names = dict.fromkeys(parameters) if isinstance(parameters, dict) else parameters
    return {**problem, "value": None, "parameters": names}
