"""What does not fit is shortened in the order of what matters least."""

from __future__ import annotations

import pytest

from bot.views.format.fitting import fit, row_count, visible, word_count


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("### 3 new **followers**", "3 new followers"),
        ("-# [@ada](https://x.com/i/user/1) left <t:1:R>", "@ada left 00 00000 000"),
        (r"[a \[b\]](https://x.com) \*c\*", "a [b] *c*"),
        ("[`@a_b_c`](https://x.com)", "@a_b_c"),
    ],
)
def test_what_is_seen_of_markdown(line: str, seen: str) -> None:
    assert visible(line) == seen


def test_words_are_what_is_read() -> None:
    assert word_count("**4** done · 2 on the way") == 6


@pytest.mark.parametrize(("line", "rows"), [("a" * 45, 1), ("a" * 46, 2), (f"-# {'a' * 46}", 1), (f"### {'a' * 46}", 2), ("", 0)])
def test_rows_of_a_phone(line: str, rows: int) -> None:
    assert row_count(line) == rows


def test_what_ranks_first_is_shown_first_and_the_room_that_is_left_goes_to_what_fits() -> None:
    lines = [[(0, "head")], [(2, "one two three four"), (1, "one")], [(1, "five six")], [(9, ""), (3, "seven")]]

    def said(words: int) -> list[str]:
        return fit(lines, rows=9, words=words)

    assert said(8) == ["head", "one two three four", "five six", "seven"]
    assert said(7) == ["head", "one two three four", "five six"]
    assert said(6) == ["head", "one", "five six", "seven"]
    assert said(4) == ["head", "one", "five six"]
    assert said(3) == ["head", "one", "seven"]
    assert said(1) == ["head"]
    assert fit(lines, rows=2, words=99) == ["head", "one two three four"]
