"""What repeats what."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.similar import Earlier, bare_words
from tests.drafting.texts import anything

EARLIER = "Thank you so much, Ada! We are glad you like the new beans."


@pytest.mark.parametrize(
    "text",
    [
        EARLIER,
        "thank you so much ada we are glad you like the new beans",
        "@grace Thank you so much, Ada!!! We are glad you like the new beans 🎉 https://t.co/x",
        "Thank you so much, Ada! We are glad you liked the new beans.",
        "Thank you so much, Grace! We are glad you like the new beans.",
        "Thank you so much, Ada! We are 2 glad you like the 12 new beans.",
    ],
)
def test_small_changes_make_no_other_text(text: str) -> None:
    assert Earlier(["Something else entirely.", EARLIER]).nearly(text) == EARLIER


@pytest.mark.parametrize(
    "text", ["Thanks, Ada, that means a lot to the whole team.", "Glad to hear it!", "", "🎉", "What do you like about the new beans?"]
)
def test_other_words_do(text: str) -> None:
    assert Earlier(["Something else entirely.", EARLIER]).nearly(text) is None


def test_names_in_the_mask_make_no_difference_on_either_side() -> None:
    assert Earlier(["Thanks, Grace Hopper!"], ["Ada", "Grace Hopper"]).nearly("Thanks, Ada!") == "Thanks, Grace Hopper!"
    assert Earlier(["Thanks, Grace Hopper!"]).nearly("Thanks, Ada!") is None
    assert Earlier(["pters for all"], ["Ada"]).nearly("Adapters for all") == "pters for all"
    assert Earlier(["Thanks"], ["Ada", ""]).nearly("Adage") is None


def test_texts_without_words_are_compared_by_their_signs() -> None:
    assert Earlier(["🎉", "❤️ "]).nearly("❤️") == "❤️ "
    assert Earlier(["👍🏽 ❤️"]).nearly("👍\n❤") == "👍🏽 ❤️"
    assert Earlier(["🎉", "@ada"]).nearly("❤️") is None
    assert Earlier(["@ada 12"]).nearly("@ada 12") == "@ada 12"


def test_five_thousand_long_texts_are_compared_quickly() -> None:
    words = [f"{first}{second}" for first in "bcdfghjklm" for second in ("an", "er", "ist", "ol", "um")]
    sent = [" ".join(words[(place * step) % len(words)] for step in range(1, 70))[:280] for place in range(1, 5_001)]

    began = time.process_time()
    earlier = Earlier(sent)
    other = "Nothing of the kind went out before, and it is as long as the others are, so that it counts. " * 3
    assert earlier.nearly(other) is None
    assert earlier.nearly(sent[-1] + " x") is not None
    assert time.process_time() - began < 5


def test_what_was_compared_once_is_ready_for_the_next_author() -> None:
    sent = [f"We roast {place:b} bags of beans, as we did before." for place in range(500)]
    Earlier(sent).nearly("Something else")
    made_ready = bare_words.cache_info().misses
    assert Earlier(list(sent), ["Grace Hopper"]).nearly("Thanks, Grace Hopper!") is None

    assert bare_words.cache_info().misses - made_ready <= 2, "the name and the new text"


@given(anything, st.lists(anything, max_size=4), st.lists(st.text(max_size=10), max_size=3))
@settings(deadline=10_000, max_examples=60)
def test_it_never_raises_and_names_one_that_was_sent(text: str, sent: list[str], masking: list[str]) -> None:
    assert Earlier(sent, masking).nearly(text) in (None, *sent)
    assert Earlier([*sent, text], masking).nearly(text) is not None
