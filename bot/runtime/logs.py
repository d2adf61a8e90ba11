"""What is written to standard error: one line an event, and never a secret."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterable
from urllib.parse import quote

_FORMAT = "%(asctime)sZ %(levelname)s %(name)s: %(message)s"
MIN_SECRET_LENGTH = 8
"""Characters from which on a secret is hidden: no key of X's or Discord's is shorter, and to hide two letters blacks out half the log."""
_HIDDEN = "[secret]"
_NOISY_LOGGERS = ("discord", "apscheduler", "alembic", "aiosqlite", "aiohttp", "asyncio", "matplotlib", "PIL", "sqlalchemy", "tweepy")


class _Formatter(logging.Formatter):
    """One line an event; a traceback follows it indented, so that no text from outside can pass for an event."""

    converter = staticmethod(time.gmtime)

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(_FORMAT, "%Y-%m-%dT%H:%M:%S")
        long = [secret for secret in secrets if len(secret) >= MIN_SECRET_LENGTH]
        forms = {form for secret in long for form in (secret, quote(secret, safe=""), repr(secret)[1:-1])}
        self._secrets = sorted(forms, key=len, reverse=True)  # a secret may hold another: the longest goes first
        parts = {form[start : start + MIN_SECRET_LENGTH] for form in forms for start in range(len(form) - MIN_SECRET_LENGTH + 1)}
        self._parts = {part for part in parts if not part.isdecimal()}  # an access token begins with the account's id, which is no secret

    def format(self, record: logging.LogRecord) -> str:
        # The finished text is searched rather than the message and its arguments: whatever a library does to a secret
        # on its way here, this is what would be written.
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        text = self._without_parts(text)
        return "".join(mark if mark == "\n" or mark.isprintable() else " " for mark in text.rstrip()).replace("\n", "\n    ")

    def _without_parts(self, text: str) -> str:
        """Whoever cuts a long text cannot know that a secret stood where they cut: what is left of it is hidden, too."""
        shown, end = [], 0
        for start in range(len(text) - MIN_SECRET_LENGTH + 1 if self._parts else 0):
            if text[start : start + MIN_SECRET_LENGTH] in self._parts:
                if start >= end:
                    shown += [text[end:start], _HIDDEN]
                end = start + MIN_SECRET_LENGTH
        return "".join([*shown, text[end:]])


def configure(level: str, secrets: Iterable[str]) -> None:
    """Log to standard error from `level` on; libraries only from WARNING on (INFO when we are at DEBUG).

    Replaces whatever was configured before. `secrets` show as "[secret]" in messages, arguments and tracebacks, and so do pieces of
    them, from `MIN_SECRET_LENGTH` characters on.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter(secrets))
    handler.addFilter(lambda record: "voice will NOT be supported" not in str(record.msg))  # discord.py; Mutuals never speaks
    ours = logging.getLevelNamesMapping()[level]
    logging.basicConfig(level=ours, handlers=[handler], force=True)
    logging.captureWarnings(True)
    theirs = max(ours, logging.INFO if ours == logging.DEBUG else logging.WARNING)
    for name in _NOISY_LOGGERS:
        logging.getLogger(name).setLevel(theirs)
