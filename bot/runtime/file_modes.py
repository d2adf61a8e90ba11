"""Who else on this machine may read what holds keys or people's data."""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterable
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def readable_by_others(files: Iterable[Path]) -> str:
    """A sentence about those that others than their owner may read or write, with the cure; empty where there are none, and on Windows."""
    shared = [str(file) for file in files if _is_shared(file)]
    if not shared:
        return ""
    return f"Other users of this machine may read {', '.join(shared)}; run `chmod 600 {shlex.join(shared)}`."


def _is_shared(file: Path) -> bool:
    try:
        return os.name == "posix" and bool(file.stat().st_mode & OTHERS)
    except OSError:
        return False
