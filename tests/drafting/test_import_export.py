"""The file of saved replies, there and back, and what may be wrong with one from elsewhere."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain import Intent, SavedReply
from bot.drafting.examples import EXAMPLES
from bot.drafting.import_export import MAX_ERRORS, MAX_FILE_BYTES, MAX_ROWS, ImportResult, NewReply, export_replies, import_replies
from bot.drafting.templates import template_errors
from bot.drafting.visible_text import visible_text
from bot.views.words.text_faults import text_fault

HEADER = "intent,language,text\n"
HI = NewReply(Intent.GREETING, "en", "Hello {name}")

texts = (
    st.sampled_from(["", "=", "+", "-", "@", "'", "''", "'=", "\t", "\r", '"', "\n", ";", "\ufeff"])
    .flatmap(lambda begin: st.text(st.sampled_from("ab '=+-\"\n\r,;\t{}é日❤"), max_size=30).map(lambda rest: begin + rest))
    .map(visible_text)
    .filter(lambda text: not template_errors(text))
)
replies = st.lists(
    st.builds(NewReply, st.sampled_from(Intent), st.sampled_from(["", "en", "pt"]), texts),
    min_size=1,
    max_size=8,
    unique_by=lambda reply: reply.text,
)


@given(replies)
@example([NewReply(Intent.OTHER, "", "=1+1"), NewReply(Intent.OTHER, "", "'=1+1"), NewReply(Intent.OTHER, "", "''Tis")])
@example([NewReply(Intent.OTHER, "", "Hello;=1+1"), NewReply(Intent.OTHER, "", "Hello;'=1+1"), NewReply(Intent.OTHER, "", "Hello\n''-")])
@example([NewReply(Intent.OTHER, "", "-\n'"), NewReply(Intent.OTHER, "en", "'Tis the season, {name}"), NewReply(Intent.OTHER, "en", "x")])
def test_what_was_exported_is_imported_exactly(kept: list[NewReply]) -> None:
    back = import_replies(export_replies(kept))

    assert back.errors == ()
    assert list(back.replies) == kept


@given(replies)
def test_no_cell_passes_for_a_formula(kept: list[NewReply]) -> None:
    rows = csv.reader(io.StringIO(export_replies(kept).decode("utf-8-sig"), newline=""))

    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


@given(replies, st.sampled_from(",;\t|"))
@example([NewReply(Intent.OTHER, "", 'Hello;=1+1, "@SUM(A1)')], ";")
@example([NewReply(Intent.OTHER, "", "Hello\n =1+1")], ";")
def test_no_part_of_the_file_passes_for_a_formula_whatever_separates(kept: list[NewReply], separator: str) -> None:
    for line in export_replies(kept).decode("utf-8-sig").splitlines():
        assert not any(part.strip(' "').startswith(("=", "+", "-", "@")) for part in line.split(separator))


def test_as_many_of_the_longest_replies_in_any_script_fit_in_the_file() -> None:
    # X counts each of these letters twice, so 140 fit into a post; a link may be long, as it counts 23.
    kept = [NewReply(Intent.OTHER, "hi", f"{'𐍈' * 100} {number} https://x.example/{'𐍈' * 600}") for number in range(MAX_ROWS)]

    assert len(export_replies(kept)) <= MAX_FILE_BYTES


@pytest.mark.parametrize(
    "file",
    [
        "intent,language,text,,\ngreeting,en,Hello {name},,\n",
        "sep=;\r\nintent;language;text\r\ngreeting;en;Hello {name}\r\n",
        '"sep=,"\nintent,language,text\ngreeting,en,Hello {name}\n',
        "intent,language,text\nGreetings,en,Hello {name}\n",
        "Intent,Language,Text\n greetings ,EN,Hello {name}\n",
    ],
)
def test_what_a_spreadsheet_or_a_person_makes_of_it_is_read(file: str) -> None:
    assert import_replies(file.encode()) == ImportResult((HI,), ())


def test_kept_replies_are_exported_for_a_spreadsheet() -> None:
    file = export_replies([SavedReply(7, Intent.THANKS, "Any time, {name}", "en")])

    assert file.startswith(b"\xef\xbb\xbf")
    assert file.decode("utf-8-sig") == 'intent,language,text\r\nthanks,en,"Any time, {name}"\r\n'
    assert import_replies(export_replies(EXAMPLES)).replies == EXAMPLES


@pytest.mark.parametrize(
    "file",
    [
        "intent,language,text\ngreeting,en,Hello {name}\n",
        "intent;language;text\ngreeting;en;Hello {name}\n",
        "intent\tlanguage\ttext\r\ngreeting\ten\tHello {name}\r\n",
        '"Text","INTENT"," language "\n"Hello {name}","Greeting "," EN"\n',
        "\n\ntext;language;intent\n\nHello {name};en;greeting\n;;\n\n",
        "text,language,intent\rHello {name},en,greeting",
        "\ufeffintent,language,text\ngreeting,en,Hello {name},,\n",
    ],
)
def test_columns_and_signs_may_vary(file: str) -> None:
    assert import_replies(file.encode()) == import_replies(export_replies([HI]))


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("qestion,en,Hi there", "“qestion” is no intent. There are question, thanks, praise, complaint, share, greeting, other."),
        (f"{'q' * 99},en,Hi there", f"“{'q' * 29}…” is no intent. There are question, thanks, praise, complaint, share, greeting, other."),
        ("other,english,Hi there", "“english” is no language. Write two letters, such as en, or nothing for any."),
        ("other,日本,Hi there", "“日本” is no language. Write two letters, such as en, or nothing for any."),
        ("other,en", "A saved reply needs some words of its own."),
        ("other,en,", "A saved reply needs some words of its own."),
        ("other,en,Hi {nmae}", "There is no placeholder {nmae}. There are {name}, {handle}, {topic}."),
        ("other,en,Hi there, all", "There are more cells than columns. Put the text in quotation marks."),
        ('GREETING,en,"HELLO\n{NAME}"', "There is no placeholder {NAME}. There are {name}, {handle}, {topic}."),
        ("Greeting,fr,Hello  {name}", "This is the same text as in line 2."),
        ("other,iw,Hi there", "“iw” is no language. Write two letters, such as en, or nothing for any."),
        (f"other,en,{'x' * 801}", "This has 801 characters; there is room for 800, in links, too."),
        (f"other,en,{'x' * 4_001}", "A cell has more than 4,000 characters; there is room for 800, in links, too."),
    ],
)
def test_each_fault_names_its_line_and_the_others_are_kept(row: str, fault: str) -> None:
    file = import_replies(f'{HEADER}greeting,en,Hello {{name}}\nother,,"two\nlines"\n\n{row}\nother,,last\n'.encode())

    assert [*map(text_fault, file.errors)] == [f"Line 6: {fault}"]
    assert [reply.text for reply in file.replies] == ["Hello {name}", "two\nlines", "last"]


def test_texts_are_read_as_they_are_seen() -> None:
    (read,) = import_replies(f'{HEADER}thanks,,"  You\u202e are\u200b  welcome \n"\n'.encode()).replies
    assert read.text == "You are welcome"


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "This file is empty."),
        (b"\xef\xbb\xbf \n", "This file is empty."),
        (b"\x89PNG\r\n\x1a\n", "This file is not UTF-8 text. In a spreadsheet, save it as “CSV UTF-8”."),
        (HEADER.encode("utf-16"), "This file is not UTF-8 text. In a spreadsheet, save it as “CSV UTF-8”."),
        (b"a\0b", "This is no text file. In a spreadsheet, save it as “CSV UTF-8”."),
        (b" " * (MAX_FILE_BYTES + 1024), "This file has 2,049 KiB; there is room for 2,048."),
        (HEADER.encode(), "This file holds no saved replies below its first line."),
        (
            HEADER.encode() + b"".join(b"other,,a%d\n" % n for n in range(MAX_ROWS + 1)),
            "This file holds 501 saved replies; there is room for 500.",
        ),
        (
            f'{HEADER}other,,fine\nother,,"open\n'.encode(),
            "Line 3: the quotation marks do not match. Put two around a text, and double those within it.",
        ),
        (
            f'{HEADER}other,,fine\nother,,"{"a" * 140_000}"\n'.encode(),
            "Line 3: A cell has more than 131,072 characters; there is room for 800, in links, too.",
        ),
        (f'{HEADER}other,,"a"b\n'.encode(), "Line 2: the quotation marks do not match. Put two around a text, and double those within it."),
        *(
            (header, f"Line {line}: the first line must name the columns intent, language, text, in any order, and nothing else.")
            for line, header in ((1, b"x"), (1, b"intent,text\na,b"), (2, b"\nintent,language,text,text\n"), (1, b"intent language text\n"))
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, fault: str) -> None:
    assert (import_replies(data).replies, [*map(text_fault, import_replies(data).errors)]) == ((), [fault])


def test_no_more_than_ten_faults_are_told() -> None:
    file = import_replies(HEADER.encode() + b"x,,Hi\n" * 15)

    assert len(file.errors) == MAX_ERRORS + 1
    assert text_fault(file.errors[-1]) == "Lines from 12 on were not checked: fix these first."
    assert len(import_replies(HEADER.encode() + b"x,,Hi\n" * 10).errors) == MAX_ERRORS


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: (HEADER + text).encode(errors="replace")))
@example((HEADER + 'other,,"' + "a" * 140_000 + '"\n').encode())
@example((HEADER + "other,," + "a." * 60_000).encode())
@example(b",")
@settings(deadline=5_000)
def test_no_file_breaks_it(data: bytes) -> None:
    file = import_replies(data)

    assert len(file.errors) <= MAX_ERRORS + 1
    assert file.replies or file.errors
    assert all("\n" not in fault and fault.isprintable() for fault in map(text_fault, file.errors))
