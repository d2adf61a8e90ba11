"""How often the scorecard is right about labelled people, beside the literature's rules on the same people.

python -m tests.benchmarks.scoring [--markdown] [FILE]

FILE: lines of {"group", "label", "collected_at", "user"}, plain or .gz, `user` as X API v2 gives it (default:
../shared/data/profiles.jsonl.gz). People are seen as they were at `collected_at`, a date or a moment.
The label "fake" is bought followers; everybody else counts as genuine, and as quiet with fewer than 50 posts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.domain import Assessment, Profile, Verdict
from bot.scoring.assess import assess
from bot.scoring.scorecard import QUIET_BELOW_POSTS
from bot.x.parse.profiles import parse_facts, parse_moment, parse_profile
from tests.benchmarks.models.published_rules import RULES

PEOPLE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "profiles.jsonl.gz"
FAKE = "fake"
OURS = "Mutuals: called suspicious"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of whom it is known what they are, and what scoring says of them."""

    group: str
    label: str
    profile: Profile
    assessment: Assessment

    @property
    def fake(self) -> bool:
        return self.label == FAKE

    @property
    def quiet(self) -> bool:
        return not self.fake and (self.profile.posts or 0) < QUIET_BELOW_POSTS


@dataclass(frozen=True, slots=True)
class Figures:
    """EventKind scoring says of some people; shares are 0 to 1. auc: of the suspicion of these, bought, against all genuine people."""

    people: int
    suspicious: float
    unsure: float
    auc: float | None = None


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; 1 when there is no such file or nobody in it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", nargs="?", type=Path, metavar="FILE", default=PEOPLE)
    options.add_argument("--markdown", action="store_true", help="print the tables as they stand in docs/judging.md")
    chosen = options.parse_args(arguments)
    if not chosen.file.is_file():
        click.echo(f"There is no file {chosen.file}: name one with labelled people, python -m tests.benchmarks.scoring FILE", err=True)
        return 1
    people, left_out = read(chosen.file)
    if not people:
        click.echo(f"{chosen.file} holds no labelled people.", err=True)
        return 1
    show = _markdown if chosen.markdown else _aligned
    for table in (by_group(people), by_rule(people)):
        click.echo(f"{show(table)}\n")
    if left_out:
        click.echo(f"Left out, as X would never give such a user: {left_out:,}")
    return 0


def read(path: Path) -> tuple[list[Person], int]:
    """Everybody in the file, and how many lines hold no usable user."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        read_in = [_person(line) for line in lines if line.strip()]
    people = [person for person in read_in if person is not None]
    return people, len(read_in) - len(people)


def auc(fake: Iterable[int], genuine: Iterable[int]) -> float | None:
    """How likely a bought follower has more suspicion than a genuine person, ties counting half; None without either."""
    ordered, bought = sorted(genuine), list(fake)
    if not ordered or not bought:
        return None
    return sum(bisect_left(ordered, each) + bisect_right(ordered, each) for each in bought) / (2 * len(ordered) * len(bought))


def figures(some: Sequence[Person], everybody: Sequence[Person]) -> Figures:
    """EventKind scoring says of some of all the people in a file."""
    verdicts = Counter(person.assessment.verdict for person in some)
    bought = [person.assessment.suspicion for person in some if person.fake]
    genuine = [person.assessment.suspicion for person in everybody if not person.fake]
    size = max(len(some), 1)
    return Figures(len(some), verdicts[Verdict.SUSPICIOUS] / size, verdicts[Verdict.UNSURE] / size, auc(bought, genuine))


def parts(people: Sequence[Person]) -> dict[str, list[Person]]:
    """Bought, genuine and quiet genuine people; those that the file has."""
    found = {
        "bought followers": [person for person in people if person.fake],
        "genuine people": [person for person in people if not person.fake],
        "quiet genuine people": [person for person in people if person.quiet],
    }
    return {name: some for name, some in found.items() if some}


def by_group(people: Sequence[Person]) -> list[list[str]]:
    """Rows of a table: each group of the file, then all of each kind."""
    groups = sorted({(not person.fake, person.group, person.label) for person in people})
    some = {f"{group} ({label})": [p for p in people if (p.group, p.label) == (group, label)] for _, group, label in groups}
    some |= {f"all {name}": members for name, members in parts(people).items()}
    rows = [["people", "how many", "suspicious", "unsure", "AUC"]]
    for name, members in some.items():
        told = figures(members, people)
        rows.append([name, f"{told.people:,}", _percent(told.suspicious), _percent(told.unsure), _decimals(told.auc)])
    return rows


def by_rule(people: Sequence[Person]) -> list[list[str]]:
    """Rows of a table: whom the scorecard flags, and whom each of the literature's rules does."""
    kinds = parts(people)
    rows = [["rule", *(f"{name} flagged" for name in kinds)]]
    flags: dict[str, Callable[[Person], bool]] = {OURS: lambda person: person.assessment.verdict is Verdict.SUSPICIOUS}
    flags |= {name: _of_profile(rule) for name, rule in RULES.items()}
    for name, flagged in flags.items():
        rows.append([name, *(_percent(sum(map(flagged, some)) / len(some)) for some in kinds.values())])
    return rows


def _person(line: str) -> Person | None:
    try:
        record = json.loads(line)
    except ValueError:
        return None
    if not isinstance(record, dict):
        return None
    at = parse_moment(record.get("collected_at")) or datetime.now(UTC)
    # A scrambled handle may be none that X would take; the figures count all the same.
    profile = parse_profile(record.get("user"), at) or parse_facts(record.get("user"), at)
    if profile is None:
        return None
    return Person(str(record.get("group", "")), str(record.get("label", "")), profile, assess(profile, at))


def _of_profile(rule: Callable[[Profile], bool]) -> Callable[[Person], bool]:
    return lambda person: rule(person.profile)


def _percent(share: float) -> str:
    return f"{share:.2%}".replace("%", " %")


def _decimals(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _aligned(rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows)


def _markdown(rows: list[list[str]]) -> str:
    head, *body = rows
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
