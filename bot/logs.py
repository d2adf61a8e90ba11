"""What is written to standard error: one line an event, and never a secret."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterable
from urllib.parse import quote

_FORMAT = "%(asctime)sZ %(levelname)s %(name)s: %(message)s"
_QUIETER = ("discord", "apscheduler", "alembic", "aiosqlite", "aiohttp", "asyncio", "matplotlib", "PIL", "sqlalchemy", "tweepy")


class _Formatter(logging.Formatter):
    """One line an event; a traceback follows it indented, so that no text from outside can pass for an event."""

    converter = staticmethod(time.gmtime)

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(_FORMAT, "%Y-%m-%dT%H:%M:%S")
        forms = {form for secret in secrets if secret for form in (secret, quote(secret, safe=""), repr(secret)[1:-1])}
        self._secrets = sorted(forms, key=len, reverse=True)  # a secret may hold another: the longest goes first

    def format(self, record: logging.LogRecord) -> str:
        # The finished text is searched rather than the message and its arguments: whatever a library does to a secret
        # on its way here, this is what would be written.
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        return "".join(mark if mark == "\n" or mark.isprintable() else " " for mark in text.rstrip()).replace("\n", "\n    ")


def configure(level: str, secrets: Iterable[str]) -> None:
    """Log to standard error from `level` on; libraries only from WARNING on (INFO when we are at DEBUG).

    Replaces whatever was configured before. `secrets` show as "[secret]" in messages, arguments and tracebacks.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter(secrets))
    handler.addFilter(lambda record: "voice will NOT be supported" not in str(record.msg))  # discord.py; Mutuals never speaks
    ours = logging.getLevelNamesMapping()[level]
    logging.basicConfig(level=ours, handlers=[handler], force=True)
    logging.captureWarnings(True)
    theirs = max(ours, logging.INFO if ours == logging.DEBUG else logging.WARNING)
    for name in _QUIETER:
        logging.getLogger(name).setLevel(theirs)
