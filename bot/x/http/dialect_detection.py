"""Which of X's two dialects to ask in."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from bot.x.errors import UnknownField
from bot.x.http.call import Call, Json
from bot.x.http.sender import Sender
from bot.x.http.transport import Answer
from bot.x.parse.dialects import Dialect

log = logging.getLogger(__name__)

Query = Callable[[Dialect], tuple[Call, Callable[[], Awaitable[Answer]]]]
"""The same query in either dialect: what it may cost, and what sends it."""


class DialectNegotiator:
    """Asks in the dialect that worked last, and once more in the other one when X does not know a field.

    There is one for each kind of thing asked about: X need not rename the fields of users and those of posts on the same day.
    """

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._dialect = Dialect.TWEET
        self._confirmed = False

    @property
    def candidates(self) -> tuple[Dialect, ...]:
        """The dialects the next query may use: one, once X has answered or refused in either."""
        return (self._dialect,) if self._confirmed else tuple(Dialect)

    async def read(self, query: Query) -> Json:
        """The answer, in whichever dialect X gave it."""
        dialect = self._dialect
        try:
            body = await self._sender.read(*query(dialect))
        except UnknownField as refusal:
            log.info("X does not know a field by its %s name: %s", dialect.value, refusal.detail)
            body = await self._retry_in(query, dialect.other)
        self._confirmed = True
        return body

    async def _retry_in(self, query: Query, dialect: Dialect) -> Json:
        # Kept whatever the outcome: there may be no money for as much in this dialect, and whoever knows that asks for less next time.
        self._dialect, self._confirmed = dialect, True
        try:
            return await self._sender.read(*query(dialect))
        except UnknownField:
            self._dialect, self._confirmed = dialect.other, False
            raise
