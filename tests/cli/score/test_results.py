"""An answer for every line whatever it holds, in order and in constant memory."""

from __future__ import annotations

import gzip
import io
import json
import os
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.exports.encoding import in_utf8
from bot.cli.exports.json_lines import MAX_LINE_BYTES
from bot.cli.exports.processing import Counts, process_all
from bot.cli.exports.source import Source
from bot.cli.score import PEOPLE, Scorer
from bot.runtime.clock import SystemClock
from bot.scoring.assess import assess
from bot.views.words.sentences import sentence
from bot.x.parse.profiles import parse_profile
from tests.support.samples.x_users import ADA, LOUD

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "profiles.jsonl.gz"

POSTED_IN_2021 = {"most_recent_tweet_id": "1460323737035677698"}
"""15 November 2021."""


class Made(io.BufferedIOBase):
    """A stream that is made while it is read, in pieces of its own sizes."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read1(self, size: int = -1, /) -> bytes:
        piece = next(self._pieces, b"")
        assert len(piece) <= size
        return piece


def run(data: bytes | io.BufferedIOBase) -> tuple[list[dict[str, Any]], Counts]:
    sink = io.BytesIO()
    source, _ = in_utf8(Source(io.BytesIO(data) if isinstance(data, bytes) else data))
    counts = process_all(source, sink, PEOPLE, Scorer(SystemClock()).answers, lambda _: None)
    said = sink.getvalue()
    assert said.endswith(b"\n") or not said
    return [json.loads(line) for line in said.splitlines()], counts


def answers(*lines: object) -> list[dict[str, Any]]:
    return run("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines).encode())[0]


# What an answer holds


def test_one_answer_a_user_in_order_bare_or_inside_a_record() -> None:
    ada, loud = answers(ADA, {"group": "x", "user": LOUD, "collected_at": "2026-03-01"})

    assert ada == {
        "id": "2244994945",
        "username": "ada",
        "verdict": "quiet",
        "suspicion": 0,
        "reasons": ["has posted 1,200 times", "is on 4 lists"],
    }
    assert (loud["id"], loud["verdict"], loud["reasons"][0]) == ("7", "suspicious", "follows 4,871, followed by 9")
    assert 60 <= loud["suspicion"] <= 100


def test_collected_at_is_the_time_of_the_snapshot() -> None:
    user = ADA | POSTED_IN_2021
    before, after, in_its_zone, beside = answers(
        {"user": user, "collected_at": "2022-03-01"},
        {"user": user, "collected_at": "2023-11-20T08:00:00"},
        {"user": user, "collected_at": "2022-11-15T23:00:00-05:00"},
        user | {"collected_at": "2023-11-20"},
    )

    assert "last posted" not in " ".join(before["reasons"])
    assert "last posted 2 years ago" in after["reasons"]
    assert "last posted 1 year ago" in in_its_zone["reasons"]
    assert beside == after


@pytest.mark.parametrize("absent", [{}, {"collected_at": None}])
def test_without_collected_at_it_is_the_present(absent: dict[str, None]) -> None:
    posted_at = datetime.now(UTC) - timedelta(days=400)
    post_id = (int(posted_at.timestamp() * 1000) - 1_288_834_974_657) << 22

    (answer,) = answers({"user": ADA | {"most_recent_tweet_id": str(post_id)}} | absent)

    assert "last posted 1 year ago" in answer["reasons"]


@pytest.mark.parametrize(
    "odd",
    [
        {"public_metrics": None},
        {"public_metrics": {"followers_count": None, "following_count": "12"}},
        {"public_metrics": {"followers_count": -4, "following_count": 10**300}},
        {"public_metrics": [1, 2]},
    ],
)
def test_where_the_figures_are_missing_it_is_unsure(odd: dict[str, object]) -> None:
    (answer,) = answers(ADA | odd)

    assert (answer["verdict"], answer["suspicion"]) == ("unsure", 0)


@pytest.mark.parametrize(
    ("username", "said"), [("", ""), (None, ""), (17, ""), (["a"], ""), ("añ o", "añ o"), ("x" * 5_000, "x" * 200), ("\ud800", "?")]
)
def test_an_odd_handle_changes_no_verdict(username: object, said: str) -> None:
    (odd,), (usual,) = answers(ADA | {"username": username}), answers(ADA)

    assert odd == usual | {"username": said}


def test_a_birthday_that_lies_ahead_is_none() -> None:
    ahead, unknown = answers(ADA | {"created_at": "2999-01-01T00:00:00Z"}, ADA | {"created_at": None})

    assert ahead == unknown


@pytest.mark.parametrize("at", ["0001-01-01", "9999-12-31T23:59:59.999999"])
def test_the_ends_of_time_are_dates_too(at: str) -> None:
    (answer,) = answers({"user": ADA | POSTED_IN_2021, "collected_at": at})

    assert answer["verdict"] == "quiet"


# Lines that hold no user

BAD = [
    ("{", "not JSON"),
    ('{"id": "5"} {"id": "6"}', "character 13"),
    ("[]", "no JSON object"),
    ("null", "no JSON object"),
    ("NaN", "no JSON object"),
    ("{}", "no id"),
    ('{"id": "abc"}', "no id"),
    ('{"id": 1.5}', "no id"),
    ('{"user": {"id": "5"}, "collected_at": "yesterday"}', "collected_at"),
    ('{"user": {"id": "5"}, "collected_at": ""}', "collected_at"),
    ('{"user": {"id": "5"}, "collected_at": 1371}', "collected_at"),
    ('{"user": {"id": "5"}, "collected_at": "0001-01-01T00:00:00+14:00"}', "collected_at"),
    ("[" * 100_000, "too deep"),
    ('{"id": "5", "x":' * 50_000, "too deep"),
    ('{"id": ' + "9" * 10_000 + "}", "digits"),
    ('{"id": "5", "x": "' + "x" * MAX_LINE_BYTES + '"}', "longer than 8,000,000"),
]


@pytest.mark.parametrize(("line", "why"), BAD, ids=[why for _, why in BAD])
def test_a_bad_line_is_said_in_its_place_and_the_rest_goes_on(line: str, why: str) -> None:
    first, bad, last = answers(ADA, line, LOUD)

    assert (first["username"], last["username"]) == ("ada", "loud")
    assert bad.keys() == {"line", "error"}
    assert bad["line"] == 2
    assert why in bad["error"]
    assert bad["error"].endswith(".")


@pytest.mark.parametrize("line", [b"\xff\xfe{\x00}\x00", b'{"id": "5", "name": "\xe9"}', b'{"id": "5", "name": "\xed\xa0\x80"}'])
def test_what_is_no_utf_8_is_said(line: bytes) -> None:
    (good, bad), counts = run(json.dumps(ADA).encode() + b"\n" + line)

    assert bad == {"line": 2, "error": "The line is not UTF-8 text."}
    assert good["username"] == "ada"
    assert (counts.found, counts.bad) == (1, 1)


def test_blank_lines_are_counted_and_passed_over() -> None:
    found, counts = run(b"\n  \t\r\n\n" + json.dumps(ADA).encode() + b"\n\nx\n\n")

    assert [answer.get("username") or answer["line"] for answer in found] == ["ada", 6]
    assert (counts.found, counts.bad) == (1, 1)


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_byte_order_marks_and_windows_line_ends_are_taken(end: bytes) -> None:
    line = json.dumps(ADA).encode()
    found, counts = run(b"\xef\xbb\xbf" + line + end + line + end + b"\xef\xbb\xbf" + line)

    assert [answer["username"] for answer in found] == ["ada"] * 3
    assert (counts.found, counts.bad) == (3, 0)


def test_a_line_may_be_a_million_bytes_and_no_more() -> None:
    def padded(length: int) -> str:
        line = json.dumps(ADA | {"padding": ""})
        return line.replace('"padding": "', f'"padding": "{"x" * (length - len(line))}')

    fits, too_long = answers(padded(MAX_LINE_BYTES), padded(MAX_LINE_BYTES + 1))

    assert fits["username"] == "ada"
    assert "error" in too_long


# Whatever comes

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["2013-06-12", "9999-12-31", 10**30, -1]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
FIGURES = st.dictionaries(st.sampled_from([*ADA["public_metrics"], "post_count"]), st.integers(-5, 10**7) | JSON)
USERS = st.fixed_dictionaries(
    {"id": st.integers(1, 2**63 - 1).map(str)},
    optional={key: st.just(ADA[key]) | JSON for key in ADA if key not in {"id", "public_metrics"}}
    | {"public_metrics": FIGURES | JSON, "most_recent_tweet_id": st.integers(1, 2**63 - 1).map(str) | JSON, "user": st.integers()},
)


@given(USERS, st.booleans())
def test_every_user_with_an_id_gets_a_verdict(user: dict[str, Any], inside: bool) -> None:
    (answer,) = answers({"user": user} if inside else user)

    assert answer["id"] == user["id"]
    assert answer["verdict"] in {"quiet", "suspicious", "unsure"}
    assert 0 <= answer["suspicion"] <= 100
    assert all(isinstance(reason, str) and reason for reason in answer["reasons"])


@given(st.lists(JSON.map(json.dumps) | st.dictionaries(st.sampled_from(["id", "user", "collected_at"]), JSON | USERS).map(json.dumps)))
def test_any_json_gets_an_answer_in_its_place(lines: list[str]) -> None:
    first, *found = answers(ADA, *lines)

    assert first["username"] == "ada"
    assert {answer["line"] for answer in found if "error" in answer} <= set(range(2, len(lines) + 2))
    assert len(found) >= sum(isinstance(json.loads(line), dict) and "meta" not in line for line in lines)


@given(st.lists(st.binary(max_size=30) | st.sampled_from([json.dumps(ADA).encode(), b"", b"\r"])), st.integers(1, 40))
def test_it_does_not_matter_how_the_bytes_arrive(lines: list[bytes], size: int) -> None:
    data = b"\n".join([json.dumps(ADA).encode(), *lines])
    dribbled = run(Made(data[at : at + size] for at in range(0, len(data), size)))

    assert dribbled == run(data)


def users_of_the_labelled_set() -> list[dict[str, Any]]:
    with gzip.open(SHARED) as lines:
        return [record for line, _ in zip(lines, range(500), strict=False) if (record := json.loads(line))]


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data/profiles.jsonl.gz is not here")
def test_it_says_what_the_team_would_be_shown() -> None:
    records = users_of_the_labelled_set()

    for record, answer in zip(records, answers(*records), strict=True):
        taken_at = datetime.fromisoformat(record["collected_at"]).replace(tzinfo=UTC)
        profile = parse_profile(record["user"], taken_at)
        assert profile is not None
        shown = assess(profile, taken_at)
        assert (answer["verdict"], answer["suspicion"]) == (shown.verdict, shown.suspicion)
        assert answer["reasons"] == [sentence(reason.fact) for reason in shown.reasons][: len(answer["reasons"])]


# Memory


def peak_of(pieces: Iterator[bytes]) -> int:
    with Path(os.devnull).open("wb") as sink:
        tracemalloc.start()
        try:
            process_all(Source(Made(pieces)), sink, PEOPLE, Scorer(SystemClock()).answers, lambda _: None)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_memory_does_not_grow_with_the_number_of_lines() -> None:
    portion = (json.dumps(ADA) + "\n").encode() * 100

    assert peak_of(iter([portion] * 50)) < 1.1 * peak_of(iter([portion] * 5)) + 10_000


def test_memory_does_not_grow_with_the_length_of_a_line() -> None:
    endless = (b"x" * 65_536 for _ in range(1_000))

    assert peak_of(chain([json.dumps(ADA).encode() + b"\n"], endless)) < 3 * MAX_LINE_BYTES
