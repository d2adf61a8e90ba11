"""Answers to /why: short, the strongest reason first, with what can be done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Act, Explanation, Fact, Figure, Idle, Note, OptOut, Profile, ReasonCode, Why
from bot.scoring.spam import SpamSign
from bot.views.why.explanation import about_day, about_person, about_post, no_post, why_view
from bot.views.words.why import WHY
from bot.x.errors import XCode
from tests.support.samples.cards import (
    NOW,
    STATES,
    ada,
    buttons,
    card,
    cards,
    discord_takes,
    long_hostile_text,
    profiles,
    reply_card,
    text,
)
from tests.support.samples.notes import written

TITLE = "**Ada**"
CARD = "https://discord.com/channels/1/2/3"
HOUR = timedelta(hours=1)


def said(*facts: Fact) -> list[str]:
    """The lines below the title."""
    first, *lines = text(why_view(Explanation(facts, ada()), TITLE)).split("\n")
    assert first == TITLE
    return lines


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (ReasonCode.NOT_FOR_US, "/followers lookup can undo that."),
        (ReasonCode.MUTED_IN_BIO, "/settings muted has the words."),
        (ReasonCode.COHORT_UNDECIDED, "The message about the look-alikes decides about all of them."),
    ],
)
def test_a_reason_comes_with_what_can_be_done_about_it(code: ReasonCode, remedy: str) -> None:
    (line,) = said(Note(Why.SUPPRESSED, {"reason": Note(code, {"member": "Maya", "word": "casino", "count": 398})}))

    assert line.startswith("- Not suggested: ")
    assert line.endswith(remedy)


def test_a_reason_without_a_remedy_stands_alone() -> None:
    spam = Note("spam", {"signs": (Note(SpamSign.WORDLESS),)})

    assert said(Note(Why.LEFT_OUT, {"reason": spam})) == ["- Left out: looks like spam (says nothing beside a link)."]


def test_what_lasts_says_how_it_ends_and_what_is_over_does_not() -> None:
    over: dict[str, Figure] = {"since": NOW, "until": NOW + HOUR, "lasts": 0}
    lasting: dict[str, Figure] = {"since": NOW, "until": None, "lasts": 1}
    since, until = f"<t:{int(NOW.timestamp())}:f>", f"<t:{int((NOW + HOUR).timestamp())}:f>"

    assert said(Note(Why.WAS_PAUSED, {"member": "Leo", **over}), Note(Why.WAS_PAUSED, {"member": "Leo", **lasting})) == [
        f"- Paused by **Leo**: from {since} to {until}.",
        f"- Paused by **Leo**: since {since}. Use /resume to continue.",
    ]
    assert said(Note(Why.WAS_PAUSED, {"member": "", **over})) == [
        f"- Paused by itself, because its database was new: from {since} to {until}."
    ]
    assert "developer console" in said(Note(Why.WAS_OUT_OF_CREDITS, lasting))[0]
    assert "developer console" not in said(Note(Why.WAS_OUT_OF_CREDITS, over))[0]
    (stopped,) = said(Note(Why.WAS_STOPPED, {"reason": Note(XCode.LOCKED), **lasting}))
    assert "Log in on x\\.com" in stopped
    for period in ("day", "month"):
        (budget,) = said(Note(Why.BUDGET_WAS_USED_UP, {"period": period, "budget": 5_000_000, **lasting}))
        assert "$5.00" in budget
        assert budget.endswith("/settings show can raise it.")


def test_a_decision_is_told_as_its_card_tells_it() -> None:
    assert said(card(STATES.SKIPPED, said=Act.SKIP)) == [
        f"- Skipped by Maya · <t:{int(NOW.timestamp())}:f>",
        "- Nothing happens on X.",
    ]
    lines = said(reply_card(STATES.APPROVED, said=Act.APPROVE, waiting="Quiet hours until 07:00."))
    assert lines[1] == "- Quiet hours until 07:00."


def test_who_opted_them_out_and_where_that_is_undone() -> None:
    opt_out = OptOut(4711, NOW, "Maya", "", ada())

    assert said(opt_out) == [f"- Opted out (**Maya** said so · <t:{int(NOW.timestamp())}:f>). /people opt-outs can undo that."]


def test_how_the_queue_goes_on() -> None:
    queued: dict[str, Figure] = {"kind": "follow_back", "place": 41, "count": 60, "shown": 20, "most": 20}

    (line,) = said(Note(Why.QUEUED, {**queued, "at": NOW}))
    assert line == (
        f"- Number 41 of 60 in /queue: the best get a card first. Cards today: 20 of 20. The next place comes <t:{int(NOW.timestamp())}:R>."
    )
    (line,) = said(Note(Why.QUEUED, {**queued, "kind": "reply", "at": None}))
    assert line == "- Number 41 of 60 in /replies queue: the best get a card first. Cards today: 20 of 20."


def test_a_day_counts_by_kind_and_says_whether_anybody_decided() -> None:
    assert said(
        Note(Why.SENT, {"kind": "follow_back", "count": 1}),
        Note(Why.NOT_DECIDED, {"kind": "reply", "count": 1_200, "times": 0}),
        Note(Why.NOT_DECIDED, {"kind": "reply", "count": 2, "times": 1}),
        Note(Why.NOTHING_TO_DECIDE, {"count": 1}),
    ) == [
        "- Sent: 1 follow-back.",
        "- Waiting for a decision: 1,200 replies (/replies queue). Nobody decided anything that day.",
        "- Waiting for a decision: 2 replies (/replies queue). 1 decision was made that day.",
        "- Nothing was waiting to be sent or decided. 1 new follower came.",
    ]


def test_what_is_known_only_in_part_is_told_in_part() -> None:
    assert said(Note(Why.NOT_READ_YET, {"at": None}), Note(Why.ANSWERED_ON_X, {"at": None})) == [
        "- Mutuals has not read any posts to you yet. It does so every few minutes.",
        "- You answered it on X.",
    ]


def test_the_buttons_are_those_that_can_do_something() -> None:
    facts = (Note(Why.BEFORE_START),)
    assert buttons(why_view(Explanation(facts, ada(), may_be_suggested=True), TITLE)) == {"Suggest": "suggest:4711"}
    assert buttons(why_view(Explanation(facts, ada()), TITLE, CARD)) == {"Open the card": CARD}
    assert buttons(why_view(Explanation(facts), TITLE)) == {}


def test_an_answer_is_never_longer_than_ten_lines() -> None:
    view = why_view(Explanation((Note(Why.DAY_TO_COME),) * 30), TITLE)

    assert len(text(view).split("\n")) == 10


def test_titles() -> None:
    about_ada = Explanation((), ada())
    assert about_person(about_ada) == "**Ada Lovelace** [@ada](https://x.com/i/user/4711)"
    assert about_post(about_ada, "https://x.com/i/status/7") == f"[This post](https://x.com/i/status/7) by {about_person(about_ada)}"
    assert about_post(Explanation(()), "https://x.com/i/status/7") == "[This post](https://x.com/i/status/7)"
    assert about_day(date(2026, 3, 2)) == "**Monday 2 March 2026**"


@given(profiles, cards, long_hostile_text, st.sampled_from([Why.SUPPRESSED, Why.LEFT_OUT, Why.NO_DRAFT]))
def test_whatever_stands_in_it_does_no_harm(profile: Profile, shown: object, hostile: str, code: Why) -> None:
    facts = (
        Note(code, {"reason": written(hostile)}),
        OptOut(profile.user_id, NOW, hostile, hostile, profile),
        Note(Idle.PAUSED_BY, {"member": hostile}),
        Note(Why.WAS_PAUSED, {"member": hostile, "since": NOW, "until": None, "lasts": 1}),
        shown,
    )
    view = why_view(Explanation(facts, profile, may_be_suggested=True), about_person(Explanation((), profile)), CARD)  # type: ignore[arg-type]

    discord_takes(view)
    assert not any(ping in text(view) + no_post(hostile) for ping in ("@everyone", "@here", "](https://evil"))


def test_everything_that_is_told_here_alone_has_its_words() -> None:
    assert set(WHY) == set(Why)
