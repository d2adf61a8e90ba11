"""Keeps a service going until it is told to stop or ends by itself."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

STOP_WITHIN = 4.5
"""Seconds after which the process ends even if the service does not: supervisors kill after 5 to 10, and a crash at any point is safe."""


class Service(Protocol):
    """What can be kept going."""

    async def start(self) -> None:
        """Get going; returns once everything is ready."""

    async def wait(self) -> None:
        """Returns, or raises, when the service ends by itself."""

    async def stop(self) -> None:
        """End. Also called after a start that failed or was cut short."""


async def serve(service: Service, ready: Callable[[], None]) -> bool:
    """Start, call `ready`, and go on until SIGINT, SIGTERM or the service's own end; then stop.

    Returns whether it was told to stop. Raises what the service raised.
    The process should end with this: if stopping takes longer than `STOP_WITHIN`, it is ended.
    """
    told = asyncio.Event()
    life = asyncio.create_task(_live(service, ready))
    word = asyncio.create_task(told.wait())
    try:
        with _signals(told):
            await asyncio.wait({life, word}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        _end_at_last()
        life.cancel()
        word.cancel()
        await asyncio.wait({life, word})
        try:
            await service.stop()
        finally:
            # What ended it says more than what stopping met after that.
            if not life.cancelled():
                life.result()
    return told.is_set()


async def _live(service: Service, ready: Callable[[], None]) -> None:
    await service.start()
    ready()
    await service.wait()


@contextmanager
def _signals(told: asyncio.Event) -> Iterator[None]:
    # Afterwards the signals have their usual effect again: a second Ctrl-C ends the process at once.
    loop = asyncio.get_running_loop()
    handled = []
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, told.set)
        except NotImplementedError:  # Windows: Ctrl-C cancels us through asyncio.run instead
            continue
        handled.append(number)
    try:
        yield
    finally:
        for number in handled:
            loop.remove_signal_handler(number)


def _end_at_last() -> None:
    # A thread of its own, because what hangs may be the event loop, or a worker thread that Python waits for at its end.
    guard = threading.Timer(STOP_WITHIN, os._exit, args=(1,))
    guard.daemon = True
    guard.start()
