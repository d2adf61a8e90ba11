"""The files that are one database together, and how a restored copy takes their place. Everything here blocks: it belongs in a thread."""

from __future__ import annotations

import glob
import itertools
import os
from datetime import datetime
from pathlib import Path

PARTS = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to a database's name: its write-ahead log, the index of that, and a rollback journal."""

_MAGIC = b"SQLite format 3\x00"
_WRITE_VERSION_AT = 18
"""Where the header says how the database is written: 2 with a write-ahead log, 1 without (https://www.sqlite.org/fileformat2.html)."""

_STAGED = ".restoring-"
_ASIDE = ".before-restore-"


def parts_of(file: Path) -> list[Path]:
    """Those of the database's files that are there."""
    return [path for path in (part(file, suffix) for suffix in PARTS) if path.exists()]


def part(file: Path, suffix: str) -> Path:
    """The file that SQLite keeps beside the database under this suffix."""
    return file.with_name(file.name + suffix)


def copies_beside(file: Path) -> list[Path]:
    """Databases in the same folder whose names begin like this one's: backups, and what a restore moved aside."""
    beside = sorted(file.parent.glob(f"{glob.escape(file.stem)}*"))
    return [path for path in beside if path not in parts_of(file) and path.is_file() and _header(path).startswith(_MAGIC)]


def has_foreign_log(file: Path) -> bool:
    """Whether the write-ahead log that lies there is of another database than the file beside it, or of one that is gone.

    Mutuals keeps its database with such a log from the first start on, and its backups without: one that was copied over the database of
    a dead Mutuals would be overwritten with what that one's log holds.
    """
    log, header = part(file, "-wal"), _header(file)
    return log.exists() and log.stat().st_size > 0 and (not header or header[_WRITE_VERSION_AT : _WRITE_VERSION_AT + 1] == b"\x01")


def stage_restore(file: Path, copy: Path, now: datetime) -> None:
    """Stage this copy to replace the database: from here on `finish_restore` completes that, whatever happens in between."""
    stamp = now.strftime("%Y%m%d-%H%M%S")
    names = (stamp if again == 1 else f"{stamp}-{again}" for again in itertools.count(1))
    free = next(name for name in names if not any(path.exists() for path in _parts_aside(file, name)))
    copy.rename(part(file, _STAGED + free))
    _sync_folder(file.parent)


def staged_restores(file: Path) -> list[Path]:
    """Copies that an interrupted restore has staged and `finish_restore` will put in place; hardly ever more than one."""
    return sorted(file.parent.glob(f"{glob.escape(file.name + _STAGED)}*"))


def finish_restore(file: Path) -> Path | None:
    """Put the staged copy in the database's place. Returns where the former database is now; None when there was none, or nothing staged.

    All of the former files go before the copy comes, so that no log of the one is ever beside the other; while any are moved, the staged
    copy says so to the next start, which moves the rest.
    """
    aside = None
    for staged in staged_restores(file):
        stamp = staged.name.removeprefix(file.name + _STAGED)
        former = _parts_aside(file, stamp)
        for suffix, kept in zip(PARTS, former, strict=True):
            if part(file, suffix).exists():
                part(file, suffix).rename(kept)
        _sync_folder(file.parent)
        staged.rename(file)
        _sync_folder(file.parent)
        aside = former[0] if any(path.exists() for path in former) else None
    return aside


def _parts_aside(file: Path, stamp: str) -> list[Path]:
    former = part(file, _ASIDE + stamp)
    return [part(former, suffix) for suffix in PARTS]


def _header(file: Path) -> bytes:
    try:
        with file.open("rb") as database:
            return database.read(100)
    except OSError:
        return b""


def _sync_folder(folder: Path) -> None:
    """Have the new names survive a power cut."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
