"""Which text repeats which."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import Intent, SavedReply
from bot.drafting.similar import Repeats
from bot.drafting.templates import Addressee, fill, template_errors
from tests.support.samples.texts import anything, mixed

SARAH = Addressee("Sarah Whitmore-Jones", "swj", "filter coffee")
MAX = Addressee("Maximilian Oberhauser", "maxob", "espresso machines")
SHOP = Addressee("The Coffee Corner", "corner", "grinders")


def repeats(template: str, first: Addressee, second: Addressee) -> bool:
    """Whether the same saved reply repeats itself with another addressee."""
    saved = SavedReply(1, Intent.THANKS, template)
    return Repeats([fill(template, first)], second, [saved]).by(fill(template, second)) is not None


@pytest.mark.parametrize(
    "template",
    [
        "Thanks, {name}!",
        "{name}, thanks a lot!",
        "{name} ❤️",
        "🎉 {name} 🎉",
        "{name}, dear {name}: thank you, {name}!",
        "{handle} {name}: we love {topic} as much as you do. {topic} for {name}!",
        "{topic}!",
        "{name}さん、どうも！",
        "どうも、{name}さん！",
    ],
)
def test_a_saved_reply_is_the_same_whoever_gets_it(template: str) -> None:
    assert repeats(template, SARAH, SHOP)
    assert repeats(template, SHOP, SARAH)
    assert repeats(template, SARAH, MAX)
    assert repeats(template, MAX, SARAH)


@pytest.mark.parametrize(
    ("template", "other"),
    [
        ("Thanks, {name}!", "Thanksgiving is near, and so is the end of our decaf"),
        ("{name} ❤️", "Sarah 🎉"),
        ("{name}, dear {name}!", "Sarah, dear Max!"),
        ("Thanks for {topic}, {name}!", "Thanks to all who came by"),
    ],
)
def test_another_text_is_another(template: str, other: str) -> None:
    assert Repeats([other], MAX, [SavedReply(1, Intent.THANKS, template)]).by(fill(template, MAX)) is None


def test_what_somebody_writes_by_themselves_is_compared_by_its_words_alone() -> None:
    saved = SavedReply(1, Intent.THANKS, "Thanks {name}!")

    assert Repeats(["Thanks for asking!"], MAX, [saved]).by("Thanks for the hint") is None
    assert Repeats(["Thanks for asking!"], MAX, [saved]).by("Thanks for  asking ☺") == "Thanks for asking!"


templates = st.lists(st.sampled_from(["{name}", "{topic}", "{handle}", "❤️", "thanks", " ", "(", "\\", "7"]), max_size=8).map("".join)


@given(templates | mixed, st.builds(Addressee, anything, st.just("ada"), st.sampled_from(["coffee", "c++", "tea & milk"])))
@settings(deadline=10_000)
def test_it_never_raises_and_a_text_repeats_itself(template: str, addressee: Addressee) -> None:
    if template_errors(template):
        return
    text, saved = fill(template, addressee), SavedReply(1, Intent.THANKS, template)

    assert Repeats([text], addressee, [saved]).by(text) == text
    assert Repeats([], addressee, [saved]).by(text) is None


def test_a_template_of_many_placeholders_takes_no_longer() -> None:
    template = "{name} {topic} " * 30 + "thanks"
    sent = ["a b " * n + "thanks" for n in range(1, 60)] + ["x " * 100]

    began = time.process_time()
    assert Repeats(sent, SARAH, [SavedReply(1, Intent.THANKS, template)]).by(fill(template, SARAH)) is not None
    assert time.process_time() - began < 5
