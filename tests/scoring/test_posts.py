"""About whose posts nobody is asked, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import Interaction, InteractionKind
from bot.scoring import posts
from bot.scoring.posts import REPEAT_WINDOW, ReplyCandidate
from bot.views.words.sentences import sentence
from tests.support.samples.notes import written
from tests.support.samples.texts import anything

POST = Interaction(
    9, 7, datetime(2026, 11, 3, 12, tzinfo=UTC), InteractionKind.MENTION, "@acme do you ship to Norway?", "en", summoned=True
)
ASKING = ReplyCandidate(POST)


def exclusion_reason(candidate: ReplyCandidate) -> str:
    """Why nobody is asked about it, in words."""
    return sentence(posts.exclusion_reason(candidate))


def saying(text: str) -> ReplyCandidate:
    return replace(ASKING, interaction=replace(POST, text=text))


def restricted(setting: str, *, mentioned: bool = False, follows: bool = False) -> str:
    """Of a post that mentions the account, or quotes it alone."""
    kind = InteractionKind.MENTION if mentioned else InteractionKind.QUOTE
    return exclusion_reason(replace(ASKING, interaction=replace(POST, reply_settings=setting, kind=kind, summoned=True), follows=follows))


def test_an_ordinary_post_is_asked_about() -> None:
    assert exclusion_reason(ASKING) == ""
    assert exclusion_reason(saying("")) == ""
    assert exclusion_reason(replace(ASKING, copies=50)) == "looks like spam (50 other people posted the same text)"
    assert exclusion_reason(replace(saying("@acme happy birthday"), copies=50)) == ""


@pytest.mark.parametrize(
    ("candidate", "why"),
    [
        (replace(saying("@acme please stop replying to me"), opted_out=True), "opted out (“stop replying to me”)"),
        (replace(ASKING, opted_out=True), "has opted out"),
        (replace(ASKING, own=True), "the account's own post"),
        (replace(saying("stop"), own=True), "the account's own post"),
        (replace(saying("stop"), opted_out=True), "opted out (“stop”)"),
        (
            replace(ASKING, suppressed=written("the facts look suspicious (follows 4,871, followed by 9)")),
            "the facts look suspicious (follows 4,871, followed by 9)",
        ),
        (saying("@acme dm for promo https://t.co/x"), "looks like spam (says “dm for promo”, has a link)"),
    ],
)
def test_the_reason_is_said(candidate: ReplyCandidate, why: str) -> None:
    assert exclusion_reason(candidate) == why


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
    assert (repeats("hi", POST.text, "@acme", text=text) == "said the same before") is again


def repeats(*earlier: str, text: str, ago: timedelta = timedelta(minutes=5), **facts: Any) -> str:
    """facts: of all these posts, but for `conversation_id`, which is the later one's alone."""
    conversation_id = facts.pop("conversation_id", 1)
    before = [replace(POST, text=said, at=POST.at - ago, conversation_id=1, **facts) for said in earlier]
    later = replace(POST, text=text, conversation_id=conversation_id, **facts)
    return exclusion_reason(replace(ASKING, interaction=later, earlier=before))


def test_another_number_is_another_question() -> None:
    assert repeats("@acme any news on order 123?", text="@acme any news on order 124?") == ""


def test_the_same_below_another_post_or_hours_later_is_said_anew() -> None:
    assert repeats("Yes please!", text="yes  please!", kind=InteractionKind.REPLY) == "said the same before"
    assert repeats("Yes please!", text="yes please!", kind=InteractionKind.REPLY, conversation_id=2) == ""
    assert repeats("Where is it?", text="Where is it?", conversation_id=2) == "said the same before"
    assert repeats("Where is it?", text="Where is it?", ago=REPEAT_WINDOW + timedelta(seconds=1)) == ""


def test_a_removed_opt_out_is_not_restored_by_old_posts() -> None:
    assert exclusion_reason(saying("@acme STOP")) == ""


askings = st.builds(
    ReplyCandidate,
    st.builds(replace, st.just(POST), text=anything, reply_settings=st.sampled_from(["", "everyone", "other"]) | st.text(max_size=9)),
    follows=st.booleans(),
    suppressed=st.sampled_from([None, written("why")]),
    opted_out=st.booleans(),
    earlier=st.lists(st.builds(replace, st.just(POST), text=anything), max_size=2),
    own=st.booleans(),
    copies=st.integers(0, 99),
)


@given(askings)
@settings(deadline=10_000)
def test_it_never_raises_and_says_it_in_one_line(candidate: ReplyCandidate) -> None:
    why = exclusion_reason(candidate)

    assert "\n" not in why
    assert len(why) < 200
    if candidate.own or candidate.opted_out or candidate.suppressed:
        assert why
