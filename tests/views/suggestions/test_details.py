"""What is behind More: everything that is known, and what has no button."""

from __future__ import annotations

from hypothesis import given

from bot.domain import Act, Card
from bot.views.suggestions.details import details_view
from tests.support.samples.cards import STATES, card, cards, discord_takes, options, reply_card, reply_cards, text


@given(cards)
def test_discord_takes_the_details_of_any_card(shown: Card) -> None:
    discord_takes(details_view(shown))


@given(reply_cards)
def test_discord_takes_the_details_of_any_reply(shown: Card) -> None:
    discord_takes(details_view(shown))


def test_each_button_is_explained_once() -> None:
    said = text(details_view(reply_card()))
    for words in ("Skip: not this time.", "Later: it comes back in 3 hours.", "Edit: write the reply yourself.", "Decide by <t:"):
        assert said.count(words) == 1


def test_what_was_decided_meanwhile_has_no_menu() -> None:
    view = details_view(card(STATES.SKIPPED, said=Act.SKIP))
    assert options(view) == {}
    assert "Decide by" not in text(view)
