"""X's rules for what goes out, with a sentence for each that is broken."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.rules import cashtags, handles_in, has_link, reply_errors
from bot.drafting.similar import SentTexts
from bot.post_text import MAX_WEIGHTED_LENGTH, is_valid_post, weighted_length
from bot.views.words.text_faults import text_fault
from tests.support.samples.texts import anything


def errors(text: str, *sent: str) -> list[str]:
    return [*map(text_fault, reply_errors(text, author="ada", repeats=SentTexts(sent).find_similar(text)))]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("hello", 5),
        ("é", 1),
        ("e\u0301", 1),
        ("日本", 4),
        ("👩‍👩‍👧‍👦", 2),
        ("see https://example.com/" + "a" * 500, 27),
        ("x.com", 23),
        ("a\r\nb", 3),
    ],
)
def test_length_is_counted_as_x_counts(text: str, length: int) -> None:
    assert weighted_length(text) == length


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("https://t.co/abc", True),
        ("look at example.com", True),
        ("example.com/x?y=1", True),
        ("a" * 60 + " . " * 20 + "example.com", True),
        ("ada@example.com", False),
        ("e.g. this", False),
        ("Hm....................", False),
        ("", False),
    ],
)
def test_links_are_seen_as_x_sees_them(text: str, seen: bool) -> None:
    assert has_link(text) is seen


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@ada, @Bob_1 and (@eve) .@joe", ["ada", "Bob_1", "eve", "joe"]),
        ("@ada @ADA", ["ada"]),
        ("＠ada", ["ada"]),
        ("write to ada@example.com", []),
        ("https://example.com/@eve/x", []),
        ("@ada@bob", []),
        ("@", []),
    ],
)
def test_handles_are_seen_as_x_sees_them(text: str, found: list[str]) -> None:
    assert handles_in(text) == found


def test_cashtags_are_told_from_prices() -> None:
    assert cashtags("$TSLA and ($aapl), $BRK.B") == ["TSLA", "aapl", "BRK.B"]
    assert cashtags("$5, US$TSLA, $toolongtag, $$A $") == []


@pytest.mark.parametrize(
    "text", ["Thanks, Ada!", "@ada @Ada @ADA hello", "a" * MAX_WEIGHTED_LENGTH, "日" * 140, "I paid $5 for $TSLA", "one\ntwo\tthree", "🎉"]
)
def test_what_x_takes_has_no_fault(text: str) -> None:
    assert errors(text) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is no text yet. Write what to answer."),
        (" \n\u200b", "There is no text yet. Write what to answer."),
        ("a" * 312, "This is 312 characters long by X's count; X takes 280. (Links count 23, emoji and many scripts count double.)"),
        ("日" * 141, "This is 282 characters long by X's count; X takes 280. (Links count 23, emoji and many scripts count double.)"),
        ("$A or $B", "X takes at most one cashtag, and this has 2: $A and $B."),
        ("@bob @ada hi", "An answer may mention its author alone (@ada), and this mentions @bob."),
        ("@b @c @d @ada", "An answer may mention its author alone (@ada), and this mentions @b, @c and @d."),
        (
            "hi\ufeff\x07",
            "This holds characters that nobody can see and X does not take: U+FEFF and U+0007. Typing the text anew removes them.",
        ),
        ("hi\ud800", "This holds characters that nobody can see and X does not take: U+D800. Typing the text anew removes them."),
    ],
)
def test_each_fault_is_one_plain_sentence(text: str, sentence: str) -> None:
    assert errors(text) == [sentence]


def test_what_went_out_lately_is_quoted() -> None:
    assert errors("Glad you like it, Ada!", "Other words.", "Glad you\nlike it - Ada") == [
        "Nearly the same went out lately (“Glad you like it - Ada”), and X punishes repetition. Please say it differently."
    ]
    assert "(“" + "ab " * 19 + "ab…”)" in errors("ab " * 60, "ab " * 60)[0]


def test_all_faults_are_told_at_once() -> None:
    assert len(errors("$A $B @bob \x00" + "a" * 300)) == 4


@given(anything, st.lists(anything, max_size=3), st.text(max_size=20))
@settings(deadline=10_000)
def test_no_text_breaks_the_check_and_what_passes_x_takes(text: str, sent: list[str], author: str) -> None:
    told = reply_errors(text, author=author, repeats=SentTexts(sent).find_similar(text))

    assert all(fault.endswith((".", ".)")) and "\n" not in fault and len(fault) < 300 for fault in map(text_fault, told))
    if not told:
        assert is_valid_post(text)
    assert isinstance(has_link(text), bool)
    assert weighted_length(text) >= 0
