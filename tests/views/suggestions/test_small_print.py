"""The small print of an undecided card."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import Act, Decision, ExpectedRoute, OtherSuggestion, SuggestionKind
from bot.views.suggestions.card import card_view
from tests.support.samples.cards import MAYA, NOW, STATES, card, reply_card, text

OTHER = OtherSuggestion(8, SuggestionKind.REPLY, STATES.OPEN)
CLAIM = Decision(Act.CLAIM, NOW, MAYA)


def test_all_of_it_is_one_paragraph() -> None:
    shown = card(expected_route=ExpectedRoute.API, claim=CLAIM, other=OTHER)
    small = "-# **Approve** follows them ($0.015). Maya is on it, since <t:1772445600:R>. Reply waiting: /replies queue"
    assert text(card_view(shown)).split("\n")[-1] == small


def test_who_put_it_off_is_told_until_somebody_is_on_it() -> None:
    for snoozed in (card(said=Act.SNOOZE), reply_card(said=Act.SNOOZE)):
        assert "Maya snoozed this <t:1772445600:R>." in text(card_view(snoozed))
        assert "snoozed" not in text(card_view(replace(snoozed, claim=CLAIM)))


def test_a_card_with_nothing_unusual_has_none() -> None:
    assert "-#" not in text(card_view(card()))
