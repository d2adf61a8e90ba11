"""Charts cost nothing until the first of them is drawn."""

from __future__ import annotations

import subprocess
import sys


def test_the_bot_is_ready_before_matplotlib_is_loaded() -> None:
    lazily = "import sys, bot.app; print('matplotlib' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", lazily], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
