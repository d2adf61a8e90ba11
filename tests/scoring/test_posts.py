"""About whose posts nobody is asked, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Interaction, InteractionKind
from bot.scoring.posts import Asking, left_out
from tests.drafting.texts import anything

POST = Interaction(
    9, 7, datetime(2026, 11, 3, 12, tzinfo=UTC), InteractionKind.MENTION, "@acme do you ship to Norway?", "en", summoned=True
)
ASKING = Asking(POST)


def saying(text: str) -> Asking:
    return replace(ASKING, interaction=replace(POST, text=text))


def restricted(setting: str, *, mentioned: bool = False, follows: bool = False) -> str:
    """Of a post that mentions the account, or quotes it alone."""
    kind = InteractionKind.MENTION if mentioned else InteractionKind.QUOTE
    return left_out(replace(ASKING, interaction=replace(POST, reply_settings=setting, kind=kind, summoned=True), follows=follows))


def test_an_ordinary_post_is_asked_about() -> None:
    assert left_out(ASKING) == ""
    assert left_out(saying("")) == ""
    assert left_out(replace(ASKING, copies=50)) == "looks like spam (50 other people posted the same text)"
    assert left_out(replace(saying("@acme happy birthday"), copies=50)) == ""


@pytest.mark.parametrize(
    ("asking", "why"),
    [
        (saying("@acme STOP"), "asked to be left alone (“stop”)"),
        (saying("@acme please stop replying to me"), "asked to be left alone (“stop replying to me”)"),
        (replace(ASKING, left_alone=True), "is left alone"),
        (replace(ASKING, own=True), "the account's own post"),
        (replace(saying("stop"), own=True), "the account's own post"),
        (replace(saying("stop"), left_alone=True), "asked to be left alone (“stop”)"),
        (
            replace(ASKING, kept_off="the facts look suspicious (follows 4,871, followed by 9)"),
            "the facts look suspicious (follows 4,871, followed by 9)",
        ),
        (saying("@acme dm for promo https://t.co/x"), "looks like spam (says “dm for promo”, has a link)"),
    ],
)
def test_the_reason_is_said(asking: Asking, why: str) -> None:
    assert left_out(asking) == why


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("mentionedUsers", "only people they mention may reply"),
        ("following", "only people they follow may reply"),
        ("subscribers", "only people who pay them may reply"),
        ("verified", "only verified people may reply"),
        ("other", "only people they chose may reply"),
        ("somethingNew", "only people they chose may reply"),
    ],
)
def test_posts_that_others_may_not_answer_are_left_out(setting: str, words: str) -> None:
    assert restricted(setting) == words


@pytest.mark.parametrize("setting", ["", "everyone", "mentionedUsers", "following", "subscribers", "verified", "other", "somethingNew"])
def test_whoever_is_mentioned_may_always_answer(setting: str) -> None:
    assert restricted(setting, mentioned=True) == ""


def test_posts_that_the_account_may_answer_are_not() -> None:
    assert restricted("") == restricted("everyone") == ""
    assert restricted("following", follows=True) == ""
    assert restricted("verified", follows=True) == "only verified people may reply"


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("@acme do you ship to Norway?", True),
        ("@bean  DO YOU SHIP to Norway? https://t.co/xyz", True),
        ("@acme do you ship to Sweden?", False),
        ("@acme", False),
    ],
)
def test_the_same_again_by_the_same_person_is_left_out(text: str, again: bool) -> None:
    assert (left_out(replace(saying(text), earlier_texts=("hi", POST.text, "@acme"))) == "said the same before") is again


def test_another_number_is_another_question() -> None:
    assert left_out(replace(saying("@acme any news on order 124?"), earlier_texts=("@acme any news on order 123?",))) == ""


askings = st.builds(
    Asking,
    st.builds(replace, st.just(POST), text=anything, reply_settings=st.sampled_from(["", "everyone", "other"]) | st.text(max_size=9)),
    follows=st.booleans(),
    kept_off=st.sampled_from(["", "why"]),
    left_alone=st.booleans(),
    earlier_texts=st.lists(anything, max_size=2),
    own=st.booleans(),
    copies=st.integers(0, 99),
)


@given(askings)
@settings(deadline=10_000, max_examples=80)
def test_it_never_raises_and_says_it_in_one_line(asking: Asking) -> None:
    why = left_out(asking)

    assert "\n" not in why
    assert len(why) < 200
    if asking.own or asking.left_alone or asking.kept_off:
        assert why
