"""`mutuals score`: X's users as JSON lines → their verdicts as JSON lines. Asks nobody and stores nothing."""

from bot.score.command import run
from bot.score.scorer import Tally, score

__all__ = ["Tally", "run", "score"]
