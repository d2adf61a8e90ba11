"""The private desk: the best waiting suggestion, and what was just done."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import Act, Card, Decision, Outlook, SuggestionKind, Verdict
from bot.views.format import screen
from bot.views.suggestions.notices import faulty_text
from bot.views.suggestions.queue import desk_view, just_done, was_too_late
from tests.views.people import (
    MAYA,
    NOW,
    STATES,
    assessed,
    buttons,
    card,
    cards,
    components,
    discord_takes,
    long_hostile_text,
    reply_card,
    reply_cards,
    text,
    texts,
)

FOLLOW_BACK, REPLY = SuggestionKind.FOLLOW_BACK, SuggestionKind.REPLY
DESK_ACTS = [Act.APPROVE, Act.SKIP, Act.SNOOZE, Act.NEVER, Act.FINE, Act.NOT_FOR_US]


@settings(max_examples=40)
@given(cards, cards, st.sampled_from(DESK_ACTS), st.integers(0, 10**6))
def test_discord_takes_any_desk(shown: Card, done: Card, act: Act, skip: int) -> None:
    open_card = replace(shown, suggestion=replace(shown.suggestion, state=STATES.OPEN))
    discord_takes(desk_view(shown.suggestion.kind, open_card, waiting=skip + 2, skip=skip, above=just_done(act, done)))
    discord_takes(desk_view(shown.suggestion.kind, open_card, waiting=skip + 2, skip=skip, above=was_too_late(act, done.decision, done)))


@settings(max_examples=40)
@given(reply_cards, reply_cards, st.lists(long_hostile_text, min_size=1, max_size=3))
def test_discord_takes_any_desk_of_replies_whatever_is_said_above(shown: Card, done: Card, faults: list[str]) -> None:
    open_card = replace(shown, suggestion=replace(shown.suggestion, state=STATES.OPEN))
    for above in (just_done(Act.APPROVE, done), [screen.text(faulty_text(faults))], was_too_late(Act.APPROVE, done.decision, done)):
        discord_takes(desk_view(REPLY, open_card, waiting=3, above=[*above]))


def test_it_shows_the_card_with_buttons_of_its_own_and_counts() -> None:
    view = desk_view(FOLLOW_BACK, card(), waiting=12)

    assert "@ada" in text(view)
    assert "1 of 12 waiting" in text(view)
    assert buttons(view)["Approve"] == "desk:7:approve"
    assert {"Approve", "Skip", "Later", "Never", "Not for us", "Previous", "Next"} == set(buttons(view))


def test_where_somebody_stands_in_the_queue_stays_with_the_buttons() -> None:
    view = desk_view(FOLLOW_BACK, card(), waiting=12, skip=2)

    assert "3 of 12 waiting" in text(view)
    assert buttons(view)["Skip"] == "desk:7:skip:2"
    assert (buttons(view)["Previous"], buttons(view)["Next"]) == ("page:queue:1:", "page:queue:3:")


def test_one_alone_needs_no_pages() -> None:
    assert "Next" not in buttons(desk_view(FOLLOW_BACK, card(), waiting=1))


def test_an_empty_queue_has_kind_words() -> None:
    view = desk_view(FOLLOW_BACK, None, waiting=0)
    discord_takes(view)
    assert "Nobody is waiting" in text(view)


def test_an_approval_that_becomes_a_hand_off_brings_its_link_at_once() -> None:
    view = desk_view(FOLLOW_BACK, None, waiting=0, above=just_done(Act.APPROVE, card(STATES.APPROVED)))

    assert texts(view)[0].startswith("Approved [@ada](https://x.com/i/user/4711).")
    assert buttons(view) == {"Open X's follow page": "https://x.com/intent/follow?user_id=4711"}


@pytest.mark.parametrize(
    ("approved", "says"),
    [
        (card(STATES.APPROVED, outlook=Outlook.API), "card in the channel"),
        (card(STATES.APPROVED, outlook=Outlook.TRY_API), "card in the channel"),
        (card(STATES.APPROVED, waiting="Mutuals is paused."), "Mutuals is paused."),
    ],
)
def test_an_approval_that_is_not_handed_off_now_brings_no_link(approved: Card, says: str) -> None:
    view = desk_view(FOLLOW_BACK, None, waiting=0, above=just_done(Act.APPROVE, approved))
    assert buttons(view) == {}
    assert says in texts(view)[0]


@pytest.mark.parametrize("act", DESK_ACTS)
def test_the_first_line_says_what_was_done(act: Act) -> None:
    assert "@ada" in texts(desk_view(FOLLOW_BACK, None, waiting=0, above=just_done(act, card())))[0]


def test_whoever_is_called_fine_stays_on_the_desk() -> None:
    view = desk_view(FOLLOW_BACK, card(said=Act.FINE), waiting=1, above=just_done(Act.FINE, card(said=Act.FINE)))
    assert texts(view)[0] == "Noted: [@ada](https://x.com/i/user/4711) is fine."
    assert buttons(view)["Approve"] == "desk:7:approve"


def test_the_desk_can_overrule_a_verdict_and_keeps_its_place() -> None:
    view = desk_view(FOLLOW_BACK, card(assessment=assessed(verdict=Verdict.UNSURE)), waiting=5, skip=2)
    assert (buttons(view)["This one is fine"], buttons(view)["Not for us"]) == ("desk:7:fine:2", "desk:7:not_for_us:2")


def test_whoever_was_too_late_sees_who_was_first_and_goes_on() -> None:
    view = desk_view(FOLLOW_BACK, card(), waiting=1, above=was_too_late(Act.SKIP, Decision(Act.APPROVE, NOW, MAYA), card(STATES.APPROVED)))
    assert "@ada](https://x.com/i/user/4711): Maya approved this" in texts(view)[0]


def test_the_desk_of_replies_names_the_text_that_its_buttons_are_about() -> None:
    view = desk_view(REPLY, reply_card(), waiting=5, skip=2)

    assert buttons(view)["Approve"] == "desk:7:approve:2:2"
    assert buttons(view)["Leave alone"] == "desk:7:never:2:2"
    assert (buttons(view)["Previous"], buttons(view)["Next"]) == ("page:answers:1:", "page:answers:3:")


def test_the_link_of_an_approved_reply_comes_once_it_was_looked_whether_somebody_has_answered() -> None:
    done = reply_card(STATES.APPROVED, said=Act.APPROVE)
    view = desk_view(REPLY, None, waiting=0, above=just_done(Act.APPROVE, replace(done, outlook=Outlook.HAND_OFF)))

    assert "Approved the reply to [@ada]" in text(view)
    assert "Its card in the channel brings a link" in text(view)
    assert "x.com/intent/" not in str(components(view))
    assert "Nothing is waiting for an answer" in text(view)
