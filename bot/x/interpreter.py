"""Which of X's two dialects to ask in."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from bot.x.calls import Call, Json
from bot.x.dialects import Dialect
from bot.x.errors import UnknownField
from bot.x.sending import Sender
from bot.x.transport import Answer

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

    async def read(self, question: Question) -> Json:
        """The answer, in whichever dialect X gave it."""
        dialect = self._dialect
        try:
            return await self._sender.read(*question(dialect))
        except UnknownField as refusal:
            log.info("X does not know a field by its %s name: %s", dialect.value, refusal.detail)
        body = await self._sender.read(*question(dialect.other))
        self._dialect = dialect.other
        return body
