"""Whether a post speaks to the account, or answers somebody else and carries its handle along."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Account, Post
from bot.scoring.addressed import is_implicit_mention

ACME, ADA, BO = 1, 7, 8
ACCOUNT = Account(ACME, "harbourlight", "Harbour Light Coffee ☕")
AT = datetime(2026, 3, 2, tzinfo=UTC)


def post(text: str, **told: Any) -> Post:
    return Post(id=30, author_id=ADA, at=AT, text=text, **told)


TO_BO: dict[str, Any] = {"in_reply_to": 20, "answers_user": BO, "conversation_id": 10}


@pytest.mark.parametrize(
    "text",
    [
        "@bo @harbourlight same here!",
        "@HarbourLight @bo same here!",
        "@bo @harbourlight",
        "@bo @cleo @HARBOURLIGHT\nstop it, will you?",
        "  @bo  @harbourlight do you ship them by boat?",
        "＠bo ＠harbourlight ja, genau",
        "nobody's handle in the text of a long post",
        "@bo @harbourlight the coffee there is fine",
    ],
)
def test_an_answer_to_somebody_else_that_names_the_account_in_front_alone_is_not_to_it(text: str) -> None:
    assert is_implicit_mention(post(text, **TO_BO), ACCOUNT)


@pytest.mark.parametrize(
    "text",
    [
        "@bo @harbourlight what does @harbourlight say?",
        "@bo ask @HarbourLight, they know",
        "@bo @harbourlight Harbour Light knows",
        "@bo @harbourlight I only buy from harbour light coffee!",
        "@bo @harbourlight #HarbourLight is the best",
        "@bo, @harbourlight help!",
        "@bo @harbourlight harbourlight's Guji",
    ],
)
def test_an_answer_to_somebody_else_that_names_the_account_in_its_words_is_to_it(text: str) -> None:
    assert not is_implicit_mention(post(text, **TO_BO), ACCOUNT)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"conversation_id": 30},
        {"answers_user": ACME, "in_reply_to": 20, "conversation_id": 10},
        {"answers_user": ADA, "in_reply_to": 20, "conversation_id": 20},
        {"conversation_id": 29, "versions_before": (29,)},
    ],
)
def test_what_answers_nobody_else_is_to_the_account(told: dict[str, Any]) -> None:
    assert not is_implicit_mention(post("@bo @harbourlight look at this", **told), ACCOUNT)


def test_where_x_does_not_say_whom_it_answers_it_is_whoever_stands_first() -> None:
    assert is_implicit_mention(post("@bo @harbourlight so true", conversation_id=10), ACCOUNT)
    assert not is_implicit_mention(post("@harbourlight @bo so true", conversation_id=10), ACCOUNT)
    assert not is_implicit_mention(post("so true, @bo and @harbourlight", conversation_id=10), ACCOUNT)


def test_a_name_in_a_script_without_spaces_is_found_and_a_short_one_is_not_taken_for_a_word() -> None:
    account = Account(ACME, "ka", "珈琲灯台")
    assert not is_implicit_mention(post("@bo @ka 私は珈琲灯台が好き", **TO_BO), account)
    assert is_implicit_mention(post("@bo @ka ka ka ka", **TO_BO), account)


def test_an_account_whose_handle_is_not_known_yet_is_told_everything() -> None:
    assert not is_implicit_mention(post("@bo @harbourlight hi", **TO_BO), Account(ACME))


@given(st.text(max_size=300))
def test_it_never_raises(text: str) -> None:
    is_implicit_mention(post(f"@bo @harbourlight {text}", **TO_BO), ACCOUNT)


@pytest.mark.parametrize("part", ["@bo ", "@", "a ", "harbour ", "\u0301a", "珈"])
def test_its_time_grows_with_the_text(part: str) -> None:
    def taken(length: int) -> float:
        text = post((part * length)[:length], **TO_BO)
        spans = []
        for _ in range(3):
            began = time.process_time()
            is_implicit_mention(text, ACCOUNT)
            spans.append(time.process_time() - began)
        return min(spans)

    assert taken(32_000) <= max(12 * taken(4_000), 0.1)
