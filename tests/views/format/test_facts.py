"""Sentences are made of whole sentences, and things are listed as people list them."""

from __future__ import annotations

import pytest

from bot.domain import Note, NoteCode
from bot.views.format.facts import alternatives, always, enumeration, paragraph
from bot.views.format.i18n import N_, language, speaking


@pytest.mark.parametrize(
    ("things", "more", "words"),
    [
        ([], 0, ""),
        (["tea"], 0, "tea"),
        (["tea", "milk"], 0, "tea and milk"),
        (["tea", "milk", "rum"], 0, "tea, milk and rum"),
        (["tea", "milk"], 3, "tea, milk and 3 more"),
    ],
)
def test_an_enumeration(things: list[str], more: int, words: str) -> None:
    assert enumeration(things, more) == words


def test_alternatives() -> None:
    assert [alternatives(things) for things in ([], ["tea"], ["tea", "milk"], ["tea", "milk", "rum"])] == [
        "",
        "tea",
        "tea or milk",
        "tea, milk or rum",
    ]


def test_a_paragraph_leaves_out_what_is_not_there() -> None:
    assert paragraph("One.", "", "Two.") == "One. Two."
    assert paragraph() == ""


def test_each_is_said_in_the_language_that_is_spoken() -> None:
    say = always(N_("Nothing was changed:"))
    with speaking(language("de")):
        assert say(Note(NoteCode.WRITTEN)) != "Nothing was changed:"
        assert enumeration(["Tee", "Milch"]) == "Tee und Milch"
    assert say(Note(NoteCode.WRITTEN)) == "Nothing was changed:"
