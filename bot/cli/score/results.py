"""One record → what there is to say about everybody in it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from bot.cli.exports.command import RunSummary
from bot.cli.exports.processing import BadRecord, Counts
from bot.cli.exports.records import RecordType
from bot.cli.score.columns import is_column
from bot.cli.score.users import ExportedUser, is_empty_page, users_in
from bot.cli.score.values import parse_date
from bot.domain import Verdict
from bot.runtime.clock import Clock
from bot.scoring.verdict import classify
from bot.views.words.sentences import sentence
from bot.x.parse.profiles import parse_facts

_WHAT_WOULD_DO = (
    "What would do: /followers export in Discord gives your followers with their figures; of X's API, users with public_metrics and"
    " created_at do, and so do exports with the followers and following of each"
)

PEOPLE = RecordType(
    ("person", "people"),
    is_column,
    archive=f"it is from the archive that X sends its users, which holds ids alone, and nobody can be judged by these. {_WHAT_WOULD_DO}",
    alone=f"it is a list of ids or names alone, and nobody can be judged by these. {_WHAT_WOULD_DO}",
    forms="JSON, JSON lines and tables (CSV) of users with their figures",
)
"""What scoring looks for in a file."""

_NO_FIGURES = (
    "Nobody could be judged: of nobody does it say both how many accounts they follow and how many follow them."
    f" {_WHAT_WOULD_DO}. `mutuals score --help` names the columns that count."
)
_NO_USER = 'There is no user here: no id as X gives them, such as "2244994945", and no handle.'
_NOBODY = 1
"""Stands for the id of somebody whose id an export does not have; it is never shown."""


class Scorer:
    """Answers records, and counts what it said. scored: people whose figures were there; verdicts: how often each was given."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.scored = 0
        self.verdicts: Counter[Verdict] = Counter()

    def answers(self, record: object) -> list[dict[str, object]]:
        """The verdict on each user in a record, ready for JSON. Raises BadRecord."""
        if not isinstance(record, dict):
            raise BadRecord("There is no JSON object here.")
        found = users_in(record)
        if not found and not is_empty_page(record):
            raise BadRecord(_NO_USER)
        return [self._answer(each) for each in found]

    def summarize(self, counts: Counts) -> RunSummary:
        """The share of each verdict; a failure if nobody had figures."""
        shares = [f"{verdict} {self.verdicts[verdict] / counts.found:.1%}" for verdict in Verdict if self.verdicts[verdict]]
        return RunSummary(f"By verdict: {', '.join(shares)}." if shares else "", _NO_FIGURES if counts.found and not self.scored else "")

    def _answer(self, found: ExportedUser) -> dict[str, object]:
        at = self._clock.now() if found.taken_at is None else _moment(found.taken_at)
        known = parse_facts(found.user, at)
        profile = known or parse_facts({**found.user, "id": _NOBODY}, at)
        if profile is None:
            raise BadRecord(_NO_USER)
        said = classify(profile, profile.fetched_at)
        self.verdicts[said.verdict] += 1
        self.scored += profile.followers is not None and profile.following is not None
        return {
            "id": str(profile.user_id) if known else None,
            "username": profile.username,
            "verdict": said.verdict,
            "suspicion": said.suspicion,
            "reasons": [sentence(reason.fact) for reason in said.reasons],
        }


def _moment(taken_at: object) -> datetime:
    at = parse_date(taken_at)
    if at is None:
        raise BadRecord("Its collected_at is no date such as 2013-06-12.")
    return at
