"""Who is on it stands on the card, and whoever acts all the same is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain import Act, Decision
from bot.views.format.screen import Screen
from bot.views.suggestions.card import card_view
from bot.views.suggestions.claims import claimed_notice
from bot.views.suggestions.details import details_view
from tests.support.samples.cards import MAYA, NOW, buttons, card, options, reply_card, text

CLAIM = Decision(Act.CLAIM, NOW - timedelta(minutes=5), MAYA)


@pytest.mark.parametrize("make", [card, reply_card])
def test_the_card_says_who_is_on_it_and_the_menu_offers_to_release_it(make: type) -> None:
    shown = make(claim=CLAIM)

    assert text(card_view(shown)).endswith("-# Maya is on it, since <t:1772445300:R>.")
    assert {"Release"} == {"Claim", "Release"} & options(details_view(shown)).keys()
    assert {"Claim"} == {"Claim", "Release"} & options(details_view(make())).keys()
    assert "is on it" not in text(card_view(make()))


def test_whoever_acts_all_the_same_is_told_first() -> None:
    view = Screen(*claimed_notice(Act.APPROVE, CLAIM, reply_card(claim=CLAIM)))

    assert text(view) == "Maya has been on this since <t:1772445300:R>. Nothing was changed."
    assert buttons(view) == {"Approve anyway": "anyway:7:approve:2"}
    in_queue = Screen(*claimed_notice(Act.EDIT, CLAIM, reply_card(claim=CLAIM), "3eq"))
    assert buttons(in_queue) == {"Edit anyway": "anyway:7:edit:2:3eq"}
