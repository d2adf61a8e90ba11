"""The private desk: the best waiting suggestion, and what was just done."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Act, Card, Decision, ExpectedRoute, SuggestionKind
from bot.views.format import screen
from bot.views.suggestions.notices import faulty_text
from bot.views.suggestions.queue import done_notice, queue_view, too_late_notice
from tests.support.samples.cards import (
    MAYA,
    NOW,
    STATES,
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
from tests.support.samples.notes import written

FOLLOW_BACK, REPLY = SuggestionKind.FOLLOW_BACK, SuggestionKind.REPLY
DESK_ACTS = [Act.APPROVE, Act.SKIP, Act.SNOOZE, Act.OPT_OUT, Act.FINE, Act.NOT_FOR_US]


@given(cards, cards, st.sampled_from(DESK_ACTS), st.integers(0, 10**6))
def test_discord_takes_any_desk(shown: Card, done: Card, act: Act, skip: int) -> None:
    open_card = replace(shown, suggestion=replace(shown.suggestion, state=STATES.OPEN))
    discord_takes(queue_view(shown.suggestion.kind, open_card, waiting=skip + 2, skip=skip, above=done_notice(act, done)))
    discord_takes(
        queue_view(shown.suggestion.kind, open_card, waiting=skip + 2, skip=skip, above=too_late_notice(act, done.decision, done))
    )


@given(reply_cards, reply_cards, st.lists(long_hostile_text, min_size=1, max_size=3))
def test_discord_takes_any_desk_of_replies_whatever_is_said_above(shown: Card, done: Card, faults: list[str]) -> None:
    open_card = replace(shown, suggestion=replace(shown.suggestion, state=STATES.OPEN))
    for above in (
        done_notice(Act.APPROVE, done),
        [screen.text(faulty_text([*map(written, faults)]))],
        too_late_notice(Act.APPROVE, done.decision, done),
    ):
        discord_takes(queue_view(REPLY, open_card, waiting=3, above=[*above]))


def test_it_shows_the_card_with_buttons_of_its_own_and_counts() -> None:
    view = queue_view(FOLLOW_BACK, card(), waiting=12)

    assert "@ada" in text(view)
    assert "1 of 12 waiting" in text(view)
    assert buttons(view)["Approve"] == "queue:7:approve"
    assert {"Approve", "Skip", "Later", "More", "Previous", "Next"} == set(buttons(view))


def test_where_somebody_stands_in_the_queue_stays_with_the_buttons() -> None:
    view = queue_view(FOLLOW_BACK, card(), waiting=12, skip=2)

    assert "3 of 12 waiting" in text(view)
    assert buttons(view)["Skip"] == "queue:7:skip:2"
    assert (buttons(view)["Previous"], buttons(view)["Next"]) == ("page:queue:1:", "page:queue:3:")


def test_one_alone_needs_no_pages() -> None:
    assert "Next" not in buttons(queue_view(FOLLOW_BACK, card(), waiting=1))


def test_an_empty_queue_has_kind_words() -> None:
    view = queue_view(FOLLOW_BACK, None, waiting=0)
    discord_takes(view)
    assert "Nobody is waiting" in text(view)


def test_an_approval_that_becomes_a_hand_off_brings_its_link_at_once() -> None:
    view = queue_view(FOLLOW_BACK, None, waiting=0, above=done_notice(Act.APPROVE, card(STATES.APPROVED)))

    assert texts(view)[0].startswith("Approved [@ada](https://x.com/i/user/4711).")
    assert buttons(view) == {"Open X's follow page": "https://x.com/intent/follow?user_id=4711"}


@pytest.mark.parametrize(
    ("approved", "says"),
    [
        (card(STATES.APPROVED, expected_route=ExpectedRoute.API), "card in the channel"),
        (card(STATES.APPROVED, expected_route=ExpectedRoute.TRY_API), "card in the channel"),
        (card(STATES.APPROVED, waiting="Mutuals is paused."), "Mutuals is paused."),
    ],
)
def test_an_approval_that_is_not_handed_off_now_brings_no_link(approved: Card, says: str) -> None:
    view = queue_view(FOLLOW_BACK, None, waiting=0, above=done_notice(Act.APPROVE, approved))
    assert buttons(view) == {}
    assert says in texts(view)[0]


@pytest.mark.parametrize("act", DESK_ACTS)
def test_the_first_line_says_what_was_done(act: Act) -> None:
    assert "@ada" in texts(queue_view(FOLLOW_BACK, None, waiting=0, above=done_notice(act, card())))[0]


def test_whoever_is_called_fine_stays_on_the_desk() -> None:
    view = queue_view(FOLLOW_BACK, card(said=Act.FINE), waiting=1, above=done_notice(Act.FINE, card(said=Act.FINE)))
    assert texts(view)[0] == "Noted: [@ada](https://x.com/i/user/4711) is fine."
    assert buttons(view)["Approve"] == "queue:7:approve"


def test_whoever_was_too_late_sees_who_was_first_and_goes_on() -> None:
    view = queue_view(
        FOLLOW_BACK, card(), waiting=1, above=too_late_notice(Act.SKIP, Decision(Act.APPROVE, NOW, MAYA), card(STATES.APPROVED))
    )
    assert "@ada](https://x.com/i/user/4711): Maya approved this" in texts(view)[0]


def test_the_desk_of_replies_names_the_text_that_its_buttons_are_about() -> None:
    view = queue_view(REPLY, reply_card(), waiting=5, skip=2)

    assert buttons(view)["Approve"] == "queue:7:approve:2:2"
    assert buttons(view)["Skip"] == "queue:7:skip:2:2"
    assert (buttons(view)["Previous"], buttons(view)["Next"]) == ("page:replies:1:", "page:replies:3:")


def test_the_link_of_an_approved_reply_comes_once_it_was_looked_whether_somebody_has_answered() -> None:
    done = reply_card(STATES.APPROVED, said=Act.APPROVE)
    view = queue_view(REPLY, None, waiting=0, above=done_notice(Act.APPROVE, replace(done, expected_route=ExpectedRoute.HAND_OFF)))

    assert "Approved the reply to [@ada]" in text(view)
    assert "Its card in the channel brings a link" in text(view)
    assert "x.com/intent/" not in str(components(view))
    assert "Nothing is waiting for an answer" in text(view)
