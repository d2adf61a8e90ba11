"""`mutuals run` as a process of its own on a fast clock, the same that the simulators in the process that started it are on."""

from __future__ import annotations

import asyncio
import sys
import time
from datetime import datetime, timedelta

from bot.app import Mutuals
from bot.config import load_settings
from bot.demo.clock import SimulatedClock
from bot.runtime.supervisor import serve


def command(clock: SimulatedClock) -> list[str]:
    """Starts it: with the options in the environment, and on this clock from now on."""
    return [sys.executable, "-m", __name__, clock.now().isoformat(), repr(time.monotonic()), repr(clock.speed)]


def clock_of(shown: str, at: str, speed: str) -> SimulatedClock:
    """The clock that showed this then. at: by the machine's monotonic clock, which its processes share."""
    passed = timedelta(seconds=(time.monotonic() - float(at)) * float(speed))
    return SimulatedClock(datetime.fromisoformat(shown) + passed, speed=float(speed))


if __name__ == "__main__":
    asyncio.run(serve(Mutuals(load_settings(), clock_of(*sys.argv[1:])), lambda: None))
