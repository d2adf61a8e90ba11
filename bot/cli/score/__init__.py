"""`mutuals score`: X's users, in whatever form people have them → their verdicts as JSON lines. Asks nobody and stores nothing."""

from bot.cli.exports.command import run as answered
from bot.cli.score.results import PEOPLE, Scorer
from bot.runtime.clock import SystemClock

__all__ = ["PEOPLE", "Scorer", "run"]


def run(name: str) -> int:
    """Score the users in this file, or in the standard input for "-"; returns the exit code, as `files.command` gives it."""
    scorer = Scorer(SystemClock())
    return answered(name, PEOPLE, scorer.answers, scorer.summarize)
