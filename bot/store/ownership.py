"""One Mutuals at a time on a database: two would post every card twice, and each take what the other is sending for its own remains."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from bot.store.errors import StoreError

PATIENCE_SECONDS = 5
"""How long is waited for one that is just ending, as when a supervisor restarts it."""


def claim(file: Path) -> FileLock:
    """Hold the database until this is released or the process ends, however it does. Blocks. Raises StoreError when another holds it."""
    lock = FileLock(file.with_name(file.name + ".lock"), timeout=PATIENCE_SECONDS, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise StoreError(f"Another Mutuals is working with the database {file}. Stop that one first, then start this one.") from None
    except OSError as error:
        raise StoreError(f"The database {file} cannot be claimed ({error.strerror}); allow this user to write its folder.") from error
    return lock
