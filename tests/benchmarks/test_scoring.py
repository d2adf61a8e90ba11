"""The figures of the scorecard hold on the labelled people, and the benchmark measures any labelled file."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.scoring.scorecard import UNSURE_FROM
from tests.benchmarks.scoring import PEOPLE, Figures, Person, auc, figures, main, parts, read


@pytest.fixture(scope="module")
def labelled() -> Sequence[Person]:
    if not PEOPLE.is_file():
        pytest.skip("the labelled people are not on this machine")
    return read(PEOPLE)[0]


def measured(name: str, people: Sequence[Person]) -> Figures:
    return figures(parts(people)[name], people)


def test_bought_followers_are_found(labelled: Sequence[Person]) -> None:
    bought = measured("bought followers", labelled)

    assert bought.suspicious >= 0.88  # one in ten of this vendor's follow fewer than 100, which decides nothing
    assert bought.auc is not None
    assert bought.auc >= 0.985


def test_genuine_people_are_left_alone_and_quiet_ones_too(labelled: Sequence[Person]) -> None:
    assert measured("genuine people", labelled).suspicious <= 0.003
    assert measured("quiet genuine people", labelled).suspicious <= 0.03


def test_no_group_of_genuine_people_is_hit_harder_than_all(labelled: Sequence[Person]) -> None:
    for group in {person.group for person in labelled if not person.fake}:
        assert figures([person for person in labelled if person.group == group], labelled).suspicious <= 0.003, group


def test_the_auc_counts_ties_half() -> None:
    assert auc([60, 70], [0, 10]) == 1
    assert auc([0], [0, 0]) == 0.5
    assert auc([0, 50], [0, 100]) == pytest.approx((0.5 + 0 + 1 + 0) / 4)
    assert auc([], [1]) is None
    assert auc([1], []) is None


def user(number: int, following: int, followers: int, posts: int) -> dict[str, object]:
    counts = {"following_count": following, "followers_count": followers, "tweet_count": posts, "like_count": 0, "listed_count": 0}
    return {"id": str(number), "username": f"u{number}", "created_at": "2015-01-01T00:00:00Z", "public_metrics": counts}


def line(group: str, label: str, who: object, at: str = "2020-06-01") -> str:
    return json.dumps({"group": group, "label": label, "collected_at": at, "user": who})


FILE = [
    line("vendor A", "fake", user(1, 900, 3, 2)),
    line("vendor B", "fake", user(2, 100, 90, 400), "2020-06-01T10:00:00+02:00"),
    line("readers", "person", user(3, 120, 60, 4)),
    line("readers", "person", user(4, 100, 400, 900)),
    "no JSON",
    line("readers", "person", {"id": "x"}),
    "",
]


@pytest.mark.parametrize("name", ["people.jsonl", "people.jsonl.gz"])
def test_any_labelled_file_is_measured(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / name
    text = "\n".join(FILE).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)

    assert main([str(path)]) == 0

    shown = capsys.readouterr().out.splitlines()
    assert shown_figures(shown, "vendor A (fake)") == ["1", "100.00 %", "0.00 %", "1.0000"]
    assert shown_figures(shown, "all bought followers") == ["2", "50.00 %", "0.00 %", "0.7500"]
    assert shown_figures(shown, "all quiet genuine people") == ["1", "0.00 %", "0.00 %"]
    assert shown_figures(shown, "Mutuals: called suspicious") == ["50.00 %", "0.00 %", "0.00 %"]
    assert shown_figures(shown, "fewer than 30 followers") == ["50.00 %", "0.00 %", "0.00 %"]
    assert "Left out, as X would never give such a user: 2" in shown


def shown_figures(shown: Sequence[str], row: str) -> list[str]:
    line = next(each for each in shown if each.startswith(f"{row}  "))
    return [cell for cell in (part.strip() for part in line[len(row) :].split("  ")) if cell]


def test_the_people_are_seen_as_they_were_then(tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    path.write_text("\n".join(line("young", "person", user(1, 60, 0, 0), at) for at in ("2015-01-20", "2016-01-20")))

    then, later = read(path)[0]

    assert then.assessment.suspicion < UNSURE_FROM
    assert later.assessment.suspicion >= UNSURE_FROM


def test_the_readme_gets_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "people.jsonl"
    path.write_text("\n".join(FILE))

    main([str(path), "--markdown"])

    assert "| vendor A (fake) | 1 | 100.00 % | 0.00 % | 1.0000 |" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, "", "no JSON\n"])
def test_a_file_that_is_not_there_or_holds_nobody_ends_with_a_sentence(
    tmp_path: Path, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "people.jsonl"
    if content is not None:
        path.write_text(content)

    assert main([str(path)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert str(path) in said.err
