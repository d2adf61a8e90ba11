"""Whatever form the same people come in, they are judged alike; and what cannot be judged is explained."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest

from bot.cli.exports.encoding import in_utf8
from bot.cli.exports.processing import process_all
from bot.cli.exports.source import CannotRead, Source
from bot.cli.score import PEOPLE as WANTED
from bot.cli.score import Scorer, run
from bot.runtime.clock import SystemClock
from tests.support.samples.exports import FORMS, PEOPLE, SPOKEN, lines, table, v1

CASES = Path(__file__).resolve().parents[3].parent / "shared" / "cases" / "users"

Answer = dict[str, Any]


def read(data: bytes) -> tuple[list[Answer], str, Scorer]:
    """The answers, and the form they were read as."""
    source, encoding = in_utf8(Source(io.BytesIO(data)))
    sink, judge = io.BytesIO(), Scorer(SystemClock())
    counts = process_all(source, sink, WANTED, judge.answers, lambda _: None)
    return [json.loads(line) for line in sink.getvalue().splitlines()], f"{counts.file_format} {encoding}".strip(), judge


def answers(text: str) -> list[Answer]:
    return read(text.encode())[0]


@pytest.fixture(scope="module")
def expected() -> list[Answer]:
    found = answers(FORMS["v2 lines"][0])
    assert [answer["verdict"] for answer in found] == ["quiet", "quiet", "suspicious", "unsure", "unsure", "unsure", "suspicious"]
    return found


def without_lists(found: list[Answer]) -> list[Answer]:
    """twint knows nothing of lists, which count neither way."""
    return [answer | {"reasons": [reason for reason in answer["reasons"] if "list" not in reason]} for answer in found]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_people_are_judged_alike_in_every_form(form: str, expected: list[Answer]) -> None:
    text, shape = FORMS[form]
    found, read_as, judge = read(text.encode())

    assert read_as == shape
    assert (without_lists(found) if "twint" in form else found) == (without_lists(expected) if "twint" in form else expected)
    assert judge.scored == len(PEOPLE)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("form", ["v2 lines", "pretty array", "csv as people spell it", "tabs"])
def test_the_same_people_are_judged_alike_in_every_encoding(form: str, encoding: str, expected: list[Answer]) -> None:
    if encoding == "cp1252" and "csv" not in form:
        pytest.skip("JSON is never written so")
    found, shape, _ = read(FORMS[form][0].encode(encoding))

    assert found == expected
    assert shape.split(" UTF")[0] == FORMS[form][1]


@pytest.mark.skipif(not CASES.is_dir(), reason="../shared/cases/users is not here")
def test_the_cases_at_hand_are_judged_alike() -> None:
    found = {path.name: read(path.read_bytes())[0] for path in CASES.iterdir()}

    assert all(answers == found["v2.jsonl"] for answers in found.values())
    assert len(found["v2.jsonl"]) == 10


def test_a_page_longer_than_any_of_x_is_read_element_by_element(expected: list[Answer]) -> None:
    people = [*PEOPLE * 300]
    found, shape, _ = read(json.dumps({"meta": {"a": 1}, "data": people, "users": list(PEOPLE), "more": {}}, indent=1).encode())

    assert shape == "a JSON document"
    assert found == expected * 301


def test_a_page_that_breaks_off_is_answered_as_far_as_it_goes() -> None:
    sink = io.BytesIO()
    text = json.dumps({"data": PEOPLE}, indent=1)[:-500]

    with pytest.raises(CannotRead, match=r"^after record 5 it is no JSON, or cut off$"):
        process_all(Source(io.BytesIO(text.encode())), sink, WANTED, Scorer(SystemClock()).answers, lambda _: None)

    assert sink.getvalue().count(b"\n") == 5


# What is not there stays unknown


def test_what_an_export_does_not_say_is_unknown_and_never_none_at_all() -> None:
    (one,) = answers("handle,followers,following\nada,9,4871\n")
    unknown, partly, odd = answers("handle;followers;following\nada;;\nbo;n/a;4871\ncy;-1;12\n")

    assert one == {
        "id": None,
        "username": "ada",
        "verdict": "suspicious",
        "suspicion": 70,
        "reasons": ["follows 4,871, followed by 9"],
    }
    assert {answer["verdict"] for answer in (unknown, partly, odd)} == {"unsure"}
    assert {answer["suspicion"] for answer in (unknown, partly, odd)} == {0}


def test_whoever_has_figures_is_judged_even_without_id_and_handle() -> None:
    (answer,) = answers("Name,Followers,Following\nAda,9,4871\n")

    assert (answer["id"], answer["username"], answer["verdict"]) == (None, "", "suspicious")


def test_a_checkmark_of_any_kind_is_one_in_every_form() -> None:
    loud = {"id": "5", "public_metrics": {"followers_count": 9, "following_count": 4_871}}
    found = [answers(lines([loud | {"verified_type": kind}]))[0] for kind in ("none", "blue", "business", "government")]

    assert [answer["verdict"] for answer in found] == ["suspicious", "unsure", "unsure", "unsure"]


def test_an_id_that_excel_has_rounded_is_none_and_the_person_is_judged_by_their_handle() -> None:
    (answer,) = answers("id,username,followers,following\n1.8E+18,ada,9,4871\n")

    assert (answer["id"], answer["username"], answer["verdict"]) == (None, "ada", "suspicious")


@pytest.mark.parametrize("row", ["5,ada,310,290,extra,cells", '5,"a""da",310,290', "5,ada,310"])
def test_rows_with_too_many_or_too_few_cells_are_read_as_far_as_they_go(row: str) -> None:
    (answer,) = answers(f"id,username,followers,following\n{row}\n")

    assert answer["id"] == "5"


def test_a_quotation_mark_that_is_never_closed_spoils_one_row() -> None:
    rest = "".join(f"{number},u{number},10,10\n" for number in range(2, 20_000))
    found = answers(f'id,username,followers,following\n1,"ada,310,290\n{rest}')

    bad = [answer for answer in found if "error" in answer]
    assert len(bad) == 1
    assert "quotation mark" in bad[0]["error"]
    assert found[-1]["id"] == "19999"


@pytest.mark.parametrize(
    ("text", "after"), [(json.dumps(PEOPLE)[:-500], 5), (json.dumps(PEOPLE, indent=1).replace('"Bo"', "Bo"), 5), ("[1, 2, }", 2)]
)
def test_a_document_that_breaks_off_is_answered_as_far_as_it_goes(text: str, after: int) -> None:
    sink = io.BytesIO()

    with pytest.raises(CannotRead, match=f"^after record {after} it is no JSON, or cut off$"):
        process_all(Source(io.BytesIO(text.encode())), sink, WANTED, Scorer(SystemClock()).answers, lambda _: None)

    assert sink.getvalue().count(b"\n") == after


# Memory


def peak_of(pieces: Iterator[bytes]) -> int:
    class Made(io.BufferedIOBase):
        def read1(self, size: int = -1, /) -> bytes:
            return next(pieces, b"")

    tracemalloc.start()
    try:
        with Path(os.devnull).open("wb") as sink:
            process_all(Source(Made()), sink, WANTED, Scorer(SystemClock()).answers, lambda _: None)
    except CannotRead:
        pass
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return peak


ROWS = table(SPOKEN, PEOPLE).split("\r\n", 1)
BEGUN: dict[str, tuple[bytes, bytes]] = {
    "a table": (ROWS[0].encode() + b"\r\n", ROWS[1].encode() * 10),
    "an array": (b"[", (json.dumps(PEOPLE)[1:-1] + ",").encode() * 10),
    "pages of several lines": (b"", "".join(json.dumps({"data": PEOPLE * 10}, indent=1)).encode() + b"\n"),
    "v1.1 lines": (b"", lines(map(v1, PEOPLE)).encode() * 10),
}


def test_memory_does_not_grow_with_the_number_of_people() -> None:
    for form, (begin, more) in BEGUN.items():
        few, many = (peak_of(iter([begin, *repeat(more, times)])) for times in (4, 20))
        assert many < 1.5 * few + 20_000, form  # five times as many people


@pytest.mark.parametrize(
    "endless", [b'{"id": "5", "x": "', b'[{"id": "5", "x": "', b"[" * 60_000, b'id,username,followers\n5,"', b"\n" * 60_000]
)
def test_memory_stays_bounded_whatever_never_ends(endless: bytes) -> None:
    assert peak_of(iter([endless, *repeat(endless[-1:] * 60_000 if endless[-1:] in b"[\n" else b"x" * 60_000, 600)])) < 100e6


# Packed, and what is no export at all


def zipped(*members: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


CSV = FORMS["csv"][0].encode()
FOLLOWER_JS = (
    b'window.YTD.follower.part0 = [ {"follower" : {"accountId" : "12", "userLink" : "https://twitter.com/intent/user?user_id=12"}} ]'
)
IDS_ALONE = (
    r"holds ids alone, and nobody can be judged by these\. What would do: /followers export in Discord .* followers and following of each"
)
SAID: dict[str, tuple[Callable[[], bytes], int, str]] = {
    "zip": (
        lambda: zipped(("__MACOSX/._f", b"x"), ("folder/", b""), ("folder/people.csv", CSV)),
        0,
        r"Read as a CSV table \(zip\) with 7 people\.",
    ),
    "gzip of UTF-16": (
        lambda: gzip.compress(FORMS["csv"][0].encode("utf-16")),
        0,
        r"Read as a CSV table \(UTF-16, gzip\) with 7 people\.",
    ),
    "two files": (
        lambda: zipped(("a.csv", CSV), ("b.csv", CSV)),
        2,
        r"Cannot read .*: it holds 2 files; unpack it and name the one you mean\.",
    ),
    "empty zip": (zipped, 2, r"Cannot read .*: it is an empty zip file\."),
    "broken zip": (lambda: zipped(("a.csv", CSV * 99))[:900], 2, r"Cannot read .*: it is damaged or not complete\."),
    "workbook": (
        lambda: zipped(("[Content_Types].xml", b""), ("xl/a.xml", b"")),
        2,
        r"Cannot read .*: it is a workbook .* save it there as .CSV",
    ),
    "archive, whole": (
        lambda: zipped(("data/follower.js", FOLLOWER_JS), ("data/x.js", b"")),
        2,
        rf"Cannot read .*: .*archive.*{IDS_ALONE}\.",
    ),
    "archive, its file": (lambda: FOLLOWER_JS, 2, rf"Cannot read .*: .*archive.*{IDS_ALONE}\."),
    "ids": (
        lambda: b"12\n345\n6789\n",
        2,
        r"Cannot read .*: it is a list of ids or names alone, and nobody can be judged by these\. What would do",
    ),
    "handles": (lambda: b"username\n@ada\n@bo\n", 2, r"Cannot read .*: it is a list of ids or names alone"),
    "prose": (lambda: b"Dear all,\nhere are they.\n", 2, r"Cannot read .*: it is in no form that Mutuals knows: it reads JSON, JSON lines"),
    "PDF": (lambda: b"%PDF-1.7\n\x00\x01", 2, r"Cannot read .*: it is a PDF file; Mutuals reads JSON"),
    "broken JSON": (lambda: b'{"id": ', 2, r"Cannot read .*: it is no JSON, or cut off\."),
    "no figures": (
        lambda: b'{"id": "5", "username": "ada"}\n{"id": "6", "username": "bo"}\n',
        2,
        r"Read as JSON lines with 2 people\.\nNobody could be judged: of nobody does it say both how many accounts they follow",
    ),
    "no figures in a table": (
        lambda: b"id,username,followers\n5,ada,9\n",
        2,
        r"Read as a CSV table with 1 person\.\nNobody could be judged",
    ),
    "ids of v1.1": (lambda: b'{"ids": [1, 2, 3], "next_cursor": 0}', 1, r"Read as JSON lines with 0 people; 1 entry could not be read"),
    "a header alone": (lambda: b"id,username,followers,following\n", 0, r"Read as a CSV table with 0 people\."),
    "nothing": (lambda: b" \n\n", 0, ""),
}


@pytest.mark.parametrize("what", SAID)
def test_how_it_was_read_or_why_it_could_not_be_is_one_sentence(what: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    made, code, said = SAID[what]
    path = tmp_path / "export"
    path.write_bytes(made())

    assert run(str(path)) == code

    error = capfd.readouterr().err
    assert re.match(rf"{said}.*\Z", error, re.DOTALL) if said else not error
    assert "Traceback" not in error
