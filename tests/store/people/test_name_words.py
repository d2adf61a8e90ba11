"""What may be typed to find a name: each of its words with those behind it, folded as what is typed is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.people.name_words import folded, words_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ada Lovelace", {"ada lovelace", "lovelace"}),
        ("Countess (Ada)", {"countess (ada)", "(ada)", "ada)"}),
        ("O'Neill-Brandt", {"o'neill-brandt", "neill-brandt", "brandt"}),
        ("山田", {"山田", "田"}),
        ("", set()),
        ("  \u0301 ", set()),
    ],
)
def test_each_word_with_those_behind_it(name: str, words: set[str]) -> None:
    assert words_of(name) == words


@given(st.text(max_size=200))
def test_there_are_few_and_they_are_short_and_folded(name: str) -> None:
    words = words_of(name)

    assert len(words) <= 8
    assert all(0 < len(each) <= 24 and folded(each) == each for each in words)
