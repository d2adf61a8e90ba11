"""What may be said about a suggestion has one place: a button, or the menu."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Act, Card
from bot.domain.acts import ACTS
from bot.views.format.limits import ROW_BUTTONS
from bot.views.suggestions.offered import button_acts, menu_acts
from tests.support.samples.cards import STATES, cards, reply_card, reply_cards


@given(st.one_of(cards, reply_cards))
def test_nothing_is_offered_twice_or_in_vain(shown: Card) -> None:
    offered = button_acts(shown) + menu_acts(shown)

    assert len(set(offered)) == len(offered)
    assert all(shown.suggestion.offers(act, shown.decision) for act in offered)
    assert len(button_acts(shown)) <= ROW_BUTTONS


def test_without_a_text_there_is_nothing_to_approve() -> None:
    assert Act.APPROVE not in button_acts(reply_card(text=""))


def test_whoever_may_be_opting_out_is_asked_about_first_and_gets_no_other_saved_reply() -> None:
    shown = reply_card(STATES.OPEN, possible_opt_out="stop it")
    assert ACTS[button_acts(shown)[0]].opts_out
    assert Act.ANOTHER not in button_acts(shown) + menu_acts(shown)
