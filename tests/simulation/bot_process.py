"""`mutuals run` as a process of its own on a fast clock, the same that the simulators in the process that started it are on."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.app import Mutuals
from bot.config import load_settings
from bot.demo.clock import SimulatedClock
from bot.runtime.supervisor import serve
from tests.support.forked import ForkedProcess, fork_module


async def start(clock: SimulatedClock, options: Mapping[str, str]) -> ForkedProcess:
    """Start it with these options and nothing else in its environment, on this clock from now on."""
    return await fork_module(__name__, clock.now().isoformat(), repr(time.monotonic()), repr(clock.speed), env=options)


def clock_of(shown: str, at: str, speed: str) -> SimulatedClock:
    """The clock that showed this then. at: by the machine's monotonic clock, which its processes share."""
    passed = timedelta(seconds=(time.monotonic() - float(at)) * float(speed))
    return SimulatedClock(datetime.fromisoformat(shown) + passed, speed=float(speed))


if __name__ == "__main__":
    asyncio.run(serve(Mutuals(load_settings(), clock_of(*sys.argv[1:])), lambda: None))
