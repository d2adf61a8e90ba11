"""Which of X's two dialects to ask in."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from bot.x.errors import UnknownField
from bot.x.http.call import Call, Json
from bot.x.http.dialects import Dialect
from bot.x.http.sender import Sender
from bot.x.http.transport import Answer

log = logging.getLogger(__name__)

Question = Callable[[Dialect], tuple[Call, Callable[[], Awaitable[Answer]]]]
"""The same question put in either dialect: what it may cost, and what sends it."""


class Interpreter:
    """Asks in the dialect that worked last, and once more in the other one when X does not know a field.

    There is one for each kind of thing asked about: X need not rename the fields of users and those of posts on the same day.
    """

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._dialect = Dialect.TWEET
        self._sure = False

    @property
    def likely(self) -> tuple[Dialect, ...]:
        """What the next question may be put in: one, once X has answered or refused in either."""
        return (self._dialect,) if self._sure else tuple(Dialect)

    async def read(self, question: Question) -> Json:
        """The answer, in whichever dialect X gave it."""
        dialect = self._dialect
        try:
            body = await self._sender.read(*question(dialect))
        except UnknownField as refusal:
            log.info("X does not know a field by its %s name: %s", dialect.value, refusal.detail)
            body = await self._in_the_other(question, dialect.other)
        self._sure = True
        return body

    async def _in_the_other(self, question: Question, dialect: Dialect) -> Json:
        # Kept to whatever comes of it now: there may be no money for so much in it, and who knows that next asks for less.
        self._dialect, self._sure = dialect, True
        try:
            return await self._sender.read(*question(dialect))
        except UnknownField:
            self._dialect, self._sure = dialect.other, False
            raise
