"""A check's result: its status, what was checked, what was found, and the fix."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

log = logging.getLogger(__name__)


class CheckStatus(StrEnum):
    """The outcome of one check."""

    GOOD = "✓"
    BAD = "✗"
    WARNING = "!"
    """Mutuals works, but somebody should look at this."""
    UNKNOWN = "–"
    """It could not be determined; Mutuals may still run."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One line. cure: what to do about it, a sentence or nothing."""

    status: CheckStatus
    label: str
    detail: str
    cure: str = ""

    def __str__(self) -> str:
        line = f"{self.status} {self.label}: {self.detail} {self.cure}".rstrip()
        # Names of servers, channels and roles are other people's text: nothing in them may steer the terminal.
        return "".join(character if character.isprintable() else " " for character in line)


class CheckAborted(Exception):
    """The rest of this section cannot be checked; the text completes "not checked because …"."""


class Section:
    """Checks that depend on the ones before them, reported in order; what could not be checked is reported as well."""

    def __init__(self, labels: Iterable[str], say: Callable[[CheckResult], None]) -> None:
        self._open = list(labels)
        self._say = say

    async def run(self, checks: Callable[[Section], Awaitable[None]]) -> None:
        """Run the checks and report a result for every label."""
        try:
            await checks(self)
        except CheckAborted as reason:
            self.skip(tuple(self._open), str(reason))
        except Exception as error:
            log.debug("A check failed", exc_info=True)
            for label in self._open[:1]:
                kind = type(error).__name__
                self.bad(label, f"answered in a way that Mutuals does not understand ({kind}).", "Check the address that was asked.")
            self.skip(tuple(self._open), "of that")

    def good(self, label: str, detail: str) -> None:
        self._add(CheckResult(CheckStatus.GOOD, label, detail))

    def bad(self, label: str, detail: str, cure: str = "") -> None:
        self._add(CheckResult(CheckStatus.BAD, label, detail, cure))

    def warning(self, label: str, detail: str, cure: str = "") -> None:
        self._add(CheckResult(CheckStatus.WARNING, label, detail, cure))

    def unknown(self, label: str, detail: str) -> None:
        self._add(CheckResult(CheckStatus.UNKNOWN, label, detail))

    def skip(self, labels: Iterable[str], because: str) -> None:
        """Report of these what has not been checked yet as not checked. because: completes "not checked because …"."""
        for label in [label for label in labels if label in self._open]:
            self.unknown(label, f"not checked because {because}.")

    def _add(self, result: CheckResult) -> None:
        self._open.remove(result.label)
        self._say(result)
