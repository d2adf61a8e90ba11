"""No text takes a time that grows with the square of its length, and no file one that holds anybody up."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from bot.domain import Intent, SavedReply
from bot.drafting.import_export import MAX_FILE_BYTES, MAX_ROWS, export_replies, import_replies
from bot.drafting.similar import Repeats, SentTexts, bare_words, unspaced
from bot.drafting.spreadsheet import escape_formulas, unescape_formulas
from bot.drafting.templates import Addressee, fill, template_errors
from bot.drafting.visible_text import visible_text
from tests.support.cpu_time import LONG, MOST_GROWTH, SHORT, growth, of_length

ADA = Addressee("Ada", "ada", "boats")
SAVED = [
    SavedReply(1, Intent.OTHER, "Hi {name} about {topic} and {name} or {topic}, thanks", ""),
    SavedReply(2, Intent.OTHER, "{name}{topic}{name} {topic} a", ""),
    SavedReply(3, Intent.OTHER, "{name} " * 100 + "x", ""),
]
UNITS = ["please ", "a.", "@ab ", "e\u0301\u0323", "\u0f71\u0f72", "http://x ", "日本", "{name} ", "\n", " \u202e", "ﷺ", ";'", "'", '; "']


def _repeats(text: str) -> None:
    bare_words.cache_clear()
    unspaced.cache_clear()
    Repeats([text], ADA, SAVED).by(fill(SAVED[0].text, ADA))
    Repeats(["Hi there"], ADA, SAVED).by(text)


def _nearly(text: str) -> None:
    bare_words.cache_clear()
    unspaced.cache_clear()
    SentTexts([text], ("Ada", "ada")).find_similar(f"{text}x")


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("work", [visible_text, escape_formulas, unescape_formulas, template_errors, _nearly, _repeats])
def test_time_grows_with_the_length_of_a_text(work: Callable[[str], object], unit: str) -> None:
    assert growth(work, of_length(unit, SHORT), of_length(unit, LONG)) <= MOST_GROWTH


def _file(row: str, characters: int) -> bytes:
    rows = [f'other,,"{row} {number}"\n' for number in range(characters // len(row))]
    return ("intent,language,text\n" + "".join(rows)).encode()


@pytest.mark.parametrize("row", ["Thanks for the note, we look into it. " * 7, "a." * 135, "a." * 390, "{name} or {topic}, " * 14])
def test_time_grows_with_the_length_of_a_file(row: str) -> None:
    assert growth(import_replies, _file(row, SHORT), _file(row, LONG)) <= MOST_GROWTH


@pytest.mark.parametrize(
    "data",
    [
        _file("a." * 390, 400_000),
        _file("please " * 100, 400_000),
        b"intent,language,text\n" + b"a\n" * (MAX_FILE_BYTES // 2 - 20),
        b"intent,language,text\n" + ("other,," + "\u0f71\u0f72" * 1_900 + "\n").encode() * 180,
        b"intent,language,text\n" + ('"' + "\u0f71\u0f72\n" * 200_000 + '"').encode(),
        b"intent,language,text\n" + b"{" * 1_000_000,
    ],
    ids=["dots", "words", "rows", "accents", "lines", "braces"],
)
def test_no_file_takes_seconds(data: bytes) -> None:
    begun = time.process_time()

    assert import_replies(data).errors

    assert time.process_time() - begun < 3, "of a processor; each took tenths of one when this was written"


def test_time_grows_with_the_number_of_saved_replies() -> None:
    saved = [SavedReply(number, Intent.OTHER, f"Thanks, {{name}}, number {number};=1", "") for number in range(MAX_ROWS)]

    assert growth(lambda kept: import_replies(export_replies(kept)), saved[: MAX_ROWS // 8], saved) <= MOST_GROWTH
