"""One Mutuals at a time on a database: two would post every card twice, and each would recover what the other is still sending."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from bot.store.errors import StoreError

LOCK_TIMEOUT_SECONDS = 5
"""How long is waited for one that is just ending, as when a supervisor restarts it."""


_SQLITE_SHARED = 0x4000_0002, 510
"""The bytes that every connection to a database with a write-ahead log keeps locked (https://www.sqlite.org/src/file/src/os.h)."""


def acquire_lock(file: Path) -> FileLock:
    """Hold the database until this is released or the process ends, however it does. Blocks. Raises StoreError when another holds it."""
    lock = FileLock(file.with_name(file.name + ".lock"), mode=0o600, timeout=LOCK_TIMEOUT_SECONDS, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise StoreError(f"Another Mutuals is working with the database {file}. Stop that one first, then try again.") from None
    except OSError as error:
        raise StoreError(f"The database {file} cannot be claimed ({error.strerror}); allow this user to write its folder.") from error
    return lock


def is_open_elsewhere(file: Path) -> bool:
    """Whether any other program has the database open: its files must not be moved away under it. Windows does not move such files."""
    if sys.platform == "win32":
        return False
    import fcntl

    first, size = _SQLITE_SHARED
    with file.open("rb+") as database:
        try:
            fcntl.lockf(database, fcntl.LOCK_EX | fcntl.LOCK_NB, size, first, os.SEEK_SET)
        except BlockingIOError:
            return True
    return False
