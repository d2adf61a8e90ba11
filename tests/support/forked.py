"""Processes that do not import everything anew: they are forked from one that has Mutuals and its libraries loaded already.

They are processes like any other, which signals end and kill. What does not hold for them is what happens before the first line of the
program: where that is the point, tests start `python -m bot` itself.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import runpy
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["bot.app", "bot.demo.x", "tests.support.databases.migrated", "tests.support.loaded_word_lists"])

_MOST = 1 << 24
"""Bytes of output that wait to be read."""


class ForkedProcess:
    """One that was started by `fork_module` or `fork_script`. stdout, stderr: what it writes."""

    def __init__(self, kind: str, program: str, arguments: tuple[str, ...], folder: Path | None, env: Mapping[str, str] | None) -> None:
        outs = [_CONTEXT.Pipe(duplex=False) for _ in range(2)]
        stdin, self._stdin = _CONTEXT.Pipe(duplex=False)
        pipes = (stdin, outs[0][1], outs[1][1])
        about = (kind, program, arguments, str(folder or Path.cwd()), dict(os.environ if env is None else env))
        self._process = _CONTEXT.Process(target=_run, args=(about, pipes))
        self._process.start()
        for pipe in pipes:
            pipe.close()
        self._ends = [end for end, _ in outs]
        self.stdout, self.stderr = (asyncio.StreamReader(limit=_MOST) for _ in outs)
        self._transports: list[asyncio.BaseTransport] = []
        self._ended = asyncio.get_running_loop().create_future()

    async def connect(self) -> None:
        """Begin to read what it writes."""
        loop = asyncio.get_running_loop()
        loop.add_reader(self._process.sentinel, self._has_ended)
        for end, reader in zip(self._ends, (self.stdout, self.stderr), strict=True):
            with end:
                file = os.fdopen(os.dup(end.fileno()), "rb", buffering=0)
            transport, _ = await loop.connect_read_pipe(lambda reader=reader: asyncio.StreamReaderProtocol(reader), file)  # type: ignore[misc]
            self._transports.append(transport)

    def _has_ended(self) -> None:
        asyncio.get_running_loop().remove_reader(self._process.sentinel)
        self._process.join()
        if not self._ended.done():
            self._ended.set_result(self._process.exitcode)

    @property
    def returncode(self) -> int | None:
        """Its exit code, or minus the signal that killed it; None while it runs."""
        return self._process.exitcode

    def write(self, content: bytes) -> None:
        """Send it this on its standard input."""
        os.write(self._stdin.fileno(), content)

    def send_signal(self, number: signal.Signals) -> None:
        if self._process.pid is not None and self.returncode is None:
            os.kill(self._process.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    async def wait(self) -> int:
        """Its exit code, once it has ended. What nobody has read by then is gone."""
        code: int = await asyncio.shield(self._ended)
        for transport in self._transports:
            transport.close()
        self._stdin.close()
        await asyncio.sleep(0)  # the transports close in the loop's next turn
        return code

    async def communicate(self) -> tuple[bytes, bytes]:
        """Everything that it still writes, once it has ended."""
        out, err = await asyncio.gather(self.stdout.read(), self.stderr.read())
        await self.wait()
        return out, err


async def fork_module(module: str, *arguments: str, folder: Path | None = None, env: Mapping[str, str] | None = None) -> ForkedProcess:
    """Like `python -m module arguments`, in this folder and with this environment, by default one's own."""
    return await _started("module", module, arguments, folder, env)


async def fork_script(script: str) -> ForkedProcess:
    """Like `python -c script`."""
    return await _started("script", script, (), None, None)


async def _started(
    kind: str, program: str, arguments: tuple[str, ...], folder: Path | None, env: Mapping[str, str] | None
) -> ForkedProcess:
    process = ForkedProcess(kind, program, arguments, folder, env)
    await process.connect()
    return process


_About = tuple[str, str, tuple[str, ...], str, dict[str, str]]


def _run(about: _About, pipes: tuple[Connection[None, bytes], ...]) -> None:
    """The child's whole life."""
    kind, program, arguments, folder, environment = about
    for number, pipe in enumerate(pipes):
        os.dup2(pipe.fileno(), number)
        pipe.close()
    sys.stdin, sys.stdout, sys.stderr = (open(number, mode, closefd=False) for number, mode in enumerate("rww"))  # noqa: SIM115
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [program, *arguments]
    with suppress(BrokenPipeError):
        if kind == "module":
            runpy.run_module(program, run_name="__main__", alter_sys=True)
        else:
            exec(program, {"__name__": "__main__"})
