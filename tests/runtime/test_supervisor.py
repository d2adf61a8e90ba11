"""Keeping a service going, seen from outside its process."""

from __future__ import annotations

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process

import pytest

SCRIPT = """
import asyncio, threading
from bot.runtime import supervisor

class Service:
    async def start(self):
        print("starting", flush=True)
        {start}
    async def wait(self):
        {wait}
    async def stop(self):
        print("stopping", flush=True)
        {stop}
        print("stopped", flush=True)

supervisor.STOP_WITHIN = {within}
told = asyncio.run(supervisor.serve(Service(), lambda: print("ready", flush=True)))
print("told" if told else "by itself", flush=True)
"""

FOREVER = "await asyncio.Event().wait()"
BROKEN = 'raise ValueError("broken")'


async def launch(*, start: str = "pass", wait: str = FOREVER, stop: str = "pass", within: float = 60) -> Process:
    script = SCRIPT.format(start=start, wait=wait, stop=stop, within=within)
    return await asyncio.create_subprocess_exec(sys.executable, "-c", script, stdout=PIPE, stderr=PIPE)


async def says(process: Process, word: str) -> None:
    assert process.stdout is not None
    assert (await asyncio.wait_for(process.stdout.readline(), 10)).decode().strip() == word


async def rest(process: Process) -> tuple[list[str], str, int | None]:
    """What else it wrote, its complaints, and its exit code, once it has ended."""
    out, err = await asyncio.wait_for(process.communicate(), 10)
    return out.decode().split(), err.decode(), process.returncode


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_stops_it(number: signal.Signals) -> None:
    process = await launch()
    await says(process, "starting")
    await says(process, "ready")

    process.send_signal(number)

    assert await rest(process) == (["stopping", "stopped", "told"], "", 0)


async def test_a_signal_while_it_starts_stops_it_too() -> None:
    process = await launch(start=FOREVER)
    await says(process, "starting")

    process.send_signal(signal.SIGTERM)

    assert await rest(process) == (["stopping", "stopped", "told"], "", 0)


async def test_its_own_end_is_told_from_being_stopped() -> None:
    process = await launch(wait="return")

    assert await rest(process) == (["starting", "ready", "stopping", "stopped", "by", "itself"], "", 0)


@pytest.mark.parametrize("place", ["start", "wait"])
async def test_its_error_comes_out_after_it_was_stopped(place: str) -> None:
    process = await (launch(start=BROKEN) if place == "start" else launch(wait=BROKEN))

    out, err, code = await rest(process)

    assert out[-2:] == ["stopping", "stopped"]
    assert err.endswith("ValueError: broken\n")
    assert code == 1


@pytest.mark.parametrize(
    ("stop", "wait"),
    [(FOREVER, FOREVER), ("threading.Event().wait()", FOREVER), ("pass", "await asyncio.to_thread(threading.Event().wait)")],
    ids=["a stop that waits", "a stop that blocks", "a thread that works on"],
)
async def test_the_process_ends_whatever_clings_to_it(stop: str, wait: str) -> None:
    process = await launch(stop=stop, wait=wait, within=0.5)
    await says(process, "starting")
    await says(process, "ready")

    process.send_signal(signal.SIGTERM)

    out, _, code = await rest(process)
    assert out[0] == "stopping"
    assert code == 1


async def test_a_second_ctrl_c_ends_it_at_once() -> None:
    process = await launch(stop=FOREVER)
    await says(process, "starting")
    await says(process, "ready")
    process.send_signal(signal.SIGINT)
    await says(process, "stopping")

    process.send_signal(signal.SIGINT)

    _, err, code = await rest(process)
    assert "KeyboardInterrupt" in err
    assert code != 0


async def test_no_garbage_is_looked_for_among_what_the_start_has_loaded() -> None:
    process = await launch(
        start="self.loaded = [object()]",
        wait="import gc; print(any(each is self.loaded for each in gc.get_objects()), gc.get_threshold()[0] >= 10_000, flush=True)",
    )

    out, _, _ = await rest(process)

    assert out[:4] == ["starting", "ready", "False", "True"]
