"""What a check says: a mark, what was looked at, what was seen, and the cure."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

log = logging.getLogger(__name__)


class Mark(StrEnum):
    """How a look ended."""

    GOOD = "✓"
    BAD = "✗"
    WARNING = "!"
    """It keeps nothing from working, and somebody should look at it."""
    UNKNOWN = "–"
    """It could not be found out, and need not keep Mutuals from running."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. cure: what to do about it, a sentence or nothing."""

    mark: Mark
    label: str
    detail: str
    cure: str = ""

    def __str__(self) -> str:
        line = f"{self.mark} {self.label}: {self.detail} {self.cure}".rstrip()
        # Names of servers, channels and roles are other people's text: nothing in them may steer the terminal.
        return "".join(character if character.isprintable() else " " for character in line)


class Blocked(Exception):
    """Nothing further in this section can be looked at; the text completes "not checked because …"."""


class Section:
    """Looks that stand on each other, said in their order; whatever could not be looked at is said too."""

    def __init__(self, labels: Iterable[str], say: Callable[[Finding], None]) -> None:
        self._open = list(labels)
        self._say = say

    async def look(self, looks: Callable[[Section], Awaitable[None]]) -> None:
        """Run the looks and account for every label."""
        try:
            await looks(self)
        except Blocked as reason:
            self._leave_out(str(reason))
        except Exception as error:
            log.debug("A check failed", exc_info=True)
            for label in self._open[:1]:
                kind = type(error).__name__
                self.bad(label, f"answered in a way that Mutuals does not understand ({kind}).", "Check the address that was asked.")
            self._leave_out("of that")

    def good(self, label: str, detail: str) -> None:
        self._add(Finding(Mark.GOOD, label, detail))

    def bad(self, label: str, detail: str, cure: str = "") -> None:
        self._add(Finding(Mark.BAD, label, detail, cure))

    def warning(self, label: str, detail: str, cure: str = "") -> None:
        self._add(Finding(Mark.WARNING, label, detail, cure))

    def unknown(self, label: str, detail: str) -> None:
        self._add(Finding(Mark.UNKNOWN, label, detail))

    def _leave_out(self, because: str) -> None:
        for label in tuple(self._open):
            self.unknown(label, f"not checked because {because}.")

    def _add(self, finding: Finding) -> None:
        self._open.remove(finding.label)
        self._say(finding)
