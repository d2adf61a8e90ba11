"""What X says when it refuses, and which error that is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.words.sentences import sentence
from bot.x.errors import (
    AccountRefused,
    BadCredentials,
    BadCursor,
    Locked,
    NotAllowed,
    NotFound,
    OutcomeUnknown,
    OutOfCredits,
    RateLimited,
    Rejected,
    SelfFollow,
    UnknownField,
    Unreachable,
    XError,
)
from bot.x.http.refusals import refusal_of
from bot.x.http.transport import Answer

UNTIL = datetime(2026, 9, 1, 12, 15, tzinfo=UTC)
OLD = "https://api.twitter.com/2/problems/"
NEW = "https://api.x.com/2/problems/"


def words_of(error: XError | None) -> str:
    """What the team is told of it."""
    return sentence(error.note) if error else ""


def problem(status: int, detail: str, kind: str = "about:blank", **more: object) -> Answer:
    return Answer(status, {}, {"title": "No", "detail": detail, "type": kind, "status": status, **more})


def coded(status: int, code: int, message: str = "") -> Answer:
    return Answer(status, {}, {"errors": [{"code": code, "message": message}]})


def refusal(answer: Answer, *, write: bool = False) -> XError | None:
    return refusal_of(answer, write=write, until=UNTIL)


LOCKED_WORDS = (
    "To protect our users from spam and other malicious activity, this account is temporarily locked. "
    "Please log in to https://x.com to unlock your account."
)

REFUSALS: list[tuple[Answer, type[XError]]] = [
    (problem(401, "Unauthorized"), BadCredentials),
    (Answer(401, {}, None), BadCredentials),
    (coded(401, 89, "Invalid or expired token."), BadCredentials),
    (coded(403, 326, LOCKED_WORDS), Locked),
    (coded(401, 64), Locked),
    (coded(403, 226, "This request looks like it might be automated."), Locked),
    (problem(403, LOCKED_WORDS), Locked),
    (problem(403, "Your account is suspended and is not permitted to access this feature."), Locked),
    (problem(401, "Your account has been temporarily locked."), Locked),
    (problem(402, "Your enrolled account does not have any credits to fulfill this request.", OLD + "credits"), OutOfCredits),
    (Answer(402, {}, None), OutOfCredits),
    (problem(403, "Your enrolled account has reached its billing cycle spend cap.", OLD + "credits"), OutOfCredits),
    (problem(429, "Usage cap exceeded: Monthly product cap", OLD + "usage-capped", period="Monthly"), OutOfCredits),
    (problem(429, "Too Many Requests"), RateLimited),
    (Answer(429, {}, None), RateLimited),
    (problem(403, "User has been suspended: [7].", OLD + "resource-not-found"), NotFound),
    (coded(403, 63, "User has been suspended."), NotFound),
    (problem(404, "Could not find user with id: [7].", NEW + "resource-not-found"), NotFound),
    (coded(404, 50, "User not found."), NotFound),
    (problem(403, "You have been blocked from following this account at the request of the user."), NotAllowed),
    (problem(400, "Invalid", OLD + "invalid-request", errors=[{"parameters": {"pagination_token": ["x"]}, "message": "Bad"}]), BadCursor),
    (problem(400, "Invalid", NEW + "invalid-request", parameter="pagination_token", value="x"), BadCursor),
    (problem(400, "The `pagination_token` query parameter value [x] is not valid"), BadCursor),
    (problem(400, "Invalid", errors=[{"parameters": {"user.fields": ["most_recent_tweet_id"]}}]), UnknownField),
    (problem(400, "Invalid", parameter="user.fields", value="most_recent_tweet_id"), UnknownField),
    (problem(400, "The query parameter [tweet.fields] is not one of [id,max_results,pagination_token,post.fields]"), UnknownField),
    (problem(400, "The `max_results` query parameter value [0] is not between 1 and 1000"), Rejected),
    (problem(400, "Invalid", errors=[{"message": "You cannot follow or unfollow yourself.", "parameters": {}}]), SelfFollow),
    (problem(403, "You cannot follow yourself."), SelfFollow),
    (coded(403, 158, "You can't follow yourself."), SelfFollow),
    (problem(409, "Conflict"), Rejected),
    (problem(422, "Unprocessable"), Rejected),
]


@pytest.mark.parametrize(("answer", "error"), REFUSALS, ids=lambda value: value.__name__ if isinstance(value, type) else str(value.status))
@pytest.mark.parametrize("write", [False, True])
def test_a_refusal_is_recognised(answer: Answer, error: type[XError], write: bool) -> None:
    assert type(refusal(answer, write=write)) is error


@pytest.mark.parametrize(
    "answer",
    [
        problem(403, "Your client app is not enrolled.", OLD + "client-forbidden", reason="client-not-enrolled"),
        problem(403, "Your client app is not enrolled.", "about:blank", reason="client-not-enrolled"),
        problem(403, "Supported authentication types are [OAuth 2.0 User Context].", NEW + "unsupported-authentication"),
        problem(403, "Your client app is not configured with the appropriate permissions.", OLD + "oauth1-permissions"),
        coded(403, 453, "You currently have access to a subset of X API V2 endpoints."),
        problem(403, "If you need access to this endpoint, you may need a different access level."),
    ],
)
def test_a_refusal_of_the_tier_is_told_apart(answer: Answer) -> None:
    error = refusal(answer, write=True)

    assert isinstance(error, NotAllowed)
    assert error.tier


@pytest.mark.parametrize(
    "answer",
    [
        problem(403, "You have been blocked from following this account at the request of the user."),
        problem(403, "You are not permitted to perform this action."),
        coded(403, 161, "You are unable to follow more people at this time."),
    ],
)
def test_a_refusal_about_the_person_is_not_about_the_tier(answer: Answer) -> None:
    error = refusal(answer, write=True)

    assert isinstance(error, NotAllowed)
    assert not error.tier


def test_what_concerns_every_call_is_told_apart_from_what_concerns_one() -> None:
    concerning_all = {error for _, error in REFUSALS if issubclass(error, AccountRefused)}

    assert concerning_all == {BadCredentials, Locked, OutOfCredits}


def test_sentences_name_the_cure() -> None:
    assert "clock" in words_of(refusal(coded(401, 135, "Timestamp out of bounds.")))
    assert "tomorrow" in words_of(refusal(coded(403, 161)))
    assert "read-only" in words_of(refusal(problem(403, "", OLD + "oauth1-permissions")))
    assert "Log in on x.com" in words_of(refusal(coded(403, 326)))


def test_a_429_says_when_to_go_on() -> None:
    error = refusal(problem(429, "Too Many Requests"))

    assert isinstance(error, RateLimited)
    assert error.until == UNTIL


def success(**body: object) -> Answer:
    return Answer(200, {}, body)


GONE = {"type": OLD + "resource-not-found", "title": "Not Found Error", "detail": "Could not find user with ids: [7]."}


def test_a_success_is_none() -> None:
    assert refusal(success(data={"id": "7"})) is None
    assert refusal(success(data=[{"id": "7"}], errors=[GONE])) is None
    assert refusal(success(meta={"result_count": 0})) is None
    assert refusal(success(data={"following": True}), write=True) is None


def test_a_success_of_errors_only_means_that_the_person_is_gone() -> None:
    assert isinstance(refusal(success(errors=[GONE])), NotFound)
    assert isinstance(refusal(success(errors=[GONE]), write=True), NotFound)


def test_a_success_of_errors_only_may_be_about_ourselves() -> None:
    assert isinstance(refusal(success(errors=[{"type": OLD + "client-forbidden", "detail": "no"}]), write=True), NotAllowed)
    assert isinstance(refusal(success(errors=[{"code": 326}]), write=True), Locked)


def test_a_success_of_nothing_is_no_answer() -> None:
    fault = {"type": NEW + "internal-error", "title": "Internal Error", "detail": "Try later"}
    bodies: list[dict[str, Any]] = [{}, {"data": None}, {"errors": []}, {"errors": [fault]}]
    for body in bodies:
        assert isinstance(refusal(Answer(200, {}, body)), Unreachable)
        assert isinstance(refusal(Answer(200, {}, body), write=True), OutcomeUnknown)
    assert isinstance(refusal(success(meta={}), write=True), OutcomeUnknown)


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
KEYS = st.sampled_from(
    ["errors", "data", "meta", "title", "detail", "type", "code", "message", "parameters", "parameter", "reason", "value"]
)
BODIES = st.dictionaries(KEYS, JSON | st.lists(st.dictionaries(KEYS, JSON)))


@given(st.integers(100, 599), st.none() | BODIES, st.booleans())
def test_whatever_x_says_gives_a_plain_sentence_or_a_success(status: int, body: dict[str, Any] | None, write: bool) -> None:
    error = refusal(Answer(status, {}, body), write=write)

    if error is None:
        assert 200 <= status < 300
    else:
        assert sentence(error.note).endswith(".")
        assert error.detail.isprintable()
        assert len(error.detail) <= 510
