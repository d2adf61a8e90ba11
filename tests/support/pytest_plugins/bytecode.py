"""Compiled Python, kept between runs even where the environment says that none is to be written."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def keep_bytecode(folder: Path) -> None:
    """Have this process and those that it starts keep what they compile in this folder, if they would keep it nowhere.

    PYTHONDONTWRITEBYTECODE is to keep source folders clean. Without any place at all, though, each of the workers and each start of the
    bot compiles all of Mutuals and its libraries again, which takes most of the time of a run.
    """
    if not sys.dont_write_bytecode:
        return
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(folder)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)
