"""What repeats what."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.similar import nearly_the_same
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
    assert nearly_the_same(text, ["Something else entirely.", EARLIER]) == EARLIER


@pytest.mark.parametrize(
    "text", ["Thanks, Ada, that means a lot to the whole team.", "Glad to hear it!", "", "🎉", "What do you like about the new beans?"]
)
def test_other_words_do(text: str) -> None:
    assert nearly_the_same(text, ["Something else entirely.", EARLIER]) is None


def test_names_in_the_mask_make_no_difference_on_either_side() -> None:
    assert nearly_the_same("Thanks, Ada!", ["Thanks, Grace Hopper!"], masking=["Ada", "Grace Hopper"]) == "Thanks, Grace Hopper!"
    assert nearly_the_same("Thanks, Ada!", ["Thanks, Grace Hopper!"]) is None
    assert nearly_the_same("Adapters for all", ["pters for all"], masking=["Ada"]) == "pters for all"
    assert nearly_the_same("Adage", ["Thanks"], masking=["Ada", ""]) is None


def test_texts_without_words_are_compared_as_they_are() -> None:
    assert nearly_the_same("❤️", ["🎉", "❤️ "]) == "❤️ "
    assert nearly_the_same("❤️", ["🎉", "@ada"]) is None
    assert nearly_the_same("@ada 12", ["@ada 12"]) == "@ada 12"


def test_five_thousand_long_texts_are_compared_quickly() -> None:
    words = [f"{first}{second}" for first in "bcdfghjklm" for second in ("an", "er", "ist", "ol", "um")]
    sent = [" ".join(words[(place * step) % len(words)] for step in range(1, 70))[:280] for place in range(1, 5_001)]

    began = time.perf_counter()
    assert (
        nearly_the_same("Nothing of the kind went out before, and it is as long as the others are, so that it counts. " * 3, sent) is None
    )
    assert nearly_the_same(sent[-1] + " x", sent) is not None
    assert time.perf_counter() - began < 5


@given(anything, st.lists(anything, max_size=4), st.lists(st.text(max_size=10), max_size=3))
@settings(deadline=10_000, max_examples=60)
def test_it_never_raises_and_names_one_that_was_sent(text: str, sent: list[str], masking: list[str]) -> None:
    assert nearly_the_same(text, sent, masking=masking) in (None, *sent)
    assert nearly_the_same(text, [*sent, text], masking=masking) is not None
