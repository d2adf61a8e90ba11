"""Keeps a service going until it is told to stop or ends by itself."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

STOP_WITHIN = 4.5
"""Seconds after which the process ends even if the service does not: supervisors kill after 5 to 10, and a crash at any point is safe."""

YOUNG_OBJECTS = 10_000
"""Python looks for garbage whenever there are so many more objects. With its usual 700 that is at every other click, and all cards that
are known are looked through each time (`python -m tests.benchmarks.clicks`)."""


class Service(Protocol):
    """What can be run."""

    async def start(self) -> None:
        """Start; returns once everything is ready."""

    async def wait(self) -> None:
        """Returns, or raises, when the service ends by itself."""

    async def stop(self) -> None:
        """End. Also called after a start that failed or was cut short."""


async def serve(service: Service, ready: Callable[[], None]) -> bool:
    """Start, call `ready`, and run until SIGINT, SIGTERM or the service's own end; then stop.

    Returns whether it was told to stop. Raises what the service raised.
    The process should end with this: if stopping takes longer than `STOP_WITHIN`, it is ended.
    """
    stop_requested = asyncio.Event()
    running = asyncio.create_task(_run(service, ready))
    stopping = asyncio.create_task(stop_requested.wait())
    try:
        with _signals(stop_requested):
            await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        _force_exit_later()
        running.cancel()
        stopping.cancel()
        await asyncio.wait({running, stopping})
        try:
            await service.stop()
        finally:
            # What ended it matters more than what went wrong while stopping.
            if not running.cancelled():
                running.result()
    return stop_requested.is_set()


async def _run(service: Service, ready: Callable[[], None]) -> None:
    await service.start()
    _keep_what_was_loaded()
    ready()
    await service.wait()


def _keep_what_was_loaded() -> None:
    """Modules, tables and commands stay until the end: to look for garbage among them, too, stops everything for some 150 ms each time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)


@contextmanager
def _signals(stop_requested: asyncio.Event) -> Iterator[None]:
    # Afterwards the signals have their usual effect again: a second Ctrl-C ends the process at once.
    loop = asyncio.get_running_loop()
    handled = []
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop_requested.set)
        except NotImplementedError:  # Windows: Ctrl-C cancels us through asyncio.run instead
            continue
        handled.append(number)
    try:
        yield
    finally:
        for number in handled:
            loop.remove_signal_handler(number)


def _force_exit_later() -> None:
    # A thread of its own, because what hangs may be the event loop, or a worker thread that Python waits for at its end.
    guard = threading.Timer(STOP_WITHIN, os._exit, args=(1,))
    guard.daemon = True
    guard.start()
