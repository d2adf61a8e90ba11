"""Write a line to the log for everything that is decided and carried out: what a good day looks like to whoever runs Mutuals."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.domain import HistoryEntry
from bot.domain.acts import ACTS
from bot.workflow.context import Context

log = logging.getLogger(__name__)

_PORTION = 200


class ActivityLog:
    """The job, woken whenever something changes. It reads what is stored, so that no line tells of what was not.

    describe: an entry in words, on one line.
    """

    def __init__(self, context: Context, describe: Callable[[HistoryEntry], str]) -> None:
        self._store, self._describe = context.store, describe
        self._last: int | None = None

    async def run(self) -> None:
        """Write what was recorded since the last time; from the first time on, which writes nothing."""
        async with self._store.read() as tx:
            if self._last is None:
                self._last = await tx.suggestions.newest_decision_id()
            while entries := await tx.suggestions.history_after(self._last, _PORTION):
                for decision_id, entry in entries:
                    self._last = decision_id
                    log.log(logging.DEBUG if ACTS[entry.decision.act].routine else logging.INFO, "%s", self._describe(entry))
                if len(entries) < _PORTION:
                    break
