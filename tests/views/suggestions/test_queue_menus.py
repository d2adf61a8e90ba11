"""The menus below a queue keep what was chosen, and fit into what Discord takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Card, QueueFilter, QueueOrder, QueueView, SuggestionKind
from bot.domain.queue import TO_DO
from bot.views.suggestions.queue import queue_view
from tests.support.samples.cards import STATES, buttons, card, components, discord_takes, reply_cards, text, walked

FOLLOW_BACK = SuggestionKind.FOLLOW_BACK
views = st.builds(QueueView, st.frozensets(st.sampled_from(QueueFilter)), st.sampled_from(QueueOrder))


@given(reply_cards, views, st.integers(0, 10**8))
def test_discord_takes_any_view_of_any_queue(shown: Card, view: QueueView, to_do: int) -> None:
    kind = shown.suggestion.kind
    discord_takes(queue_view(kind, shown, waiting=3, skip=1, view=view, to_do=to_do))
    discord_takes(queue_view(kind, None, waiting=0, view=view, to_do=to_do))


def test_every_button_and_menu_keeps_what_was_chosen() -> None:
    view = QueueView(frozenset({QueueFilter.QUIET, QueueFilter.REACH_10K}), QueueOrder.NEWEST)

    shown = queue_view(FOLLOW_BACK, card(), waiting=12, skip=2, view=view)

    assert buttons(shown)["Skip"] == "queue:7:skip:2bqn"
    assert (buttons(shown)["Previous"], buttons(shown)["Next"]) == ("page:queue:1:bqn", "page:queue:3:bqn")
    only, order = [part for part in walked(shown) if part["type"] == 3]
    assert (only["custom_id"], order["custom_id"]) == ("queue_only:queue:bqn", "queue_order:queue:bqn")
    assert [option["value"] for option in only["options"] if option.get("default")] == ["q", "b"]
    assert "3 of 12 waiting, the newest first" in text(shown)


@pytest.mark.parametrize(
    ("waiting", "view", "menus"),
    [(1, QueueView(), 0), (2, QueueView(), 2), (1, QueueView(order=QueueOrder.NEWEST), 2), (5, TO_DO, 0)],
)
def test_there_are_menus_where_there_is_something_to_choose_from(waiting: int, view: QueueView, menus: int) -> None:
    shown = queue_view(FOLLOW_BACK, card(), waiting=waiting, view=view)
    assert len([part for part in walked(shown) if part["type"] == 3]) == menus


def test_where_nobody_fits_it_can_be_chosen_anew() -> None:
    shown = queue_view(FOLLOW_BACK, None, waiting=0, view=QueueView(frozenset({QueueFilter.TOPIC})))
    assert "Nobody who waits fits" in text(shown)
    assert len(components(shown)) == 3


def test_what_has_to_be_done_on_x_has_a_button_and_a_way_back() -> None:
    assert buttons(queue_view(FOLLOW_BACK, None, waiting=0, to_do=3))["Waiting for your Follow: 3"] == "page:queue:0:ho"
    assert "Waiting for your Follow: 0" not in buttons(queue_view(FOLLOW_BACK, None, waiting=0))
    handed_off = queue_view(FOLLOW_BACK, card(STATES.HANDED_OFF), waiting=2, view=TO_DO, to_do=2)
    assert buttons(handed_off)["Back to the queue"] == "page:queue:0:"
    assert "1 of 2 to do on X" in text(handed_off)
