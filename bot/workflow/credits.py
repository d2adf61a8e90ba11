"""See whether X's credits are back, by the cheapest read there is."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.model import Purpose
from bot.workflow.context import Context
from bot.x.door import X
from bot.x.errors import OutOfCredits

EVERY = timedelta(minutes=15)


class Credits:
    """The recurring job: while X says that the credits are used up, this is all that is asked. The meter notices when it succeeds."""

    def __init__(self, context: Context, x: X) -> None:
        self._store, self._clock = context.store, context.clock
        self._x = x
        self._looked_at: datetime | None = None

    async def run(self) -> datetime | None:
        """Look if it is time; returns when to look next, or None while there are credits. Raises XError."""
        async with self._store.read() as tx:
            out_since = (await tx.accounts.get()).credits_out_at
        if out_since is None:
            return None
        now = self._clock.now()
        due = max(out_since, self._looked_at or out_since) + EVERY
        if due > now:
            return due
        self._looked_at = now
        try:
            await self._x.followers(purpose=Purpose.CREDITS, page_size=1)
        except OutOfCredits:
            return now + EVERY
        return None
