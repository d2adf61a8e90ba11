"""Two letters, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.language import language_of


@pytest.mark.parametrize(
    ("lang", "code"),
    [
        ("en", "en"),
        ("EN-gb", "en"),
        ("zh-TW", "zh"),
        ("pt_BR", "pt"),
        ("in", "id"),
        ("iw", "he"),
        ("und", ""),
        ("qme", ""),
        ("zxx", ""),
        ("", ""),
        ("e", ""),
    ],
)
def test_known_tags(lang: str, code: str) -> None:
    assert language_of(lang) == code


@given(st.text())
def test_anything_else_is_two_letters_or_nothing(lang: str) -> None:
    code = language_of(lang)

    assert code == "" or (len(code) == 2 and code.isascii() and code.islower())
