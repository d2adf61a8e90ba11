"""A suggestion's card in each of its states, as the team reads it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from bot.domain import Act, Card, ExpectedRoute, SuggestionState
from bot.views.format.screen import fingerprint
from bot.views.suggestions.card import card_view
from bot.views.suggestions.details import details_view
from bot.views.suggestions.marks import suggestion_of_component
from tests.support.samples.cards import (
    NOW,
    STATES,
    ada,
    assessed,
    buttons,
    card,
    cards,
    components,
    discord_takes,
    reply_card,
    text,
)
from tests.support.samples.notes import written


@given(cards)
def test_discord_takes_any_card_whatever_x_says(shown: Card) -> None:
    view = card_view(shown)
    discord_takes(view)
    assert view.total_children_count <= 40
    assert view.content_length() <= 4_000
    discord_takes(details_view(shown))


@given(cards)
def test_no_card_can_ping_anybody(shown: Card) -> None:
    said = text(card_view(shown))
    assert "@everyone" not in said
    assert "@here" not in said
    assert "<@" not in said.replace("\\<", "")


@given(cards)
def test_the_same_card_is_always_shown_alike(shown: Card) -> None:
    assert fingerprint(card_view(shown)) == fingerprint(card_view(replace(shown)))


@given(cards)
def test_a_card_is_recognised_by_its_mark(shown: Card) -> None:
    container = components(card_view(shown))[0]
    assert suggestion_of_component(container["id"]) == shown.suggestion.id


@given(cards)
def test_every_button_of_a_card_says_which_suggestion_it_is_about(shown: Card) -> None:
    for target in buttons(card_view(shown)).values():
        assert target.startswith(
            (
                f"suggestion:{shown.suggestion.id}:",
                f"more:{shown.suggestion.id}",
                "https://x.com/intent/follow?user_id=",
                "https://x.com/intent/tweet?",
            )
        )


def test_every_change_that_can_be_seen_changes_the_fingerprint() -> None:
    seen = {
        fingerprint(card_view(shown))
        for shown in (
            *(card(state) for state in SuggestionState),
            card(profile=ada(followers=1)),
            card(expected_route=ExpectedRoute.API),
            card(STATES.APPROVED, waiting="Later."),
            card(STATES.SKIPPED, said=Act.SKIP),
            card(STATES.SKIPPED, said=Act.OPT_OUT),
            card(STATES.SKIPPED, said=Act.NOT_FOR_US),
            card(assessment=replace(assessed("has posted 5,200 times"), why=(written("first to answer you"),))),
            card(assessment=replace(assessed("has posted 5,200 times"), suppressed=written("a word"))),
        )
    }
    assert len(seen) == len(SuggestionState) + 8


def test_an_opt_out_is_shown_on_the_card() -> None:
    shown = reply_card(STATES.WITHDRAWN, said=Act.APPROVE, settled_at=NOW, note="They opted out.")
    assert text(card_view(shown)).startswith("Withdrawn · ")
    assert "They opted out. Nothing was sent to X." in text(card_view(shown))
