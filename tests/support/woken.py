"""Which jobs what happens in a store would wake."""

from __future__ import annotations

from bot.domain.changes import Changes
from bot.domain.jobs import Job
from bot.runtime.wakes import jobs_after
from bot.store import Store


def woken_by(store: Store) -> list[Job]:
    """A list that grows by the jobs that go on after each transaction from now on."""
    woken: list[Job] = []

    def after(changes: Changes) -> None:
        woken.extend(jobs_after(changes))

    store.changes.subscribe(after)
    return woken
