"""What X says when it does not take a reply, and which error that is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.words.sentences import sentence
from bot.x.errors import (
    BadCredentials,
    Blocked,
    Duplicate,
    Locked,
    NotAllowed,
    NotFound,
    NotSummoned,
    OutcomeUnknown,
    OutOfCredits,
    PostGone,
    RateLimited,
    Rejected,
    RepliesRestricted,
    TextRefused,
    Unreachable,
    XError,
)
from bot.x.http.refusals import refusal_of
from bot.x.http.reply_refusals import reply_refusal
from bot.x.http.transport import Answer
from tests.x.http.test_refusals import BODIES, LOCKED_WORDS, NEW, OLD, UNTIL, coded, problem, success

NOT_SUMMONED = (
    "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post "
    "you are replying to"
)
DELETED = "You attempted to reply to a Tweet that is deleted or not visible to you."
RESTRICTED = "The original Tweet author restricted who can reply to this Tweet."
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
INVALID = "One or more parameters to your request was invalid."


def words_of(error: XError | None) -> str:
    """What the team is told of it."""
    return sentence(error.note) if error else ""


def refusal(answer: Answer) -> XError | None:
    return refusal_of(answer, write=True, until=UNTIL, meaning=reply_refusal)


def about_text(message: str, text: str = "hello") -> Answer:
    return problem(400, INVALID, OLD + "invalid-request", errors=[{"message": message, "parameters": {"text": [text]}}])


def new(status: int, detail: str) -> Answer:
    """As the newer document has a problem of a type that it does not list."""
    return problem(status, detail, code=status, message=detail)


REFUSALS: list[tuple[Answer, type[XError]]] = [
    (problem(403, NOT_SUMMONED), NotSummoned),
    (new(403, NOT_SUMMONED), NotSummoned),
    (problem(403, NOT_SUMMONED, OLD + "client-forbidden"), NotSummoned),
    (problem(403, DELETED), PostGone),
    (new(403, DELETED), PostGone),
    (coded(403, 385, DELETED), PostGone),
    (coded(403, 144, "No status found with that ID."), PostGone),
    (problem(404, "Not Found"), PostGone),
    (problem(403, "Could not find tweet with id: [7].", NEW + "resource-not-found"), PostGone),
    (problem(403, "Sorry, you are not authorized to see the Tweet.", OLD + "not-authorized-for-resource"), PostGone),
    (coded(403, 433, RESTRICTED), RepliesRestricted),
    (problem(403, RESTRICTED), RepliesRestricted),
    (coded(403, 136), Blocked),
    (problem(403, "You have been blocked from the author of this tweet."), Blocked),
    (problem(403, DUPLICATE), Duplicate),
    (coded(403, 187, "Status is a duplicate."), Duplicate),
    (coded(403, 186, "Tweet needs to be a bit shorter."), TextRefused),
    (about_text("Your Tweet text is too long."), TextRefused),
    (problem(403, "Posts may hold at most one cashtag."), TextRefused),
    (about_text("The `text` of a post can not be empty"), TextRefused),
    (problem(400, INVALID, NEW + "invalid-request", parameter="text", value="hello"), TextRefused),
    (coded(403, 185, "User is over daily status update limit."), NotAllowed),
    (problem(403, "You are not permitted to perform this action."), NotAllowed),
    (problem(403, "Your client app is not enrolled.", OLD + "client-forbidden", reason="client-not-enrolled"), NotAllowed),
    (problem(400, "The `in_reply_to_tweet_id` value [x] is not valid"), Rejected),
    (problem(403, LOCKED_WORDS), Locked),
    (coded(403, 326, LOCKED_WORDS), Locked),
    (problem(401, "Unauthorized"), BadCredentials),
    (problem(402, "No credits", OLD + "credits"), OutOfCredits),
    (problem(429, "Too Many Requests"), RateLimited),
    (problem(503, "Over capacity"), OutcomeUnknown),
    (Answer(403, {}, None), Unreachable),
]


@pytest.mark.parametrize(("answer", "error"), REFUSALS)
def test_a_refusal_is_recognised(answer: Answer, error: type[XError]) -> None:
    assert type(refusal(answer)) is error


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (success(errors=[{"detail": NOT_SUMMONED}]), NotSummoned),
        (success(errors=[{"code": 187, "message": "Status is a duplicate."}], data=None), Duplicate),
        (success(errors=[{"type": OLD + "resource-not-found", "detail": "Could not find tweet."}]), PostGone),
        (success(errors=[{"type": OLD + "client-forbidden", "detail": "no"}]), NotAllowed),
        (success(errors=[{"code": 326}]), Locked),
        (success(errors=[{"detail": "Something else"}]), OutcomeUnknown),
        (success(errors=[]), OutcomeUnknown),
        (success(), OutcomeUnknown),
    ],
)
def test_a_success_of_errors_only_is_no_reply_where_x_says_why_and_doubtful_where_not(answer: Answer, error: type[XError]) -> None:
    assert type(refusal(answer)) is error


def test_a_success_is_none() -> None:
    assert refusal(success(data={"id": "7", "text": "hello"})) is None


@pytest.mark.parametrize(("answer", "error"), REFUSALS)
def test_only_a_refusal_of_the_access_closes_the_way_for_all_replies(answer: Answer, error: type[XError]) -> None:
    found = refusal(answer)

    if isinstance(found, NotAllowed):
        assert found.tier == ("client app" in found.detail), error


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (problem(403, NOT_SUMMONED), "on X itself"),
        (problem(403, DELETED), "Their post is no longer there, or hidden from you."),
        (problem(403, RESTRICTED), "who may reply"),
        (coded(403, 136), "blocked you"),
        (problem(403, DUPLICATE), "X does not accept the same text twice."),
        (coded(403, 186), "Shorten it"),
        (problem(403, "Posts may hold at most one cashtag."), "cashtag"),
        (about_text("The `text` of a post can not be empty"), "Change it"),
        (coded(403, 185), "Retry later"),
    ],
)
def test_sentences_say_what_to_do(answer: Answer, words: str) -> None:
    assert words in words_of(refusal(answer))


@pytest.mark.parametrize(
    "text", ["Your account has been suspended?", NOT_SUMMONED, DUPLICATE, "Ask for a different access level", "cashtag"]
)
@pytest.mark.parametrize("status", [400, 403])
def test_the_team_s_own_words_given_back_are_no_words_of_x(text: str, status: int) -> None:
    listed = problem(status, INVALID, OLD + "invalid-request", errors=[{"message": "Bad", "parameters": {"text": [text]}}])
    flat = problem(status, INVALID, NEW + "invalid-request", parameter="text", value=text)

    for answer in (listed, flat):
        error = refusal(answer)
        assert type(error) is TextRefused
        assert text not in error.detail


@pytest.mark.parametrize(("answer", "_"), REFUSALS)
def test_elsewhere_they_mean_what_they_mean_everywhere(answer: Answer, _: type[XError]) -> None:
    error = refusal_of(answer, write=True, until=UNTIL)

    assert type(error) in {NotAllowed, NotFound, Rejected, Locked, BadCredentials, OutOfCredits, RateLimited, OutcomeUnknown, Unreachable}


@given(st.integers(100, 599), st.none() | BODIES)
def test_whatever_x_says_gives_a_plain_sentence_or_a_success(status: int, body: dict[str, Any] | None) -> None:
    error = refusal(Answer(status, {}, body))

    if error is None:
        assert 200 <= status < 300
        assert body is not None
        assert body["data"] is not None
    else:
        assert sentence(error.note).endswith(".")
        assert error.detail.isprintable()
