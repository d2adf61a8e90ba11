"""`mutuals score`: X's users, in whatever form people have them → their verdicts as JSON lines. Asks nobody and stores nothing."""

from bot.cli.exports.command import run as answered
from bot.cli.score.results import PEOPLE, Judge
from bot.runtime.clock import SystemClock

__all__ = ["PEOPLE", "Judge", "run"]


def run(name: str) -> int:
    """Score the users in this file, or in the standard input for "-"; returns the exit code, as `files.command` gives it."""
    judge = Judge(SystemClock())
    return answered(name, PEOPLE, judge.answers, judge.ended)
