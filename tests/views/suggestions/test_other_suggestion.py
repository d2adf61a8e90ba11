"""What a card tells of the other suggestion about its person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain import Act, Decision, OtherSuggestion, Route, SuggestionKind, SuggestionState
from bot.views.suggestions.card import card_view
from bot.views.suggestions.details import details_view
from tests.support.samples.cards import MAYA, NOW, STATES, assessed, card, reply_card, text
from tests.support.samples.notes import written

LINK = "https://discord.com/channels/1/2/3"
REPLY, FOLLOW_BACK = SuggestionKind.REPLY, SuggestionKind.FOLLOW_BACK


def other(kind: SuggestionKind, state: SuggestionState, said: Act | None = None, route: Route | None = Route.API) -> OtherSuggestion:
    return OtherSuggestion(8, kind, state, route, Decision(said, NOW, MAYA) if said else None, 2, 3)


def line(shown: OtherSuggestion, link: str = LINK) -> str:
    """What the card of the other kind says of it."""
    on = card if shown.kind is REPLY else reply_card
    return text(card_view(on(other=shown, other_link=link))).split("\n")[-1]


@pytest.mark.parametrize(
    ("shown", "says"),
    [
        (other(REPLY, STATES.OPEN), "Reply waiting"),
        (other(FOLLOW_BACK, STATES.OPEN), "Follow-back waiting"),
        (other(REPLY, STATES.SNOOZED, Act.SNOOZE), "Reply snoozed"),
        (other(FOLLOW_BACK, STATES.HANDED_OFF, Act.APPROVE), "Maya approved a follow-back"),
        (other(REPLY, STATES.APPROVED, Act.APPROVE), "Maya approved a reply to them"),
        (other(FOLLOW_BACK, STATES.DONE, Act.APPROVE), "Maya followed them back"),
        (other(REPLY, STATES.DONE, Act.RETRY), "Maya answered their post"),
        (other(REPLY, STATES.DONE, Act.APPROVE, route=None), "The team answered their post"),
        (other(REPLY, STATES.DONE, Act.EDIT), "The team answered their post"),
        (other(FOLLOW_BACK, STATES.SKIPPED, Act.NOT_FOR_US), "Maya skipped the follow-back"),
        (other(REPLY, STATES.LAPSED, Act.APPROVE), "Reply lapsed"),
    ],
)
def test_a_card_says_how_it_stands_with_the_other_and_links_it(shown: OtherSuggestion, says: str) -> None:
    assert line(shown) == f"-# [{says} →]({LINK})"


def test_without_a_card_of_its_own_it_is_found_in_the_queue_while_it_waits() -> None:
    assert line(other(REPLY, STATES.OPEN), link="") == "-# Reply waiting: /replies queue"
    assert line(other(FOLLOW_BACK, STATES.DONE, Act.APPROVE), link="") == "-# Maya followed them back"


def test_what_no_queue_offers_is_not_named() -> None:
    suppressed = replace(assessed(), suppressed=written("a word"))
    assert "Reply" not in text(card_view(card(other=other(REPLY, STATES.OPEN), assessment=suppressed)))


@pytest.mark.parametrize("state", list(STATES))
def test_a_decided_card_tells_of_it_too_and_once(state: SuggestionState) -> None:
    for shown in (card(state, other=other(REPLY, STATES.OPEN), other_link=LINK), reply_card(state, other=other(REPLY, STATES.OPEN))):
        assert text(card_view(shown)).count("Reply waiting") == 1


def test_the_details_leave_it_to_the_card() -> None:
    assert "Reply waiting" not in text(details_view(card(other=other(REPLY, STATES.OPEN), other_link=LINK)))
