"""What repeats what."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.similar import SentTexts, bare_words
from tests.support.samples.texts import anything

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
    assert SentTexts(["Something else entirely.", EARLIER]).find_similar(text) == EARLIER


@pytest.mark.parametrize(
    "text", ["Thanks, Ada, that means a lot to the whole team.", "Glad to hear it!", "", "🎉", "What do you like about the new beans?"]
)
def test_other_words_do(text: str) -> None:
    assert SentTexts(["Something else entirely.", EARLIER]).find_similar(text) is None


def test_names_in_the_mask_make_no_difference_on_either_side() -> None:
    assert SentTexts(["Thanks, Grace Hopper!"], ["Ada", "Grace Hopper"]).find_similar("Thanks, Ada!") == "Thanks, Grace Hopper!"
    assert SentTexts(["Thanks, Grace Hopper!"]).find_similar("Thanks, Ada!") is None
    assert SentTexts(["pters for all"], ["Ada"]).find_similar("Adapters for all") == "pters for all"
    assert SentTexts(["Thanks"], ["Ada", ""]).find_similar("Adage") is None


def test_texts_without_words_are_compared_by_their_signs() -> None:
    assert SentTexts(["🎉", "❤️ "]).find_similar("❤️") == "❤️ "
    assert SentTexts(["👍🏽 ❤️"]).find_similar("👍\n❤") == "👍🏽 ❤️"
    assert SentTexts(["🎉", "@ada"]).find_similar("❤️") is None
    assert SentTexts(["@ada 12"]).find_similar("@ada 12") == "@ada 12"


def test_five_thousand_long_texts_are_compared_quickly() -> None:
    words = [f"{first}{second}" for first in "bcdfghjklm" for second in ("an", "er", "ist", "ol", "um")]
    sent = [" ".join(words[(place * step) % len(words)] for step in range(1, 70))[:280] for place in range(1, 5_001)]

    began = time.process_time()
    earlier = SentTexts(sent)
    other = "Nothing of the kind went out before, and it is as long as the others are, so that it counts. " * 3
    assert earlier.find_similar(other) is None
    assert earlier.find_similar(sent[-1] + " x") is not None
    assert time.process_time() - began < 5


def test_what_was_compared_once_is_ready_for_the_next_author() -> None:
    sent = [f"We roast {place:b} bags of beans, as we did before." for place in range(500)]
    SentTexts(sent).find_similar("Something else")
    made_ready = bare_words.cache_info().misses
    assert SentTexts(list(sent), ["Grace Hopper"]).find_similar("Thanks, Grace Hopper!") is None

    assert bare_words.cache_info().misses - made_ready <= 2, "the name and the new text"


@given(anything, st.lists(anything, max_size=4), st.lists(st.text(max_size=10), max_size=3))
@settings(deadline=10_000)
def test_it_never_raises_and_names_one_that_was_sent(text: str, sent: list[str], masking: list[str]) -> None:
    assert SentTexts(sent, masking).find_similar(text) in (None, *sent)
    assert SentTexts([*sent, text], masking).find_similar(text) is not None
